"""The form of a committee's settings."""

from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from typing import Any

from gremien_app.base.kernel.dates import format_time, parse_german_time
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanTimeField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.people.committees import rules
from gremien_app.people.committees.models import (
    ChairMode,
    Committee,
    DecisionRule,
    MinutesWording,
    Office,
    QuorumRule,
)
from gremien_app.people.committees.rules import MAX_DAYS

PUBLICITY = [("ja", "öffentlich"), ("nein", "nichtöffentlich")]
VOTES = [("ja", "stimmt mit"), ("nein", "stimmt nicht mit")]
NO_COLOR = "keine eigene"
# Told apart in both light and dark calendars; the name is always shown beside it.
COLORS = {
    "": NO_COLOR,
    "#0a5fb4": "Blau",
    "#00685c": "Blaugrün",
    "#3c7a1e": "Grün",
    "#8a6100": "Ocker",
    "#b34700": "Orange",
    "#b3261e": "Rot",
    "#a3195b": "Beere",
    "#6b3fa0": "Violett",
    "#5f5f5f": "Grau",
}
# As the columns hold them.
LENGTHS = {
    name: Committee.__table__.c[name].type.length  # type: ignore[attr-defined]  # all are String
    for name in (
        *("short", "legal_basis", "chair_title"),
        *("contact_name", "contact_phone", "contact_email"),
    )
}
TEXTS = (*LENGTHS, "about", "letterhead")
NUMBERS = (
    *("notice_days", "motions_due_days", "access_due_days"),
    *("minutes_due_days", "usual_minutes"),
)
ENUMS: dict[str, type[StrEnum]] = {
    "chair_mode": ChairMode,
    "quorum_rule": QuorumRule,
    "decision_rule": DecisionRule,
    "minutes_wording": MinutesWording,
    "notice_unit": NoticeUnit,
}


def labelled(kind: Iterable[Any]) -> list[tuple[str, str]]:
    """The choices of an enum whose members have a ``label``."""
    return [(member.value, member.label) for member in kind]


class CommitteeForm(BaseForm):
    short = TextField(
        "Kurzname", length=LENGTHS["short"], required="Bitte geben Sie einen Kurznamen ein."
    )
    legal_basis = TextField("Rechtsgrundlage", length=LENGTHS["legal_basis"])
    about = LongTextField("Kurzbeschreibung", length=2000)
    chair_mode = ChoiceField("Den Vorsitz bestimmt", choices=labelled(ChairMode))
    office = ChoiceField("Amt, das den Vorsitz führt", coerce=int)
    chair_title = TextField(
        "Bezeichnung des Vorsitzes",
        length=LENGTHS["chair_title"],
        required="Bitte geben Sie an, wie der Vorsitz heißt, zum Beispiel „Vorsitz“.",
    )
    chair_votes = ChoiceField("Der Vorsitz", choices=VOTES)
    publicity = ChoiceField("Öffentlichkeit", choices=PUBLICITY)
    usual_start = GermanTimeField("Üblicher Beginn")
    usual_minutes = WholeNumberField(
        "Übliche Dauer in Minuten",
        maximum=720,
        required="Bitte geben Sie an, wie lange eine Sitzung in der Regel dauert.",
    )
    decision_rule = ChoiceField("Das Gremium entscheidet", choices=labelled(DecisionRule))
    quorum_rule = ChoiceField("Beschlussfähig ist es durch", choices=labelled(QuorumRule))
    notice_days = WholeNumberField("Ladungsfrist in Tagen", maximum=MAX_DAYS)
    notice_unit = ChoiceField("Die Ladungsfrist zählt in", choices=labelled(NoticeUnit))
    motions_due_days = WholeNumberField("Frist für Anträge in Tagen", maximum=MAX_DAYS)
    access_due_days = WholeNumberField("Frist für Unterstützungsbedarf in Tagen", maximum=MAX_DAYS)
    minutes_due_days = WholeNumberField(
        "Frist für die Niederschrift in Tagen",
        maximum=MAX_DAYS,
        required="Bitte geben Sie an, nach wie vielen Tagen die Niederschrift vorliegen soll.",
    )
    minutes_wording = ChoiceField("Überschrift des Beschlossenen", choices=labelled(MinutesWording))
    color = ChoiceField("Farbe im Kalender")
    contact_name = TextField("Name oder Stelle", length=LENGTHS["contact_name"])
    contact_phone = TextField("Telefon", length=LENGTHS["contact_phone"])
    contact_email = TextField("E-Mail-Adresse", length=LENGTHS["contact_email"])
    letterhead = LongTextField("Eigener Briefkopf", length=600)
    version = VersionField()

    def offer(self, offices: Iterable[Office], stored_color: str) -> None:
        """The choices that are data; a colour from elsewhere stays choosable."""
        self.office.choices = [
            (0, "noch nicht eingetragen"),
            *((office.id, office.title) for office in offices),
        ]
        colors = COLORS if stored_color in COLORS else {**COLORS, stored_color: "eigene Farbe"}
        self.color.choices = [
            (key, f"{name} ({key})" if key else name) for key, name in colors.items()
        ]

    @staticmethod
    def initial(committee: Committee) -> dict[str, Any]:
        """The stored values as the fields take them."""
        start = committee.usual_start
        values = {name: getattr(committee, name) for name in (*TEXTS, *NUMBERS, "version", "color")}
        values |= {name: getattr(committee, name).value for name in ENUMS}
        return values | {
            "office": committee.office_id or 0,
            "chair_votes": "ja" if committee.chair_votes else "nein",
            "publicity": "ja" if committee.is_public else "nein",
            "usual_start": parse_german_time(start) if start else None,
        }

    def stored(self, committee: Committee) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        shown = {}
        for name, value in self.initial(committee).items():
            if name == "version":
                continue
            if isinstance(self[name], ChoiceField):
                shown[name] = self[name].label_of(value)
            elif isinstance(value, time):
                shown[name] = format_time(value).removesuffix(" Uhr")
            else:
                shown[name] = "" if value is None else str(value)
        return shown

    def details(self) -> dict[str, Any]:
        """The values as ``actions.edit`` takes them."""
        values: dict[str, Any] = {name: self[name].data or "" for name in (*TEXTS, "color")}
        values |= {name: self[name].data for name in NUMBERS}
        values |= {name: kind(self[name].data) for name, kind in ENUMS.items()}
        return values | {
            "office_id": self.office.data or None,
            "chair_votes": self.chair_votes.data == "ja",
            "is_public": self.publicity.data == "ja",
            "usual_start": self.usual_start.data,
        }


class ConfirmForm(BaseForm):
    """The button "geprüft" beside one setting."""

    setting = TextField("Angabe", required="Bitte wählen Sie eine Angabe.", length=60)


class PapersForm(BaseForm):
    """Place and heading of each group, made by ``papers_form``; and the standing agenda."""

    public_items = LongTextField("Öffentlicher Teil", length=10_000)
    closed_items = LongTextField("Nichtöffentlicher Teil", length=10_000)
    version = VersionField()

    @classmethod
    def initial(cls, committee: Committee) -> dict[str, Any]:
        values: dict[str, Any] = {"version": committee.version}
        for place, (role, heading) in enumerate(rules.attendance_groups(committee), start=1):
            values |= {f"place_{role}": place, f"heading_{role}": heading}
        for part in ("public", "closed"):
            titles = [one["title"] for one in committee.standing_agenda if one["part"] == part]
            values[f"{part}_items"] = "\n".join(titles)
        return values

    def stored(self, committee: Committee) -> dict[str, str]:
        values = self.initial(committee)
        del values["version"]
        return {name: str(value) for name, value in values.items()}

    def details(self) -> dict[str, Any]:
        """The values as ``actions.edit_papers`` takes them; a broken rule names its field."""
        roles = rules.GROUP_HEADINGS
        return {
            "attendance_groups": rules.ordered_groups(
                {role: self[f"place_{role}"].data for role in roles},
                {role: self[f"heading_{role}"].data or "" for role in roles},
            ),
            "standing_agenda": rules.standing_items(
                self.public_items.data or "", self.closed_items.data or ""
            ),
        }


def papers_form(committee: Committee) -> PapersForm:
    """The form with one row per role, filled with what is stored."""
    fields: dict[str, Any] = {}
    for role, usual in rules.GROUP_HEADINGS.items():
        fields[f"place_{role}"] = WholeNumberField(f"Platz: {usual}", maximum=99)
        fields[f"heading_{role}"] = TextField(f"Überschrift: {usual}", length=120)
    made = type("GroupsAndAgendaForm", (PapersForm,), fields)
    return made(data=PapersForm.initial(committee))  # type: ignore[no-any-return]  # type() says so
