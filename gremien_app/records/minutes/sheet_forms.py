"""Forms of the signed sheet, its confirmation, and who stands in for a chair."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import HiddenField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import OneField, bound
from gremien_app.base.web.forms import BaseForm, ChoiceField
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.rules import ChairFacts
from gremien_app.records.minutes.sheet_models import SheetLine, SignedSheet, Substitution
from gremien_app.records.minutes.sheet_rules import Entered, Signatory

NOT_YET, SIGNED, REFUSED = "", "signed", "refused"
ANSWERS = [
    (NOT_YET, "noch nicht"),
    (SIGNED, "hat unterschrieben"),
    (REFUSED, "hat die Unterschrift verweigert"),
]
OUTSIDE = [(one.value, one.label) for one in (SigningWay.PAPER, SigningWay.QUALIFIED)]


class SheetForm(BaseForm):
    """One answer for each whose signature is missing: ``answer_0``, ``day_0``, ``reason_0``."""

    sha256 = HiddenField("Prüfsumme")
    way = bound(SignedSheet.way, "Wie unterschrieben wurde", choices=OUTSIDE)
    remark = bound(SignedSheet.remark, "Dienst und Prüfung des Zertifikats", length=1_000)

    def entered(self, missing: Sequence[Signatory]) -> list[Entered]:
        """Raises ``RuleBroken`` at the field where a day is missing."""
        found = []
        for place, who in enumerate(missing):
            answer, day = self[f"answer_{place}"].data, self[f"day_{place}"].data
            if answer == NOT_YET:
                continue
            if day is None:
                raise RuleBroken(f"Bitte geben Sie den Tag bei {who.name} an.", f"day_{place}")
            reason = self[f"reason_{place}"].data or ""
            found.append(Entered(who, day, reason if answer == REFUSED else None, place))
        return found


def sheet_form(missing: Sequence[Signatory], way: SigningWay, sha256: str) -> SheetForm:
    """The form for those whose signature is missing."""
    fields: dict[str, Any] = {}
    for place, who in enumerate(missing):
        name = who.name
        fields[f"answer_{place}"] = ChoiceField(f"Unterschrift von {name}", choices=ANSWERS)
        fields[f"day_{place}"] = bound(SheetLine.signed_on, f"Tag der Unterschrift von {name}")
        fields[f"reason_{place}"] = bound(
            SheetLine.refusal_reason, f"Grund von {name}", length=2_000
        )
    usual = SigningWay.PAPER if way is SigningWay.SYSTEM else way
    made: type[SheetForm] = type("SheetFormOfSignatories", (SheetForm,), fields)
    return made(data={"way": usual, "sha256": sha256})


class RejectionForm(BaseForm):
    sheet = HiddenField("Blatt")
    reason = bound(
        SignedSheet.rejection_reason,
        "Was stimmt nicht?",
        required="Bitte schreiben Sie, was auf dem Blatt anders ist.",
        length=1_000,
    )


class SubstitutionForm(BaseForm):
    presided = ChoiceField("Verhindert ist", coerce=int)
    deputy = OneField("In Vertretung unterzeichnet")
    note = bound(
        Substitution.note,
        "Vermerk",
        required="Bitte schreiben Sie, worauf die Vertretung beruht.",
        length=500,
    )

    def offer(self, chairs: Iterable[ChairFacts], deputies: Iterable[Person]) -> None:
        self.presided.choices = [
            (one.person_id, one.name)
            for one in chairs
            if one.person_id is not None and one.substitution is None
        ]
        self.deputy.offer(deputies, lambda one: one.name)
