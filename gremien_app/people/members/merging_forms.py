"""The form that puts two organisations together."""

from datetime import date

from wtforms import BooleanField, RadioField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.forms import BaseForm, GermanDateField

DOUBLE, FUSION = "double", "fusion"
KINDS = [
    (DOUBLE, "Dieselbe Organisation ist zweimal eingetragen"),
    (FUSION, "Zwei Organisationen haben sich zusammengeschlossen (Fusion)"),
]


class MergeForm(BaseForm):
    kind = RadioField("Warum werden sie eins?", choices=KINDS, default=DOUBLE)
    merged_on = GermanDateField("Erster Tag der Fusion", usual=None)
    is_meant = BooleanField("Ja, sie behält dort die Sitze beider.")

    def day(self) -> date | None:
        """The first day of a fusion; None where a double is corrected."""
        if self.kind.data != FUSION:
            if self.merged_on.data is not None:
                raise RuleBroken(
                    "Ein Doppel hat keinen Tag. Wählen Sie „Fusion“, oder leeren Sie das Feld.",
                    field="merged_on",
                )
            return None
        if self.merged_on.data is None:
            raise RuleBroken(
                "Bitte geben Sie den ersten Tag der Fusion ein, zum Beispiel 01.01.2027. Bis zum "
                "Tag davor behalten beide ihren Namen.",
                field="merged_on",
            )
        return self.merged_on.data
