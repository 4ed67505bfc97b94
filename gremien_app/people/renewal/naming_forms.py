"""The form that names everybody of a new term in one table."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, ChoiceField
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person
from gremien_app.people.renewal.naming_rules import Slot, require_one_way

UNSAID, ANOTHER = 0, -1
FILL = "fill"  # the button that ticks "as before" everywhere and saves nothing


class NamesForm(BaseForm):
    """For each vacant place: as before, or a name; the fields are made for the seats."""

    starts_on = bound(
        Membership.starts_on, "Ab", required="Bitte geben Sie an, ab wann die Benennungen gelten."
    )

    def typed_name(self, slot: Slot) -> tuple[str, str]:
        return self[f"{slot.key}_first"].data or "", self[f"{slot.key}_last"].data or ""

    def is_same(self, slot: Slot) -> bool:
        return bool(self[f"{slot.key}_same"].data)

    def offer(self, known: Mapping[str, Sequence[tuple[Person, str]]]) -> None:
        """``known``: by place, who is called as typed there, with what tells them apart."""
        for key, found in known.items():
            named = [
                (who.id, ", ".join(filter(None, (who.sort_name, told)))) for who, told in found
            ]
            if named:
                self[f"{key}_who"].choices = [
                    (UNSAID, "bitte wählen"),
                    *named,
                    (ANOTHER, "eine andere Person mit diesem Namen"),
                ]

    def choice_for(self, slot: Slot) -> int:
        """Whom the name means: a person, ``ANOTHER``; refused where that is not said."""
        first_name, last_name = self.typed_name(slot)
        require_one_way(
            slot, is_same=self.is_same(slot), first_name=first_name, last_name=last_name
        )
        field = self[f"{slot.key}_who"]
        if len(field.choices) == 1:
            return ANOTHER
        if field.data == UNSAID:
            raise RuleBroken(
                "Diesen Namen gibt es schon. Bitte wählen Sie, wer gemeint ist.", field=field.name
            )
        return int(field.data)

    def fill(self, slots: Sequence[Slot]) -> None:
        """Tick "as before" wherever no name was typed."""
        for slot in slots:
            if slot.former and not any(self.typed_name(slot)):
                self[f"{slot.key}_same"].data = True

    def lost(self, typed: Mapping[str, str]) -> list[str]:
        """Names typed for places that were filled meanwhile: shown, so that none is lost."""
        return [
            f"{typed.get(key.replace('_last', '_first'), '')} {text}".strip()
            for key, text in typed.items()
            if key.endswith("_last") and text.strip() and key not in self
        ]


def names_form(slots: Sequence[Slot], starts_on: Any) -> NamesForm:
    fields: dict[str, Any] = {}
    for slot in slots:
        of = Markup('<span class="g-sr">, {}</span>').format(slot.label)
        fields |= {
            f"{slot.key}_same": BooleanField(f"wie bisher: {slot.former_names}" + of),
            f"{slot.key}_first": bound(Person.first_name, "Vorname" + of),
            f"{slot.key}_last": bound(Person.last_name, "Nachname" + of),
            f"{slot.key}_who": ChoiceField(
                "Wer ist gemeint?" + of,
                coerce=int,
                choices=[(UNSAID, "bitte wählen")],
                default=UNSAID,
                validate_choice=False,
            ),
        }
    made: type[NamesForm] = type("NamesOfTerm", (NamesForm,), fields)
    return made(data={"starts_on": starts_on})
