"""Forms of a committee's settings."""

from typing import Any

from wtforms import SelectField

from gremien_app.committees.models import Committee
from gremien_app.committees.rules import MAX_DAYS
from gremien_app.kernel.dates import parse_german_time
from gremien_app.kernel.working_days import NoticeUnit
from gremien_app.web.forms import (
    BaseForm,
    GermanTimeField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)

PUBLICITY = [("ja", "öffentlich"), ("nein", "nichtöffentlich")]
# As the columns hold them.
LENGTHS = {
    name: Committee.__table__.c[name].type.length  # type: ignore[attr-defined]  # all are String
    for name in ("legal_basis", "contact_name", "contact_phone", "contact_email", "chair_title")
}


class WordSelect(SelectField):
    """A select that shows a stale save's both choices in words, not as keys."""

    def _value(self) -> str:
        return self.label_of(self.data)

    def label_of(self, value: Any) -> str:
        return next((str(label) for key, label, *_ in self.iter_choices() if key == value), "")


def unit_choices() -> list[tuple[str, str]]:
    return [(unit.value, unit.label) for unit in NoticeUnit]


class CommitteeForm(BaseForm):
    legal_basis = TextField("Rechtsgrundlage", length=LENGTHS["legal_basis"])
    about = LongTextField("Kurzbeschreibung", length=2000)
    chair_title = TextField(
        "Bezeichnung des Vorsitzes",
        length=LENGTHS["chair_title"],
        required="Bitte geben Sie an, wie der Vorsitz heißt, zum Beispiel „Vorsitz“.",
    )
    publicity = WordSelect("Sitzungen sind in der Regel", choices=PUBLICITY)
    usual_start = GermanTimeField("Üblicher Beginn")
    notice_days = WholeNumberField("Ladungsfrist in Tagen", maximum=MAX_DAYS)
    notice_unit = WordSelect("Gezählt in", choices=unit_choices)
    minutes_due_days = WholeNumberField(
        "Frist für die Niederschrift in Tagen",
        maximum=MAX_DAYS,
        required="Bitte geben Sie an, nach wie vielen Tagen die Niederschrift vorliegen soll.",
    )
    contact_name = TextField("Name oder Stelle", length=LENGTHS["contact_name"])
    contact_phone = TextField("Telefon", length=LENGTHS["contact_phone"])
    contact_email = TextField("E-Mail-Adresse", length=LENGTHS["contact_email"])
    version = VersionField()

    @staticmethod
    def initial(committee: Committee) -> dict[str, Any]:
        """The stored values as the fields take them."""
        start = committee.usual_start
        same = (*LENGTHS, "about", "notice_days", "minutes_due_days", "version")
        return {name: getattr(committee, name) for name in same} | {
            "publicity": "ja" if committee.is_public else "nein",
            "notice_unit": committee.notice_unit.value,
            "usual_start": parse_german_time(start) if start else None,
        }

    def stored(self, committee: Committee) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        notice = committee.notice_days
        return {
            "legal_basis": committee.legal_basis,
            "about": committee.about,
            "chair_title": committee.chair_title,
            "publicity": self.publicity.label_of("ja" if committee.is_public else "nein"),
            "usual_start": committee.usual_start,
            "notice_days": "" if notice is None else str(notice),
            "notice_unit": committee.notice_unit.label,
            "minutes_due_days": str(committee.minutes_due_days),
            "contact_name": committee.contact_name,
            "contact_phone": committee.contact_phone,
            "contact_email": committee.contact_email,
        }

    def details(self) -> dict[str, Any]:
        """The values as ``actions.edit`` takes them."""
        return {
            "legal_basis": self.legal_basis.data or "",
            "about": self.about.data or "",
            "chair_title": self.chair_title.data,
            "is_public": self.publicity.data == "ja",
            "usual_start": self.usual_start.data,
            "notice_days": self.notice_days.data,
            "notice_unit": NoticeUnit(self.notice_unit.data),
            "minutes_due_days": self.minutes_due_days.data,
            "contact_name": self.contact_name.data or "",
            "contact_phone": self.contact_phone.data or "",
            "contact_email": self.contact_email.data or "",
        }


class ConfirmForm(BaseForm):
    """The button "geprüft" beside one setting."""

    setting = TextField("Angabe", required="Bitte wählen Sie eine Angabe.", length=60)
