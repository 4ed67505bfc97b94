"""The forms of a publication; the fields of the first follow the names that were found."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wtforms import BooleanField, HiddenField

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, ChoiceField
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.models import MinutesPublication
from gremien_app.records.names.judging import SIGNATORIES, Decided, Fate
from gremien_app.records.names.models import Ground, NameDecision
from gremien_app.records.names.queries import decisions_of
from gremien_app.records.names.rules import FIELDS, require_whole
from gremien_app.records.publication.preview import NameRow, Preview

HIDE, AS_MEMBER, IN_WORDS, STAY = "hide", "member", "words", "stay:"
_HIDING = [
    (HIDE, "verbergen: [… nicht veröffentlicht]"),
    (AS_MEMBER, "verbergen: ein Mitglied"),
    (IN_WORDS, "verbergen mit eigenen Worten"),
]
_STAYING = [(f"{STAY}{ground.value}", f"bleibt: {ground.label}") for ground in Ground]
ENDING = frozenset({Ground.CONSENT, Ground.OFFICE})
_UNSAID = {
    Fate.OPEN: "bitte entscheiden",
    Fate.HIDDEN: "wie vorgeschlagen: wird verborgen",
    Fate.STAYS: "wie vorgeschlagen: bleibt",
}


class NamesForm(BaseForm):
    """A choice per name (``choice_<number>``), with words for its place (``words_<number>``)."""

    signatories = BooleanField("Wer unterzeichnet hat, mit Namen nennen")

    def wanted(self, rows: tuple[NameRow, ...]) -> dict[str, Decided | None]:
        """What was chosen, by the key of the find; a name that is gone keeps its decision."""
        found = {
            row.key: self._decided(self[f"choice_{row.number}"].data, row)
            for row in rows
            if f"choice_{row.number}" in self
        }
        named = Decided(is_hidden=False, ground=Ground.SIGNATORY)
        return {**found, SIGNATORIES: named if self.signatories.data else None}

    def _decided(self, choice: str, row: NameRow) -> Decided | None:
        if choice.startswith(STAY):
            ground = Ground(choice.removeprefix(STAY))
            rests = {name: self[f"{name}_{row.number}"].data for name in FIELDS.values()}
            if ground not in ENDING:
                return Decided(is_hidden=False, ground=ground)
            return Decided(
                is_hidden=False, ground=ground, **rests | {"basis": rests["basis"] or ""}
            )
        if not choice:
            return None
        words = self[f"words_{row.number}"].data if choice == IN_WORDS else ""
        return Decided(is_hidden=True, words=words or "", is_member=choice == AS_MEMBER)

    def require_grounds(self, rows: tuple[NameRow, ...], known: Mapping[str, Decided]) -> None:
        for row in rows:
            decided = self.wanted((row,)).get(row.key)
            stored = known.get(row.key)
            if decided is None or (stored and replace(stored, told="") == decided):
                continue
            try:
                require_whole(decided, today())
            except RuleBroken as refusal:
                raise RuleBroken(refusal.message, field=f"{refusal.field}_{row.number}") from None

    def validate(self, extra_validators: Any = None) -> bool:
        """Own words have to be said."""
        is_valid: bool = super().validate(extra_validators)
        for name in [field.name for field in self if field.name.startswith("choice_")]:
            words = self[name.replace("choice_", "words_")]
            if self[name].data == IN_WORDS and not words.data:
                words.errors = [*words.errors, "Bitte schreiben Sie, was an dieser Stelle steht."]
                is_valid = False
        return is_valid


def names_form(sitting: Sitting, preview: Preview) -> NamesForm:
    """The form for these names, filled with what was decided for this sitting."""
    stored = decisions_of(sitting)
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"signatories": preview.signatories}
    for row in preview.rows:
        number, told = row.number, row.texts[0]
        fields[f"choice_{number}"] = ChoiceField(
            f"Was geschieht mit „{told}“?",
            choices=[("", _unsaid(row, is_stored=row.key in stored)), *_HIDING, *_STAYING],
            default="",
        )
        for column, label in (
            (NameDecision.words, f"Eigene Worte für „{told}“"),
            (NameDecision.basis, f"Worauf beruht es, dass „{told}“ bleibt?"),
            (NameDecision.given_on, f"Gegeben am oder gilt seit, „{told}“"),
            (NameDecision.ends_on, f"Gilt bis, „{told}“"),
        ):
            fields[f"{column.key}_{number}"] = bound(column, label)
        decision = stored.get(row.key)
        if decision is None:
            continue
        data |= {f"{name}_{row.number}": getattr(decision, name) for name in FIELDS.values()}
        if decision.ground is not None:
            data[f"choice_{row.number}"] = f"{STAY}{decision.ground.value}"
        elif decision.words:
            data |= {f"choice_{row.number}": IN_WORDS, f"words_{row.number}": decision.words}
        else:
            data[f"choice_{row.number}"] = AS_MEMBER if decision.is_member else HIDE
    form: NamesForm = type("NamesFormOfPreview", (NamesForm,), fields)(data=data)
    return form


def _unsaid(row: NameRow, *, is_stored: bool) -> str:
    return "Entscheidung zurücknehmen" if is_stored else _UNSAID[row.fate]


class PublishForm(BaseForm):
    """One press; it carries what was shown."""

    preview = HiddenField("Vorschau")


class WithdrawForm(BaseForm):
    reason = bound(
        MinutesPublication.withdrawal_reason,
        "Grund",
        required="Bitte nennen Sie den Grund, aus dem Sie die Veröffentlichung zurücknehmen.",
        length=2_000,
    )
