from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html
from sqlalchemy.exc import OperationalError

from gremien_app.base.extensions import db
from gremien_app.channels.portal import queries
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingMove, SittingState
from gremien_app.people.committees.models import CommitteeKind, CommitteeName, Office
from gremien_app.people.members.models import ChairOffice, MemberRole, OfficeTenure
from tests import builders as build
from tests.page_checks import heading

DAY = date(2026, 12, 10)
EVIL = '"><svg onload=alert(1)>{7*7}'


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B", to_check=["notice_days"], legal_basis="§ 23a")


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


@pytest.fixture
def member(committee, new_client, login):
    person = build.person("Mitglied", "Mia")
    build.member(committee, person, organization=build.organization("Verein Süd"))
    return login(new_client(), build.account(person=person))


@pytest.fixture
def stranger(committee, new_client, login):
    """A member of another committee."""
    other = build.committee("integrationsrat")
    person = build.person("Fremd")
    build.member(other, person)
    return login(new_client(), build.account(person=person))


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


# Start page


def test_the_start_page_leads_everyone_to_committees_and_calendar(client, committee):
    build.sitting(committee, DAY)

    body = text(client, "/")

    assert heading(body) == "Gremien der Stadt Köln"
    assert 'href="/gremien/stag-behindertenpolitik"' in body
    assert 'href="/kalender/abonnieren"' in body
    assert "Donnerstag, 10. Dezember 2026" in body
    assert "Was ist zu tun" not in body


def test_only_the_demonstration_shows_its_sign_ins(client, new_app, new_database):
    assert "gremien-demo" not in text(client, "/")

    demo = new_app(new_database("sqlite", "demonstration"), demo=True)
    with demo.app_context():
        db.create_all()
        body = text(demo.test_client(), "/")
        db.engine.dispose()

    assert "Vorführdaten" in body
    names = ("admin", "geschaeftsfuehrung", "vorsitz", "mitglied", "stellvertretung")
    assert [f"{name}@demo.example" in body for name in names] == [True] * 5
    assert "gremien-demo" in body


def test_the_secretariat_reads_what_is_to_be_done(secretary, committee):
    sitting = build.sitting(committee, DAY)

    body = text(secretary, "/")

    assert heading(body) == "Übersicht"
    assert f'href="/sitzungen/{sitting.id}/einladung">Einladung versenden<' in body


def test_tasks_stand_under_their_sitting_one_line_each(secretary, committee):
    committee.notice_days = 7
    build.sitting(committee, date(2026, 11, 25), number=4)
    build.sitting(committee, date(2026, 12, 10), number=5)
    name = committee.name_on(DAY).name

    page = html.document_fromstring(text(secretary, "/"))

    tasks = page.xpath("//section[@aria-labelledby='aufgaben']")[0]
    headings = [" ".join(one.text_content().split()) for one in tasks.xpath(".//h3")]
    assert headings == [f"{name}, 4. Sitzung am 25.11.2026", f"{name}, 5. Sitzung am 10.12.2026"]
    lines = [" ".join(one.text_content().split()) for one in tasks.xpath(".//li")]
    assert f"Einladung versenden: {headings[0]} überfällig seit 4 Tagen 18.11.2026" in lines


def test_who_has_done_everything_reads_so(secretary):
    assert "Alles erledigt." in text(secretary, "/")


def test_the_deadlines_of_a_sitting_are_for_its_secretariat(secretary, member, client, committee):
    committee.motions_due_days = 21
    sitting = build.sitting(committee, DAY)

    body = text(secretary, f"/sitzungen/{sitting.id}")

    assert "Donnerstag, 12. November 2026 – überfällig" in body
    assert "Donnerstag, 19. November 2026 – vorbei" in body
    assert "Als erledigt vermerken" in body
    for reader in (member, client):
        assert "Fristen" not in text(reader, f"/sitzungen/{sitting.id}")


def test_a_member_finds_the_address_of_the_own_calendar(member):
    body = text(member, "/")

    assert "Ihre Gremien" in body
    assert "/kalender/stag-behindertenpolitik.ics" in body
    assert "Was ist zu tun" not in body


def test_the_start_page_costs_the_same_with_one_and_with_three_sittings(
    secretary, committee, query_count
):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            build.sitting(committee, DAY, state=SittingState.INVITED)
        with query_count() as counted:
            text(secretary, "/")
        counts.append(len(counted.reads))

    assert counts[0] == counts[1]


# Committees


def test_working_groups_are_not_on_the_public_list(client, committee):
    build.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, name="Geheime Arbeitsgruppe")

    assert "Geheime Arbeitsgruppe" not in text(client, "/gremien/")
    assert client.get("/gremien/uag-1").status_code == 404


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "%00", "..%2f", "x" * 300])
def test_an_unknown_committee_is_not_found(client, app, slug):
    assert client.get(f"/gremien/{slug}").status_code == 404


def test_strangers_read_no_names_on_the_page_of_a_committee(client, stranger, member, committee):
    build.member(committee, build.person("Offen", "Olga", publication_basis="Einwilligung"))

    for reader in (client, stranger):
        body = text(reader, "/gremien/stag-behindertenpolitik")
        assert "Mia Mitglied" not in body
        assert "Olga Offen" in body
        assert "<li>Verein Süd</li>" in body
    assert "Mia Mitglied" in text(member, "/gremien/stag-behindertenpolitik")


def test_who_chaired_by_an_office_keeps_its_title_of_the_time(client, committee):
    committee.chair_title = "Oberbürgermeister"
    mayor = build.person("Amt", publication_basis="Amt")
    office = Office(title="Oberbürgermeister*in")
    held = OfficeTenure(
        office=office, person=mayor, title="Oberbürgermeisterin", starts_on=build.TERM_START
    )
    build.member(committee, mayor, chair_office=ChairOffice.CHAIR, tenure=held)

    body = " ".join(text(client, "/gremien/stag-behindertenpolitik").split())

    assert "Kim Amt: Oberbürgermeisterin <" in body


def test_a_committee_that_is_not_public_keeps_its_organisations_to_itself(client, app):
    closed = build.committee("rat-der-religionen", is_public=False)
    build.member(closed, organization=build.organization("Gemeinde Nord"))

    assert "Gemeinde Nord" not in text(client, "/gremien/rat-der-religionen")


def test_only_the_secretariat_reads_what_is_to_be_checked(secretary, member):
    marked = "Bitte prüfen: Ladungsfrist."

    assert marked in text(secretary, "/gremien/stag-behindertenpolitik")
    assert marked not in text(member, "/gremien/stag-behindertenpolitik")


def test_the_roster_is_that_of_the_chosen_day(secretary, committee):
    build.member(committee, build.person("Früher"), ends_on=date(2026, 1, 31))
    build.member(
        committee,
        build.person("Leitung"),
        role=MemberRole.CHAIR,
        chair_office=ChairOffice.CHAIR,
        starts_on=date(2026, 2, 1),
    )

    before = text(secretary, "/gremien/stag-behindertenpolitik?stand=31.01.2026")
    now = text(secretary, "/gremien/stag-behindertenpolitik")

    assert ("Kim Früher" in before, "Kim Leitung" in before) == (True, False)
    assert ("Kim Früher" in now, "Kim Leitung" in now) == (False, True)


@pytest.mark.parametrize("typed", ["gestern", "31.02.2026", "9" * 400, EVIL, "1.1.9999"])
def test_an_unreadable_day_shows_todays_roster_and_says_so(secretary, typed):
    response = secretary.get("/gremien/stag-behindertenpolitik", query_string={"stand": typed})
    body = response.get_data(as_text=True)

    assert response.status_code == 200
    assert "Gezeigt wird der heutige Stand." in body
    assert 'value="22.11.2026"' in body


def test_former_names_stay_with_their_dates(client, committee):
    committee.names[0].valid_from = date(2022, 12, 8)
    committee.names.append(
        CommitteeName(name="Alter Name", genitive="des Alten Namens", valid_until=date(2022, 12, 7))
    )
    db.session.flush()

    body = text(client, "/gremien/stag-behindertenpolitik")

    assert heading(body) == "Stadtarbeitsgemeinschaft Behindertenpolitik"
    assert "Alter Name, bis 07.12.2022" in body


def test_the_page_of_a_committee_costs_the_same_at_any_size(secretary, committee, query_count):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            build.sitting(committee, DAY)
            build.member(committee, seat=build.seat(committee, build.organization()))
        db.session.commit()
        with query_count() as counted:
            text(secretary, "/gremien/stag-behindertenpolitik")
        counts.append(len(counted.reads))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("shift", [1, -1])
def test_the_page_of_a_committee_says_where_sittings_that_do_not_fit_stand(
    client, committee, monkeypatch, shift
):
    monkeypatch.setattr("gremien_app.channels.portal.views.MOST", 1)
    for days in (3, 4):
        build.sitting(committee, date(2026, 11, 22) + timedelta(days=shift * days))
    db.session.commit()

    page = html.fromstring(text(client, "/gremien/stag-behindertenpolitik"))

    where = "gremium=stag-behindertenpolitik" + ("" if shift > 0 else "&zeitraum=2026")
    assert page.xpath(f"//a[@href='/sitzungen?{where}']")
    assert len(page.xpath("//*[@aria-labelledby='sitzungen']//time")) == 1


# A sitting


def test_everyone_reads_the_public_items_of_an_invited_sitting(client, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED, room=build.room())
    build.item(sitting, "Barrierefreie Haltestellen")
    build.item(sitting, "Personalsache", part=Part.CLOSED)

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Donnerstag, 10. Dezember 2026, 14:00 bis 16:00 Uhr" in body
    assert "Stadthaus Deutz, Konferenzraum 16 F 43" in body
    assert "Barrierefreie Haltestellen" in body
    assert "Personalsache" not in body
    assert "Nächster Schritt" not in body


def test_a_held_sitting_tells_its_hours_in_one_go(client, committee):
    sitting = build.sitting(
        committee,
        DAY,
        state=SittingState.CLOSED,
        opened_at=datetime(2026, 12, 10, 13, 5, tzinfo=UTC),
        closed_at=datetime(2026, 12, 10, 15, 20, tzinfo=UTC),
    )

    assert "14:05 bis 16:20 Uhr" in text(client, f"/sitzungen/{sitting.id}")


def test_the_closed_part_is_for_those_who_may_read_it(member, stranger, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED)
    build.item(sitting, "Personalsache", part=Part.CLOSED)

    assert "Personalsache" in text(member, f"/sitzungen/{sitting.id}")
    assert "Personalsache" not in text(stranger, f"/sitzungen/{sitting.id}")


def test_a_draft_of_an_agenda_is_not_public(client, member, secretary, committee):
    sitting = build.sitting(committee, DAY)
    build.item(sitting, "Noch im Entwurf")

    assert "Noch im Entwurf" not in text(client, f"/sitzungen/{sitting.id}")
    assert "Noch im Entwurf" not in text(member, f"/sitzungen/{sitting.id}")
    assert "Noch im Entwurf" in text(secretary, f"/sitzungen/{sitting.id}")


def test_of_a_sitting_that_is_not_public_strangers_read_the_bare_date(client, app):
    closed = build.committee("rat-der-religionen", is_public=False)
    sitting = build.sitting(closed, DAY, state=SittingState.INVITED, room=build.room(), number=4)
    build.item(sitting, "Vertrauliches")

    body = text(client, f"/sitzungen/{sitting.id}")

    assert heading(body) == "Nichtöffentliche Sitzung am 10.12.2026"
    assert "Vertrauliches" not in body
    assert "Konferenzraum" not in body


def test_no_page_tells_strangers_where_a_closed_sitting_meets(client, app):
    closed = build.committee("rat-der-religionen", is_public=False)
    sitting = build.sitting(closed, DAY, state=SittingState.INVITED, room=build.room("Saal X"))

    for path in (
        "/",
        "/sitzungen",
        "/kalender/",
        "/gremien/rat-der-religionen",
        f"/sitzungen/{sitting.id}",
        f"/sitzungen/{sitting.id}/tagesordnung",
        f"/sitzungen/{sitting.id}/niederschrift",
    ):
        assert "Saal X" not in text(client, path), path


def test_a_moved_sitting_tells_its_first_date(client, secretary, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.MOVED)
    sitting.moves.append(
        SittingMove(
            old_starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC),
            old_ends_at=datetime(2026, 12, 3, 15, tzinfo=UTC),
            reason="Krankheit von Frau X",
            moved_at=build.NOW,
        )
    )
    db.session.flush()

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Verlegt vom Donnerstag, 3. Dezember 2026, 14:00 Uhr" in body
    assert "Krankheit" not in body
    assert "Krankheit von Frau X" in text(secretary, f"/sitzungen/{sitting.id}")


def test_a_cancelled_sitting_stays_and_says_so(client, committee):
    sitting = build.sitting(
        committee, DAY, state=SittingState.CANCELLED, cancel_reason="Niemand hat Zeit"
    )

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Die Sitzung ist abgesagt" in body
    assert "Niemand hat Zeit" not in body


@pytest.mark.parametrize(
    ("state", "day", "label"),
    [
        (SittingState.PLANNED, DAY, "Tagesordnung schreiben"),
        (SittingState.INVITED, date(2026, 11, 22), "Sitzung eröffnen"),
        (SittingState.RUNNING, date(2026, 11, 22), "Anwesenheit erfassen"),
        (SittingState.CLOSED, date(2026, 11, 1), "Niederschrift beginnen"),
    ],
)
def test_the_next_step_is_the_only_filled_button(secretary, committee, state, day, label):
    sitting = build.sitting(committee, day, state=state, opened_at=build.NOW)

    body = text(secretary, f"/sitzungen/{sitting.id}")

    assert body.count("kern-btn--primary") == 1
    assert label in body


def test_a_note_is_the_secretariats_only(secretary, member, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED, note="Gast anrufen")

    assert "Gast anrufen" in text(secretary, f"/sitzungen/{sitting.id}")
    assert "Gast anrufen" not in text(member, f"/sitzungen/{sitting.id}")


def test_what_people_typed_is_inert_text(client, committee):
    committee.about = EVIL
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED)
    build.item(sitting, EVIL)

    for path in ("/gremien/stag-behindertenpolitik", f"/sitzungen/{sitting.id}"):
        body = text(client, path)
        assert "<svg onload" not in body
        assert "&lt;svg onload=alert(1)&gt;{7*7}" in body


@pytest.mark.parametrize("number", ["0", "1", "01", "-1", "x", "2147483648", "1.0"])
def test_an_unknown_sitting_is_not_found(client, app, number):
    assert client.get(f"/sitzungen/{number}").status_code == 404


# Pages of the footer and for machines


@pytest.mark.parametrize("path", ["/barrierefreiheit", "/datenschutz", "/impressum"])
def test_the_pages_of_the_footer_name_the_office(client, app, path):
    assert app.config["OFFICE"]["email"] in text(client, path)


def test_the_health_check_answers_without_a_cookie(client, app):
    response = client.get("/healthz")

    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert "Set-Cookie" not in response.headers


def test_the_health_check_fails_when_the_database_is_away(client, app, monkeypatch):
    def away():
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(queries, "database_answers", away)
    response = client.get("/healthz")

    assert (response.status_code, response.json) == (
        503,
        {"status": "error", "reason": "database"},
    )


def test_web_calendars_that_obey_robots_may_fetch_the_feeds(client, app):
    response = client.get("/robots.txt")

    assert response.mimetype == "text/plain"
    assert response.get_data(as_text=True) == "User-agent: *\nDisallow: /anmelden\n"
