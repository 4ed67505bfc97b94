"""An item proposed after the notice period: decided only once the agenda was extended by vote."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.proceedings import vote_actions
from gremien_app.meetings.proceedings.models import VoteKind, VoteMode
from gremien_app.meetings.proceedings.vote_actions import Ballot
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.builders import NOW, SYSTEM


@pytest.fixture
def sitting(app):
    return build.sitting(build.committee(), date(2026, 11, 20), state=SittingState.RUNNING)


@pytest.fixture
def extension(sitting):
    late = {"mark": ItemMark.ADDED_LATE, "is_extension": True}
    return build.item(sitting, "Erweiterung der Tagesordnung", printed_number="", **late)


@pytest.fixture
def proposed(sitting, extension):
    return build.item(sitting, "Eilt", mark=ItemMark.ADDED_LATE, urgency="Frist endet")


def ballot(kind, *, is_adopted) -> Ballot:
    return Ballot(VoteMode.VERBAL, kind, announced=is_adopted, taken_at=NOW)


def vote_on(item, kind=VoteKind.PROCEDURE, *, is_adopted=True):
    return vote_actions.record_vote(SYSTEM, item, ballot(kind, is_adopted=is_adopted))


def test_without_the_vote_nothing_is_decided_on_what_was_proposed(proposed):
    with pytest.raises(RuleBroken, match="Erweiterung der Tagesordnung"):
        vote_on(proposed, VoteKind.MAIN)
    with pytest.raises(RuleBroken, match="Erweiterung der Tagesordnung"):
        vote_actions.set_outcome(SYSTEM, proposed, Outcome.ADOPTED)


def test_with_the_vote_it_stands_on_the_agenda(extension, proposed):
    vote_on(extension)

    assert (proposed.is_proposed, proposed.told_mark) == (False, "Nachtrag")
    vote_on(proposed, VoteKind.MAIN)


def test_a_rejected_or_deleted_vote_leaves_it_proposed(extension, proposed):
    vote_on(extension, is_adopted=False)
    assert proposed.is_proposed
    vote = vote_on(extension)
    assert not proposed.is_proposed

    vote_actions.delete_vote(SYSTEM, vote)

    assert proposed.is_proposed


def test_what_was_decided_stays_decided_when_the_vote_is_taken_back(extension, proposed):
    vote = vote_on(extension)
    proposed.outcome = Outcome.ADOPTED
    db.session.flush()

    vote_actions.delete_vote(SYSTEM, vote)

    assert not proposed.is_proposed
