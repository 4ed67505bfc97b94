"""Forms of guests."""

from collections.abc import Iterable
from typing import Any

from gremien_app.base.kernel.text import excerpt
from gremien_app.base.web.bound import SeveralField, bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.part_rules import is_of_public
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.rules import NO_ITEM, is_offered, label_of
from gremien_app.people.persons.forms import PersonFields


class _Admission(BaseForm):
    detail = bound(Guest.detail)
    public_items = SeveralField("Zu welchen Punkten des öffentlichen Teils?")
    closed_items = SeveralField("Zu welchen Punkten des nichtöffentlichen Teils?")

    def offer(self, agenda: Iterable[NumberedItem], keep: Iterable[int] = ()) -> None:
        """The items of both parts; ``keep``: also those that were called off since."""
        kept = set(keep)
        offered = [one for one in agenda if is_offered(one.item) or one.item.id in kept]
        self.items = {one.item.id: one.item for one in offered}
        if offered and not is_of_public(offered[0].item):
            self.public_items.label.text = "Zu welchen Punkten?"
            self.closed_items.label.text = "Zu welchen Punkten nur für Mitglieder?"
        labels = {one.item.id: _named(one) for one in offered}
        for field, part in ((self.public_items, Part.PUBLIC), (self.closed_items, Part.CLOSED)):
            items = [one.item for one in offered if one.item.part is part]
            field.offer(items, lambda item: labels[item.id])

    def validate(self, extra_validators: Any = None) -> bool:
        """Say at once, with all else that is missing, that no item was chosen."""
        is_valid = bool(super().validate(extra_validators))
        if self.chosen_items():
            return is_valid
        field = self.public_items if self.public_items.offered else self.closed_items
        field.errors = [*field.errors, NO_ITEM]
        return False

    def chosen_items(self) -> list[AgendaItem]:
        return [*self.public_items.data, *self.closed_items.data]


def _named(one: NumberedItem) -> str:
    return f"{label_of(one)} {excerpt(one.item.title, 100)}".strip()


class InviteForm(PersonFields, _Admission):
    """Somebody already recorded, chosen by search, or a new person."""


class ChangeForm(_Admission):
    version = VersionField()

    def stored(self, guest: Guest) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        held = self.initial(guest)
        return self.stored_in(guest) | {name: self[name].shown(held[name]) for name in held}

    @staticmethod
    def initial(guest: Guest) -> dict[str, list[AgendaItem]]:
        """Ticked is what holds: an item that changed its part waits to be admitted anew."""
        held = [one for one in guest.admissions if one.holds]
        return {
            name: [one.agenda_item for one in held if one.part is part]
            for name, part in (("public_items", Part.PUBLIC), ("closed_items", Part.CLOSED))
        }
