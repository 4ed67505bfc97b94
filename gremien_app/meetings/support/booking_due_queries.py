"""What of support is to be done, in "Was ist zu tun" and the calendar of deadlines.

Both say "Unterstützung bestellen" and nothing else: what, stands on the page. Everybody is asked,
so "Nach Unterstützung fragen" tells of nobody.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from gremien_app.base.house.due import Asked, DueDay, Task
from gremien_app.base.house.messages import Hint
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.queries import ticked_of
from gremien_app.meetings.sittings.due_queries import managed, task_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.meetings.support import question_rules
from gremien_app.meetings.support.booking_queries import (
    has_open_orders,
    lacking_of,
    leads,
    needs_by_sitting,
    open_orders,
)
from gremien_app.meetings.support.question_queries import was_asked

ORDER = "Unterstützung bestellen"
ASK = DeadlineKind.ACCESS.label
SOON = timedelta(days=28)
# The longest time that a provider may want, one to answer, and what weekends and holidays add.
_LONGEST = timedelta(days=200)


def due(asked: Asked) -> Iterator[Task]:
    sittings = [one for one in managed(asked) if one.date >= asked.day]
    for sitting, day in _questions(sittings):
        if day <= asked.day + SOON:
            yield task_of(sitting, ASK, "support.show", day, is_overdue=day < asked.day)
    for sitting, day in _orders(sittings):
        if day <= asked.day + SOON:
            yield task_of(sitting, ORDER, "support.show", day, is_overdue=day < asked.day)


def hints(sitting: Sitting) -> Iterator[Hint]:
    """What stands against inviting; the sentence stays with the proof, so it names no measure."""
    if has_open_orders(sitting):
        text = "Die Unterstützung ist noch nicht ganz bestellt."
        yield Hint(text=text, endpoint="support.show", values={"id": sitting.id})
    if lacking_of(sitting):
        text = (
            "Der Raum hat nicht alles, was für diese Sitzung gebraucht wird, oder niemand weiß es."
        )
        yield Hint(text=text, endpoint="support.show", values={"id": sitting.id})


def due_days(viewer: Viewer, from_day: date, until: date) -> Iterator[DueDay]:
    """Days by which something must be ordered, for those who organise."""
    if not viewer.secretariat_of:
        return
    found = sittings_visible_to(
        viewer, from_day=from_day, until=until + _LONGEST, among=viewer.secretariat_of
    )
    own = [one for one in found if viewer.manages(one.committee_id)]
    for sitting, day in _questions(own):
        if from_day <= day <= until:
            path = f"/sitzungen/{sitting.id}/unterstuetzung"
            yield DueDay(key="support-question", label=ASK, due=day, of=sitting, path=path)
    for sitting, day in _orders(own):
        if from_day <= day <= until:
            yield DueDay(
                key="support",
                label=ORDER,
                due=day,
                of=sitting,
                path=f"/sitzungen/{sitting.id}/unterstuetzung",
            )


def _questions(sittings: list[Sitting]) -> Iterator[tuple[Sitting, date]]:
    """Where the committee sees to support and nobody was asked yet: by when that is due."""
    wanted = [
        one
        for one in sittings
        if one.committee.access_due_days is not None and question_rules.is_to_ask(one)
    ]
    done, ticked = was_asked(wanted), ticked_of(wanted)
    open_ = [
        one for one in wanted if one.id not in done and DeadlineKind.ACCESS not in ticked[one.id]
    ]
    needs, times = needs_by_sitting(open_), leads()
    for sitting in open_:
        yield sitting, question_rules.ask_by(sitting, needs[sitting.id], times)


def _orders(sittings: list[Sitting]) -> Iterator[tuple[Sitting, date]]:
    """Where something is open: by when the first of it is to be ordered."""
    orders = open_orders(sittings)
    for sitting in sittings:
        if sitting.id in orders:
            yield sitting, orders[sitting.id]
