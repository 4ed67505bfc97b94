import io
from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.observances.models import Observance, OutsideSitting, Tradition
from tests import builders as build

CSV = "Name;Von;Quelle\nTag der Vielfalt;26.05.2026;\nFalsch;gestern;\n"
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Sitzung des Rates\r\n"
    "DTSTART:20261210T150000\r\nDTEND:20261210T190000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def secretary(app, client, login):
    return login(client, build.account(secretariat_of=[build.committee()]))


@pytest.fixture
def member(app, new_client, login):
    return login(new_client(), build.account(person=build.person()))


def shown(response) -> str:
    return response.get_data(as_text=True)


def entry(**values) -> Observance:
    values = {
        "name": "Tag der Vielfalt",
        "tradition": Tradition.OTHER,
        "starts_on": date(2026, 5, 26),
        "ends_on": date(2026, 5, 26),
        "source": "Charta der Vielfalt",
    } | values
    row = Observance(**values)
    db.session.add(row)
    db.session.commit()
    return row


def typed(**values) -> dict[str, str]:
    return {
        "name": "Tag der Vielfalt",
        "starts_on": "26.05.2026",
        "ends_on": "",
        "tradition": "other",
        "source": "Charta der Vielfalt",
    } | values


def upload(text: str, file_name: str, **values) -> dict[str, object]:
    return {"file": (io.BytesIO(text.encode()), file_name)} | values


@pytest.mark.parametrize(
    "address",
    [
        "/besondere-tage",
        "/besondere-tage/neu",
        "/besondere-tage/einlesen",
        "/andere-sitzungen",
    ],
)
def test_the_pages_are_for_the_secretariats(secretary, member, client, address):
    assert secretary.get(address).status_code == 200
    assert member.get(address).status_code == 403


def test_the_year_lists_computed_days_and_the_table(secretary):
    entry()

    page = shown(secretary.get("/besondere-tage?jahr=2026"))

    assert "Besondere Tage 2026" in page
    assert "Jom Kippur" in page
    assert "20.07.2026 bis 01.09.2026" in page
    assert "Charta der Vielfalt" in page
    assert "Schulferien unbekannt" not in page


def test_a_year_without_school_holidays_says_so(secretary):
    assert "Schulferien unbekannt" in shown(secretary.get("/besondere-tage?jahr=2031"))


def test_a_tradition_filters_the_list(secretary):
    page = shown(secretary.get("/besondere-tage?jahr=2026&herkunft=jewish"))

    assert "Jom Kippur" in page
    assert "Rosenmontag" not in page
    assert secretary.get("/besondere-tage?herkunft=x").status_code == 404
    assert secretary.get("/besondere-tage?jahr=1").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_at_any_length(secretary, query_count, number):
    for index in range(number):
        entry(name=f"Tag {index}")
    secretary.get("/besondere-tage")

    with query_count() as counted:
        secretary.get("/besondere-tage")

    assert counted.count == 2


def test_a_day_is_added_changed_and_deleted_with_undo(secretary):
    secretary.post("/besondere-tage/neu", data=typed(begins_evening_before="y"))
    row = db.session.query(Observance).one()
    assert (row.ends_on, row.begins_evening_before) == (date(2026, 5, 26), True)

    address = f"/besondere-tage/{row.id}"
    page = shown(secretary.get(f"{address}/bearbeiten"))
    assert 'value="26.05.2026"' in page
    secretary.post(f"{address}/bearbeiten", data=typed(name="Diversity-Tag", version=row.version))
    db.session.expire_all()
    assert db.session.query(Observance).one().name == "Diversity-Tag"

    gone = secretary.post(f"{address}/loeschen")
    assert db.session.query(Observance).count() == 0
    assert "Löschen rückgängig machen" in shown(secretary.get(gone.location))
    secretary.post("/besondere-tage/wiederherstellen")
    assert db.session.query(Observance).one().name == "Diversity-Tag"


def test_there_is_nothing_to_restore_without_a_deletion(secretary):
    response = secretary.post("/besondere-tage/wiederherstellen")

    assert response.status_code in {302, 409}
    assert db.session.query(Observance).count() == 0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Bitte geben Sie den Namen des Tages an."),
        ({"source": ""}, "woher der Termin stammt"),
        ({"starts_on": "morgen"}, "Bitte geben Sie ein Datum ein"),
        ({"ends_on": "25.05.2026"}, "Der letzte Tag liegt vor dem ersten"),
        ({"ends_on": "25.12.2026"}, "höchstens 60 Tage"),
        ({"tradition": "x"}, "Bitte wählen Sie einen Eintrag"),
        ({"name": "x" * 300}, "Bitte kürzen Sie den Text"),
    ],
)
def test_bad_input_is_explained_at_its_field(secretary, values, message):
    page = shown(secretary.post("/besondere-tage/neu", data=typed(**values)))

    assert message in page
    assert db.session.query(Observance).count() == 0


def test_a_stale_save_shows_both_texts(secretary):
    row = entry()

    data = typed(source="Neue Quelle", version=row.version + 1)
    page = shown(secretary.post(f"/besondere-tage/{row.id}/bearbeiten", data=data))

    assert "Charta der Vielfalt" in page
    assert "Neue Quelle" in page
    db.session.expire_all()
    assert db.session.query(Observance).one().source == "Charta der Vielfalt"


def preview(secretary, text=CSV, name="tage.csv") -> str:
    data = upload(text, name, source="Diversity-Kalender", tradition="other")
    return shown(secretary.post("/besondere-tage/einlesen", data=data))


def content_of(page: str) -> str:
    return page.split('name="content"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def test_a_file_is_shown_first_and_taken_over_then(secretary):
    page = preview(secretary)
    assert "1 Tag übernehmen" in page
    assert "Zeile 3" in page
    assert db.session.query(Observance).count() == 0

    secretary.post("/besondere-tage/uebernehmen", data={"content": content_of(page)})

    assert db.session.query(Observance).one().source == "Diversity-Kalender"
    assert "Es gibt nichts zu übernehmen" in preview(secretary)


def test_a_preview_is_for_its_reader_and_not_to_be_changed(secretary, new_client, login):
    content = content_of(preview(secretary))
    other = login(new_client(), build.account(secretariat_of=[build.committee("ir")]))

    for client, text in ((other, content), (secretary, content[:-3] + "xxx"), (secretary, "")):
        client.post("/besondere-tage/uebernehmen", data={"content": text})

    assert db.session.query(Observance).count() == 0
    assert "nicht mehr gültig" in shown(secretary.get("/besondere-tage/einlesen"))


def test_a_file_that_cannot_be_read_is_explained(secretary):
    assert "weder ein Kalender" in preview(secretary, "PK\x03\x04\x00", "tage.xlsx")
    nothing = secretary.post("/besondere-tage/einlesen", data={"source": "x", "tradition": "other"})
    assert "Bitte wählen Sie eine Datei aus." in shown(nothing)


def test_the_councils_calendar_is_read_looked_at_and_taken_away(secretary):
    data = upload(ICS, "rat.ics", name="Rat der Stadt", source="Ratsinformation")
    done = secretary.post("/andere-sitzungen", data=data)
    page = shown(secretary.get(done.location))
    assert "Der Kalender „Rat der Stadt“ ist eingelesen: 1 neu" in page

    row = db.session.query(OutsideSitting).one()
    address = f"/andere-sitzungen/{row.calendar_id}"
    page = shown(secretary.get(address))
    assert "Donnerstag, 10. Dezember 2026, 15:00 bis 19:00 Uhr" in page

    secretary.post(f"{address}/entfernen")
    assert db.session.query(OutsideSitting).count() == 0
    assert secretary.get(address).status_code == 404


def test_a_calendar_that_cannot_be_read_changes_nothing(secretary):
    data = upload("Kein Kalender", "rat.ics", name="Rat", source="")

    page = shown(secretary.post("/andere-sitzungen", data=data))

    assert "kein Kalender im Format .ics" in page
    assert db.session.query(OutsideSitting).count() == 0
