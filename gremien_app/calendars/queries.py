"""Sittings as calendars show them; which ones a viewer may know of, the sittings decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from gremien_app.agenda.models import AgendaItem, Part
from gremien_app.calendars import rules
from gremien_app.calendars.feed import FeedEvent, FeedInfo
from gremien_app.committees.models import Committee, CommitteeKind
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound
from gremien_app.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.sittings.models import Sitting
from gremien_app.sittings.queries import get_sitting, sittings_visible_to
from gremien_app.sittings.rules import sees_details


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar ready to be written: ``build_feed(feed.info, feed.events)``."""

    info: FeedInfo
    events: tuple[FeedEvent, ...]

    @property
    def changed_at(self) -> datetime | None:
        """The last change of any sitting in it."""
        return max((event.changed_at for event in self.events), default=None)


def committees() -> Sequence[Committee]:
    """The committees that have a public calendar, in the secretariat's order."""
    return db.session.scalars(
        select(Committee)
        .where(Committee.kind == CommitteeKind.COMMITTEE, Committee.closed_on.is_(None))
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    ).all()


def get_committee(slug: str) -> Committee:
    """A committee with a public calendar: working groups and outside bodies have none.

    Raises ``NotFound``.
    """
    found = db.session.scalars(
        select(Committee)
        .where(Committee.slug == slug, Committee.kind == CommitteeKind.COMMITTEE)
        .options(selectinload(Committee.names))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def committee_feed(slug: str, *, origin: str, today: date) -> Feed:
    """The public calendar of one committee. Raises ``NotFound``."""
    committee = get_committee(slug)
    name = committee.name_on(today).name
    info = FeedInfo(f"Sitzungen: {name}", f"{name}: Sitzungen mit öffentlicher Tagesordnung.")
    return _public_feed(info, origin, today, committee.id)


def all_feed(*, origin: str, today: date) -> Feed:
    """The public calendar of all committees together."""
    info = FeedInfo("Sitzungen aller Gremien", "Alle Gremien, mit öffentlicher Tagesordnung.")
    return _public_feed(info, origin, today, None)


def sitting_feed(viewer: Viewer, sitting_id: int, *, origin: str) -> Feed:
    """A calendar of one sitting, with as much as this viewer may know. Raises ``NotFound``."""
    event = _events(viewer, [get_sitting(viewer, sitting_id)], origin)[0]
    return Feed(FeedInfo(event.summary, "Eine einzelne Sitzung."), (event,))


def _public_feed(info: FeedInfo, origin: str, today: date, committee_id: int | None) -> Feed:
    # From the first of January of last year: at least the twelve months without which some
    # programs delete what they know, and the same bytes from one day to the next.
    since = date(today.year - 1, 1, 1)
    sittings = sittings_visible_to(ANONYMOUS, committee_id, from_day=since)
    return Feed(info, _events(ANONYMOUS, sittings, origin))


def _events(viewer: Viewer, sittings: Sequence[Sitting], origin: str) -> tuple[FeedEvent, ...]:
    detailed = {sitting.id for sitting in sittings if sees_details(viewer, sitting)}
    items = _public_items(
        sitting.id
        for sitting in sittings
        if sitting.id in detailed and rules.has_public_agenda(sitting)
    )
    return tuple(
        rules.detailed_event(sitting, items.get(sitting.id, []), origin)
        if sitting.id in detailed
        else rules.bare_event(sitting, origin)
        for sitting in sittings
    )


def _public_items(sitting_ids: Iterable[int]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = {}
    for item in db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.sitting_id.in_(list(sitting_ids)), AgendaItem.part == Part.PUBLIC)
        .order_by(AgendaItem.sitting_id, AgendaItem.position, AgendaItem.id)
    ):
        found.setdefault(item.sitting_id, []).append(item)
    return found
