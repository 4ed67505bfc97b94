"""The stages of a paper: what may follow what, and who is asked for it."""

from datetime import datetime

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper

# The chair leaves out only what stands on no agenda yet.
REFUSABLE = frozenset({PaperState.RECEIVED, PaperState.CHECKED, PaperState.COLLECTED})
RETRACTABLE = frozenset(PaperState) - {
    PaperState.DRAFT,
    PaperState.HANDLED,
    PaperState.RETRACTED,
    PaperState.REFUSED,
}


def require_receivable(paper: Paper, at: datetime, now: datetime) -> None:
    if paper.state is not PaperState.DRAFT:
        raise RuleBroken(f"Die Vorlage ist schon {paper.state.label}.")
    if at > now:
        raise RuleBroken(
            "Der Eingang liegt in der Zukunft. Bitte prüfen Sie Tag und Uhrzeit.", field="day"
        )
    if not paper.submitters:
        raise RuleBroken(
            "Es fehlt, von wem die Vorlage kommt. Bitte tragen Sie mindestens eine Person oder "
            "Stelle ein; bei Vorlagen des Büros das Amt."
        )
    if paper.kind.refers_to and paper.refers_to_id is None:
        raise RuleBroken(
            f"Eine Vorlage der Art „{paper.kind.label}“ braucht einen Bezug. Bitte wählen Sie, "
            "worauf sie sich bezieht."
        )
    if paper.kind is PaperKind.URGENT_MOTION and not paper.urgency:
        raise RuleBroken(
            "Zu einem Dringlichkeitsantrag gehört, warum er nicht bis zur nächsten Sitzung warten "
            "kann. Bitte begründen Sie die Dringlichkeit."
        )


def require_checkable(paper: Paper) -> None:
    if paper.state not in {PaperState.RECEIVED, PaperState.CHECKED}:
        raise RuleBroken(_not_now(paper, "geprüft wird, was eingegangen ist"))


def require_collectable(paper: Paper) -> None:
    if paper.state is PaperState.RECEIVED:
        raise RuleBroken(
            "Bitte prüfen Sie die Vorlage zuerst formal: Frist, Form, Antragsrecht. Auch mit einem "
            "Mangel kommt sie in die Sammlung; darüber entscheidet der Vorsitz."
        )
    if paper.state is not PaperState.CHECKED:
        raise RuleBroken(_not_now(paper, "in die Sammlung kommt, was formal geprüft ist"))


def require_retractable(paper: Paper) -> None:
    if paper.state not in RETRACTABLE:
        raise RuleBroken(_not_now(paper, "zurückgezogen wird, was eingereicht und offen ist"))


def require_refusable(paper: Paper, reason: str) -> None:
    if paper.state is PaperState.ON_AGENDA:
        raise RuleBroken(
            "Die Vorlage steht schon auf einer Tagesordnung. Dort kann der Punkt abgesetzt werden."
        )
    if paper.state not in REFUSABLE:
        raise RuleBroken(_not_now(paper, "nicht aufgenommen wird nur, was noch aussteht"))
    if not reason:
        raise RuleBroken(
            "Bitte schreiben Sie, warum die Vorlage nicht aufgenommen wird. Wer sie eingereicht "
            "hat, liest es.",
            field="reason",
        )


def require_answerable(paper: Paper) -> None:
    if paper.state is not PaperState.REFUSED:
        raise RuleBroken("Beantwortet wird, was nicht aufgenommen wurde.")


def require_refused(paper: Paper) -> None:
    if paper.state is not PaperState.REFUSED:
        raise RuleBroken("Diese Vorlage hat der Vorsitz nicht abgelehnt. Es ist nichts zu ändern.")


def require_way_back(paper: Paper) -> None:
    if paper.state in {PaperState.ON_AGENDA, PaperState.HANDLED}:
        raise RuleBroken(
            "Die Vorlage steht auf einer Tagesordnung. Nehmen Sie sie dort herunter; dann steht "
            "sie wieder in der Sammlung."
        )
    if paper.state is PaperState.REFUSED:
        raise RuleBroken(
            "Dass die Vorlage nicht aufgenommen wird, hat der Vorsitz entschieden. Nur der Vorsitz "
            "kann das zurücknehmen."
        )
    if not has_way_back(paper):
        raise RuleBroken(_not_now(paper, "davor gibt es keine Stufe"))


def has_way_back(paper: Paper) -> bool:
    """What a member handed in never becomes a draft of theirs again."""
    if paper.state is PaperState.RECEIVED:
        return paper.is_office
    return paper.state in {PaperState.CHECKED, PaperState.COLLECTED, PaperState.RETRACTED}


def _not_now(paper: Paper, when: str) -> str:
    return f"Die Vorlage ist {paper.state.label}; {when}."
