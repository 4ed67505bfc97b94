"""Whether anything is decided on an item at all, as its agenda says."""

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem


def require_matter(item: AgendaItem) -> None:
    """Nothing is decided where something is only made known."""
    if item.is_information:
        raise RuleBroken(
            "Dieser Punkt ist nur zur Kenntnis. Soll doch etwas beschlossen werden, nehmen Sie "
            "bitte auf der Seite „Tagesordnung“ das Häkchen bei dem Punkt heraus."
        )


def require_taken_up(item: AgendaItem) -> None:
    """What came after the notice period is decided only after the vote on its urgency."""
    if item.is_proposed:
        raise RuleBroken(
            "Dieser Punkt ist zur Aufnahme vorgeschlagen. Bitte tragen Sie zuerst ein, wie das "
            "Gremium über die „Erweiterung der Tagesordnung“ abgestimmt hat."
        )
