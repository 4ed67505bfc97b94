"""What waits for the office and the chair."""

from collections.abc import Iterator
from datetime import date

from gremien_app.base.house.due import Asked, Task
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.list_queries import waiting
from gremien_app.meetings.papers.models import Paper

_TEXTS = {
    PaperState.RECEIVED: "Vorlage formal prüfen",
    PaperState.CHECKED: "Vorlage in die Sammlung aufnehmen",
    PaperState.REFUSED: "Ablehnung einer Vorlage beantworten",
}


def due(asked: Asked) -> Iterator[Task]:
    viewer = asked.viewer
    if not viewer.secretariat_of | viewer.chair_of:
        return
    for paper in waiting(viewer):
        is_office = viewer.manages(paper.committee_id)
        text = _TEXTS[paper.state] if is_office else "Anregung an den Vorsitz ansehen"
        yield Task(text, "papers.show", paper.id, about(paper, asked.day), None, is_waiting=True)


def about(paper: Paper, day: date) -> str:
    """What a task about a paper stands under: its committee first, as with sittings."""
    return f"{paper.committee.name_on(day).name}, {paper.called}"
