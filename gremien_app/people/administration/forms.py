"""Forms of the administration of accounts."""

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, ChoiceField, VersionField
from gremien_app.people.accounts.models import Assignment, User


def _key(text: object) -> int | None:
    return int(str(text)) if text else None


class UserForm(BaseForm):
    name = bound(User.name, required="Bitte geben Sie einen Namen ein.")
    email = bound(User.email, required="Bitte geben Sie eine E-Mail-Adresse ein.")
    person = bound(User.person_id, "Person im Verzeichnis", field=ChoiceField, coerce=_key)
    is_admin = bound(User.is_admin, "Darf Konten verwalten")
    version = VersionField()

    def offer(self, persons: list[tuple[str, str]]) -> None:
        self.person.choices = [("", "keine"), *persons]


class RoleForm(BaseForm):
    committee = ChoiceField("Gremium", coerce=int)
    role = bound(Assignment.role)
    starts_on = bound(Assignment.starts_on, "Ab", required="Bitte geben Sie den ersten Tag ein.")
    ends_on = bound(Assignment.ends_on, "Bis")

    def offer(self, committees: list[tuple[str, str]]) -> None:
        self.committee.choices = committees


class EndRoleForm(BaseForm):
    ends_on = bound(
        Assignment.ends_on, "Letzter Tag", required="Bitte geben Sie den letzten Tag ein."
    )
    version = VersionField()
