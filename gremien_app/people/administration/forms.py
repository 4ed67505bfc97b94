"""Forms of the administration of accounts."""

from wtforms import BooleanField

from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
    state_number,
)
from gremien_app.people.accounts.models import User
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
            "version": UserForm.state_of(user),
        }

    @staticmethod
    def state_of(user: User) -> int:
        """A number for what the form shows; another one when somebody saved in between.

        Accounts carry no version column: every sign-in and password touches the same row.
        """
        shown = (user.name, user.email, user.person_id, user.is_admin)
        return state_number(*shown)


class RoleForm(BaseForm):
    committee = ChoiceField("Gremium")
    role = ChoiceField("Aufgabe", choices=[(role.value, role.label) for role in CommitteeRole])
    starts_on = GermanDateField("Ab", required="Bitte geben Sie den ersten Tag ein.")
    ends_on = GermanDateField("Bis")

    def offer(self, committees: list[tuple[str, str]]) -> None:
        self.committee.choices = committees


class EndRoleForm(BaseForm):
    ends_on = GermanDateField("Letzter Tag", required="Bitte geben Sie den letzten Tag ein.")
