"""Which agendas wait for being set: what the office has to bring about, and what the chair."""

from collections.abc import Iterator

from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.working_days import last_dispatch_date
from gremien_app.meetings.fixing import queries
from gremien_app.meetings.fixing.rules import Stage, Standing
from gremien_app.meetings.sittings.due_queries import about, managed, task_of
from gremien_app.meetings.sittings.models import Sitting, SittingState

_BEFORE = frozenset({SittingState.PLANNED, SittingState.MOVED})


def due(asked: Asked) -> Iterator[Task]:
    for sitting in queries.waiting_for(asked.viewer):
        if sitting.date >= asked.day:
            text = "Tagesordnung ansehen und festsetzen"
            yield Task(text, "fixing.show", sitting.id, about(sitting), None, is_waiting=True)
    ahead = [one for one in managed(asked) if one.state in _BEFORE and one.date >= asked.day]
    for sitting, standing in queries.standings_of(ahead):
        yield from _of_office(sitting, standing)


def _of_office(sitting: Sitting, standing: Standing) -> Iterator[Task]:
    """By the last day of the dispatch, where there is one."""
    days, unit = sitting.committee.notice_days, sitting.committee.notice_unit
    last = None if days is None else last_dispatch_date(sitting.date, days, unit)
    text = {
        Stage.OPEN: "Tagesordnung dem Vorsitz zur Festsetzung vorlegen",
        Stage.WAITING: standing.told,
        Stage.CHANGED: "Geänderte Tagesordnung neu festsetzen lassen",
    }.get(standing.stage)
    if text:
        yield task_of(sitting, text, "fixing.show", last)
    if not standing.is_agreed:
        yield task_of(sitting, "Benehmen zur Tagesordnung herstellen", "fixing.show", last)
