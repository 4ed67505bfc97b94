"""Where a paper stands, what may be done with it and its files, and when the public reads it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from gremien_app.base.files.kinds import Note
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.decisions import POSTPONING
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import is_frozen, require_changeable
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperFile
from gremien_app.meetings.sittings.models import SittingState

BASKET_KEPT = timedelta(days=30)
IMAGE_ALONE = (
    "Ein Bild allein kann nicht jeder lesen. Bitte tippen Sie den Text ab, der darauf steht, oder "
    "beschreiben Sie, was zu sehen ist."
)
MOST = 50  # papers of one item
_OFF = frozenset({ItemMark.REMOVED, ItemMark.WITHDRAWN})


def state_of(paper: Paper, items: Iterable[AgendaItem]) -> PaperState:
    """The state by the paper's moments and its items: what was taken off goes a stage back.

    Adjourned it stays on the agenda: the item is offered again, and the paper with it.
    """
    if paper.refused_at is not None:
        return PaperState.REFUSED
    if paper.retracted_at is not None:
        return PaperState.RETRACTED
    standing = [one for one in items if one.mark not in _OFF]
    if standing:
        last = max(standing, key=lambda one: (one.sitting.starts_at, one.id))
        return PaperState.HANDLED if _is_handled(last) else PaperState.ON_AGENDA
    if paper.collected_at is not None:
        return PaperState.COLLECTED
    if paper.checked_at is not None:
        return PaperState.CHECKED
    return PaperState.DRAFT if paper.received_at is None else PaperState.RECEIVED


def _is_handled(item: AgendaItem) -> bool:
    is_put_off = item.mark is ItemMark.ADJOURNED or item.outcome in POSTPONING
    return item.sitting.state is SittingState.CLOSED and not is_put_off


def part_of(paper: Paper, items: Iterable[AgendaItem]) -> Part:
    """The strictest: closed as soon as one of its items is, or as it is to be dealt with so."""
    is_closed = paper.is_closed or any(one.part is Part.CLOSED for one in items)
    return Part.CLOSED if is_closed else Part.PUBLIC


def items_of(paper: Paper) -> list[AgendaItem]:
    return [place.item for place in paper.places]


def require_open(paper: Paper) -> None:
    """Words and files change until the minutes of every sitting with the paper are signed."""
    items = items_of(paper)
    if items and not any(_is_open(item) for item in items):
        require_changeable(items[-1])
    if paper.state in {PaperState.RETRACTED, PaperState.REFUSED}:
        raise RuleBroken(
            f"Die Vorlage ist {paper.state.label} und bleibt, wie sie ist. Nehmen Sie das bitte "
            "zuerst zurück, wenn es ein Versehen war."
        )


def _is_open(item: AgendaItem) -> bool:
    sitting = item.sitting
    return sitting.record_closed_at is None and sitting.state is not SittingState.CANCELLED


def require_removable(paper: Paper) -> None:
    """Nothing that lay at an item of a sitting whose minutes are signed goes away."""
    for item in items_of(paper):
        require_changeable(item)


def require_room(count: int) -> None:
    if count >= MOST:
        raise RuleBroken(
            f"An diesem Punkt hängen schon {MOST} Unterlagen. Bitte fassen Sie welche zusammen."
        )


def require_other(papers: list[Paper], title: str, stored_file_id: int) -> None:
    """A form sent twice makes one paper."""
    for one in papers:
        if one.title == title and one.newest and one.newest.stored_file_id == stored_file_id:
            raise RuleBroken(
                f"Diese Datei hängt als „{title}“ schon an diesem Punkt.", field="file"
            )


def require_revised(paper: Paper, stored_file_id: int) -> None:
    if paper.newest and paper.newest.stored_file_id == stored_file_id:
        raise RuleBroken(
            "Das ist dieselbe Datei wie die jetzige Fassung. Bitte wählen Sie die geänderte.",
            field="file",
        )


def require_fitting(kind: PaperKind, refers_to: Paper | None, *, own_id: int | None = None) -> None:
    """An answer answers a question, an amendment amends a motion; other kinds refer to nothing."""
    if refers_to is None:
        return
    if refers_to.id == own_id:
        raise RuleBroken(
            "Eine Vorlage kann sich nicht auf sich selbst beziehen.", field="refers_to"
        )
    if not kind.refers_to:
        raise RuleBroken(
            f"Die Art „{kind.label}“ bezieht sich auf keine andere Vorlage. Bitte wählen Sie beim "
            "Bezug „keine“ oder eine andere Art.",
            field="refers_to",
        )
    if refers_to.kind not in kind.refers_to:
        raise RuleBroken(
            f"Eine Vorlage der Art „{kind.label}“ kann sich nicht auf eine der Art "
            f"„{refers_to.kind.label}“ beziehen.",
            field="refers_to",
        )


def require_unlike(title: str, drafts: list[Paper]) -> None:
    """A form sent twice makes one paper."""
    if drafts:
        raise RuleBroken(
            f"Einen Entwurf „{title}“ gibt es schon. Ist es ein anderer, unterscheiden Sie ihn "
            "bitte im Titel.",
            field="title",
        )


def require_publishable(paper: Paper, *, is_looked_through: bool) -> None:
    """Refuse what the public must not or could not read, or what nobody looked through."""
    reason = why_unpublishable(paper)
    if reason:
        raise RuleBroken(reason)
    if not is_looked_through:
        raise RuleBroken(
            "Bitte sehen Sie alles auf personenbezogene Daten durch und bestätigen Sie das.",
            field="is_looked_through",
        )


def why_unpublishable(paper: Paper) -> str:
    """Why its words and its newest version cannot be published; empty: they can."""
    return _why_internal(paper) or _why_unreadable(paper)


def _why_internal(paper: Paper) -> str:
    items = items_of(paper)
    if any(one.part is not Part.PUBLIC for one in items):
        return "Der Punkt ist nichtöffentlich; seine Unterlagen sind es auch."
    if paper.is_closed:
        return "Die Vorlage ist nichtöffentlich zu behandeln."
    if not items:
        return "Die Vorlage steht noch auf keiner Tagesordnung. Vorher wird nichts öffentlich."
    if not all(one.sitting.is_public for one in items):
        return "Die Sitzung ist nicht öffentlich; ihre Unterlagen sind es auch nicht."
    if not any(is_frozen(one.sitting) for one in items):
        return "Die Tagesordnung ist noch nicht versandt. Vorher wird nichts davon öffentlich."
    return ""


def _why_unreadable(paper: Paper) -> str:
    newest = paper.newest
    if newest is None:
        return ""
    if newest.stored.needs_text and not newest.text:
        return f"Die Datei ist nur ein Bild. {IMAGE_ALONE}"
    if {Note.SCRIPTS.value, Note.EMBEDDED.value} & set(newest.stored.notes):
        return (
            "Die Datei enthält Skripte oder eingebettete Dateien. Bitte laden Sie eine Neufassung "
            "ohne sie hoch."
        )
    return ""


def described(paper: Paper) -> str:
    """How the record names a paper: closed titles stay out of it."""
    if paper.kind is not PaperKind.DOCUMENT:
        head = f"{paper.kind.label} {paper.shown_number}".strip()
        return f"{head} (nichtöffentlich)" if is_secret(paper) else f"{head} „{paper.title}“"
    if is_secret(paper):
        return "Unterlage eines nichtöffentlichen Punktes"
    return f"Unterlage „{paper.title}“"


def is_secret(paper: Paper) -> bool:
    return part_of(paper, items_of(paper)) is Part.CLOSED


def version_name(file: PaperFile) -> str:
    return "Neufassung" if file.is_revision else "erste Fassung"


def names_of(submitters: Sequence[str]) -> str:
    """ "Kim Beispiel und Alex Muster"."""
    *others, last = submitters or [""]
    return f"{', '.join(others)} und {last}" if others else last
