import io
from datetime import date

import openpyxl
import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.planning.models import SittingPlan
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from tests import builders as build
from tests.documents.reading import opened
from tests.page_checks import heading

EVIL = '=HYPERLINK("http://evil.example")"><svg onload=alert(1)>'


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


@pytest.fixture
def stranger(committee, new_client, login):
    """The secretariat of another committee."""
    other = build.committee("integrationsrat", short="IR")
    return login(new_client(), build.account(secretariat_of=[other]))


@pytest.fixture
def member(committee, new_client, login):
    person = build.person()
    build.member(committee, person)
    return login(new_client(), build.account(person=person))


def wish(of, **values) -> dict[str, object]:
    return {
        "committee": str(of.id),
        "year": "2027",
        "kind": "weekday",
        "ordinal": "2",
        "weekday": "3",
        "rhythm": "second",
        "weeks": "",
        "first": "",
        "start": "14:00",
        "end": "16:00",
        "room": "0",
    } | values


def proposed(client, of, **values) -> SittingPlan:
    response = client.post("/sitzungsplan/neu", data=wish(of, **values))
    assert response.status_code == 302
    return db.session.query(SittingPlan).order_by(SittingPlan.id.desc()).first()


def shown(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


# The year


def test_the_year_stands_as_list_side_by_side_and_as_months(secretary, committee):
    build.sitting(committee, date(2027, 5, 6), number=4, room=build.room())
    build.sitting(committee, date(2027, 6, 12), number=5, state=SittingState.CANCELLED)

    listed = shown(secretary, "/sitzungsplan?jahr=2027")
    beside = shown(secretary, "/sitzungsplan?jahr=2027&ansicht=gremien")
    months = shown(secretary, "/sitzungsplan?jahr=2027&ansicht=monate")

    assert heading(listed) == heading(beside) == heading(months) == "Sitzungsplan 2027"
    assert "Donnerstag, 06.05.2027" in listed
    assert "Christi Himmelfahrt" in listed
    assert "Stadthaus Deutz, Konferenzraum 16 F 43" in listed
    assert "5. Sitzung" in listed  # called off, and said to be
    assert "abgesagt" in listed
    assert "abgesagt" in beside
    assert "Do, 6.5., 14:00 Uhr" in beside
    assert beside.count('scope="row"') == 12
    assert months.count("<caption>") == 12
    assert "Schulferien in Nordrhein-Westfalen: Winterferien" in listed.replace(
        "Weihnachtsferien", "Winterferien"
    )


def test_a_weekend_is_named_in_words(secretary, committee):
    build.sitting(committee, date(2027, 6, 12))

    assert "Samstag, 12.06.2027" in shown(secretary, "/sitzungsplan?jahr=2027")
    assert "Samstag" in shown(secretary, "/sitzungsplan?jahr=2027&ansicht=gremien")


def test_a_year_without_holiday_data_says_unknown(secretary, committee):
    assert "Schulferien 2050: unbekannt." in shown(
        secretary, "/sitzungsplan?jahr=2050&ansicht=monate"
    )


def test_an_empty_year_leads_on(secretary, committee):
    assert "Für 2030 ist noch nichts geplant." in shown(secretary, "/sitzungsplan?jahr=2030")


@pytest.mark.parametrize(
    "query", ["jahr=1899", "jahr=2101", "jahr=x", "jahr=020", "jahr=٢٠٢٧", "ansicht=x"]
)
def test_an_unknown_year_or_view_is_not_found(secretary, query):
    assert secretary.get(f"/sitzungsplan?{query}").status_code == 404


@pytest.mark.parametrize("year", [1900, 2100])
def test_the_first_and_the_last_year_have_a_page(secretary, committee, year):
    for view in ("", "gremien", "monate"):
        assert str(year) in shown(secretary, f"/sitzungsplan?jahr={year}&ansicht={view}")


def test_the_plan_is_for_the_secretariats(client, member, committee):
    for path in ("/sitzungsplan", "/sitzungsplan.docx", "/sitzungsplan.xlsx", "/sitzungsplan/neu"):
        assert client.get(path).status_code == 302
        assert member.get(path).status_code == 403


def test_of_another_committees_closed_sitting_the_plan_tells_the_date_only(stranger, app):
    closed = build.committee("rat-der-religionen", short="RdR", is_public=False)
    build.sitting(closed, date(2027, 5, 6), number=4, room=build.room("Saal X"))

    bodies = [shown(stranger, f"/sitzungsplan?jahr=2027&ansicht={v}") for v in ("", "gremien")]
    word = stranger.get("/sitzungsplan.docx?jahr=2027").data
    cells = [cell.text for row in opened(word).tables[0].rows for cell in row.cells]

    assert "Nichtöffentliche Sitzung" in bodies[0]
    assert not any("Saal X" in text for text in [*bodies, *cells])
    assert any("Nichtöffentliche Sitzung" in text for text in cells)


def test_working_groups_stay_among_those_they_concern(stranger, committee):
    group = build.committee("uag-1", short="UAG Geheim", kind=CommitteeKind.WORKING_GROUP)
    build.sitting(group, date(2027, 5, 6))

    assert "UAG Geheim" not in shown(stranger, "/sitzungsplan?jahr=2027&ansicht=gremien")


@pytest.mark.parametrize("view", ["", "gremien", "monate"])
def test_the_year_costs_the_same_with_one_and_with_three_rows(
    secretary, committee, query_count, view
):
    counts = []
    for number in (1, 2):
        for index in range(number):
            build.sitting(build.committee(f"c{number}{index}"), date(2027, 5, 6 + index))
            proposed(secretary, committee, start=f"1{number + index}:00")
        with query_count() as counted:
            shown(secretary, f"/sitzungsplan?jahr=2027&ansicht={view}")
        counts.append(len(counted.reads))

    assert counts[0] == counts[1]


def test_the_word_file_holds_the_sittings_and_no_draft(secretary, committee):
    build.sitting(committee, date(2027, 5, 6), number=4)
    proposed(secretary, committee)

    response = secretary.get("/sitzungsplan.docx?jahr=2027")

    assert response.headers["Content-Disposition"].endswith("Sitzungsplan-2027.docx")
    rows = opened(response.data).tables[0].rows
    assert [cell.text for cell in rows[1].cells][2:] == [
        "Stadtarbeitsgemeinschaft Behindertenpolitik\n4. Sitzung",
        "noch offen",
        "geplant, noch ohne Einladung",
    ]
    assert len(rows) == 2


def test_the_spreadsheet_has_real_dates_and_never_a_formula(secretary, committee):
    committee.names[0].name = EVIL
    build.sitting(committee, date(2027, 5, 6), number=4)

    response = secretary.get("/sitzungsplan.xlsx?jahr=2027")

    sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
    header, row = list(sheet.iter_rows())
    assert [cell.value for cell in header][:4] == ["Wochentag", "Datum", "Beginn", "Ende"]
    assert row[1].value.date() == date(2027, 5, 6)
    assert (row[5].value, row[5].data_type, row[5].hyperlink) == (EVIL, "s", None)


# A plan


def test_the_way_from_wish_to_holds_and_back(secretary, committee):
    plan = proposed(secretary, committee)
    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}")
    assert heading(page) == "Sitzungsplan 2027, StAG B"
    assert "am 2. Donnerstag in den Monaten Februar, Mai, August und November" in page
    assert "Donnerstag, 11. Februar 2027" in page
    assert "14:00 bis 16:00 Uhr" in page[page.index("Donnerstag, 11. Februar 2027") :]
    assert "Schulferien: Sommerferien" in page

    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}/uebernehmen")
    assert "Alle 4 Sitzungen vormerken" in page
    response = secretary.post(
        f"/sitzungsplan/vorschlaege/{plan.id}/uebernehmen", data={"version": plan.version}
    )
    assert response.status_code == 302
    db.session.expire_all()
    assert [p.sitting.state for p in plan.dates] == [SittingState.PLANNED] * 4

    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}/zuruecknehmen")
    assert "Sie werden abgesagt, nicht gelöscht." in page
    secretary.post(
        f"/sitzungsplan/vorschlaege/{plan.id}/zuruecknehmen", data={"version": plan.version}
    )
    db.session.expire_all()
    assert [p.sitting.state for p in plan.dates] == [SittingState.CANCELLED] * 4
    assert "noch einmal übernehmen" in shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}")


def test_a_draft_tells_what_the_committee_has_planned_already(secretary, committee):
    plan = proposed(secretary, committee)
    path = f"/sitzungsplan/vorschlaege/{plan.id}"
    assert "hat 2027 schon" not in shown(secretary, path)
    build.sitting(committee, date(2027, 3, 4))

    assert "Das Gremium hat 2027 schon eine Sitzung." in shown(secretary, path)


def test_a_draft_is_nowhere_but_with_its_secretariat(
    secretary, stranger, client, member, committee
):
    plan = proposed(secretary, committee)
    day = plan.dates[0]
    private = [
        f"/sitzungsplan/vorschlaege/{plan.id}",
        f"/sitzungsplan/vorschlaege/{plan.id}/termin",
        f"/sitzungsplan/vorschlaege/{plan.id}/uebernehmen",
        f"/sitzungsplan/vorschlaege/{plan.id}/zuruecknehmen",
        f"/sitzungsplan/termine/{day.id}",
    ]
    for path in private:
        assert stranger.get(path).status_code == 404
        assert member.get(path).status_code == 403
        assert client.get(path).status_code == 302
    for action in ("weglassen", "aufnehmen"):
        response = stranger.post(
            f"/sitzungsplan/termine/{day.id}/{action}", data={"version": plan.version}
        )
        assert response.status_code == 404
    assert "Pläne für 2027" in shown(secretary, "/sitzungsplan?jahr=2027")
    assert "11.02.2027" not in shown(stranger, "/sitzungsplan?jahr=2027")
    for path in ("/", "/sitzungen?zeitraum=kommende", "/kalender/?monat=2027-02"):
        assert "11. Februar 2027" not in shown(client, path)
    feed = client.get(f"/kalender/{committee.slug}.ics").get_data(as_text=True)
    assert "20270211" not in feed


def test_a_single_date_is_shifted_with_its_reason(secretary, committee):
    plan = proposed(secretary, committee)
    path = f"/sitzungsplan/termine/{plan.dates[2].id}"
    assert "Schulferien: Sommerferien" in shown(secretary, path)

    data = {
        "day": "6.5.2027",
        "start": "15",
        "end": "17",
        "room": "0",
        "kept_reason": "Der Saal ist nur dann frei.",
        "version": plan.version,
    }
    assert secretary.post(path, data=data).status_code == 302

    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}")
    assert "Donnerstag, 6. Mai 2027" in page
    assert "Der Saal ist nur dann frei." in page
    stale = secretary.post(path, data=data | {"version": 1, "kept_reason": "Anders"})
    assert "Der Eintrag wurde inzwischen geändert" in stale.get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"day": "28.3.2027", "start": "2:30"}, "gibt es die Uhrzeit 02:30 Uhr nicht"),
        ({"day": "1.1.2028"}, "muss im Jahr 2027 liegen"),
        ({"day": "31.2.2027"}, "gibt es nicht"),
        ({"end": "13"}, "Das Ende muss nach dem Beginn liegen."),
        ({"start": ""}, "Bitte geben Sie eine Uhrzeit ein"),
        ({"room": "999"}, "Bitte wählen Sie einen Eintrag"),
    ],
)
def test_an_impossible_date_is_refused_at_its_field(secretary, committee, data, words):
    plan = proposed(secretary, committee)
    form = {"day": "11.3.2027", "start": "14", "end": "16", "room": "0", "version": plan.version}

    body = secretary.post(f"/sitzungsplan/vorschlaege/{plan.id}/termin", data=form | data).get_data(
        as_text=True
    )

    assert words in body
    assert len(plan.dates) == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"year": ""}, "Bitte geben Sie das Jahr an"),
        ({"year": "1066"}, "zwischen 1990 und 2100"),
        ({"year": "2027x"}, "ganze Zahl"),
        ({"kind": "weeks"}, "Bitte geben Sie das erste Datum an."),
        ({"kind": "weeks", "first": "14.1.2027", "weeks": ""}, "1 bis 26 Wochen"),
        ({"kind": "weeks", "first": "14.1.2026", "weeks": "6"}, "im Jahr 2027"),
        ({"kind": "copy"}, "Im Jahr 2026 gibt es keine Sitzungen"),
        ({"kind": "evil"}, "Bitte wählen Sie einen Eintrag"),
        ({"ordinal": "9"}, "Bitte wählen Sie einen Eintrag"),
        ({"start": "26"}, "Uhrzeit"),
        ({"start": "16", "end": "14"}, "Das Ende muss nach dem Beginn liegen."),
        ({"start": "23:30", "end": ""}, "Bitte geben Sie eine Uhrzeit ein"),
        ({"skipped_months": ["2", "5", "8", "11"]}, "bleibt kein Termin übrig"),
        ({"skipped_months": ["13"]}, "Bitte"),
        ({"committee": "999"}, "Bitte wählen Sie einen Eintrag"),
    ],
)
def test_a_wish_without_sense_is_refused_in_words(secretary, committee, data, words):
    response = secretary.post("/sitzungsplan/neu", data=wish(committee, **data))

    assert response.status_code == 200
    assert words in response.get_data(as_text=True)
    assert db.session.query(SittingPlan).count() == 0


def test_without_hours_the_committees_usual_ones_hold(secretary, committee):
    committee.usual_minutes = 90

    plan = proposed(secretary, committee, start="", end="")

    assert {(p.ends_at - p.starts_at).seconds for p in plan.dates} == {90 * 60}


def test_a_date_is_left_out_and_taken_back(secretary, committee):
    plan = proposed(secretary, committee)
    first = plan.dates[0]

    secretary.post(f"/sitzungsplan/termine/{first.id}/weglassen", data={"version": plan.version})
    db.session.expire_all()
    assert first.is_dropped
    stale = secretary.post(f"/sitzungsplan/termine/{first.id}/aufnehmen", data={"version": 1})
    assert stale.status_code == 409
    secretary.post(f"/sitzungsplan/termine/{first.id}/aufnehmen", data={"version": plan.version})
    db.session.expire_all()
    assert not first.is_dropped


def test_a_plan_is_not_committed_twice_by_a_second_click(secretary, committee):
    plan = proposed(secretary, committee)
    path, data = f"/sitzungsplan/vorschlaege/{plan.id}/uebernehmen", {"version": plan.version}

    assert secretary.post(path, data=data).status_code == 302
    assert secretary.post(path, data=data).status_code == 409
    assert db.session.query(SittingPlan).one().dates[0].sitting.number is None


def test_a_plan_whose_sitting_was_invited_says_why_it_stays(secretary, committee):
    plan = proposed(secretary, committee)
    path = f"/sitzungsplan/vorschlaege/{plan.id}"
    secretary.post(f"{path}/uebernehmen", data={"version": plan.version})
    db.session.expire_all()
    plan.dates[1].sitting.state = SittingState.INVITED
    db.session.commit()

    assert "Am 13.05.2027 hat sich" in shown(secretary, f"{path}/zuruecknehmen")
    refused = secretary.post(f"{path}/zuruecknehmen", data={"version": plan.version})
    assert "Am 13.05.2027 hat sich" in refused.get_data(as_text=True)


def test_a_draft_is_deleted_and_a_committed_plan_is_not(secretary, committee):
    draft, committed = proposed(secretary, committee), proposed(secretary, committee, start="13:00")
    path = "/sitzungsplan/vorschlaege"
    secretary.post(f"{path}/{committed.id}/uebernehmen", data={"version": committed.version})
    db.session.expire_all()

    for plan in (draft, committed):
        secretary.post(f"{path}/{plan.id}/loeschen", data={"version": plan.version})

    db.session.expire_all()
    assert db.session.query(SittingPlan).all() == [committed]


def test_a_joint_sitting_stands_under_each_of_its_committees(secretary, committee):
    other = build.committee("stag-queerpolitik", short="StAG Q")
    build.sitting(committee, date(2027, 5, 6), number=4, partners=[other])

    page = html.document_fromstring(shown(secretary, "/sitzungsplan?jahr=2027&ansicht=gremien"))

    links = page.xpath("//td//a[starts-with(normalize-space(.), 'Do, 6.5.')]")
    assert len(links) == 2
    assert all("gemeinsam: StAG B und StAG Q" in one.getparent().text_content() for one in links)


def test_the_year_is_one_table(secretary, committee):
    build.sitting(committee, date(2027, 5, 6), number=4)
    build.sitting(committee, date(2027, 9, 6), number=5)

    page = html.document_fromstring(shown(secretary, "/sitzungsplan?jahr=2027"))

    [table] = page.xpath("//main//table")
    months = [one.text_content() for one in table.xpath(".//th[@scope='colgroup']")]
    assert months == ["Mai 2027", "September 2027"]


def test_the_heading_of_a_plan_names_unknown_holidays_and_a_missing_term(secretary, committee):
    build.term().ends_on = date(2030, 10, 31)
    db.session.commit()
    plan = proposed(secretary, committee, year="2035")

    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}")
    taking = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}/uebernehmen")

    assert "Ferien 2035 unbekannt" in page
    assert "Keine Wahlperiode bekannt für: 08.02.2035" in page
    assert "Keine Wahlperiode bekannt für: 08.02.2035" in taking
    assert "Ferien 2035 unbekannt" in shown(secretary, "/sitzungsplan?jahr=2035")


def test_of_a_known_year_the_heading_says_nothing(secretary, committee):
    plan = proposed(secretary, committee)

    page = shown(secretary, f"/sitzungsplan/vorschlaege/{plan.id}")

    assert "unbekannt" not in page
    assert "Keine Wahlperiode" not in page


def test_a_date_that_is_there_already_is_refused_at_its_field(secretary, committee):
    plan = proposed(secretary, committee)
    typed = {"day": "11.02.2027", "start": "09:00", "end": "10:00", "room": "0"}

    page = secretary.post(
        f"/sitzungsplan/vorschlaege/{plan.id}/termin", data=typed | {"version": str(plan.version)}
    ).get_data(as_text=True)

    assert "Der 11.02.2027 steht schon in diesem Vorschlag." in page
    assert 'value="09:00"' in page


def test_the_page_of_the_undo_tells_what_was_called_off_before(secretary, committee):
    plan = proposed(secretary, committee)
    address = f"/sitzungsplan/vorschlaege/{plan.id}"
    secretary.post(f"{address}/uebernehmen", data={"version": str(plan.version)})
    db.session.expire_all()
    plan.kept_dates[0].sitting.state = SittingState.CANCELLED
    db.session.commit()

    page = shown(secretary, f"{address}/zuruecknehmen")

    assert "den 3 geplanten Sitzungen" in page
    assert "Schon abgesagt und bleibt so: 11.02.2027." in page
