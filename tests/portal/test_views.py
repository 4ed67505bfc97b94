from datetime import date

import pytest
from lxml import html
from sqlalchemy.exc import OperationalError

from gremien_app.base.extensions import db
from gremien_app.channels.portal import queries
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.page_checks import heading
from tests.portal.pages import DAY, text

pytestmark = pytest.mark.usefixtures("clock")


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

    assert "Donnerstag, 19. November 2026 – vorbei" in body
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
