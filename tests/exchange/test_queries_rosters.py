"""The rosters of the demonstration and of a published sitting, as the members' room shows them."""

from datetime import date

from flask import Flask

from gremien_app.committees.models import Committee, CommitteeKind
from gremien_app.extensions import db
from gremien_app.members.models import MemberRole
from gremien_app.members.queries import roster, roster_on
from gremien_app.proceedings.queries import attendance_of
from gremien_app.proceedings.rules import present_votes, quorum
from gremien_app.sittings.models import Sitting

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
