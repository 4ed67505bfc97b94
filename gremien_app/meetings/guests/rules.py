"""Who may be invited to which items; every refusal is a German sentence."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import NumberedItem, label_for_audit
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import require_editable
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person

NO_ITEM = "Bitte wählen Sie mindestens einen Punkt der Tagesordnung."
_GONE = (ItemMark.REMOVED, ItemMark.WITHDRAWN, ItemMark.ADJOURNED)


def is_for_closed(items: Iterable[AgendaItem]) -> bool:
    """Whether a guest of these items comes to closed ones only: no public part names such a guest.

    Items that are not dealt with bring nobody, unless there are no others.
    """
    known = list(items)
    dealt_with = [item for item in known if is_offered(item)] or known
    return all(item.part is Part.CLOSED for item in dealt_with)


def can_invite(sitting: Sitting) -> bool:
    """Guests come to what is still ahead or running."""
    return sitting.record_closed_at is None and sitting.state not in {
        SittingState.CLOSED,
        SittingState.CANCELLED,
    }


def can_uninvite(sitting: Sitting, day: date) -> bool:
    """As long as a guest can read anything: until the end of the day."""
    is_today = sitting.state is SittingState.CLOSED and berlin_date(sitting.ends_at) >= day
    return can_invite(sitting) or (is_today and sitting.record_closed_at is None)


def require_open(sitting: Sitting) -> None:
    require_editable(sitting)
    if sitting.state is SittingState.CLOSED:
        raise RuleBroken(
            "Die Sitzung ist beendet. Wer als Gast da war, gehört in die Anwesenheitsliste."
        )


def require_agenda(items: Collection[object]) -> None:
    if not items:
        raise RuleBroken(
            "Gäste werden zu einzelnen Punkten eingeladen, und die Tagesordnung hat noch keine. "
            "Bitte ergänzen Sie dort zuerst die Punkte."
        )


def is_offered(item: AgendaItem) -> bool:
    """Nobody is invited to an item that is not dealt with."""
    return item.mark not in _GONE


def require_items(sitting: Sitting, items: Sequence[AgendaItem]) -> None:
    if not items:
        raise RuleBroken(NO_ITEM, field="public_items")
    for item in items:
        if item.sitting_id != sitting.id or item.mark is ItemMark.REMOVED:
            raise RuleBroken(
                "Dieser Punkt gehört nicht zur Tagesordnung dieser Sitzung.", field="public_items"
            )


def require_needs_admission(person: Person, roster: Iterable[Membership]) -> None:
    """Whoever reads the whole agenda as a member is no guest."""
    if any(one.person_id == person.id and one.sees_closed for one in roster):
        raise RuleBroken(
            f"{person.name} gehört am Tag der Sitzung zum Gremium und liest die ganze "
            "Tagesordnung. Eine Einladung als Gast ist nicht nötig."
        )


def require_not_invited(person: Person, *, is_invited: bool) -> None:
    if is_invited:
        raise RuleBroken(already_invited(person))


def already_invited(person: Person) -> str:
    return (
        f"{person.name} ist zu dieser Sitzung schon als Gast eingeladen. "
        "Ändern Sie dort, zu welchen Punkten."
    )


def require_invited(guest: Guest) -> None:
    if guest.uninvited_at is not None:
        raise RuleBroken(
            f"{guest.person.name} ist wieder ausgeladen. Laden Sie die Person zuerst wieder ein."
        )


def require_items_left(guest: Guest) -> None:
    """Whoever is invited again comes to the former items, as far as they are the same."""
    items = [one.agenda_item for one in guest.admissions if one.holds]
    if not any(item.mark is not ItemMark.REMOVED for item in items):
        raise RuleBroken(
            f"Die Punkte, zu denen {guest.person.name} eingeladen war, gibt es so nicht mehr. "
            "Bitte wählen Sie „Gast einladen“ und neue Punkte."
        )


def label_of(one: NumberedItem) -> str:
    """ "TOP Ö 4"; "" for an item without a number."""
    return f"TOP {one.label}" if one.label else ""


def describe(agenda: Iterable[NumberedItem], items: Iterable[AgendaItem]) -> str:
    """For the record of changes: "TOP Ö 4 und TOP N 2", never a closed title."""
    wanted = {item.id for item in items}
    found = [one for one in agenda if one.item.id in wanted]
    return join_german(label_of(one) or label_for_audit("", one.item) for one in found)
