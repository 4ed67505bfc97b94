"""Forms of founding and closing, of names, seats and their groups, and of Wahlperioden."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField

from gremien_app.base.web.bound import YesNoField, bound, labelled
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.meetings.founding.seat_rules import MAX_SEATS, seat_groups
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.forms import PUBLICITY
from gremien_app.people.committees.models import Committee, CommitteeKind, CommitteeName, Term

GROUP_ROWS = 6
FIRST_DAY = "Bitte geben Sie den ersten Tag ein, zum Beispiel 01.01.2027."
BODIES = (CommitteeKind.COMMITTEE, CommitteeKind.PROJECT_GROUP)
GROUPS = (CommitteeKind.WORKING_GROUP, CommitteeKind.PROJECT_GROUP)


class SeatsForm(BaseForm):
    """One number per Wahlperiode, made by ``seats_form``; and the groups the seats are made of."""

    version = VersionField()
    terms: Sequence[Term] = ()

    @classmethod
    def initial(cls, committee: Committee) -> dict[str, Any]:
        values: dict[str, Any] = {"version": committee.version}
        values |= {f"term_{one.term_id}": one.seats for one in committee.seats_by_term}
        for number, group in enumerate(committee.seat_groups[:GROUP_ROWS], start=1):
            values |= {f"group_label_{number}": group["label"]}
            values |= {f"group_seats_{number}": group["seats"]}
        return values

    def stored(self, committee: Committee) -> dict[str, str]:
        values = self.initial(committee)
        del values["version"]
        names = [field.name for field in self if field.name.startswith(("term_", "group_"))]
        return {name: str(values.get(name) or "") for name in names}

    def details(self) -> dict[str, Any]:
        """The values as ``seat_actions.edit_seats`` takes them; a broken rule names its row."""
        rows = [
            (self[f"group_label_{n}"].data, self[f"group_seats_{n}"].data)
            for n in range(1, GROUP_ROWS + 1)
        ]
        return {
            "seats": {term: self[f"term_{term.id}"].data for term in self.terms},
            "seat_groups": seat_groups(rows),
        }


def seats_form(terms: Sequence[Term], committee: Committee) -> SeatsForm:
    """The form for these Wahlperioden, filled with what is stored."""
    fields: dict[str, Any] = {"terms": terms}
    for term in terms:
        label = f"Sitze in der Wahlperiode {term.name}"
        fields[f"term_{term.id}"] = WholeNumberField(label, maximum=MAX_SEATS)
    for number in range(1, GROUP_ROWS + 1):
        fields[f"group_label_{number}"] = TextField(f"{number}. Gruppe", length=120)
        fields[f"group_seats_{number}"] = WholeNumberField(
            f"Sitze der {number}. Gruppe", maximum=MAX_SEATS
        )
    made = type("SeatsOfTermsForm", (SeatsForm,), fields)
    return made(data=SeatsForm.initial(committee))  # type: ignore[no-any-return]  # type() says so


class NameForm(BaseForm):
    """A further name. It needs no version: no two may begin on one day."""

    name = bound(CommitteeName.name, required="Bitte geben Sie den Namen ein.")
    genitive = bound(
        CommitteeName.genitive,
        "Name mit Artikel im Genitiv",
        required="Bitte geben Sie den Namen mit Artikel im Genitiv ein.",
    )
    valid_from = bound(CommitteeName.valid_from, "Gilt ab", required=FIRST_DAY)


class CorrectNameForm(NameForm):
    """A name that is corrected; ``valid_from`` may stay empty only for the first one.

    ``version`` is the committee's: names are changed under its lock.
    """

    valid_from = bound(CommitteeName.valid_from, "Gilt ab")
    version = VersionField()


class FoundForm(BaseForm):
    name = bound(CommitteeName.name, required="Bitte geben Sie den Namen ein.")
    genitive = bound(
        CommitteeName.genitive,
        "Name mit Artikel im Genitiv",
        required="Bitte geben Sie den Namen mit Artikel im Genitiv ein.",
    )
    short = bound(Committee.short, required="Bitte geben Sie einen Kurznamen ein.")
    slug = bound(Committee.slug)
    kind = bound(Committee.kind)
    founded_on = bound(Committee.founded_on, "Gegründet am", required=FIRST_DAY)
    legal_basis = bound(Committee.legal_basis)
    publicity = bound(Committee.is_public, field=YesNoField, default=False, **PUBLICITY)
    secretariat = BoxesField("Geschäftsführung", coerce=int)

    def offer(self, users: Iterable[User], parent: Committee | None) -> None:
        """Kinds and accounts: a group is served by its parent's secretariat."""
        self.kind.choices = labelled(BODIES if parent is None else GROUPS)
        self.users = {user.id: user for user in users}
        self.secretariat.choices = [(user.id, user.name) for user in self.users.values()]

    def chosen_secretariat(self) -> list[User]:
        return [self.users[one] for one in self.secretariat.data or ()]


class CloseForm(BaseForm):
    last_day = bound(
        Committee.closed_on,
        required="Bitte geben Sie den letzten Tag ein, zum Beispiel 31.12.2026.",
    )
    reason = bound(
        Committee.closed_reason, "Grund", required="Bitte nennen Sie den Grund der Schließung."
    )
    ends_memberships = BooleanField("Alle Mitgliedschaften enden mit diesem Tag")
    version = VersionField()


class TermForm(BaseForm):
    name = bound(Term.name, required="Bitte geben Sie einen Namen ein.")
    starts_on = bound(Term.starts_on, "Erster Tag", required=FIRST_DAY)
    ends_on = bound(Term.ends_on, "Letzter Tag")
    version = VersionField()
