"""Kinds of votes, the outcome that a vote brought, and items that went off the agenda."""

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda import leaving_actions as agenda
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.proceedings import queries, vote_actions
from gremien_app.meetings.proceedings.models import VoteKind, VoteMode
from gremien_app.meetings.proceedings.vote_actions import Ballot


@pytest.fixture
def world(world):
    world.mark("Ast", "Birke")
    return world


def record(world, yes=2, no=0, kind=VoteKind.MAIN, outcome=None):
    vote = vote_actions.record_vote(
        SYSTEM, world.item, Ballot(VoteMode.COUNTED, kind, yes=yes, no=no)
    )
    if outcome:
        vote_actions.set_outcome(SYSTEM, world.item, outcome, brought_by=vote)
    return vote


def test_taking_back_a_vote_takes_the_outcome_that_it_brought(world):
    vote = record(world, outcome=Outcome.ADOPTED)

    vote_actions.delete_vote(SYSTEM, vote)

    assert (world.item.outcome, queries.votes_on(world.item)) == (None, [])


def test_an_outcome_of_its_own_stays_when_a_vote_is_taken_back(world):
    vote = record(world, kind=VoteKind.PROCEDURE)
    vote_actions.set_outcome(SYSTEM, world.item, Outcome.NOTED)

    vote_actions.delete_vote(SYSTEM, vote)

    assert world.item.outcome is Outcome.NOTED


def test_an_outcome_stays_that_another_main_vote_brought_too(world):
    first = record(world, outcome=Outcome.ADOPTED)
    again = record(world, outcome=Outcome.ADOPTED)

    vote_actions.delete_vote(SYSTEM, again)
    assert world.item.outcome is Outcome.ADOPTED

    vote_actions.delete_vote(SYSTEM, first)
    assert world.item.outcome is None


def test_an_amendment_does_not_hold_the_outcome_of_the_main_vote(world):
    record(world, kind=VoteKind.AMENDMENT, outcome=Outcome.ADOPTED_AMENDED)
    main = record(world, outcome=Outcome.ADOPTED_AMENDED)

    vote_actions.delete_vote(SYSTEM, main)

    assert world.item.outcome is None


@pytest.mark.parametrize("mark", [ItemMark.WITHDRAWN, ItemMark.ADJOURNED])
@pytest.mark.parametrize("kind", [VoteKind.MAIN, VoteKind.AMENDMENT, VoteKind.ELECTION])
def test_nothing_is_decided_on_an_item_that_went_off_the_agenda(world, mark, kind):
    world.item.mark = mark
    db.session.flush()

    with pytest.raises(RuleBroken, match=f"Dieser Punkt ist {mark.label}"):
        record(world, kind=kind)
    for outcome in (Outcome.ADOPTED, Outcome.NOTED, Outcome.REJECTED, Outcome.REFERRED):
        with pytest.raises(RuleBroken, match="nichts beschließen"):
            vote_actions.set_outcome(SYSTEM, world.item, outcome)
    vote_actions.set_outcome(SYSTEM, world.item, Outcome.DEFERRED)


def test_the_adjournment_itself_may_have_been_voted_on(world):
    agenda.adjourn(SYSTEM, world.item)

    record(world, kind=VoteKind.REFERRAL)

    with pytest.raises(RuleBroken, match="vertagt"):
        vote_actions.edit_vote(
            SYSTEM, queries.votes_on(world.item)[0], Ballot(VoteMode.COUNTED, yes=2, no=0)
        )


@pytest.mark.parametrize("step", [agenda.withdraw, agenda.adjourn])
@pytest.mark.parametrize(("yes", "no"), [(2, 0), (0, 2)])
def test_nothing_goes_off_the_agenda_that_was_voted_on(world, step, yes, no):
    vote = record(world, yes, no)

    with pytest.raises(RuleBroken, match="schon entschieden"):
        step(SYSTEM, world.item)

    vote_actions.delete_vote(SYSTEM, vote)
    step(SYSTEM, world.item)
    assert world.item.mark in {ItemMark.WITHDRAWN, ItemMark.ADJOURNED}


@pytest.mark.parametrize(
    "outcome", [Outcome.ADOPTED, Outcome.NOTED, Outcome.FINALLY_REJECTED, Outcome.REFERRED]
)
def test_nothing_goes_off_the_agenda_whose_outcome_is_recorded(world, outcome):
    vote_actions.set_outcome(SYSTEM, world.item, outcome)

    for step in (agenda.withdraw, agenda.adjourn):
        with pytest.raises(RuleBroken, match="schon entschieden"):
            step(SYSTEM, world.item)


def test_a_vote_on_procedure_keeps_no_item_on_the_agenda(world):
    record(world, kind=VoteKind.PROCEDURE)
    record(world, kind=VoteKind.REFERRAL)

    agenda.adjourn(SYSTEM, world.item)

    assert world.item.mark is ItemMark.ADJOURNED
