import io
import re
from datetime import date

import openpyxl
import pytest
from lxml import html
from sqlalchemy import select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.lists.forms import packed, unpacked
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from gremien_app.people.persons.models import Person
from tests import builders as build
from tests.documents.reading import headings, texts
from tests.lists.files import persons_stored, table, xlsx

LISTS = "/gremien/stag-behindertenpolitik/listen"
CONFIRM = f"{LISTS}/uebernehmen"
MUSTER = ("Muster", "Kim", "Verein", "Mitglied", "01.11.2025", "", "kim@example.org")


def upload(desk, data: bytes, name="liste.xlsx", **fields):
    return desk.post(
        LISTS,
        data={"file": (io.BytesIO(data), name), "since": ""} | fields,
        content_type="multipart/form-data",
    )


def content_of(page: str) -> str:
    return re.search(r'name="content"[^>]*value="([^"]+)"', page)[1]


# Taking over


def test_a_list_is_looked_at_first_and_written_when_somebody_agrees(desk):
    preview = upload(desk, xlsx(MUSTER)).text

    assert "Noch ist nichts gespeichert." in preview
    assert "neue Person" in preview
    assert persons_stored() == 0

    response = desk.post(CONFIRM, data={"content": content_of(preview)})

    assert response.location == "/gremien/stag-behindertenpolitik#mitglieder"
    assert persons_stored() == 1
    assert "Die Liste ist übernommen: 1 angelegt, 0 geändert." in desk.get(LISTS).text


def test_a_csv_list_without_a_beginning_gets_one_for_all(desk):
    data = table("Name;Rolle", "Müller;Gast").encode("cp1252")

    preview = upload(desk, data, "liste.csv", since="1.1.2026").text

    assert "ständiger Gast, seit 01.01.2026" in preview


def test_agreeing_twice_writes_once(desk):
    content = content_of(upload(desk, xlsx(MUSTER)).text)
    desk.post(CONFIRM, data={"content": content})
    again = desk.post(CONFIRM, data={"content": content})

    assert "Inzwischen hat jemand etwas geändert." in again.text
    assert "Alles in dieser Liste ist schon so gespeichert." in again.text
    assert persons_stored() == 1


def test_lines_in_doubt_are_left_out_only_by_wish(desk):
    preview = upload(desk, xlsx(MUSTER, ("Zwei", "Kim", "", "Hofnarr"))).text
    content = content_of(preview)

    refused = desk.post(CONFIRM, data={"content": content}).text

    assert "1 Zeile ist noch zu klären." in refused
    assert "Rolle: „Hofnarr“ ist unbekannt." in refused
    assert persons_stored() == 0

    desk.post(CONFIRM, data={"content": content_of(refused), "skip_doubtful": "y"})

    assert [person.last_name for person in db.session.query(Person)] == ["Muster"]


def test_what_changed_since_the_preview_is_shown_anew(desk, council):
    content = content_of(upload(desk, xlsx(MUSTER)).text)
    build.member(council, build.person())

    page = desk.post(CONFIRM, data={"content": content}).text

    assert "Inzwischen hat jemand etwas geändert." in page
    assert "Organisation: gespeichert „keine“" in page
    assert db.session.query(Membership).count() == 1


@pytest.mark.parametrize("content", ["", "x", "eyJ4IjoxfQ.x.y"])
def test_a_made_up_confirmation_writes_nothing(desk, content):
    response = desk.post(CONFIRM, data={"content": content})

    assert response.location == LISTS
    assert "Die Vorschau ist abgelaufen." in desk.get(LISTS).text


def test_a_preview_ends_after_an_hour(council, freeze):
    viewer = Viewer(user_id=1)
    with freeze("2026-11-22 10:00"):
        content = packed(viewer, council.id, [], None, [])
    with freeze("2026-11-22 11:00"):
        assert unpacked(viewer, council.id, content) == ([], None, [])
    with freeze("2026-11-22 11:01"), pytest.raises(RuleBroken, match="abgelaufen"):
        unpacked(viewer, council.id, content)


def test_a_preview_counts_for_this_person_and_this_committee_only(desk, council, new_client, login):
    content = content_of(upload(desk, xlsx(MUSTER)).text)
    other = build.committee("integrationsrat")
    colleague = login(new_client(), build.account(secretariat_of=[council, other]))

    for slug in (council.slug, other.slug):
        colleague.post(f"/gremien/{slug}/listen/uebernehmen", data={"content": content})

    assert persons_stored() == 0


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "liste.csv", "Die Datei ist leer."),
        (b"Name;Rolle\n", "liste.csv", "Unter den Überschriften steht keine Zeile."),
        (b"Name;Ort\nMuster;K", "liste.csv", "fehlt eine Spalte „Rolle“"),
        (xlsx(MUSTER), "liste.xlsm", "mit Makros werden nicht angenommen"),
        (b"PK\x03\x04kaputt", "liste.xlsx", "keine lesbare Excel-Liste"),
        (b"<html></html>", "liste.xlsx", "keine lesbare Excel-Liste"),
    ],
)
def test_a_file_that_is_no_list_is_explained_at_its_field(desk, data, name, message):
    response = upload(desk, data, name)

    assert response.status_code == 200
    assert "<title>Fehler: Listen" in response.text
    assert message in response.text


def test_without_a_file_the_field_says_so(desk):
    response = desk.post(LISTS, data={"since": ""})

    assert "Bitte wählen Sie eine Datei aus." in response.text


def test_markup_in_a_list_stays_text(desk):
    row = ('"><svg onload=x()>', "Kim", "<b>", "<i>", "01.11.2025", "", "")
    page = upload(desk, xlsx(row)).text

    assert "<svg" not in page
    assert "&lt;i&gt;" in page


# Giving out


def members(council):
    seat = build.seat(council, build.organization("Gehörlosenverband"))
    yildiz = build.person(
        "Yıldız", "Ayşe", title="Dr.", email="ayse@example.org", phone="+49 221 1", town="Köln"
    )
    build.member(council, yildiz, seat=seat)
    build.member(council, build.person("Stell"), role=MemberRole.DEPUTY, seat=seat)
    build.member(council, build.person("Früher"), ends_on=date(2026, 1, 31))


def test_the_list_of_a_day_names_who_belonged_then(desk, council):
    members(council)

    now = desk.get(f"{LISTS}/mitglieder.csv", query_string={"stand": "22.11.2026"})
    before = desk.get(f"{LISTS}/mitglieder.csv", query_string={"stand": "31.01.2026"})

    assert now.mimetype == "text/csv"
    assert "mitglieder-stag-behindertenpolitik-2026-11-22.csv" in now.headers["Content-Disposition"]
    assert now.data.startswith(b"\xef\xbb\xbfAnrede;Titel;Vorname;Nachname;")
    assert ("Früher" in now.data.decode(), "Früher" in before.data.decode()) == (False, True)
    assert ";'+49 221 1;" in now.data.decode()


def test_no_cell_of_the_workbook_is_a_formula(desk, council):
    build.member(council, build.person('=HYPERLINK("http://x";"y")', "@Kim", phone="+49"))

    data = desk.get(f"{LISTS}/mitglieder.xlsx").data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert '=HYPERLINK("http://x";"y")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_the_address_list_groups_everybody_as_the_minutes_do(desk, council):
    members(council)

    data = desk.get(f"{LISTS}/adressen.docx", query_string={"stand": "22.11.2026"}).data

    assert headings(data) == [
        (1, "Adressliste"),
        (2, "Stimmberechtigte Mitglieder (1)"),
        (2, "Stellvertretende stimmberechtigte Mitglieder (1)"),
    ]
    assert (
        "Dr. Ayşe Yıldız\nGehörlosenverband\nKöln\nTelefon: +49 221 1\nE-Mail: ayse@example.org"
        in texts(data)
    )


def test_the_email_list_has_all_addresses_to_copy_and_names_who_has_none(desk, council):
    members(council)

    lines = texts(desk.get(f"{LISTS}/e-mail.docx").data)

    assert "ayse@example.org" in lines
    assert lines[-2:] == ["Ohne E-Mail-Adresse", "Kim Stell"]


def test_a_card_says_who_sits_there_and_for_whom(desk, council):
    members(council)

    data = desk.get(f"{LISTS}/tischkarten.docx").data

    assert headings(data) == [(1, "Tischkarten"), (2, "Dr. Ayşe Yıldız"), (2, "Kim Stell")]
    assert texts(data, "Tischkarte") == ["Gehörlosenverband", "Gehörlosenverband"]


def test_only_who_presides_has_the_title_of_the_chair_on_the_card(desk, council):
    council.chair_title = "Vorsitzende"
    for name, office in (("Eins", ChairOffice.CHAIR), ("Zwei", ChairOffice.DEPUTY_CHAIR)):
        build.member(council, build.person(name), chair_office=office)

    data = desk.get(f"{LISTS}/tischkarten.docx").data

    assert texts(data, "Tischkarte") == ["Vorsitzende", "stellvertretender Vorsitz"]


@pytest.mark.parametrize("kind", ["adressen", "e-mail", "tischkarten"])
def test_a_committee_without_members_has_lists_all_the_same(desk, kind):
    assert desk.get(f"{LISTS}/{kind}.docx").status_code == 200


@pytest.mark.parametrize("name", ["vorlage.xlsx", "vorlage.csv"])
def test_the_template_is_there_to_fill_in(desk, name):
    response = desk.get(f"{LISTS}/{name}")
    page = upload(desk, response.data, name).text

    assert "Das ist die Beispielzeile der Vorlage." in page


def test_the_text_file_names_its_character_set_once(desk):
    types = {desk.get(f"{LISTS}/{name}").content_type for name in ("mitglieder.csv", "vorlage.csv")}

    assert types == {"text/csv; charset=utf-8"}


def test_an_unreadable_day_shows_today_on_the_page_and_gives_out_nothing(desk):
    assert "Gezeigt wird der heutige Stand." in desk.get(f"{LISTS}?stand=bald").text
    assert desk.get(f"{LISTS}/mitglieder.csv?stand=bald").status_code == 404
    assert desk.get(f"{LISTS}/anderes.docx").status_code == 404


def test_a_list_with_persons_is_put_on_record_and_a_template_is_not(desk, council):
    day = {"stand": "22.11.2026"}
    names = ("mitglieder.xlsx", "mitglieder.csv", "adressen.docx", "e-mail.docx")
    for name in (*names, "tischkarten.docx", "vorlage.xlsx", "vorlage.csv"):
        assert desk.get(f"{LISTS}/{name}", query_string=day).status_code == 200

    told = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "download.sent").order_by(AuditEntry.id)
    ).all()

    assert [entry.summary for entry in told] == [
        f"Heruntergeladen: {name.replace('.', f'-{council.slug}-2026-11-22.')}"
        for name in (*names, "tischkarten.docx")
    ]
    assert {(entry.object_type, entry.object_id, entry.committee_id) for entry in told} == {
        ("committee", council.id, council.id)
    }


ADDRESSES = (
    "",
    "/mitglieder.xlsx",
    "/mitglieder.csv",
    "/adressen.docx",
    "/e-mail.docx",
    "/tischkarten.docx",
    "/vorlage.xlsx",
    "/vorlage.csv",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_committees_secretariat_gets_lists(council, client, login, new_client, address):
    assert client.get(LISTS + address).location.startswith("/anmelden")
    member = build.person()
    build.member(council, member)
    other = build.committee("integrationsrat")
    for account in (build.account(person=member), build.account(secretariat_of=[other])):
        assert login(new_client(), account).get(LISTS + address).status_code == 403


# Correcting a line, and long lists


CORRECT = f"{LISTS}/berichtigen"
HEAD = "Nachname;Vorname;Rolle;Organisation;Von;E-Mail;Telefon"


def fields_of(page: str) -> dict[str, str]:
    form = html.fromstring(page).xpath("//form[.//input[@name='last_name']]")[0]
    found = {one.name: one.get("value", "") for one in form.xpath(".//input[@name]")}
    return {name: text for name, text in found.items() if name not in {"auslassen", "csrf_token"}}


def doubtful(desk, *lines, head=HEAD):
    return upload(desk, table(head, *lines).encode(), "liste.csv").text


def test_a_line_in_doubt_is_corrected_in_the_preview(desk):
    page = doubtful(desk, "Früher;Ina;ehemaliges Mitglied;Verein;01.11.2025;ina@example.org;")
    assert "Rolle: „ehemaliges Mitglied“ ist unbekannt" in page

    shown = desk.post(CORRECT, data={"content": content_of(page), "zeile": "2"}).text
    fields = fields_of(shown)
    assert (fields["last_name"], fields["role"]) == ("Früher", "ehemaliges Mitglied")
    page = desk.post(CORRECT, data=fields | {"role": "beratendes Mitglied"}).text

    assert "beratendes Mitglied, seit 01.11.2025" in page
    assert persons_stored() == 0
    desk.post(CONFIRM, data={"content": content_of(page)})
    assert [one.role for one in db.session.scalars(select(Membership))] == [MemberRole.ADVISORY]


def test_a_wrong_correction_says_so_and_keeps_what_was_typed(desk):
    page = doubtful(desk, "Früher;Ina;ehemaliges Mitglied;;01.11.2025;;")
    fields = fields_of(desk.post(CORRECT, data={"content": content_of(page), "zeile": "2"}).text)

    again = desk.post(CORRECT, data=fields | {"last_name": "x" * 101, "role": "Gast"}).text
    assert "Zeile 2 berichtigen" in again
    assert fields_of(again)["role"] == "Gast"

    page = desk.post(CORRECT, data=fields | {"role": "Hofnarr"}).text
    assert "Rolle: „Hofnarr“ ist unbekannt" in page


def test_a_line_can_be_left_out(desk):
    page = doubtful(desk, "Weg;Ina;Ehrenmitglied;;01.11.2025;;", "Da;Udo;Gast;;01.11.2025;;")

    data = {"content": content_of(page), "line": "2", "auslassen": "1"}
    page = desk.post(CORRECT, data=data).text

    assert "Ehrenmitglied" not in page
    desk.post(CONFIRM, data={"content": content_of(page)})
    assert [one.last_name for one in db.session.scalars(select(Person))] == ["Da"]


@pytest.mark.parametrize(("choice", "persons"), [("same", 1), ("new", 2)])
def test_whom_a_name_means_is_chosen(desk, council, choice, persons):
    jan = build.person("Möller", "Jan", email="jan@example.org")
    build.member(council, jan, starts_on=date(2020, 11, 1), ends_on=date(2025, 10, 31))
    db.session.commit()
    page = doubtful(desk, "Moller;Jan;Gast;;01.11.2025;jan@example.com;")
    assert "Ist es dieselbe Person?" in page

    shown = desk.post(CORRECT, data={"content": content_of(page), "zeile": "2"}).text
    assert "dieselbe: Jan Möller (jan@example.org)" in shown
    who = str(jan.id) if choice == "same" else "new"
    page = desk.post(CORRECT, data=fields_of(shown) | {"who": who}).text

    assert ("E-Mail: jan@example.org → jan@example.com" in page) == (choice == "same")
    desk.post(CONFIRM, data={"content": content_of(page)})
    assert persons_stored() == persons


def test_the_preview_names_sheet_organisation_office_and_address(desk):
    page = html.fromstring(upload(desk, xlsx(MUSTER)).text)

    assert "Gelesen ist das Blatt „Sheet“." in page.text_content()
    cells = [one.text_content().strip() for one in page.xpath("//tbody//td")]
    assert cells[1:4] == ["Verein", "stimmberechtigtes Mitglied", "kim@example.org"]


def test_a_line_that_is_not_there_and_foreign_content_are_refused(desk):
    page = doubtful(desk, "Da;Udo;Gast;;01.11.2025;;")

    for data in ({"content": content_of(page), "zeile": "99"}, {"content": "x", "zeile": "2"}, {}):
        assert desk.post(CORRECT, data=data).location.endswith("/listen")


def test_a_long_list_is_taken_over_part_by_part(desk, monkeypatch):
    monkeypatch.setattr("gremien_app.people.lists.taking_views.PART", 2)
    rows = [f"Muster{at};Kim;Gast;;01.11.2025;;" for at in range(3)]
    page = doubtful(desk, "Vertritt;Eva;Stellvertretung für Muster9;;01.11.2025;;", *rows)
    assert "0 von 4 Zeilen" in page
    assert page.count("neue Person") == 2

    page = desk.post(CONFIRM, data={"content": content_of(page)}).text

    assert "2 Zeilen sind übernommen, zuletzt: 2 angelegt" in page
    assert html.fromstring(page).xpath("string(//progress/@value)") == "2"
    assert persons_stored() == 2
    done = desk.post(CONFIRM, data={"content": content_of(page), "skip_doubtful": "y"})
    assert done.location.endswith("#mitglieder")
    assert persons_stored() == 3


# Assigning columns

ASSIGN = f"{LISTS}/spalten"
OWN = table("Stand November;;", "Zuname;Tätigkeit im Gremium;Notiz", "Muster, Kim;Gast;x")


def choices_of(page: str) -> dict[str, str]:
    form = html.fromstring(page).xpath("//form[.//select]")[0]
    found = {"content": form.xpath("string(.//input[@name='content']/@value)")}
    for one in form.xpath(".//select"):
        found[one.get("name")] = one.xpath("string(option[@selected]/@value)")
    return found


def test_own_headings_are_assigned_once_and_remembered(desk):
    page = upload(desk, OWN.encode(), "liste.csv", since="1.11.2025").text
    assert "Oder ordnen Sie ihre Spalten oben zu." in page
    assert "Muster, Kim" in page
    choices = choices_of(page)
    assert choices["column_2"] == ""

    meant = {"column_0": "last_name", "column_1": "role"}
    preview = desk.post(ASSIGN, data=choices | meant).text

    assert "ständiger Gast, seit 01.11.2025" in preview
    assert "Nicht gelesene Spalten: Notiz." in preview
    again = upload(desk, OWN.encode(), "liste.csv", since="1.11.2025").text
    assert "ständiger Gast, seit 01.11.2025" in again
    asked = choices_of(upload(desk, OWN.encode(), "liste.csv", assigns="y").text)
    assert (asked["column_0"], asked["column_1"]) == ("last_name", "role")


@pytest.mark.parametrize(
    ("meant", "message"),
    [
        ({"column_0": "last_name"}, "Ordnen Sie wenigstens"),
        ({"column_0": "role", "column_1": "role"}, "ist mehreren Spalten zugeordnet"),
    ],
)
def test_an_assignment_that_makes_no_list_says_so(desk, meant, message):
    choices = choices_of(upload(desk, OWN.encode(), "liste.csv").text)

    page = desk.post(ASSIGN, data=choices | meant).text

    assert message in page
    assert choices_of(page)["column_0"] == meant["column_0"]


def test_an_excel_list_with_own_headings_is_assigned_too(desk):
    data = xlsx(("Muster", "Kim", "Gast"), headings=("Zuname", "Rufname", "Aufgabe"))
    choices = choices_of(upload(desk, data, since="1.11.2025").text)

    meant = {"column_0": "last_name", "column_1": "first_name", "column_2": "role"}
    assert "Kim Muster" in desk.post(ASSIGN, data=choices | meant).text


def test_a_file_of_somebody_else_is_not_assigned(desk):
    assert desk.post(ASSIGN, data={"content": "x"}).location.endswith("/listen")
