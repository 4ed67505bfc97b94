"""The check before a dispatch: what stands against it, each with the page where it is settled."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gremien_app.base.house.gathered import house
from gremien_app.base.house.messages import Hint
from gremien_app.base.kernel.dates import berlin_date, format_date_long
from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.agenda.queries import count_items
from gremien_app.meetings.invitations import dispatch_queries, dispatch_rules
from gremien_app.meetings.invitations.dispatch_models import DispatchKind, Way
from gremien_app.meetings.invitations.recipient_rules import Planned
from gremien_app.meetings.sittings.models import Sitting, SittingFormat


def hints(
    sitting: Sitting, kind: DispatchKind, planned: Sequence[Planned], leaves_at: datetime
) -> list[Hint]:
    """All of them, in the order in which they are settled best."""
    day = berlin_date(leaves_at)
    found = [*_people(planned)]
    if kind is DispatchKind.INVITATION:
        found = [
            *_period(sitting, planned, day),
            *_place(sitting),
            *_agenda(sitting),
            *house().hints(sitting),
            *_public(sitting),
            *found,
        ]
    return found


def _about(sitting: Sitting, text: str, endpoint: str) -> Hint:
    return Hint(text=text, endpoint=endpoint, values={"id": sitting.id})


def _period(sitting: Sitting, planned: Sequence[Planned], day: date) -> Iterator[Hint]:
    for way in (Way.MAIL, Way.LETTER):
        count = sum(one.way is way and not one.is_left_out for one in planned)
        last = dispatch_rules.last_day_by(sitting, way)
        if count and last is not None and day > last:
            people = format_count(count, "Person", "Personen")
            text = (
                f"Die Ladungsfrist ist nicht eingehalten: {way.label} an {people} hätte bis "
                f"{format_date_long(last)} hinausgehen müssen."
            )
            yield _about(sitting, text, "portal.sitting")


def _place(sitting: Sitting) -> Iterator[Hint]:
    if sitting.format is not SittingFormat.ONLINE and sitting.room_id is None:
        yield _about(sitting, "Der Sitzungsort fehlt noch.", "sittings.edit")
    if sitting.format is not SittingFormat.IN_PERSON and not sitting.online_url:
        yield _about(sitting, "Die Adresse zur Einwahl fehlt noch.", "sittings.edit")


def _agenda(sitting: Sitting) -> Iterator[Hint]:
    if not count_items(sitting):
        yield _about(sitting, "Die Tagesordnung ist noch leer.", "agenda.show")
    missing = dispatch_queries.papers_without_file(sitting)
    if missing:
        count = format_count(len(missing), "Unterlage hat", "Unterlagen haben")
        yield _about(sitting, f"{count} noch keine Datei.", "agenda.show")


def _public(sitting: Sitting) -> Iterator[Hint]:
    if sitting.is_public and not dispatch_queries.notices_of(sitting):
        yield _about(sitting, "Die Öffentlichkeit ist noch nicht unterrichtet.", "notice.show")


def _people(planned: Sequence[Planned]) -> Iterator[Hint]:
    for one in planned:
        if one.missing:
            yield Hint(text=one.missing, endpoint="persons.edit", values={"id": one.person.id})
    if not any(not one.is_left_out for one in planned):
        yield Hint(text="Dieser Versand geht an niemanden.")
