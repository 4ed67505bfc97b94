"""Reads for the composed pages; each room's own visibility applies."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.agenda.models import AgendaItem, ItemMark
from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.invitations.rules import notice
from gremien_app.kernel.viewer import Viewer
from gremien_app.minutes.models import Minutes, MinutesState, MinutesVersion
from gremien_app.minutes.rules import is_overdue
from gremien_app.portal.rules import Task, by_urgency
from gremien_app.proceedings.models import ChairPeriod
from gremien_app.sittings.models import Sitting, SittingState
from gremien_app.sittings.queries import of_committees, sittings_visible_to
from gremien_app.sittings.rules import belongs

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=400)


def database_answers() -> bool:
    return bool(db.session.scalar(text("SELECT 1")))


def next_sittings(viewer: Viewer, day: date, limit: int = 6) -> list[Sitting]:
    """The coming sittings of one's own committees; of all for the public."""
    found = sittings_visible_to(viewer, from_day=day, limit=60)
    own = [sitting for sitting in found if belongs(viewer, sitting)]
    return (own or found)[:limit]


def tasks_of(viewer: Viewer, day: date) -> list[Task]:
    """What is to be done: invitations, open sittings, minutes; most urgent first."""
    sittings = [
        sitting
        for sitting in sittings_visible_to(viewer, from_day=day - BEHIND, until=day + AHEAD)
        if viewer.takes_minutes_of(sitting.committee_id)
    ]
    minutes = _minutes_by_sitting(sittings)
    tasks = [task for sitting in sittings for task in _tasks(sitting, minutes, day)]
    return by_urgency([*tasks, *_to_sign(viewer)])


def _minutes_by_sitting(sittings: Iterable[Sitting]) -> dict[int, Minutes]:
    ids = [sitting.id for sitting in sittings]
    found = db.session.scalars(
        select(Minutes).where(Minutes.sitting_id.in_(ids)).order_by(Minutes.id)
    )
    return {minutes.sitting_id: minutes for minutes in found}


def _tasks(sitting: Sitting, minutes: dict[int, Minutes], day: date) -> Iterable[Task]:
    if sitting.state in {SittingState.PLANNED, SittingState.MOVED}:
        if sitting.date < day:
            yield Task(
                "Termin verstrichen: verlegen oder absagen",
                "portal.sitting",
                sitting,
                sitting.date,
                is_overdue=True,
            )
            return
        due = notice(sitting, day)
        yield Task(
            "Einladung versenden",
            "invitations.show",
            sitting,
            due.last_dispatch_on,
            is_overdue=due.is_late,
        )
    elif sitting.state is SittingState.INVITED and sitting.date <= day:
        yield Task(
            "Sitzung eröffnen",
            "portal.sitting",
            sitting,
            sitting.date,
            is_overdue=sitting.date < day,
        )
    elif sitting.state is SittingState.RUNNING:
        yield Task(
            "Anwesenheit und Abstimmungen erfassen",
            "proceedings.attendance",
            sitting,
            sitting.date,
            is_overdue=sitting.date < day,
        )
    elif sitting.state is SittingState.CLOSED:
        yield from _minutes_tasks(sitting, minutes.get(sitting.id), day)


def _minutes_tasks(sitting: Sitting, minutes: Minutes | None, day: date) -> Iterable[Task]:
    if sitting.record_closed_at is not None:
        return
    if minutes is None:
        due = sitting.date + timedelta(days=sitting.committee.minutes_due_days)
        yield Task("Niederschrift beginnen", "minutes.show", sitting, due, is_overdue=due < day)
        return
    words = {
        MinutesState.DRAFT: "Niederschrift fertigstellen und vorlegen",
        MinutesState.RETURNED: "Anmerkungen des Vorsitzes bearbeiten",
    }
    if minutes.state in words:
        overdue = is_overdue(minutes.state, minutes.due_on, day)
        yield Task(words[minutes.state], "minutes.edit", sitting, minutes.due_on, overdue)


def _to_sign(viewer: Viewer) -> Iterable[Task]:
    """Submitted minutes that wait for this person: as the one who presided, or as minute-taker."""
    waiting = db.session.scalars(
        select(Minutes)
        .join(Minutes.sitting)
        .where(
            Minutes.state == MinutesState.SUBMITTED,
            of_committees(viewer.chair_of | viewer.secretariat_of | viewer.minute_taker_of),
        )
        .options(
            contains_eager(Minutes.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names)
            ),
            selectinload(Minutes.versions).selectinload(MinutesVersion.signatures),
        )
        .order_by(Minutes.submitted_at, Minutes.id)
    ).all()
    presided = _presided(viewer, [minutes.sitting_id for minutes in waiting])
    for minutes in waiting:
        version = minutes.current_version
        if version is None or any(s.user_id == viewer.user_id for s in version.signatures):
            continue
        if minutes.sitting_id in presided:
            yield Task(
                "Niederschrift lesen und unterzeichnen", "minutes.show", minutes.sitting, None
            )
        elif viewer.takes_minutes_of(minutes.sitting.committee_id) and not any(
            s.role == "minute_taker" for s in version.signatures
        ):
            yield Task(
                "Niederschrift als Schriftführung unterzeichnen",
                "minutes.show",
                minutes.sitting,
                None,
            )


def _presided(viewer: Viewer, sitting_ids: list[int]) -> set[int]:
    if viewer.person_id is None:
        return set()
    periods = db.session.scalars(
        select(ChairPeriod)
        .where(ChairPeriod.sitting_id.in_(sitting_ids))
        .options(joinedload(ChairPeriod.attendance))
        .order_by(ChairPeriod.id)
    )
    return {p.sitting_id for p in periods if p.attendance.person_id == viewer.person_id}


def minutes_state(viewer: Viewer, sitting: Sitting) -> MinutesState | None:
    """The state of a sitting's minutes for its minute-takers; None for others or without any."""
    if not viewer.takes_minutes_of(sitting.committee_id):
        return None
    return db.session.scalars(select(Minutes.state).where(Minutes.sitting_id == sitting.id)).first()


def has_agenda(sitting: Sitting) -> bool:
    count = select(func.count(AgendaItem.id)).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED
    )
    return bool(db.session.scalar(count))
