"""Forms of guests."""

from collections.abc import Iterable
from typing import Any

from gremien_app.base.kernel.text import excerpt
from gremien_app.base.web.forms import BaseForm, BoxesField, TextField, VersionField
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.rules import NO_ITEM, is_offered, label_of
from gremien_app.people.persons.forms import PersonFields


class _Admission(BaseForm):
    detail = TextField("Funktion oder Organisation", length=300)
    public_items = BoxesField("Zu welchen Punkten des öffentlichen Teils?", coerce=int)
    closed_items = BoxesField("Zu welchen Punkten des nichtöffentlichen Teils?", coerce=int)

    def offer(self, agenda: Iterable[NumberedItem], keep: Iterable[int] = ()) -> None:
        """The items of both parts; ``keep``: also those that were called off since."""
        kept = set(keep)
        offered = [one for one in agenda if is_offered(one.item) or one.item.id in kept]
        self.items = {one.item.id: one.item for one in offered}
        for field, part in ((self.public_items, Part.PUBLIC), (self.closed_items, Part.CLOSED)):
            field.choices = [
                (one.item.id, f"{label_of(one)} {excerpt(one.item.title, 100)}".strip())
                for one in offered
                if one.item.part is part
            ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Say at once, with all else that is missing, that no item was chosen."""
        is_valid = bool(super().validate(extra_validators))
        if self.chosen_items():
            return is_valid
        field = self.public_items if self.public_items.choices else self.closed_items
        field.errors = [*field.errors, NO_ITEM]
        return False

    def chosen_items(self) -> list[AgendaItem]:
        chosen = [*(self.public_items.data or ()), *(self.closed_items.data or ())]
        return [self.items[id_] for id_ in chosen if id_ in self.items]


class InviteForm(PersonFields, _Admission):
    """Somebody already recorded, chosen by search, or a new person."""


class ChangeForm(_Admission):
    version = VersionField()

    def stored(self, guest: Guest) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        held = self.initial(guest)
        return {"detail": guest.detail} | {
            name: self[name].shown(held[name]) for name in ("public_items", "closed_items")
        }

    @staticmethod
    def initial(guest: Guest) -> dict[str, Any]:
        """Ticked is what holds: an item that changed its part waits to be admitted anew."""
        held = [one for one in guest.admissions if one.holds]
        return {
            "detail": guest.detail,
            "version": guest.version,
            "public_items": [one.agenda_item_id for one in held if one.part is Part.PUBLIC],
            "closed_items": [one.agenda_item_id for one in held if one.part is Part.CLOSED],
        }
