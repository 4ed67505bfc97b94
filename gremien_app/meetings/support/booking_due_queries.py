"""What of support is to be done, in "Was ist zu tun" and the calendar of deadlines.

Both say "Unterstützung bestellen" and nothing else: what, stands on the page.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from gremien_app.base.house.due import Asked, DueDay, Task
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.queries import ticked_of
from gremien_app.meetings.deadlines.rules import deadlines_of
from gremien_app.meetings.sittings.due_queries import managed, task_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.meetings.support.booking_queries import open_orders

ORDER = DeadlineKind.ACCESS.label
SOON = timedelta(days=28)
# Four weeks, and what weekends and holidays add.
_LONGEST = timedelta(days=45)


def due(asked: Asked) -> Iterator[Task]:
    sittings = [one for one in managed(asked) if one.date >= asked.day]
    for sitting, day in _orders(sittings):
        if day <= asked.day + SOON:
            yield task_of(sitting, ORDER, "support.show", day, is_overdue=day < asked.day)


def due_days(viewer: Viewer, from_day: date, until: date) -> Iterator[DueDay]:
    """Days by which something must be ordered, for those who organise."""
    if not viewer.secretariat_of:
        return
    found = sittings_visible_to(
        viewer, from_day=from_day, until=until + _LONGEST, among=viewer.secretariat_of
    )
    own = [one for one in found if viewer.manages(one.committee_id)]
    for sitting, day in _orders(own):
        if from_day <= day <= until:
            yield DueDay(
                key="support",
                label=ORDER,
                due=day,
                of=sitting,
                path=f"/sitzungen/{sitting.id}/unterstuetzung",
            )


def _orders(sittings: list[Sitting]) -> Iterator[tuple[Sitting, date]]:
    """Where something is open; not beside the committee's own deadline, if that is earlier."""
    orders = open_orders(sittings)
    ticked = ticked_of([one for one in sittings if one.id in orders])
    for sitting in sittings:
        if sitting.id not in orders:
            continue
        general = [
            one
            for one in deadlines_of(sitting, ticked[sitting.id])
            if one.kind is DeadlineKind.ACCESS and not one.is_done
        ]
        if not any(one.due <= orders[sitting.id] for one in general):
            yield sitting, orders[sitting.id]
