"""Handing in by members: who may move, what a late motion becomes, who confirms what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperSubmitter
from gremien_app.meetings.sittings.models import Sitting

# What members hand in; whoever may not move leaves it to the chair as a suggestion.
HANDED_IN = (
    PaperKind.MOTION,
    PaperKind.URGENT_MOTION,
    PaperKind.QUESTION,
    PaperKind.AMENDMENT,
    PaperKind.STATEMENT,
)
SUGGESTED = (PaperKind.MOTION, PaperKind.QUESTION)


@dataclass(frozen=True)
class Chance:
    """A coming sitting and until when motions to it are taken (None: no deadline)."""

    sitting: Sitting
    due: date | None

    def is_open(self, day: date) -> bool:
        return self.due is None or day <= self.due


def chances(found: Collection[Chance], day: date) -> tuple[list[Chance], Chance | None]:
    """Sittings for which it is too late, and the first one for which it is not."""
    missed: list[Chance] = []
    for one in found:
        if one.is_open(day):
            return missed, one
        missed.append(one)
    return missed, None


def owner_of(paper: Paper) -> int | None:
    """Who began it, and alone changes it until it is handed in."""
    return paper.submitters[0].person_id if paper.submitters else None


def require_own_draft(paper: Paper) -> None:
    if paper.state is not PaperState.DRAFT or paper.is_office:
        raise RuleBroken(
            f"Die Vorlage ist schon {paper.state.label}. Ändern kann sie jetzt nur noch das Büro; "
            "Sie können sie zurückziehen und neu einreichen."
        )


def require_entitled(paper: Paper, person_id: int | None, entitled: Collection[int]) -> None:
    """The right to move counts on the day of handing in, not on that of the draft."""
    if paper.kind.is_moved and not paper.is_suggestion and person_id not in entitled:
        raise RuleBroken(
            f"Sie haben heute kein Antragsrecht in diesem Gremium. Als {paper.kind.label} können "
            "Sie das nicht einreichen, aber als Anregung an den Vorsitz: Legen Sie sie bitte neu "
            "an."
        )


def require_asked(paper: Paper, person_id: int | None) -> PaperSubmitter:
    """The row of who is asked to move it too, and has not said so yet."""
    if paper.state.is_ended:
        raise RuleBroken(f"Die Vorlage ist {paper.state.label}.")
    found = next((one for one in paper.submitters if one.person_id == person_id), None)
    if found is None or found.confirmed_at is not None:
        raise RuleBroken("Sie haben das schon bestätigt.")
    return found
