"""Whether an item was resolved: one table from its outcome, its mark and its main vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Protocol

from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome


class MainVote(StrEnum):
    """What the votes of an item say of the matter itself; the last main vote or election counts.

    ``PROCEDURE``: the outcome came with a vote on procedure or a referral, and nothing else was
    voted on. ``NONE``: no such vote; a committee may well decide without one.
    """

    NONE = "none"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    PROCEDURE = "procedure"


class Decision(StrEnum):
    RESOLVED = "resolved"
    NOT_RESOLVED = "not_resolved"
    CONTRADICTION = "contradiction"


class CastVote(Protocol):
    """What the table asks of a vote (``proceedings.models.Vote``)."""

    @property
    def decides(self) -> bool: ...
    @property
    def is_procedural(self) -> bool: ...
    @property
    def is_adopted(self) -> bool | None: ...
    @property
    def brought(self) -> Outcome | None: ...


ADOPTING = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_AMENDED, Outcome.RECOMMENDED_AMENDED})
REJECTING = frozenset({Outcome.REJECTED, Outcome.FINALLY_REJECTED})
PASSED_ON = frozenset({Outcome.TO_ADMINISTRATION, Outcome.REFERRED, Outcome.REFERRED_FOLLOWING})
POSTPONING = frozenset({Outcome.DEFERRED, Outcome.ADJOURNED})
# With these the committee is done with the item: it can neither be withdrawn nor adjourned.
DONE = ADOPTING | REJECTING | PASSED_ON | {Outcome.NOTED, Outcome.SETTLED}
# Nothing is decided on items with these marks.
GONE = frozenset({ItemMark.WITHDRAWN, ItemMark.ADJOURNED})


def _usual(outcome: Outcome | None, vote: MainVote) -> Decision:
    agrees = outcome is None or outcome in ADOPTING or outcome is Outcome.NOTED
    if vote is MainVote.ADOPTED:
        return Decision.RESOLVED if agrees else Decision.CONTRADICTION
    if vote is MainVote.REJECTED:
        return Decision.CONTRADICTION if outcome and agrees else Decision.NOT_RESOLVED
    if vote is MainVote.PROCEDURE or outcome is None:
        return Decision.NOT_RESOLVED
    return Decision.RESOLVED if agrees else Decision.NOT_RESOLVED


# What stands on the agenda; marks of items that went off it come on top (``decide``).
TABLE = {
    (outcome, vote): _usual(outcome, vote) for outcome, vote in product((None, *Outcome), MainVote)
}


def decide(outcome: Outcome | None, mark: ItemMark, vote: MainVote) -> Decision:
    """The one answer to "was it resolved?" for pages, numbers, minutes and lists."""
    if mark is ItemMark.REMOVED:
        return Decision.NOT_RESOLVED
    if mark in GONE:
        return Decision.CONTRADICTION if was_decided(outcome, vote) else Decision.NOT_RESOLVED
    return TABLE[outcome, vote]


def was_decided(outcome: Outcome | None, vote: MainVote) -> bool:
    """Whether the committee is done with the matter, for or against it."""
    return outcome in DONE or vote in {MainVote.ADOPTED, MainVote.REJECTED}


def main_vote_of(votes: Iterable[CastVote], outcome: Outcome | None) -> MainVote:
    """``votes`` in the order of voting: a repeated vote counts before the first."""
    known = list(votes)
    main = next((vote for vote in reversed(known) if vote.decides), None)
    if main is not None and main.is_adopted is not None:
        return MainVote.ADOPTED if main.is_adopted else MainVote.REJECTED
    if outcome is not None and any(v.is_procedural and v.brought is outcome for v in known):
        return MainVote.PROCEDURE
    return MainVote.NONE


@dataclass(frozen=True)
class Standing:
    """The answer for one item, with the reason in words."""

    decision: Decision
    why_not: str = ""

    @property
    def is_resolved(self) -> bool:
        return self.decision is Decision.RESOLVED

    @property
    def contradiction(self) -> str:
        return self.why_not if self.decision is Decision.CONTRADICTION else ""


def standing_of(item: AgendaItem, votes: Iterable[CastVote]) -> Standing:
    """Whether the item's text is a resolution; if not why: "abgelehnt", "vertagt" …"""
    outcome, mark = item.outcome, item.mark or ItemMark.NONE
    vote = main_vote_of(votes, outcome)
    decision = decide(outcome, mark, vote)
    if decision is Decision.RESOLVED:
        return Standing(decision)
    words = _contradiction if decision is Decision.CONTRADICTION else _reason
    return Standing(decision, words(outcome, mark, vote))


def _reason(outcome: Outcome | None, mark: ItemMark, vote: MainVote) -> str:
    if mark in GONE:
        return mark.label
    if outcome is not None and vote is not MainVote.PROCEDURE:
        return outcome.label
    return {
        MainVote.REJECTED: Outcome.REJECTED.label,
        MainVote.PROCEDURE: "Abstimmung zum Verfahren",
    }.get(vote, "noch nicht entschieden")


def _contradiction(outcome: Outcome | None, mark: ItemMark, vote: MainVote) -> str:
    voted = {MainVote.ADOPTED: "angenommen", MainVote.REJECTED: "abgelehnt"}.get(vote)
    told = f"als Beschlussart steht „{outcome.label}“" if outcome else ""
    if mark in GONE:
        what = f"der Antrag wurde {voted}" if voted else told
        return f"Der Punkt ist {mark.label}, aber {what}."
    return f"Der Antrag wurde {voted}, aber {told}."
