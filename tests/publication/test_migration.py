"""What was public by signing or publishing stays public, and nothing else becomes so."""

import pytest
from flask_migrate import upgrade

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from tests.resolutions.test_migration import AT, END, insert, rows

pytestmark = pytest.mark.both_engines
PUBLISHED_AT = "2026-04-02 08:00:00"
# sitting: state of its minutes, whether it is signed off, the state's day of publishing
SITTINGS = {
    1: ("published", PUBLISHED_AT),
    2: ("signed", None),
    3: ("draft", None),
    4: ("published", None),  # before the day of publishing was kept
}
#          resolution: sitting, part, number
RESOLUTIONS = {
    1: (1, "public", 1),
    2: (1, "closed", 2),
    3: (2, "public", 3),
    4: (3, "public", None),
    5: (4, "public", 4),
}


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "published").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0015")
        with db.engine.begin() as connection:
            insert(connection, "committee", id=1, slug="ir", short="IR")
            for id_, (state, published_at) in SITTINGS.items():
                closed = None if state == "draft" else END
                names = {"ref": f"IR/{id_}/2026", "uid": f"u{id_}", "number": id_}
                sitting = {"state": "closed", "ends_at": END, "record_closed_at": closed}
                insert(connection, "sitting", id=id_, committee_id=1, **names, **sitting)
                times = {"signed_at": closed and AT, "published_at": published_at}
                insert(connection, "minutes", id=id_, sitting_id=id_, state=state, **times)
                version = {"minutes_id": id_, "number": 1, "content": "{}"}
                insert(connection, "minutes_version", id=id_, **version)
                fill_files(connection, id_, is_published=state == "published")
            for id_, (sitting, part, number) in RESOLUTIONS.items():
                item = {"sitting_id": sitting, "title": "Punkt", "part": part, "mark": "none"}
                insert(connection, "agenda_item", id=id_, **item)
                values = {"committee_id": 1, "year": 2026, "number": number, "text": "Text"}
                insert(connection, "resolution", id=id_, agenda_item_id=id_, part=part, **values)
        yield app
        db.session.remove()
        db.engine.dispose()


def fill_files(connection, version, *, is_published):
    """The signed file, and the published ones: of two editions the later is public."""
    file = {"version_id": version, "part": "public", "data": b"x", "sha256": "x"}
    insert(connection, "minutes_file", id=version * 10, kind="signed", edition=1, **file)
    if is_published:
        for edition in (1, 2):
            number = version * 10 + edition
            insert(connection, "minutes_file", id=number, kind="published", edition=edition, **file)


def test_each_published_file_is_the_first_publication_of_its_minutes(old_office):
    migrate_database()

    found = rows("SELECT version_id, file_id, number, content, content_sha256, withdrawn_at "
                 "FROM minutes_publication ORDER BY version_id")  # fmt: skip
    assert found == [(1, 12, 1, None, "", None), (4, 42, 1, None, "", None)]
    days = rows("SELECT published_at FROM minutes_publication ORDER BY version_id")
    assert [str(day)[:10] for (day,) in days] == [PUBLISHED_AT[:10], AT[:10]]


def test_numbered_resolutions_of_the_public_part_of_signed_minutes_stay_in_the_register(old_office):
    migrate_database()

    found = rows("SELECT r.resolution_id, p.version_id, r.title, r.text, r.withdrawn_at "
                 "FROM published_resolution r LEFT JOIN minutes_publication p "
                 "ON p.id = r.minutes_publication_id ORDER BY r.resolution_id")  # fmt: skip
    assert found == [
        (1, 1, None, None, None),
        (3, None, None, None, None),
        (5, 4, None, None, None),
    ]


def test_no_decision_about_a_name_is_made_up(old_office):
    migrate_database()

    assert rows("SELECT count(*) FROM name_decision") == [(0,)]
