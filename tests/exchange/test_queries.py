from datetime import date, timedelta
from itertools import groupby

import pytest
from flask import Flask
from sqlalchemy import func, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import NotFound
from gremien_app.channels.demo import actions as demo
from gremien_app.channels.exchange import queries
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings.models import Attendance, Vote
from gremien_app.meetings.proceedings.queries import attendance_of
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.proceedings.rules import present_votes
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.committees.quorum_rules import quorum
from gremien_app.people.members.models import MemberRole
from gremien_app.people.members.queries import roster, roster_on
from gremien_app.records.minutes.models import Minutes, MinutesState
from tests.exchange.conftest import NOW

pytestmark = pytest.mark.xdist_group("demonstration")
TODAY = NOW.date()


def all_sittings() -> list[Sitting]:
    return list(db.session.scalars(select(Sitting).order_by(Sitting.starts_at, Sitting.id)))


def test_the_figures_of_2024_are_those_of_the_annual_report(demo_app: Flask) -> None:
    figures = queries.statistics(2024, TODAY)

    assert (figures["committees"], figures["members"], figures["sittings"]) == (5, 100, 22)
    assert [(r["committee"], r["members"], r["sittings"]) for r in figures["by_committee"]] == [
        ("integrationsrat", 33, 8),
        ("stag-behindertenpolitik", 13, 4),
        ("stag-queerpolitik", 15, 4),
        ("runder-tisch", 19, 4),
        ("rat-der-religionen", 20, 2),
    ]


def test_the_figures_of_the_current_term_count_its_seats(demo_app: Flask) -> None:
    figures = queries.statistics(TODAY.year, TODAY)

    assert [r["members"] for r in figures["by_committee"]] == [33, 13, 13, 19, 20]
    assert figures["members_on"] == TODAY.isoformat()
    assert figures["by_committee"][0]["name"] == (
        "Ausschuss für Chancengerechtigkeit und Integration"
    )


def test_a_year_before_the_committees_is_empty(demo_app: Flask) -> None:
    figures = queries.statistics(1999, TODAY)

    assert (figures["members"], figures["sittings"]) == (0, 0)


def test_the_sittings_of_2024_have_everything(demo_app: Flask) -> None:
    found = [s for s in all_sittings() if s.date.year == 2024]
    ids = [s.id for s in found]

    def counted(model: type, column: object) -> set[int]:
        return set(db.session.scalars(select(column).where(column.in_(ids)).distinct()))  # type: ignore[attr-defined]  # any table

    signed = db.session.scalars(
        select(func.count(Minutes.id)).where(
            Minutes.sitting_id.in_(ids),
            Minutes.state.in_((MinutesState.SIGNED, MinutesState.PUBLISHED)),
        )
    ).one()
    assert {s.state for s in found} == {SittingState.CLOSED}
    assert counted(AgendaItem, AgendaItem.sitting_id) == set(ids)
    assert counted(Attendance, Attendance.sitting_id) == set(ids)
    assert signed == 22
    assert all(s.record_closed_at for s in found)


def test_the_current_term_shows_every_state(demo_app: Flask) -> None:
    found = [s for s in all_sittings() if s.term and s.term.name == "2025/2030"]
    states = set(db.session.scalars(select(Minutes.state).distinct()))
    overdue = db.session.scalars(
        select(Minutes.id).where(Minutes.state == MinutesState.DRAFT, Minutes.due_on < TODAY)
    ).all()

    assert {s.state for s in found} == set(SittingState)
    # Refused by all is no state that a file may bring (exchange.load_minutes).
    assert states == set(MinutesState) - {MinutesState.REFUSED}
    assert len(overdue) >= 1
    assert [s.date for s in found if s.state is SittingState.RUNNING] == [TODAY]


def test_the_current_term_lies_around_the_day_of_loading(demo_app: Flask) -> None:
    found = [s for s in all_sittings() if s.term and s.term.name == "2025/2030"]
    found = [s for s in found if s.committee.slug != "rat"]
    future = {SittingState.PLANNED, SittingState.INVITED, SittingState.MOVED}
    year = timedelta(days=375)

    assert all(TODAY - year < s.date < TODAY + year for s in found)
    assert all(s.date > TODAY for s in found if s.state in future)
    assert all(s.date < TODAY for s in found if s.state is SittingState.CLOSED)
    assert all(s.starts_at <= NOW.astimezone(BERLIN) for s in found if s.opened_at)


def test_votes_never_exceed_the_votes_in_the_room(demo_app: Flask) -> None:
    rows = db.session.execute(
        select(AgendaItem.sitting_id, Vote)
        .join(Vote.agenda_item)
        .order_by(AgendaItem.sitting_id, Vote.id)
    )

    for sitting_id, votes in groupby(rows.all(), key=lambda row: row[0]):
        people = list(
            db.session.scalars(select(Attendance).where(Attendance.sitting_id == sitting_id))
        )
        present = present_votes(people)
        for _, vote in votes:
            assert (vote.yes or 0) + (vote.no or 0) + (vote.abstain or 0) <= present


def test_the_logins_have_their_parts(demo_app: Flask) -> None:
    viewers = [viewer_of(find_by_email(login.email), TODAY) for login in demo.logins()]
    admin, secretary, colleague, chair, member, deputy, guest = viewers
    committee = queries.committee_id("stag-behindertenpolitik")

    assert demo.is_loaded()
    assert admin.is_admin
    assert len(secretary.secretariat_of) >= 5
    # A second person of the office confirms what the first one entered of a signed sheet.
    assert colleague.secretariat_of == secretary.secretariat_of
    assert chair.chair_of == {committee}
    assert member.member_of == deputy.member_of == {committee}
    assert (len(guest.guest_at), len(guest.guest_for)) == (1, 2)
    assert not (guest.member_of)
    assert not (member.chair_of)
    assert not (member.secretariat_of)
    assert not (secretary.is_admin)


def test_names_stand_for_many_languages(demo_app: Flask) -> None:
    names = set(db.session.scalars(select(Attendance.name).distinct()))

    assert {c for name in names for c in name} >= set("äöüßçğışéłđÅ’")
    assert max(map(len, names)) > 30


def test_sittings_are_listed_with_ref_committee_date_and_state(demo_app: Flask) -> None:
    rows = queries.sittings()

    assert rows[0] == {
        "ref": "stag-queerpolitik-2015-09-29",
        "committee": "stag-queerpolitik",
        "date": "2015-09-29",
        "state": "closed",
    }
    assert [r["date"] for r in rows] == sorted(r["date"] for r in rows)
    assert len({r["ref"] for r in rows}) == len(rows) == 73


def test_an_unknown_ref_is_not_found(demo_app: Flask) -> None:
    with pytest.raises(NotFound):
        queries.get_sitting("gibt-es-nicht")


def test_members_are_those_of_the_years_last_day(demo_app: Flask) -> None:
    assert queries.statistics(2025, TODAY)["members_on"] == "2025-12-31"
    assert queries.statistics(2025, TODAY)["members"] == 98
    assert queries.statistics(2030, date(2026, 11, 25))["members_on"] == "2030-01-01"


# Rosters

END_OF_2024 = date(2024, 12, 31)


def bodies() -> list[Committee]:
    found = db.session.query(Committee).filter_by(kind=CommitteeKind.COMMITTEE)
    return found.order_by(Committee.position).all()


def test_2024_has_100_members_on_the_seats_of_five_committees(demo_app: Flask) -> None:
    pages = {one.slug: roster_on(one, END_OF_2024) for one in bodies()}

    filled = {slug: page.seats.filled for slug, page in pages.items()}
    assert filled == {
        "integrationsrat": 33,
        "stag-behindertenpolitik": 13,
        "stag-queerpolitik": 15,
        "runder-tisch": 19,
        "rat-der-religionen": 20,
    }
    assert [page.seats.vacant for page in pages.values()] == [0, 0, 0, 0, 0]
    groups = pages["integrationsrat"].groups
    assert [(one.filled, one.statutory) for one in groups] == [(22, 22), (11, 11)]


def test_every_seat_has_one_principal_and_its_deputies_beside(demo_app: Flask) -> None:
    for committee in bodies():
        page = roster_on(committee, END_OF_2024)
        held = [line.seat.id for s in page.sections for line in s.lines if line.seat]
        shown = [d.id for s in page.sections for line in s.lines for d in line.deputies]
        deputies = [m.id for m in page.roster if m.role is MemberRole.DEPUTY]

        assert len(held) == len(set(held))
        assert sorted(shown) == sorted(deputies)


def test_the_sitting_of_2015_counts_each_seat_once_and_deputies_for_the_absent(
    demo_app: Flask,
) -> None:
    sitting = db.session.query(Sitting).filter_by(ref="stag-queerpolitik-2015-09-29").one()

    people = attendance_of(sitting)

    principals = {a.seat_key for a in people if a.can_vote and not a.is_deputy}
    deputies = {a.seat_key for a in people if a.is_deputy}
    assert (len(principals), len(deputies), len(principals & deputies)) == (5, 7, 4)
    # Eight seats are represented; the deputies of members who are there have no vote.
    assert present_votes(people) == len(principals | deputies) == quorum(15)
    assert sitting.committee_name == ("Stadtarbeitsgemeinschaft Lesben, Schwule und Transgender")


def test_members_of_today_are_not_on_the_roster_of_2015(demo_app: Flask) -> None:
    committee = next(one for one in bodies() if one.slug == "stag-queerpolitik")

    assert roster(committee.id, date(2015, 9, 29)) == []
    page = roster_on(committee, date(2015, 9, 29))
    assert {line.organization_on(page.day) for s in page.sections for line in s.lines} >= {
        "Rubicon e.V.",
        "KLuST e.V.",
    }
