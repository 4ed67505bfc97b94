"""What a calendar tells of a sitting: to everybody, and to those who belong to its committee."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from gremien_app.base.ics.feed import EventStatus, FeedEvent
from gremien_app.base.kernel.dates import format_datetime
from gremien_app.base.kernel.hosts import is_loopback
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import label_of
from gremien_app.meetings.agenda.rules import NumberedItem, number_items
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.venue_rules import in_short

# Long agendas are cut: some programs show no description at all above a few kilobytes.
MAX_AGENDA = 4000

_STATUS = {
    SittingState.PLANNED: EventStatus.TENTATIVE,
    SittingState.CANCELLED: EventStatus.CANCELLED,
}
# Before the invitation an agenda is a draft; of a cancelled sitting none will be dealt with.
WITHOUT_AGENDA = (SittingState.PLANNED, SittingState.CANCELLED)


def has_public_agenda(sitting: Sitting) -> bool:
    return sitting.state not in WITHOUT_AGENDA


def event_status(sitting: Sitting) -> EventStatus:
    return _STATUS.get(sitting.state, EventStatus.CONFIRMED)


def sitting_path(sitting: Sitting) -> str:
    return f"/sitzungen/{sitting.id}"


def detailed_event(sitting: Sitting, items: Iterable[AgendaItem], origin: str) -> FeedEvent:
    notes = notes_of(sitting)
    if access := in_short(sitting.room):
        notes.append(f"Barrierefreiheit: {access}")
    if has_public_agenda(sitting):
        notes += _agenda(items, is_public=sitting.is_public)
    return _event(
        sitting,
        origin,
        summary=f"{sitting.committee_name}, {sitting.title}",
        description="\n".join(notes),
        location=sitting.place,
    )


def bare_event(sitting: Sitting, origin: str) -> FeedEvent:
    """The sitting's date and no more: it is not public."""
    return _event(
        sitting,
        origin,
        summary=f"{sitting.committee_name}, nichtöffentliche Sitzung",
        description="\n".join([*notes_of(sitting), "Die Sitzung ist nicht öffentlich."]),
        location="",
    )


def _event(
    sitting: Sitting, origin: str, *, summary: str, description: str, location: str
) -> FeedEvent:
    return FeedEvent(
        uid=sitting.uid,
        sequence=sitting.sequence,
        changed_at=sitting.changed_at,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        all_day=False,
        summary=summary,
        description=description,
        location=location,
        status=event_status(sitting),
        url=origin + sitting_path(sitting),
    )


def notes_of(sitting: Sitting) -> list[str]:
    """What the state means in words. Reasons stay out: they may speak of persons."""
    if sitting.state is SittingState.CANCELLED:
        return ["Die Sitzung fällt aus."]
    notes = []
    if sitting.moves:
        notes.append(f"Verlegt vom {format_datetime(sitting.moves[-1].old_starts_at)}.")
    if sitting.state is SittingState.PLANNED:
        notes.append("Der Termin ist geplant; die Einladung folgt.")
    return notes


def _agenda(items: Iterable[AgendaItem], *, is_public: bool) -> list[str]:
    lines: list[str] = []
    length = 0
    for numbered in public_items(items):
        item = numbered.item
        mark = f" ({item.mark.label})" if item.mark.label else ""
        label = label_of(numbered.number, item.part, is_public=is_public)
        line = f"{label} {item.title}{mark}".strip()
        length += len(line)
        if length > MAX_AGENDA:
            lines.append("… Die ganze Tagesordnung steht auf der Seite der Sitzung.")
            break
        lines.append(line)
    heading = "Tagesordnung, öffentlicher Teil:" if is_public else "Tagesordnung:"
    return [heading, *lines] if lines else []


def public_items(items: Iterable[AgendaItem]) -> list[NumberedItem]:
    """The public items with their numbers, in order; what hangs below a closed item is closed."""
    known = {
        item.id: item
        for item in items
        if item.part is Part.PUBLIC and item.mark is not ItemMark.REMOVED
    }

    def is_reachable(item: AgendaItem) -> bool:
        if item.parent_id is None:
            return True
        return item.parent_id in known and is_reachable(known[item.parent_id])

    return number_items(item for item in known.values() if is_reachable(item))


@dataclass(frozen=True, slots=True)
class Subscription:
    """The ways into one calendar; ``webcal`` is understood by Apple, Thunderbird and GNOME."""

    address: str
    webcal: str
    google: str
    outlook_work: str
    outlook_private: str
    is_local: bool


def subscription(address: str, name: str) -> Subscription:
    """The ways to subscribe to a feed; a local one cannot be reached by Google or Microsoft."""
    parts = urlsplit(address)
    webcal = "webcal:" + address.removeprefix(f"{parts.scheme}:")
    query = f"url={quote(address, safe='')}&name={quote(name, safe='')}"
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook_work=f"https://outlook.office.com/calendar/0/addfromweb?{query}",
        outlook_private=f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        is_local=is_loopback(parts.hostname or ""),
    )
