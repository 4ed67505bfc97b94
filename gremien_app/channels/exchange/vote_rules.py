"""Votes as a file tells them: their result and kind where it says neither."""

from collections.abc import Sequence

from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.clock_rules import Clocks
from gremien_app.meetings.agenda.decisions import DONE, PASSED_ON, POSTPONING, REJECTING
from gremien_app.meetings.agenda.models import AgendaItem, Outcome
from gremien_app.meetings.proceedings.models import Vote, VoteKind, VoteMode
from gremien_app.meetings.proceedings.rules import vote_result
from gremien_app.meetings.sittings.models import Sitting


def vote_of(sitting: Sitting, item: AgendaItem, clocks: Clocks, one: Data, position: int) -> Vote:
    counts = (one["yes"], one["no"], one["abstain"], one["invalid"])
    derived = vote_result(*counts, decision_rule=sitting.committee.decision_rule).is_adopted
    if one["mode"] is VoteMode.CONSENSUS:
        derived = True
    return Vote(
        agenda_item=item,
        position=position,
        motion=one["motion"],
        mode=one["mode"],
        taken_at=clocks.at(one["at"]),
        yes=one["yes"],
        no=one["no"],
        abstain=one["abstain"],
        invalid=one["invalid"],
        is_adopted=derived if one["adopted"] is None else one["adopted"],
        result_text=one["result"],
        present_override=one["present"],
    )


def tell_kinds(
    votes: Sequence[Vote], said: Sequence[VoteKind | None], outcome: Outcome | None
) -> None:
    """Where the file says nothing the last vote is the main one, earlier ones are amendments; a
    vote that adopted a referral or an adjournment was on just that. The outcome came with the last
    vote that it agrees with. (So were votes read that were recorded before there were kinds.)
    """
    for vote, kind in zip(votes, said, strict=True):
        moved = vote.is_adopted and outcome in PASSED_ON | POSTPONING
        usual = VoteKind.REFERRAL if moved else VoteKind.MAIN
        vote.kind = kind or (usual if vote is votes[-1] else VoteKind.AMENDMENT)
    agreeing = [vote for vote in votes if vote.is_adopted is (outcome not in REJECTING)]
    if outcome in DONE | POSTPONING and agreeing:
        agreeing[-1].brought = outcome
