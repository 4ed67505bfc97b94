"""Sittings as calendars show them; which ones a viewer may know of, the sittings decide."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import selectinload

from gremien_app.base.extensions import db
from gremien_app.base.ics.feed import FeedEvent, FeedInfo, one_by_one
from gremien_app.base.kernel.errors import required
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.reading import all_of
from gremien_app.channels.calendars import rules
from gremien_app.channels.calendars.models import CalendarVersion
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.queries import readable_by
from gremien_app.meetings.planning.queries import sittings_of_year
from gremien_app.meetings.sittings.models import Room, Sitting
from gremien_app.meetings.sittings.queries import get_sitting, sittings_visible_to
from gremien_app.meetings.sittings.rules import reads_public_part, sees_details
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.committees.queries import is_founded


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar ready to be written: ``build_feed(feed.info, feed.events)``."""

    info: FeedInfo
    events: tuple[FeedEvent, ...]


def committees() -> Sequence[Committee]:
    """The committees that have a public calendar, in the secretariat's order."""
    return all_of(
        select(Committee)
        .where(
            Committee.kind == CommitteeKind.COMMITTEE, Committee.closed_on.is_(None), is_founded()
        )
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    )


def get_committee(slug: str) -> Committee:
    """A committee with a public calendar: working groups and outside bodies have none.

    Raises ``NotFound``.
    """
    return required(
        db.session.scalars(
            select(Committee)
            .where(Committee.slug == slug, Committee.kind == CommitteeKind.COMMITTEE, is_founded())
            .options(selectinload(Committee.names))
        ).one_or_none()
    )


def committee_feed(slug: str, *, origin: str, today: date) -> Feed:
    """The public calendar of one committee. Raises ``NotFound``."""
    committee = get_committee(slug)
    name = committee.name_on(today).name
    about = f"{name}: Sitzungen mit öffentlicher Tagesordnung."
    info = FeedInfo(f"Sitzungen: {name}", about, committee.color)
    return _public_feed(info, origin, today, committee.id)


def all_feed(*, origin: str, today: date) -> Feed:
    info = FeedInfo("Sitzungen aller Gremien", "Alle Gremien, mit öffentlicher Tagesordnung.")
    return _public_feed(info, origin, today, None)


def sitting_feed(viewer: Viewer, sitting_id: int, *, origin: str) -> Feed:
    """A calendar of one sitting, with as much as this viewer may know. Raises ``NotFound``."""
    events = _events(viewer, [get_sitting(viewer, sitting_id)], origin)
    name = events[0].summary if events else "Sitzung"
    return Feed(FeedInfo(name, "Eine einzelne Sitzung."), events)


def year_feed(viewer: Viewer, year: int, *, origin: str) -> Feed:
    """The plan of a year with every sitting this viewer may know of, holds included."""
    info = FeedInfo(f"Sitzungsplan {year}", f"Alle Sitzungen des Jahres {year}.")
    return Feed(info, _events(viewer, sittings_of_year(viewer, year), origin))


def first_day(today: date) -> date:
    """The first of January of last year: the same from one day to the next.

    At least the twelve months without which some programs delete what they know.
    """
    return date(today.year - 1, 1, 1)


def _public_feed(info: FeedInfo, origin: str, today: date, committee_id: int | None) -> Feed:
    sittings = sittings_visible_to(ANONYMOUS, committee_id, from_day=first_day(today))
    return Feed(info, _events(ANONYMOUS, sittings, origin))


def _events(viewer: Viewer, sittings: Sequence[Sitting], origin: str) -> tuple[FeedEvent, ...]:
    agendas = agendas_of(viewer, sittings)

    def tell(sitting: Sitting) -> FeedEvent:
        items = agendas[sitting.id]
        if items is None:
            return rules.bare_event(sitting, origin)
        return rules.detailed_event(sitting, items, origin)

    return tuple(one_by_one(sittings, tell))


def agendas_of(viewer: Viewer, sittings: Iterable[Sitting]) -> dict[int, list[AgendaItem] | None]:
    """The public items by sitting; None where this viewer may know no more than its date."""
    known = {sitting.id: sitting for sitting in sittings}
    detailed = {id_ for id_, sitting in known.items() if sees_details(viewer, sitting)}
    whole = (
        id_
        for id_ in detailed
        if rules.has_public_agenda(known[id_]) and reads_public_part(viewer, known[id_])
    )
    items = _public_items(viewer, whole)
    return {id_: items.get(id_, []) if id_ in detailed else None for id_ in known}


def _public_items(viewer: Viewer, sitting_ids: Iterable[int]) -> dict[int, list[AgendaItem]]:
    """The public part by sitting, for this viewer; rows that hold what a calendar shows of it.

    Thousands of them as objects would cost more than all the rest of a feed.
    """
    found: dict[int, list[AgendaItem]] = {}
    for row in db.session.execute(
        select(
            *(AgendaItem.id, AgendaItem.sitting_id, AgendaItem.parent_id, AgendaItem.part),
            *(AgendaItem.position, AgendaItem.printed_number, AgendaItem.title, AgendaItem.mark),
        )
        .join(AgendaItem.sitting)
        .where(
            AgendaItem.sitting_id.in_(list(sitting_ids)),
            AgendaItem.part == Part.PUBLIC,
            readable_by(viewer),
        )
        .order_by(AgendaItem.sitting_id, AgendaItem.position, AgendaItem.id)
    ):
        found.setdefault(row.sitting_id, []).append(cast("AgendaItem", row))
    return found


def in_venues(ids: Collection[int]) -> ColumnElement[bool]:
    return Sitting.room_id.in_(select(Room.id).where(Room.venue_id.in_(ids)))


def stamps(connection: Connection, concerned: ColumnElement[bool]) -> list[tuple[int, datetime]]:
    """Number and last change of these sittings."""
    rows = connection.execute(select(Sitting.id, Sitting.changed_at).where(concerned))
    return [(number, changed_at) for number, changed_at in rows]


_VERSION = select(CalendarVersion.__table__.c.value).where(CalendarVersion.__table__.c.id == 1)


def version(connection: Connection) -> str | None:
    """What every stored calendar of now is stamped with; None before the first save."""
    return connection.execute(_VERSION).scalar()
