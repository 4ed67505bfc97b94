"""How a roster is shown: groups, deputies beside principals, vacant seats, public names."""

from datetime import date

import pytest

from gremien_app.people.committees.models import Committee, StatutorySeats, Term
from gremien_app.people.members import publicity_rules as publicity
from gremien_app.people.members import roster
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.organizations.models import Organization, OrganizationName
from gremien_app.people.persons.models import Person

START = date(2025, 11, 1)
TERM = Term(name="2025/2030", starts_on=START)
ELECTED, COUNCIL = "Direkt gewählte Mitglieder", "Stimmberechtigte Mitglieder"


def member(role=MemberRole.VOTING, id=1, **values) -> Membership:
    values.setdefault("person", Person(id=id, first_name="Kim", last_name=f"Muster{id}"))
    values.setdefault("can_vote", role in {MemberRole.VOTING, MemberRole.DEPUTY})
    seat = values.get("seat")
    values.setdefault("seat_id", seat.id if seat else None)
    person_id = values["person"].id
    return Membership(id=id, person_id=person_id, role=role, starts_on=START, **values)


def committee(seats=2, **values) -> Committee:
    values = {"attendance_groups": [], "seat_groups": []} | values
    made = Committee(short="StAG B", **values)
    if seats:
        made.seats_by_term.append(StatutorySeats(term=TERM, seats=seats))
    return made


def seat(id, organization="", group="") -> Seat:
    sender = Organization(name=organization) if organization else None
    return Seat(id=id, position=id, group_label=group, organization=sender)


def shown(page) -> list:
    return [
        (
            section.label,
            [
                (line.membership.id if line.membership else None, [d.id for d in line.deputies])
                for line in section.lines
            ],
        )
        for section in page.sections
    ]


def test_the_roster_is_grouped_as_in_the_minutes():
    chair = member(id=1, chair_office=ChairOffice.CHAIR)
    elected = member(id=2, seat=Seat(group_label=ELECTED))
    voting, advisor = member(id=3), member(MemberRole.ADVISORY, id=4)

    groups = roster.group_roster([chair, elected, voting, advisor])

    assert [(g.label, g.memberships) for g in groups] == [
        ("Vorsitz", [chair]),
        (ELECTED, [elected]),
        ("Stimmberechtigte Mitglieder", [voting]),
        ("Beratende Mitglieder", [advisor]),
    ]


def test_a_committee_orders_and_heads_its_groups():
    voting, guest = member(id=1), member(MemberRole.STANDING_GUEST, id=2)

    groups = roster.group_roster(
        [voting, guest], [("standing_guest", "Gäste des Rates"), ("voting", "")]
    )

    assert [g.label for g in groups] == ["Gäste des Rates", "Stimmberechtigte Mitglieder"]


def test_empty_groups_are_left_out():
    assert roster.group_roster([]) == []


def test_a_deputy_does_not_fill_a_seat():
    principal = member(id=1, seat_id=7)
    deputy = member(MemberRole.DEPUTY, id=2, seat_id=7)

    counted = roster.count_seats(committee(2), [principal, deputy], START)

    assert counted == roster.SeatCounts(2, 1, 1)


def test_a_member_without_a_vote_still_fills_the_seat():
    assert roster.filled_seats([member(seat_id=7, can_vote=False)]) == 1


def test_without_a_stated_number_nothing_is_vacant():
    counted = roster.count_seats(committee(None), [member()], START)

    assert counted == roster.SeatCounts(None, 1, None)


def test_deputies_stand_beside_their_principals_in_their_order():
    own = seat(7, "Verein")
    principal = member(id=1, seat=own)
    second = member(MemberRole.DEPUTY, id=2, seat=own, deputy_order=2)
    first = member(MemberRole.DEPUTY, id=3, seat=own, deputy_order=1)

    page = roster.roster_page(committee(), [principal, second, first], [own], START)

    assert shown(page) == [("Stimmberechtigte Mitglieder", [(1, [3, 2])])]


def test_a_vacant_seat_is_seen_with_its_organisation_and_its_deputy():
    held, vacant = seat(1, "Verein"), seat(2, "Bund")
    deputy = member(MemberRole.DEPUTY, id=5, seat=vacant)
    administration = member(MemberRole.ADMINISTRATION, id=6)

    page = roster.roster_page(
        committee(), [member(id=1, seat=held), deputy, administration], [held, vacant], START
    )

    assert shown(page) == [
        ("Stimmberechtigte Mitglieder", [(1, []), (None, [5])]),
        ("Verwaltung", [(6, [])]),
    ]
    assert page.sections[0].lines[1].organization_on(START) == "Bund"
    assert (page.sections[0].filled, page.seats.vacant) == (1, 1)


def test_who_sends_is_called_as_on_that_day():
    own = seat(7, "Neuer Verein")
    former = OrganizationName(name="Alter Verein", valid_until=date(2025, 12, 31))
    own.organization.names = [former]

    line = roster.RosterLine(None, own)

    assert line.organization_on(date(2025, 12, 31)) == "Alter Verein"
    assert line.organization_on(date(2026, 1, 1)) == "Neuer Verein"


def test_a_seat_beyond_the_statutes_number_is_not_missed():
    held, surplus = seat(1), seat(2, "Bund")

    page = roster.roster_page(committee(1), [member(seat=held)], [held, surplus], START)

    assert shown(page) == [("Stimmberechtigte Mitglieder", [(1, [])])]


def test_without_a_stated_number_only_organisations_miss_somebody():
    seats = [seat(1), seat(2, "Bund")]

    page = roster.roster_page(committee(None), [], seats, START)

    assert [line.organization_on(START) for line in page.sections[0].lines] == ["Bund"]


def test_a_group_in_which_all_seats_are_vacant_stands_before_the_advisors():
    vacant = seat(1, "Bund", group=ELECTED)

    page = roster.roster_page(committee(), [member(MemberRole.ADVISORY)], [vacant], START)

    assert [section.label for section in page.sections] == [ELECTED, "Beratende Mitglieder"]


def test_seats_are_counted_per_group():
    council = committee(
        3, seat_groups=[{"label": ELECTED, "seats": 2}, {"label": COUNCIL, "seats": 1}]
    )
    members = [member(seat=seat(1, group=ELECTED)), member(id=2, seat=seat(2, group=COUNCIL))]

    page = roster.roster_page(council, members, [], START)

    assert page.groups == [
        roster.SeatCounts(2, 1, 1, ELECTED),
        roster.SeatCounts(1, 1, 0, COUNCIL),
    ]


def test_only_names_with_a_recorded_basis_are_public():
    open_person = member(person=Person(id=1, last_name="A", publication_basis="Einwilligung"))
    closed_person = member(id=2, person=Person(id=2, last_name="B", publication_basis=""))

    assert publicity.public_names([open_person, closed_person], START) == [open_person]


GIVEN, REVOKED = date(2026, 1, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 12, 31), False), (GIVEN, True), (date(2026, 5, 31), True), (REVOKED, False)],
)
@pytest.mark.parametrize("holder", ["person", "membership"])
def test_a_basis_holds_from_its_day_until_it_is_revoked(holder, day, expected):
    basis = {
        "publication_basis": "Einwilligung",
        "publication_date": GIVEN,
        "publication_revoked_on": REVOKED,
    }
    person = Person(id=1, last_name="A", **(basis if holder == "person" else {}))
    one = member(person=person, **(basis if holder == "membership" else {}))

    assert publicity.is_name_public(one, day) is expected


def test_what_is_revoked_for_one_membership_stays_private_there():
    person = Person(id=1, last_name="A", publication_basis="Ratsmitglied", publication_date=GIVEN)
    one = member(
        person=person,
        publication_basis="Einwilligung",
        publication_date=GIVEN,
        publication_revoked_on=REVOKED,
    )

    assert publicity.is_name_public(one, REVOKED) is False
    assert publicity.is_name_public(member(id=2, person=person), REVOKED) is True
