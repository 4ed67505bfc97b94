"""Forms of the agenda."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.text import excerpt
from gremien_app.base.web.bound import OneField, bound
from gremien_app.base.web.forms import BaseForm, ChoiceField, LongTextField, VersionField
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.part_rules import part_label
from gremien_app.meetings.agenda.rules import DEEPEST, NumberedItem, subtree
from gremien_app.meetings.sittings.models import Sitting

TITLE_REQUIRED = "Bitte geben Sie einen Titel an."
FIRST = "first"


class _ItemFields(BaseForm):
    title = bound(AgendaItem.title, required=TITLE_REQUIRED)
    reference = bound(AgendaItem.reference, "Vorlage oder Aktenzeichen")
    presenter = bound(AgendaItem.presenter, "Berichterstattung")
    explanation = bound(AgendaItem.explanation, "Erläuterung", length=100_000)
    proposal = bound(AgendaItem.proposal, length=100_000)
    is_proposal_internal = bound(AgendaItem.is_proposal_internal)
    designation = bound(AgendaItem.designation)
    is_information = bound(AgendaItem.is_information, "Nur zur Kenntnis, ohne Beschluss")


class AddItemForm(_ItemFields):
    """``place`` is a part ("public") or the id of the item to stand under."""

    place = ChoiceField("Wo?")
    urgency = bound(AgendaItem.urgency)

    def offer_places(self, sitting: Sitting, agenda: Iterable[NumberedItem]) -> None:
        self.items = {str(one.item.id): one.item for one in agenda}
        under = [
            (str(one.item.id), f"unter {_named(one)}") for one in agenda if one.level < DEEPEST
        ]
        ends = [(part, f"am Ende: {label}") for part, label in _parts_of(sitting)]
        self.place.choices = ends + under

    def chosen_parent(self) -> AgendaItem | None:
        return self.items.get(self.place.data)

    def chosen_part(self) -> Part:
        parent = self.chosen_parent()
        return parent.part if parent else Part(self.place.data)


class PastedField(LongTextField):
    """A pasted list as it is: what its lines are indented by counts, in the first line too."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        first = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""
        super().process_formdata([f".\n{first}"])
        self.data = self.data.removeprefix(".").removeprefix("\n")


class ListForm(BaseForm):
    """``place``: the part of titles above which no part is named."""

    titles = PastedField("Titel, einer je Zeile", length=160_000)
    place = ChoiceField("Wohin?")
    urgency = bound(AgendaItem.urgency)

    def offer(self, sitting: Sitting) -> None:
        self.place.choices = _parts_of(sitting)


class EditItemForm(_ItemFields):
    """``urgency``: of an item that was put forward late; there it can be said otherwise."""

    urgency = bound(AgendaItem.urgency)
    version = VersionField()


class MoveItemForm(BaseForm):
    """``target`` is "first", "after-12" or "under-12"."""

    target = ChoiceField("Verschieben nach")

    def offer_targets(self, item: AgendaItem, agenda: list[NumberedItem]) -> None:
        below = {one.id for one in subtree(item, [one.item for one in agenda])}
        others = [one for one in agenda if one.item.id not in below and one.item.part is item.part]
        self.items = {str(one.item.id): one.item for one in others}
        label = part_label(item.part, is_public=item.sitting.is_public)
        choices = [(FIRST, f"an den Anfang: {label}")]
        for one in others:
            choices.append((f"after-{one.item.id}", f"nach {_named(one)}"))
            if one.level < DEEPEST:
                choices.append((f"under-{one.item.id}", f"unter {_named(one)}"))
        self.target.choices = choices

    def chosen(self) -> dict[str, AgendaItem]:
        """For ``actions.move_to``: {"after": item}, {"under": item}, or {} for the beginning."""
        relation, _, number = str(self.target.data).partition("-")
        return {relation: self.items[number]} if number else {}


class PartForm(BaseForm):
    is_confirmed = BooleanField("Ja, der Punkt soll den Teil wechseln.")


class AdjournForm(BaseForm):
    target = OneField("Wieder aufnehmen in")
    urgency = bound(AgendaItem.urgency)

    def offer_sittings(self, sittings: list[Sitting]) -> None:
        self.target.offer(
            sittings, lambda one: f"{one.title} am {format_date(one.date)}", none="noch offen"
        )


def _parts_of(sitting: Sitting) -> list[tuple[str, str]]:
    return [(part.value, part_label(part, is_public=sitting.is_public)) for part in Part]


def _named(one: NumberedItem) -> str:
    return f"{one.label} {excerpt(one.item.title, 60)}".strip()
