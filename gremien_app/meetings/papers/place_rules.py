"""On which items a paper may stand, and what of it becomes the words of an item."""

from collections.abc import Iterable

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.papers import rules
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting

PLACEABLE = frozenset({PaperState.COLLECTED, PaperState.ON_AGENDA, PaperState.HANDLED})
APPROVAL = "Genehmigung der Dringlichkeitsentscheidung"
APPROVES = "Die Dringlichkeitsentscheidung wird genehmigt."
_REFERENCE = 60  # characters of an item's reference
HAS_WORDS = (
    "Titel und Texte des Punktes kommen schon aus einer anderen Vorlage. Legen Sie diese hier ohne "
    "ihre Texte dazu."
)


def words_of(paper: Paper) -> dict[str, str]:
    """The texts of an item that shows this paper; of an urgent decision the approval (§ 60 GO)."""
    is_approved = paper.kind is PaperKind.URGENT_DECISION
    return {
        "title": _approval(paper.title) if is_approved else paper.title,
        "reference": paper.shown_number[:_REFERENCE],
        "explanation": paper.text,
        "proposal": paper.proposal or (APPROVES if is_approved else ""),
    }


def _approval(title: str) -> str:
    return title if "genehmigung" in title.casefold() else f"{APPROVAL}: {title}"


def require_placeable(paper: Paper) -> None:
    if paper.state not in PLACEABLE:
        raise RuleBroken(
            f"„{paper.title}“ ist {paper.state.label} und steht noch nicht in der Sammlung. "
            "Bitte prüfen Sie die Vorlage und nehmen Sie sie in die Sammlung auf."
            if not paper.state.is_ended
            else f"„{paper.title}“ ist {paper.state.label} und kommt auf keine Tagesordnung."
        )


def require_collected(paper: Paper) -> None:
    if paper.state is not PaperState.COLLECTED:
        raise RuleBroken(f"„{paper.title}“ ist inzwischen {paper.state.label}.")


def require_not_there(paper: Paper, sitting: Sitting) -> None:
    """A button pressed twice puts a paper on an agenda once."""
    for item in rules.items_of(paper):
        is_there = item.mark in {ItemMark.NONE, ItemMark.ADDED_LATE}
        if item.sitting_id == sitting.id and is_there:
            raise RuleBroken(f"„{paper.title}“ steht schon auf dieser Tagesordnung.")


def require_other_place(paper: Paper, item: AgendaItem) -> None:
    if any(one.agenda_item_id == item.id for one in paper.places):
        raise RuleBroken(f"„{paper.title}“ steht schon an diesem Punkt.", field="paper")


def require_own_part(paper: Paper, item: AgendaItem) -> None:
    if paper.is_closed and item.part is Part.PUBLIC:
        raise RuleBroken(
            "Die Vorlage ist nichtöffentlich zu behandeln; dieser Punkt steht im öffentlichen "
            "Teil. Wechseln Sie bitte den Teil des Punktes, oder ändern Sie die Vorlage.",
            field="paper",
        )


def require_wordless(places: Iterable[PaperPlace]) -> None:
    if any(one.gives_words for one in places):
        raise RuleBroken(
            HAS_WORDS,
            field="gives_words",
        )


def require_other_home(paper: Paper) -> None:
    """A mere file belongs to its item: alone it would be lost, so it is deleted instead."""
    if paper.kind is PaperKind.DOCUMENT and len(paper.places) == 1:
        raise RuleBroken(
            "Eine Unterlage ohne Punkt fände niemand wieder. Löschen Sie sie bitte; 30 Tage lang "
            "lässt sie sich zurückholen."
        )
