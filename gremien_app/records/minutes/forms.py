"""Forms of the minutes; their fields follow the agenda."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from wtforms import HiddenField

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, ChoiceField, VersionField
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.records.minutes.assembly import SittingRecord, label_of
from gremien_app.records.minutes.models import MinutesEntry, MinutesRemark, Signature

WHOLE = "remark_all"
REMARK_LENGTH = 5_000

F = TypeVar("F", bound=BaseForm)


class EntriesForm(BaseForm):
    """One box per item (``text_<id>``) with the version it was typed over (``version_<id>``)."""

    def text_of(self, item_id: int) -> str:
        return str(self[f"text_{item_id}"].data)

    def version_of(self, item_id: int) -> int:
        return self[f"version_{item_id}"].data or 0

    def note_outdated(self, numbered: NumberedItem, entry: MinutesEntry | None) -> None:
        """Keep the typed text in its box, show the stored one, and move on to its version."""
        item_id = numbered.item.id
        stored = entry.text if entry else ""
        self.note_conflict(label_of(numbered), stored, self.text_of(item_id), entry)
        field = self[f"version_{item_id}"]
        field.data, field.raw_data = entry.version if entry else 0, None

    def note_gone(self, sent: Mapping[str, str]) -> None:
        """Keep what was typed on items that are on the agenda no more."""
        for name, text in sent.items():
            if name.startswith("text_") and name not in self and text.strip():
                label = "Text zu einem Punkt, der inzwischen gelöscht wurde"
                self.note_conflict(label, "Den Punkt gibt es nicht mehr.", text, None)


class DecisionForm(BaseForm):
    """The chair's answer: remarks per item and on the whole, on exactly the version shown."""

    sha256 = HiddenField("Prüfsumme")
    remark_all = bound(
        MinutesRemark.text, "Anmerkung zur ganzen Niederschrift", length=REMARK_LENGTH
    )

    def remarks(self, item_ids: Iterable[int]) -> dict[int | None, str]:
        found: dict[int | None, str] = {None: self[WHOLE].data}
        for item_id in item_ids:
            found[item_id] = self[f"remark_{item_id}"].data
        return found


class PenRemarksForm(DecisionForm):
    author = ChoiceField("Anmerkungen von")


class RefusalForm(BaseForm):
    sha256 = HiddenField("Prüfsumme")
    reason = bound(
        Signature.refusal_reason,
        "Grund",
        required="Bitte nennen Sie den Grund, aus dem Sie nicht unterzeichnen.",
        length=2_000,
    )


def entries_form(items: Iterable[NumberedItem], entries: Mapping[int, MinutesEntry]) -> EntriesForm:
    fields: dict[str, Any] = {}
    stored: dict[str, Any] = {}
    for numbered in items:
        item_id = numbered.item.id
        entry = entries.get(item_id)
        fields[f"text_{item_id}"] = bound(MinutesEntry.text, f"Text zu {label_of(numbered)}")
        fields[f"version_{item_id}"] = VersionField()
        stored[f"text_{item_id}"] = entry.text if entry else ""
        stored[f"version_{item_id}"] = entry.version if entry else 0
    return _build(EntriesForm, fields, stored)


def decision_form(record: SittingRecord, sha256: str) -> DecisionForm:
    return _build(DecisionForm, _remark_fields(record), {"sha256": sha256})


def pen_remarks_form(record: SittingRecord, names: Iterable[str]) -> PenRemarksForm:
    form = _build(PenRemarksForm, _remark_fields(record), {})
    form.author.choices = [(name, name) for name in names]
    return form


def _remark_fields(record: SittingRecord) -> dict[str, Any]:
    return {
        f"remark_{numbered.item.id}": bound(
            MinutesRemark.text, f"Anmerkung zu {label_of(numbered)}", length=REMARK_LENGTH
        )
        for numbered in record.items
    }


def _build(kind: type[F], fields: dict[str, Any], data: dict[str, Any]) -> F:
    form: F = type(f"{kind.__name__}OfAgenda", (kind,), fields)(data=data)
    return form
