"""Which sittings somebody has to look after, and what is to be done about them."""

from collections.abc import Iterator
from datetime import date, timedelta

from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=400)


def to_look_after(viewer: Viewer, day: date) -> list[Sitting]:
    """Those whose minutes one takes and that are not closed for good."""
    ids = viewer.records_of
    if not ids:
        return []
    found = sittings_visible_to(
        viewer, from_day=day - BEHIND, until=day + AHEAD, among=ids, is_open=True
    )
    return [one for one in found if viewer.takes_minutes_of(one.committee_id)]


def managed(asked: Asked) -> list[Sitting]:
    """Those of them for which one works in the secretariat."""
    found = asked.once(to_look_after)
    return [one for one in found if asked.viewer.manages(one.committee_id)]


def about(sitting: Sitting) -> str:
    return f"{sitting.committee_name}, {sitting.title} am {format_date(sitting.date)}"


def task_of(
    sitting: Sitting, text: str, endpoint: str, due: date | None, *, is_overdue: bool = False
) -> Task:
    """A task whose page belongs to the sitting."""
    return Task(text, endpoint, sitting.id, about(sitting), due, is_overdue=is_overdue)


def due(asked: Asked) -> Iterator[Task]:
    for sitting in managed(asked):
        yield from tasks_of(sitting, asked.day)


def tasks_of(sitting: Sitting, day: date) -> Iterator[Task]:
    """What its secretariat has to settle, seen from a day."""
    if sitting.state in {SittingState.PLANNED, SittingState.MOVED} and sitting.date < day:
        text = "Termin verstrichen: Einladung nachtragen, verlegen oder absagen"
        yield task_of(sitting, text, "portal.sitting", sitting.date, is_overdue=True)
    elif sitting.state is SittingState.INVITED and sitting.date <= day:
        late = sitting.date < day
        yield task_of(sitting, "Sitzung eröffnen", "portal.sitting", sitting.date, is_overdue=late)
