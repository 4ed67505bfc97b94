"""What may be done with papers, and when the public may read one."""

from datetime import timedelta

from gremien_app.base.files.kinds import Note
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import is_frozen, require_changeable
from gremien_app.meetings.papers.models import Paper, PaperFile

BASKET_KEPT = timedelta(days=30)
IMAGE_ALONE = (
    "Ein Bild allein kann nicht jeder lesen. Bitte tippen Sie den Text ab, der darauf steht, oder "
    "beschreiben Sie, was zu sehen ist."
)
MOST = 50  # papers of one item


def require_open(item: AgendaItem) -> None:
    """Papers come and go until the minutes are signed."""
    require_changeable(item)


def require_room(count: int) -> None:
    if count >= MOST:
        raise RuleBroken(
            f"An diesem Punkt hängen schon {MOST} Unterlagen. Bitte fassen Sie welche zusammen."
        )


def require_other(papers: list[Paper], title: str, stored_file_id: int) -> None:
    """A form sent twice makes one paper."""
    for one in papers:
        if one.title == title and one.newest.stored_file_id == stored_file_id:
            raise RuleBroken(
                f"Diese Datei hängt als „{title}“ schon an diesem Punkt.", field="file"
            )


def require_revised(paper: Paper, stored_file_id: int) -> None:
    if paper.newest.stored_file_id == stored_file_id:
        raise RuleBroken(
            "Das ist dieselbe Datei wie die jetzige Fassung. Bitte wählen Sie die geänderte.",
            field="file",
        )


def require_publishable(paper: Paper, *, is_looked_through: bool) -> None:
    """Refuse what the public must not or could not read, or what nobody looked through."""
    reason = why_unpublishable(paper)
    if reason:
        raise RuleBroken(reason)
    if not is_looked_through:
        raise RuleBroken(
            "Bitte sehen Sie die Datei auf personenbezogene Daten durch und bestätigen Sie das.",
            field="is_looked_through",
        )


def why_unpublishable(paper: Paper) -> str:
    """Why the newest version cannot be published; empty: it can."""
    item, newest = paper.item, paper.newest
    if item.part is not Part.PUBLIC:
        return "Der Punkt ist nichtöffentlich; seine Unterlagen sind es auch."
    if not item.sitting.is_public:
        return "Die Sitzung ist nicht öffentlich; ihre Unterlagen sind es auch nicht."
    if not is_frozen(item.sitting):
        return "Die Tagesordnung ist noch nicht versandt. Vorher wird nichts davon öffentlich."
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
    if paper.item.part is Part.CLOSED:
        return "Unterlage eines nichtöffentlichen Punktes"
    return f"Unterlage „{paper.title}“"


def version_name(file: PaperFile) -> str:
    return "Neufassung" if file.is_revision else "erste Fassung"
