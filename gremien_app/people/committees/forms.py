"""The form of a committee's settings."""

from collections.abc import Iterable
from typing import Any

from gremien_app.base.web.bound import YesNoField, bound
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
from gremien_app.people.committees.models import Committee, Office
from gremien_app.people.committees.rules import MAX_DAYS

PUBLICITY = {"yes": "öffentlich", "no": "nichtöffentlich"}
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


class CommitteeForm(BaseForm):
    short = bound(Committee.short, required="Bitte geben Sie einen Kurznamen ein.")
    legal_basis = bound(Committee.legal_basis)
    about = bound(Committee.about, length=2000)
    chair_mode = bound(Committee.chair_mode, "Den Vorsitz bestimmt")
    office = bound(Committee.office_id)
    chair_title = bound(
        Committee.chair_title,
        required="Bitte geben Sie an, wie der Vorsitz heißt, zum Beispiel „Vorsitz“.",
    )
    chair_votes = bound(
        Committee.chair_votes,
        "Der Vorsitz",
        field=YesNoField,
        yes="stimmt mit",
        no="stimmt nicht mit",
    )
    publicity = bound(Committee.is_public, "Öffentlichkeit", field=YesNoField, **PUBLICITY)
    usual_start = bound(Committee.usual_start, field=GermanTimeField)
    usual_minutes = bound(
        Committee.usual_minutes,
        "Übliche Dauer in Minuten",
        maximum=720,
        required="Bitte geben Sie an, wie lange eine Sitzung in der Regel dauert.",
    )
    decision_rule = bound(Committee.decision_rule, "Das Gremium entscheidet")
    quorum_rule = bound(Committee.quorum_rule, "Beschlussfähig ist es durch")
    notice_days = bound(Committee.notice_days, "Ladungsfrist in Tagen", maximum=MAX_DAYS)
    notice_unit = bound(Committee.notice_unit, "Die Ladungsfrist zählt in")
    notice_counts = bound(Committee.notice_counts, "Für die Ladungsfrist zählt")
    post_days = bound(
        Committee.post_days,
        "Werktage für die Post",
        maximum=MAX_DAYS,
        required="Bitte geben Sie an, wie viele Werktage ein Brief unterwegs ist; üblich sind 4.",
    )
    public_notice_way = bound(Committee.public_notice_way, "Unterrichtung der Öffentlichkeit")
    mails_closed = bound(
        Committee.mails_closed, "Den nichtöffentlichen Teil auch per Mail verschicken"
    )
    motions_due_days = bound(
        Committee.motions_due_days, "Frist für Anträge in Tagen", maximum=MAX_DAYS
    )
    access_due_days = bound(
        Committee.access_due_days, "Frist für Unterstützungsbedarf in Tagen", maximum=MAX_DAYS
    )
    minutes_due_days = bound(
        Committee.minutes_due_days,
        "Frist für die Niederschrift in Tagen",
        maximum=MAX_DAYS,
        required="Bitte geben Sie an, nach wie vielen Tagen die Niederschrift vorliegen soll.",
    )
    agenda_fixing = bound(Committee.agenda_fixing, "Die Tagesordnung setzt fest")
    minutes_wording = bound(Committee.minutes_wording, "Überschrift des Beschlossenen")
    signing = bound(Committee.signing, "Unterzeichnet wird die Niederschrift")
    color = bound(Committee.color, field=ChoiceField)
    contact_name = bound(Committee.contact_name, "Name oder Stelle")
    contact_phone = bound(Committee.contact_phone, "Telefon")
    contact_email = bound(Committee.contact_email, "E-Mail-Adresse")
    letterhead = bound(Committee.letterhead, "Eigener Briefkopf", length=600)
    version = VersionField()

    def offer(self, offices: Iterable[Office], stored_color: str) -> None:
        """The choices that are data; a colour from elsewhere stays choosable."""
        self.office.offer(offices, lambda one: one.title, none="noch nicht eingetragen")
        colors = COLORS if stored_color in COLORS else {**COLORS, stored_color: "eigene Farbe"}
        self.color.choices = [
            (key, f"{name} ({key})" if key else name) for key, name in colors.items()
        ]


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
                {role: self[f"heading_{role}"].data for role in roles},
            ),
            "standing_agenda": rules.standing_items(self.public_items.data, self.closed_items.data),
        }


def papers_form(committee: Committee) -> PapersForm:
    fields: dict[str, Any] = {}
    for role, usual in rules.GROUP_HEADINGS.items():
        fields[f"place_{role}"] = WholeNumberField(f"Platz: {usual}", maximum=99)
        fields[f"heading_{role}"] = TextField(f"Überschrift: {usual}", length=120)
    made = type("GroupsAndAgendaForm", (PapersForm,), fields)
    form = made(data=PapersForm.initial(committee))
    if not committee.is_public:
        form.public_items.label.text = "Allgemeiner Teil"
        form.closed_items.label.text = "Teil nur für Mitglieder"
    return form  # type: ignore[no-any-return]  # type() says so
