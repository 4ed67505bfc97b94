"""The page of a committee, and the list of all of them."""

from datetime import date, timedelta

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.people.committees.models import CommitteeKind, CommitteeName, Office
from gremien_app.people.members.models import ChairOffice, MemberRole, OfficeTenure
from tests import builders as build
from tests.page_checks import heading
from tests.portal.pages import DAY, EVIL, text

pytestmark = pytest.mark.usefixtures("clock")


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
