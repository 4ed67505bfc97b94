"""Forms of the administration of accounts."""

from wtforms import BooleanField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.roles import CommitteeRole

EMAIL_LENGTH = 254


class UserForm(BaseForm):
    name = TextField("Name", required="Bitte geben Sie einen Namen ein.")
    email = TextField(
        "E-Mail-Adresse", required="Bitte geben Sie eine E-Mail-Adresse ein.", length=EMAIL_LENGTH
    )
    person = ChoiceField("Person im Verzeichnis", validate_choice=True)
    is_admin = BooleanField("Darf Konten verwalten")
    version = VersionField()

    def offer(self, persons: list[tuple[str, str]]) -> None:
        self.person.choices = [("", "keine"), *persons]

    @property
    def person_id(self) -> int | None:
        return int(self.person.data) if self.person.data else None

    @staticmethod
    def initial(user: User) -> dict[str, object]:
        person = "" if user.person_id is None else str(user.person_id)
        return {
            "name": user.name,
            "email": user.email,
            "person": person,
            "is_admin": user.is_admin,
            "version": user.version,
        }

    def stored(self, user: User) -> dict[str, str]:
        shown = self.person.label_of(self.initial(user)["person"])
        return {"name": user.name, "email": user.email, "person": shown}


class RoleForm(BaseForm):
    committee = ChoiceField("Gremium")
    role = ChoiceField("Aufgabe", choices=[(role.value, role.label) for role in CommitteeRole])
    starts_on = GermanDateField("Ab", required="Bitte geben Sie den ersten Tag ein.")
    ends_on = GermanDateField("Bis")

    def offer(self, committees: list[tuple[str, str]]) -> None:
        self.committee.choices = committees


class EndRoleForm(BaseForm):
    ends_on = GermanDateField("Letzter Tag", required="Bitte geben Sie den letzten Tag ein.")
    version = VersionField()

    def stored(self, assignment: Assignment) -> dict[str, str]:
        ends_on = assignment.ends_on
        return {"ends_on": format_date(ends_on) if ends_on else ""}
