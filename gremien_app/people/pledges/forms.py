"""The form that binds several persons on one day."""

from collections.abc import Iterable

from gremien_app.base.web.forms import PAST, BaseForm, BoxesField, GermanDateField
from gremien_app.people.members.models import Membership
from gremien_app.people.pledges.models import PledgeKind


class PledgeForm(BaseForm):
    kinds = BoxesField("Was war das?", coerce=PledgeKind)
    given_on = GermanDateField(
        "Tag", required="Bitte geben Sie den Tag ein, zum Beispiel 16.04.2026.", usual=PAST
    )
    persons = BoxesField("Wer?", coerce=int)

    def offer(self, memberships: Iterable[Membership]) -> None:
        self.kinds.choices = [(kind, kind.label) for kind in PledgeKind]
        self.persons.choices = [
            (one.person_id, f"{one.person.name}, {one.role.label}") for one in memberships
        ]
