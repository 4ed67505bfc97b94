"""Which minutes are to be written, mended or signed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.proceedings.models import ChairPeriod
from gremien_app.meetings.sittings.due_queries import about, task_of, to_look_after
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees.models import Committee, SigningWay
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion, SignatureRole
from gremien_app.records.minutes.rules import is_overdue
from gremien_app.records.minutes.sheet_rules import has_entered
from gremien_app.records.minutes.signatory_queries import loaded_signing, signed_by, waits_for
from gremien_app.records.minutes.signing_queries import voided_of

_WORDS = {
    MinutesState.DRAFT: "Niederschrift fertigstellen und vorlegen",
    MinutesState.RETURNED: "Anmerkungen des Vorsitzes bearbeiten",
    MinutesState.REFUSED: "Von allen verweigerte Niederschrift klären und neu vorlegen",
}


def due(asked: Asked) -> Iterator[Task]:
    sittings = asked.once(to_look_after)
    minutes = _minutes_by_sitting(sittings)
    for sitting in sittings:
        yield from tasks_of(sitting, minutes.get(sitting.id), asked.day)
    yield from _to_sign(asked.viewer)
    for one in voided_of(asked.viewer):
        text = f"Ihre {one.what} unter der Niederschrift gilt nicht mehr"
        yield Task(text, "minutes.show", one.sitting.id, about(one.sitting), None)


def tasks_of(sitting: Sitting, minutes: Minutes | None, day: date) -> Iterator[Task]:
    """What the minute-takers of a closed sitting have to do, the secretariat among them."""
    if sitting.state is not SittingState.CLOSED or sitting.record_closed_at is not None:
        return
    if minutes is None:
        last = sitting.date + timedelta(days=sitting.committee.minutes_due_days)
        text = "Niederschrift beginnen"
        yield task_of(sitting, text, "minutes.show", last, is_overdue=last < day)
    elif minutes.state in _WORDS:
        late = is_overdue(minutes.state, minutes.due_on, day)
        text, last = _WORDS[minutes.state], minutes.due_on
        yield task_of(sitting, text, "minutes.edit", last, is_overdue=late)


def _minutes_by_sitting(sittings: Sequence[Sitting]) -> dict[int, Minutes]:
    ids = [sitting.id for sitting in sittings]
    found = db.session.scalars(
        select(Minutes).where(Minutes.sitting_id.in_(ids)).order_by(Minutes.id)
    )
    return {minutes.sitting_id: minutes for minutes in found}


def _to_sign(viewer: Viewer) -> Iterator[Task]:
    """Submitted minutes that wait for this person: as chair, as minute-taker, as the office."""
    waiting = all_of(
        select(Minutes)
        .join(Minutes.sitting)
        .where(
            Minutes.state == MinutesState.SUBMITTED,
            or_(signed_by(viewer), of_committees(viewer.records_of)),
        )
        .options(
            contains_eager(Minutes.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names)
            ),
            *loaded_signing(),
        )
        .order_by(Minutes.submitted_at, Minutes.id)
    )
    presided = _presided(viewer, [minutes.sitting_id for minutes in waiting])
    for minutes in waiting:
        version = minutes.current_version
        if version is None:
            continue
        is_own = minutes.sitting_id in presided
        is_here = version.signing is SigningWay.SYSTEM
        if waits_for(minutes, viewer, has_presided=is_own):
            yield _signing(minutes.sitting, _AS_CHAIR[is_here])
        elif viewer.takes_minutes_of(minutes.sitting.committee_id):
            yield from _of_office(viewer, minutes.sitting, version, has_presided=is_own)


_AS_CHAIR = {
    True: "Niederschrift lesen und unterzeichnen",
    False: "Niederschrift lesen und zur Unterschrift freigeben",
}


def _of_office(
    viewer: Viewer, sitting: Sitting, version: MinutesVersion, *, has_presided: bool
) -> Iterator[Task]:
    """Sign as minute-taker, or bring the signatures from paper: enter and confirm them."""
    sheet = version.open_sheet
    is_open = not any(
        s.role is SignatureRole.MINUTE_TAKER or s.user_id == viewer.user_id
        for s in version.signatures
    )
    if sheet is not None:
        if not has_entered(viewer, sheet):
            text = "Eingetragene Unterschriften bestätigen"
            yield _signing(sitting, text, "minutes.confirm")
    elif version.signing is SigningWay.SYSTEM:
        if is_open and not has_presided:
            yield _signing(sitting, "Niederschrift als Schriftführung unterzeichnen")
    elif version.released_at:
        yield _signing(
            sitting, "Freigegeben: Unterschriften einholen und eintragen", "minutes.sheet"
        )
    else:  # a chair without an account releases nothing here
        text = "Unterschriften auf Papier einholen"
        yield Task(text, "minutes.show", sitting.id, about(sitting), None)


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


def _signing(sitting: Sitting, text: str, endpoint: str = "minutes.show") -> Task:
    return Task(text, endpoint, sitting.id, about(sitting), None, is_waiting=True)
