"""Dates kept before their warnings had keys stay kept, and every sentence stays readable."""

import json

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from tests.resolutions.test_migration import insert

SENTENCES = {
    "Der Termin liegt in der Vergangenheit.": "past",
    "Der Termin liegt auf einem Sonntag.": "weekend",
    "Am 25.10.2026 gibt es 2:30 Uhr zweimal, weil die Uhren zurückgestellt werden.": "clock",
    "Schulferien unbekannt: Für diesen Tag liegen noch keine Ferientermine vor.": "school:unknown",
    "Der Tag liegt in den Schulferien: Herbstferien.": "school",
    "An diesem Tag ist Erster Weihnachtstag, gesetzlicher Feiertag.": "public",
    "An diesem Tag ist Karfreitag (orthodox), christlich-orthodoxer Feiertag.": "orthodox",
    "Die Sitzung reicht in den Abend, mit dem beginnt: Jom Kippur, jüdischer Feiertag.": "jewish",
    "Zur selben Zeit: Sitzung des Rates, 15:00 bis 19:00 Uhr.": "council",
    "Am selben Tag tagt StAG Q, 14:00 bis 16:00 Uhr.": "same_day",
    "Zur selben Zeit tagt StAG Q, 14:00 bis 16:00 Uhr.": "same_time",
    "Der Raum ist belegt: StAG Q, 14:00 bis 16:00 Uhr.": "room",
    "Der Raum „Saal, Rathaus“ steht nicht mehr zur Verfügung.": "room",
    "Der Raum hat 12 Plätze, das Gremium hat 13 Mitglieder.": "capacity",
    "1 Person gehört beiden Gremien an (StAG Q, 14:00 bis 16:00 Uhr).": "roster",
    "2 Personen gehören beiden Gremien an (StAG Q, 14:00 bis 16:00 Uhr).": "roster",
    "Die Ladungsfrist (7 Tage) ist nicht mehr einzuhalten: Letzter Tag war der 1.": "notice",
    "Was sonst einmal dastand.": None,
}


@pytest.mark.both_engines
def test_each_sentence_of_before_gives_its_key_and_stays(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "kept").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0030")
        with db.engine.begin() as connection:
            insert(connection, "committee", id=1, slug="ir", short="IR")
            for number, sentence in enumerate(SENTENCES, start=1):
                own = {"committee_id": 1, "ref": f"s{number}", "uid": f"u{number}"}
                own |= {"ends_at": "2026-03-02 18:00:00", "number": number, "reference": ""}
                kept = json.dumps([sentence])
                insert(connection, "sitting", id=number, kept_warnings=kept, **own)

        upgrade(revision="0031")

        with db.engine.connect() as connection:
            rows = connection.execute(
                text("SELECT kept_warnings, kept_keys FROM sitting ORDER BY id")
            ).all()
        found = {_read(told)[0]: _read(keys) for told, keys in rows}
        assert found == {told: [key] if key else [] for told, key in SENTENCES.items()}
        db.session.remove()
        db.engine.dispose()


def _read(value):
    return json.loads(value) if isinstance(value, str) else value
