"""What ended a membership is taken back whole: days, reasons, deputies; on both databases."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import closing_actions as closing
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import basis_of
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.members import actions
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import Ending, MemberRole, Membership
from gremien_app.people.offices import actions as offices
from gremien_app.people.offices.queries import memberships_of
from gremien_app.people.renewal import actions as renewal
from tests import builders as build

OFFICE = Viewer(name="Sam Büro", is_admin=True)
LAST, NEXT = date(2026, 11, 30), date(2026, 12, 1)
CLOSED, LATER = date(2027, 12, 31), date(2028, 6, 30)


@pytest.fixture
def committee(app):
    return build.committee(seats=3)


@pytest.fixture
def leaving(committee):
    """Somebody whose end is known long before, with its reason."""
    one = build.member(committee, build.person("Alt"), seat=build.seat(committee))
    actions.end_membership(OFFICE, one, LATER, reason="Ruhestand")
    return one


def end_of(membership):
    return membership.ends_on, membership.reason_told


def close(committee):
    return closing.close(
        OFFICE, committee, last_day=CLOSED, reason="Auftrag erfüllt", ends_memberships=True
    )


def succeed(membership, last_name="Neu", **values):
    values = {"last_day": LAST, "reason": "Wegzug"} | values
    return changes.succeed(OFFICE, membership, build.person(last_name), **values)


def change(membership, day=NEXT):
    wanted = data_of(membership).with_(may_move=not membership.may_move)
    return changes.change_membership(OFFICE, membership, wanted, from_day=day, reason="Beschluss")


def count() -> int:
    return db.session.query(Ending).count()


def test_a_body_opened_again_gives_the_reason_of_the_end_back_too(committee, leaving):
    close(committee)
    assert end_of(leaving) == (CLOSED, "Gremium geschlossen")

    taken = closing.reopen(OFFICE, committee)

    assert (taken.restored, taken.kept) == ([leaving], [])
    assert end_of(leaving) == (LATER, "Ruhestand")


def test_a_succession_taken_back_gives_reasons_back_to_the_member_and_the_deputies(
    committee, leaving
):
    stays, moves_up = (
        build.member(committee, build.person(name), role=MemberRole.DEPUTY, seat=leaving.seat)
        for name in ("Stell", "Auf")
    )
    for one in (stays, moves_up):
        actions.end_membership(OFFICE, one, LATER, reason="befristet")
    heir = changes.succeed(
        OFFICE, leaving, moves_up.person, last_day=LAST, reason="Wegzug", ends_deputies=True
    )
    assert [end_of(one) for one in (leaving, stays, moves_up)] == [
        (LAST, "Wegzug"),
        (LAST, "Wegzug"),
        (LAST, "nachgerückt"),
    ]

    taken = changes.undo_following(OFFICE, heir)

    assert set(taken.restored) == {leaving, stays, moves_up}
    assert end_of(leaving) == (LATER, "Ruhestand")
    assert end_of(stays) == end_of(moves_up) == (LATER, "befristet")
    assert count() == 0


def test_who_follows_ends_when_and_why_the_former_would_have(leaving):
    assert end_of(succeed(leaving)) == (LATER, "Ruhestand")


def test_a_deputy_who_leaves_before_moving_up_is_not_prolonged(committee, leaving):
    deputy = build.member(committee, build.person("Auf"), role=MemberRole.DEPUTY, seat=leaving.seat)
    actions.end_membership(OFFICE, deputy, date(2026, 12, 15), reason="befristet")

    changes.succeed(
        OFFICE, leaving, deputy.person, last_day=LAST, reason="x", starts_on=date(2027, 1, 1)
    )

    assert end_of(deputy) == (date(2026, 12, 15), "befristet")


def test_a_new_beginning_taken_back_gives_the_reason_back(committee, leaving):
    build.term().ends_on = date(2028, 1, 31)
    term = build.term("2028/2033", starts_on=date(2028, 2, 1))
    planned = renewal.preview_of(committee, term, term.starts_on)
    made = renewal.renew(
        OFFICE, committee, term, term.starts_on, wanted=planned.seats, now=build.NOW
    )
    assert end_of(leaving) == (date(2028, 1, 31), "Ende der Wahlperiode")

    renewal.undo_renewal(OFFICE, made, build.NOW)

    assert end_of(leaving) == (LATER, "Ruhestand")


@pytest.fixture
def tenure(committee):
    office = Office(title="Oberbürgermeister*in")
    db.session.add(office)
    committee.chair_mode, committee.office = ChairMode.MAYOR, office
    db.session.flush()
    return offices.change_holder(
        OFFICE, office, build.person("Vorn"), title="OB", starts_on=build.TERM_START
    )


def test_an_office_taken_back_gives_the_chair_its_end_and_reason_back(committee, tenure):
    [chair] = memberships_of(tenure)
    actions.end_membership(OFFICE, chair, LATER, reason="Ruhestand")

    offices.end_tenure(OFFICE, tenure, LAST)
    assert end_of(chair) == (LAST, "Amtswechsel")
    offices.resume_tenure(OFFICE, tenure)
    assert end_of(chair) == (LATER, "Ruhestand")

    new = offices.change_holder(
        OFFICE, tenure.office, build.person("Neu"), title="OB", starts_on=NEXT
    )
    offices.undo(OFFICE, new)
    assert (tenure.ends_on, end_of(chair)) == (None, (LATER, "Ruhestand"))


def test_a_chair_whose_reason_was_worded_anew_runs_on_with_its_office(tenure):
    [chair] = memberships_of(tenure)
    offices.end_tenure(OFFICE, tenure, LAST)
    actions.end_membership(OFFICE, chair, LAST, reason="Rücktritt")

    taken = offices.resume_tenure(OFFICE, tenure)

    assert (taken.restored, chair.ends_on) == ([chair], None)


def test_a_chair_ended_anew_since_stays_so_and_is_told(tenure):
    [chair] = memberships_of(tenure)
    offices.end_tenure(OFFICE, tenure, LAST)
    actions.end_membership(OFFICE, chair, date(2026, 11, 1), reason="Rücktritt")

    taken = offices.resume_tenure(OFFICE, tenure)

    assert end_of(chair) == (date(2026, 11, 1), "Rücktritt")
    assert taken.after("Fertig.") == (
        "Fertig. Bei 1 Mitgliedschaft wurde das Ende inzwischen anders eingetragen und bleibt so: "
        "Kim Vorn."
    )


def test_who_follows_in_a_closed_body_runs_on_when_it_is_opened_again(committee, leaving):
    close(committee)
    heir = succeed(leaving)
    assert end_of(heir) == (CLOSED, "Gremium geschlossen")

    closing.reopen(OFFICE, committee)

    assert end_of(heir) == (LATER, "Ruhestand")
    assert end_of(leaving) == (LAST, "Wegzug")


def test_a_succession_in_a_closed_body_is_taken_back_and_then_the_closing(committee, leaving):
    close(committee)
    changes.undo_following(OFFICE, succeed(leaving))
    assert end_of(leaving) == (CLOSED, "Gremium geschlossen")

    closing.reopen(OFFICE, committee)

    assert end_of(leaving) == (LATER, "Ruhestand")


def test_a_change_taken_back_after_the_closing_leaves_the_closing_to_be_taken_back(
    committee, leaving
):
    changed = change(leaving)
    close(committee)
    changes.undo_following(OFFICE, changed)
    assert end_of(leaving) == (CLOSED, "Gremium geschlossen")

    closing.reopen(OFFICE, committee)

    assert end_of(leaving) == (LATER, "Ruhestand")


def test_a_change_in_a_closed_body_runs_on_in_its_later_part(committee, leaving):
    close(committee)
    later = change(leaving)

    closing.reopen(OFFICE, committee)

    assert (end_of(leaving), end_of(later)) == ((LAST, "Beschluss"), (LATER, "Ruhestand"))


def test_a_change_taken_back_keeps_an_end_that_was_entered_since(committee):
    one = build.member(committee, build.person(), seat=build.seat(committee))
    later = change(one)
    actions.end_membership(OFFICE, later, date(2027, 3, 31), reason="verzogen")

    changes.undo_following(OFFICE, later)

    assert end_of(one) == (date(2027, 3, 31), "verzogen")


def test_a_successor_who_ended_with_the_body_is_taken_back_after_that_only(committee, leaving):
    heir = succeed(leaving)
    close(committee)

    with pytest.raises(RuleBroken, match="endet inzwischen mit der Schließung des Gremiums"):
        changes.undo_following(OFFICE, heir)

    closing.reopen(OFFICE, committee)
    changes.undo_following(OFFICE, heir)
    assert end_of(leaving) == (LATER, "Ruhestand")


def test_what_ended_anew_since_takes_over_what_was_there_before_both(committee, tenure):
    [chair] = memberships_of(tenure)
    close(committee)
    offices.end_tenure(OFFICE, tenure, LAST)

    taken = closing.reopen(OFFICE, committee)
    assert (taken.kept, chair.ends_on) == ([chair], LAST)
    offices.resume_tenure(OFFICE, tenure)

    assert end_of(chair) == (None, "")


def test_a_change_of_somebody_followed_leaves_the_succession_to_be_taken_back(committee):
    one = build.member(committee, build.person("Alt"), seat=build.seat(committee))
    heir = succeed(one)
    later = change(one, date(2026, 6, 1))
    assert heir.predecessor is later

    changes.undo_following(OFFICE, heir)
    changes.undo_following(OFFICE, later)

    assert db.session.query(Membership).all() == [one]
    assert end_of(one) == (None, "")


def test_a_consent_that_ends_along_runs_on_with_the_membership(committee, leaving):
    leaving.publication_kind, leaving.publication_basis = BasisKind.CONSENT, "Einwilligung"
    leaving.publication_date, leaving.publication_ends_along = build.TERM_START, True
    heir = succeed(leaving)
    assert not basis_of(leaving).holds_on(NEXT)

    changes.undo_following(OFFICE, heir)

    assert basis_of(leaving).holds_on(LATER)


def test_a_succession_of_which_nobody_knows_what_was_before_is_not_taken_back(committee, leaving):
    heir = succeed(leaving)
    ending = db.session.query(Ending).one()
    ending.is_known = False
    with pytest.raises(RuleBroken, match=r"Angaben gelöscht worden \(Art\. 17 DSGVO\)"):
        changes.undo_following(OFFICE, heir)

    db.session.delete(ending)
    db.session.flush()
    with pytest.raises(RuleBroken, match="nie festgehalten"):
        changes.undo_following(OFFICE, heir)
    assert end_of(leaving) == (LAST, "Wegzug")


def test_a_chair_adopted_by_an_office_stays_one_in_both_parts_of_a_change(committee):
    office = Office(title="Oberbürgermeister*in")
    db.session.add(office)
    committee.chair_mode, committee.office = ChairMode.MAYOR, office
    by_hand = build.member(committee, build.person("Vorn"), role=MemberRole.CHAIR, can_vote=False)
    tenure = offices.change_holder(
        OFFICE, office, by_hand.person, title="OB", starts_on=build.TERM_START
    )
    later = change(by_hand)

    offices.undo(OFFICE, tenure)

    assert [(one.tenure, one.is_adopted) for one in (by_hand, later)] == [(None, False)] * 2
