"""All reads of sittings, venues and rooms; ``visible_to`` is the one rule of visibility."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN, end_of, midnight, today
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, by_id, first_of, one_of
from gremien_app.base.transactions import held
from gremien_app.meetings.sittings import rules
from gremien_app.meetings.sittings.models import (
    HELD,
    Room,
    Sitting,
    SittingState,
    Venue,
    sitting_partner,
)
from gremien_app.people.committees import queries as committees
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import roster

Order = Literal["asc", "desc"]


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whose sittings this viewer may know of, as a condition on ``Sitting``.

    Date and place of the committees are public; working groups, project groups and outside
    bodies are internal to those who belong to them or to their parent committee, and to guests.
    """
    known = of_committees(select(Committee.id).where(committees.visible_to(viewer)))
    return or_(known, Sitting.id.in_(viewer.guest_at)) if viewer.guest_at else known


def of_committees(ids: Iterable[int] | Select[int]) -> ColumnElement[bool]:
    """Sittings in which one of these committees takes part, joint ones included."""
    joint = select(sitting_partner.c.sitting_id).where(sitting_partner.c.committee_id.in_(ids))
    return or_(Sitting.committee_id.in_(ids), Sitting.id.in_(joint))


def with_context(query: Select[Sitting]) -> Select[Sitting]:
    """Load what lists show of sittings: committee and its names, term, room, moves."""
    return _framed(query).options(selectinload(Sitting.moves))


def _framed(query: Select[Sitting]) -> Select[Sitting]:
    """What the frame of every page shows of a sitting; few of them tell of its moves."""
    return query.options(
        joinedload(Sitting.committee).selectinload(Committee.names),
        joinedload(Sitting.term),
        joinedload(Sitting.room).joinedload(Room.venue),
        selectinload(Sitting.partners).selectinload(Committee.names),
    )


def get_sitting(viewer: Viewer, id: int) -> Sitting:
    """The sitting, or ``NotFound`` where this viewer may not know of it."""
    return one_of(_framed(select(Sitting).where(Sitting.id == id, visible_to(viewer))))


def manageable(viewer: Viewer, id: int) -> Sitting:
    """The sitting for its secretariat; ``Forbidden`` for others who may see it."""
    sitting = get_sitting(viewer, id)
    if not viewer.manages(sitting.committee_id):
        raise Forbidden
    return held(sitting)


def sittings_visible_to(
    viewer: Viewer,
    committee_id: int | None = None,
    from_day: date | None = None,
    until: date | None = None,
    order: Order = "asc",
    limit: int | None = None,
    *,
    among: Iterable[int] | None = None,
    is_open: bool = False,
) -> list[Sitting]:
    """Sittings of a period (both days included), by beginning; four queries at any length.

    ``among``: in which one of these committees takes part; ``is_open``: only those whose minutes
    are not signed yet.
    """
    query = select(Sitting).where(visible_to(viewer))
    if among is not None:
        query = query.where(of_committees(among))
    if is_open:
        query = query.where(Sitting.record_closed_at.is_(None))
    if committee_id is not None:
        query = query.where(of_committees([committee_id]))
    if from_day is not None:
        query = query.where(Sitting.starts_at >= midnight(from_day))
    if until is not None:
        query = query.where(Sitting.starts_at < end_of(until))
    keys = (Sitting.starts_at, Sitting.id)
    query = query.order_by(*(key.desc() if order == "desc" else key.asc() for key in keys))
    return all_of(with_context(query.limit(limit)))


def years_visible_to(viewer: Viewer, committee_id: int | None = None) -> list[int]:
    """Years from the first to the last visible sitting, newest first."""
    query = select(func.min(Sitting.starts_at), func.max(Sitting.starts_at), func.count())
    query = query.where(visible_to(viewer))
    if committee_id is not None:
        query = query.where(of_committees([committee_id]))
    first, last, count = db.session.execute(query).one()
    if not count:
        return []
    return list(range(last.astimezone(BERLIN).year, first.astimezone(BERLIN).year - 1, -1))


def in_order_of_day(ids: Iterable[int]) -> list[int]:
    """Sittings in the order in which they are locked."""
    query = select(Sitting.id).where(Sitting.id.in_(list(ids)))
    return all_of(query.order_by(Sitting.starts_at, Sitting.id))


def roster_of(sitting: Sitting) -> list[Membership]:
    """Everyone on the roster of the sitting's day; of a joint one, committee by committee."""
    return [one for committee in sitting.committees for one in roster(committee.id, sitting.date)]


def committees_planned_by(viewer: Viewer) -> list[Committee]:
    """The committees for which this viewer may plan sittings."""
    return all_of(
        select(Committee)
        .where(
            Committee.id.in_(viewer.secretariat_of),
            Committee.kind != CommitteeKind.OUTSIDE,
            ends_since(Committee.closed_on, today()),
        )
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    )


def committees_with_sittings(viewer: Viewer) -> list[Committee]:
    """The committees whose sittings this viewer may see, for the list's filter."""
    joint = (
        select(sitting_partner.c.committee_id)
        .join(Sitting, Sitting.id == sitting_partner.c.sitting_id)
        .where(visible_to(viewer))
    )
    return all_of(
        select(Committee)
        .where(
            or_(
                Committee.id.in_(select(Sitting.committee_id).where(visible_to(viewer))),
                Committee.id.in_(joint),
            )
        )
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    )


def find_committee(viewer: Viewer, slug: str) -> Committee:
    """A committee of the list's filter by its address, or ``NotFound``."""
    for committee in committees_with_sittings(viewer):
        if committee.slug == slug:
            return committee
    raise NotFound


def next_reference(committee: Committee, year: int) -> str:
    """The reference that the committee's next sitting of the year would get, "IR/0004/2026"."""
    begins = Sitting.reference.startswith(f"{committee.short}/", autoescape=True)
    taken = db.session.scalars(select(Sitting.reference).where(begins)).all()
    sittings = select(func.count(Sitting.id)).where(
        Sitting.committee_id == committee.id,
        Sitting.state != SittingState.CANCELLED,  # with a reference it counts by that
        Sitting.starts_at >= midnight(date(year, 1, 1)),
        Sitting.starts_at < midnight(date(year + 1, 1, 1)),
    )
    return rules.suggest_reference(committee.short, year, taken, db.session.scalar(sittings) or 0)


def kept_by(sitting: Sitting) -> AuditEntry | None:
    """Who recorded why the date stays in spite of warnings, and when."""
    if not sitting.kept_reason:
        return None
    return first_of(
        select(AuditEntry)
        .where(
            AuditEntry.action == "sitting.date_kept",
            AuditEntry.object_type == "sitting",
            AuditEntry.object_id == sitting.id,
        )
        .order_by(AuditEntry.id.desc())
    )


def reference_is_taken(sitting: Sitting, reference: str) -> bool:
    query = select(Sitting.id).where(
        Sitting.reference == reference, Sitting.id != (sitting.id or 0)
    )
    with db.session.no_autoflush:
        return first_of(query) is not None


def refs_beginning(prefix: str) -> Sequence[str]:
    return db.session.scalars(
        select(Sitting.ref).where(Sitting.ref.startswith(prefix, autoescape=True))
    ).all()


def rooms(keep: int | None = None) -> list[Room]:
    """The rooms on offer with their venues, by venue and name; ``keep`` even if retired."""
    offered = or_(Room.closed_on.is_(None), Room.closed_on > today(), Room.id == keep)
    return all_of(_by_venue(select(Room).where(offered)))


def _by_venue(query: Select[Room]) -> Select[Room]:
    return (
        query.join(Room.venue)
        .options(contains_eager(Room.venue))
        .order_by(Venue.name, Room.name, Room.id)
    )


def venues() -> list[Venue]:
    return all_of(select(Venue).order_by(Venue.name, Venue.id))


def venues_with_rooms() -> list[tuple[Venue, list[Room]]]:
    found: dict[int, list[Room]] = {}
    for room in db.session.scalars(_by_venue(select(Room))):
        found.setdefault(room.venue_id, []).append(room)
    return [
        (venue, sorted(found.get(venue.id, []), key=lambda room: room.closed_on is not None))
        for venue in venues()
    ]


def get_room(id: int) -> Room:
    return by_id(Room, id)


def get_venue(id: int) -> Venue:
    return by_id(Venue, id)


def sittings_in_room(room: Room, from_day: date) -> list[Sitting]:
    """Sittings of every committee in a room from a day on that are not called off."""
    return all_of(
        select(Sitting)
        .where(
            Sitting.room_id == room.id,
            Sitting.starts_at >= midnight(from_day),
            Sitting.state != SittingState.CANCELLED,
        )
        .options(joinedload(Sitting.committee))
        .order_by(Sitting.starts_at, Sitting.id)
    )


def find_venue(name: str) -> Venue | None:
    return first_of(select(Venue).where(Venue.name == name))


def find_room(venue_id: int, name: str) -> Room | None:
    return first_of(select(Room).where(Room.venue_id == venue_id, Room.name == name))


def usual_room(committee_id: int) -> Room | None:
    """Where the committee sat last; the form begins with it."""
    return first_of(
        select(Room)
        .join(Sitting, Sitting.room_id == Room.id)
        .where(Sitting.committee_id == committee_id)
        .order_by(Sitting.starts_at.desc(), Sitting.id.desc())
    )


def sitting_at(committee_id: int, starts_at: datetime) -> Sitting | None:
    """What the committee has at this very moment already, unless it was cancelled."""
    return first_of(
        select(Sitting)
        .where(
            Sitting.committee_id == committee_id,
            Sitting.starts_at == starts_at,
            Sitting.state != SittingState.CANCELLED,
        )
        .order_by(Sitting.id)
        .limit(1)
    )


def ids_visible_to(viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those whose page this viewer may open."""
    query = select(Sitting.id).where(Sitting.id.in_(ids), visible_to(viewer))
    return all_of(query.order_by(Sitting.id))


def held_by(committee_id: int) -> Sequence[Sitting]:
    """The committee's sittings that were opened, in order of time."""
    query = select(Sitting).where(
        of_committees([committee_id]),
        Sitting.state.in_(HELD),
    )
    return db.session.scalars(query.order_by(Sitting.starts_at, Sitting.id)).all()
