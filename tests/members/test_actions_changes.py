"""Correcting, changing from a day on, succeeding, and taking that back."""

from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.members import actions, queries
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from gremien_app.people.members.publicity_rules import public_names
from tests import builders as build

SECRETARY = Viewer(name="Sam Büro")
LAST, NEXT = date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture
def committee(app):
    return build.committee(seats=2)


def consent_of(day):
    return {
        "publication_kind": BasisKind.CONSENT,
        "publication_basis": "Einwilligung",
        "publication_date": day,
    }


def join(committee, last_name="Muster", **values):
    values = {"role": MemberRole.VOTING, "starts_on": build.TERM_START} | values
    return actions.add_membership(SECRETARY, committee, build.person(last_name), **values)


def correct(membership, reason="Schreibfehler", **values):
    wanted = data_of(membership).with_(**values)
    return changes.correct_membership(SECRETARY, membership, wanted, reason=reason)


def change(membership, day, reason="Beschluss des Rates", **values):
    wanted = data_of(membership).with_(**values)
    return changes.change_membership(SECRETARY, membership, wanted, from_day=day, reason=reason)


def succeed(membership, last_name="Nachfolge", **values):
    values = {"last_day": LAST, "reason": "Wegzug"} | values
    return changes.succeed(SECRETARY, membership, build.person(last_name), **values)


def on(committee, day) -> list[str]:
    return [m.person.last_name for m in queries.roster(committee.id, day)]


def test_a_role_brings_its_usual_rights(committee):
    guest = join(committee, role=MemberRole.STANDING_GUEST)
    voting = join(committee)

    assert (guest.can_vote, guest.may_speak, guest.may_move, guest.sees_closed) == (
        False,
        True,
        False,
        False,
    )
    assert (voting.can_vote, voting.counts_for_quorum, voting.may_move) == (True, True, True)


def test_a_deputy_reads_the_closed_part_when_standing_in_and_in_the_chair_always(committee):
    values = {"role": MemberRole.DEPUTY, "principal": join(committee)}
    in_chair = join(committee, chair_office=ChairOffice.DEPUTY_CHAIR, **values)
    assert join(committee, **values).sees_closed is False
    assert in_chair.sees_closed is True

    new = succeed(in_chair)  # the office stays behind, and what came with it

    assert (new.chair_office, new.sees_closed) == (None, False)


def test_who_has_no_vote_does_not_count_for_the_quorum_unless_it_is_said(committee):
    assert join(committee, can_vote=False).counts_for_quorum is False
    said = join(committee, can_vote=False, rights={"counts_for_quorum": True})
    assert said.counts_for_quorum is True


def test_a_correction_keeps_the_row_and_records_old_new_and_reason(committee):
    membership = join(committee)

    assert correct(membership, can_vote=False) is True

    entry = db.session.query(AuditEntry).filter_by(action="membership.corrected").one()
    assert entry.changes == {"can_vote": [True, False], "reason": [None, "Schreibfehler"]}
    assert (entry.actor, entry.object_id) == ("Sam Büro", membership.id)
    assert db.session.query(Membership).count() == 1


def test_a_correction_of_nothing_changes_nothing(committee):
    assert correct(join(committee)) is False


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(committee, reason):
    membership = join(committee)

    with pytest.raises(RuleBroken, match="Grund"):
        correct(membership, can_vote=False, reason=reason)


def test_a_corrected_beginning_must_fit_beside_the_others(committee):
    seat = join(committee, "Alt", ends_on=LAST).seat
    heir = join(committee, "Neu", seat=seat, starts_on=NEXT)

    with pytest.raises(RuleBroken, match=r"Kim Alt, 01\.11\.2025 bis 30\.11\.2026"):
        correct(heir, starts_on=LAST)


def test_an_advisor_who_always_had_a_vote_takes_a_seat(committee):
    membership = join(committee, role=MemberRole.ADVISORY)

    correct(membership, role=MemberRole.VOTING, can_vote=True)

    assert membership.seat is not None


def test_a_change_from_a_day_on_splits_the_membership(committee):
    membership = join(committee, ends_on=date(2030, 10, 31))

    new = change(membership, NEXT, can_vote=False)

    assert (membership.ends_on, membership.can_vote) == (LAST, True)
    assert (new.starts_on, new.ends_on, new.can_vote) == (NEXT, date(2030, 10, 31), False)
    assert (new.predecessor, new.seat, new.person) == (
        membership,
        membership.seat,
        membership.person,
    )
    assert queries.roster(committee.id, LAST) == [membership]
    assert queries.roster(committee.id, NEXT) == [new]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (None, "ab welchem Tag"),
        (build.TERM_START, "berichtigen Sie"),
        (date(2027, 1, 1), "endet schon am 31.12.2026"),
    ],
)
def test_a_change_outside_of_the_membership_is_refused(committee, day, message):
    membership = join(committee, ends_on=date(2026, 12, 31))

    with pytest.raises(RuleBroken, match=message):
        change(membership, day, can_vote=False)


def test_a_change_can_be_taken_back(committee):
    membership = join(committee)
    new = change(membership, NEXT, can_vote=False)

    assert changes.undo_following(SECRETARY, new).restored == [membership]
    assert (membership.ends_on, membership.end_reason) == (None, "")
    assert queries.roster(committee.id, NEXT) == [membership]


def test_a_successor_takes_seat_rights_and_organisation_but_no_office(committee):
    former = join(
        committee,
        "Alt",
        organization="Verein",
        chair_office=ChairOffice.CHAIR,
        publication={
            "publication_kind": BasisKind.CONSENT,
            "publication_basis": "Einwilligung",
            "publication_date": LAST,
        },
        rights={"may_move": False},
    )

    heir = succeed(former)

    assert (heir.seat, heir.organization, heir.role) == (
        former.seat,
        former.organization,
        former.role,
    )
    assert (heir.may_move, heir.chair_office, heir.publication_basis) == (False, None, "")
    assert (former.ends_on, former.end_reason, heir.predecessor) == (LAST, "Wegzug", former)
    assert (on(committee, LAST), on(committee, NEXT)) == (["Alt"], ["Nachfolge"])


def test_between_the_two_the_seat_is_seen_vacant(committee):
    former = join(committee, "Alt", organization="Verein")
    succeed(former, starts_on=date(2027, 1, 1))

    page = queries.roster_on(committee, NEXT)

    (line,) = page.sections[0].lines
    assert (line.membership, line.organization_on(NEXT)) == (None, "Verein")


def test_the_deputy_moves_up_and_gives_the_deputising_up(committee):
    former = join(committee, "Alt")
    deputy = join(committee, "Stell", role=MemberRole.DEPUTY, principal=former)

    heir = changes.succeed(
        SECRETARY, former, deputy.person, last_day=LAST, reason="Wegzug", starts_on=date(2027, 1, 1)
    )

    assert deputy.ends_on == date(2026, 12, 31)
    assert (heir.role, heir.person) == (MemberRole.VOTING, deputy.person)


def test_the_deputy_leaves_too_where_that_is_wanted_and_returns_with_the_undo(committee):
    former = join(committee, "Alt")
    deputy = join(committee, "Stell", role=MemberRole.DEPUTY, principal=former)
    heir = succeed(former, ends_deputies=True)
    assert deputy.ends_on == LAST

    changes.undo_following(SECRETARY, heir)

    assert (former.ends_on, deputy.ends_on) == (None, None)
    assert on(committee, NEXT) == ["Alt", "Stell"]


def test_an_undo_gives_back_the_end_that_stood_there_before(committee):
    former = join(committee, ends_on=date(2026, 12, 31))
    heir = succeed(former)
    assert heir.ends_on == date(2026, 12, 31)

    changes.undo_following(SECRETARY, heir)

    assert former.ends_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"last_day": None}, "letzten Tag"),
        ({"last_day": date(2025, 10, 31)}, "beginnt erst am 01.11.2025"),
        ({"starts_on": LAST}, "frühestens am Tag nach dem 30.11.2026"),
        ({"reason": ""}, "Grund"),
    ],
)
def test_a_wrong_succession_is_explained(committee, values, message):
    former = join(committee)

    with pytest.raises(RuleBroken, match=message):
        succeed(former, **values)


def test_nobody_follows_on_himself_or_herself(committee):
    former = join(committee)

    with pytest.raises(RuleBroken, match="Auf sich selbst"):
        changes.succeed(SECRETARY, former, former.person, last_day=LAST, reason="x")


def test_who_was_followed_is_not_taken_back_before_the_successor(committee):
    former = join(committee)
    heir = succeed(former)

    with pytest.raises(RuleBroken, match="Kim Nachfolge folgt"):
        actions.remove_membership(SECRETARY, former)
    with pytest.raises(RuleBroken, match="folgt auf keine andere"):
        changes.undo_following(SECRETARY, former)
    later = change(heir, date(2027, 6, 1), may_move=False)
    with pytest.raises(RuleBroken, match="Machen Sie zuerst"):
        changes.undo_following(SECRETARY, heir)
    assert later.predecessor is heir


def test_an_entry_made_by_mistake_is_taken_back(committee):
    membership = join(committee)

    actions.remove_membership(SECRETARY, membership)

    assert db.session.query(Membership).count() == 0
    assert db.session.query(AuditEntry.action).order_by(AuditEntry.id.desc()).first() == (
        "membership.removed",
    )


def test_the_chair_and_the_deputy_change_places(committee):
    chair = join(committee, "Eins", chair_office=ChairOffice.CHAIR)
    deputy = join(committee, "Zwei", chair_office=ChairOffice.DEPUTY_CHAIR)

    changes.rotate_chair(SECRETARY, chair, deputy, NEXT)

    offices = {m.person.last_name: m.chair_office for m in queries.roster(committee.id, NEXT)}
    assert offices == {"Eins": ChairOffice.DEPUTY_CHAIR, "Zwei": ChairOffice.CHAIR}
    assert queries.chair_since(committee.id, NEXT) == NEXT
    assert queries.chair_since(committee.id, LAST) == build.TERM_START
    assert {m.seat for m in queries.roster(committee.id, NEXT)} == {chair.seat, deputy.seat}


def test_who_is_no_member_any_more_takes_no_chair(committee):
    chair = join(committee, "Eins", chair_office=ChairOffice.CHAIR)
    deputy = join(committee, "Zwei", chair_office=ChairOffice.DEPUTY_CHAIR, ends_on=LAST)

    with pytest.raises(RuleBroken, match=r"Kim Zwei gehört dem Gremium am 01\.12\.2026 nicht"):
        changes.rotate_chair(SECRETARY, chair, deputy, NEXT)


def test_the_chair_is_held_without_a_break_over_a_change_of_rights(committee):
    chair = join(committee, chair_office=ChairOffice.CHAIR)
    change(chair, NEXT, may_move=False)

    assert queries.chair_since(committee.id, date(2027, 1, 1)) == build.TERM_START
    assert queries.chair_since(committee.id, date(2025, 1, 1)) is None


def test_a_deputy_is_named_for_a_vacant_seat(committee):
    seat = build.seat(committee, build.organization("Verein"))

    deputy = join(committee, role=MemberRole.DEPUTY, seat=seat)

    assert (deputy.seat, deputy.organization.name) == (seat, "Verein")


def test_a_new_seat_needs_its_group_where_there_are_groups(committee):
    committee.seat_groups = [{"label": "Gewählt", "seats": 1}, {"label": "Rat", "seats": 1}]

    with pytest.raises(RuleBroken, match="Gewählt oder Rat"):
        join(committee)
    assert join(committee, seat_group="Rat").seat.group_label == "Rat"
    with pytest.raises(RuleBroken, match="der Gruppe „Rat“ besetzt"):
        join(committee, "Zwei", seat_group="Rat")


def test_the_history_of_a_membership_is_complete(committee):
    membership = join(committee)
    correct(membership, may_speak=False)
    actions.end_membership(SECRETARY, membership, LAST, reason="Wegzug")

    assert [entry.action for entry in queries.history_of(membership)] == [
        "membership.ended",
        "membership.corrected",
        "membership.added",
    ]


def test_a_revocation_covers_the_persons_earlier_times_in_the_committee(committee):
    consent = {
        "publication_kind": BasisKind.CONSENT,
        "publication_basis": "Einwilligung",
        "publication_date": build.TERM_START,
    }
    first = join(committee, publication=consent)
    second = change(first, NEXT, may_move=False)
    other = join(committee, "Andere", publication=consent)
    revoked = date(2026, 12, 5)

    third = change(second, date(2026, 12, 10), publication_revoked_on=revoked)

    assert [one.publication_revoked_on for one in (first, second, third)] == [revoked] * 3
    assert other.publication_revoked_on is None
    roster = queries.roster(committee.id, LAST)
    assert public_names(roster, date(2026, 12, 6)) == [other]
    told = db.session.query(AuditEntry).filter_by(object_id=first.id).order_by(AuditEntry.id).all()
    assert told[-1].changes == {"publication_revoked_on": [None, "2026-12-05"]}


def test_a_consent_given_after_a_revocation_stands(committee):
    consent = {
        "publication_kind": BasisKind.CONSENT,
        "publication_basis": "Einwilligung",
        "publication_date": date(2026, 12, 8),
    }
    first = join(
        committee,
        publication={
            "publication_kind": BasisKind.CONSENT,
            "publication_basis": "Schreiben",
            "publication_date": build.TERM_START,
        },
    )
    second = change(first, NEXT, **consent)

    correct(first, publication_revoked_on=date(2026, 12, 5))

    assert second.publication_revoked_on is None
