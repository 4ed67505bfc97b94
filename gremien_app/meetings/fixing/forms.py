"""Forms of the Festsetzung."""

from collections.abc import Iterable

from wtforms import HiddenField

from gremien_app.base.web.bound import OneField, bound
from gremien_app.base.web.forms import BaseForm
from gremien_app.meetings.fixing.models import AgendaFixing, FixingWay
from gremien_app.people.accounts.models import User
from gremien_app.people.members.models import Membership

_DAY = "Bitte geben Sie den Tag ein, zum Beispiel 24.11.2026."


class AskForm(BaseForm):
    account = OneField("Vorlegen")

    def offer(self, accounts: Iterable[User]) -> None:
        self.account.offer(
            accounts, lambda one: f"{one.name}, mit einer Mail", none="ohne Mail, nur vermerken"
        )


class SetForm(BaseForm):
    """The chair's one button; ``seen``: the agenda as it stood on the page."""

    seen = HiddenField()


class NoteForm(SetForm):
    """What the chair told the office."""

    fixed_on = bound(AgendaFixing.fixed_on, "Am", required=_DAY)
    way = bound(AgendaFixing.way, "Wie")
    chair = OneField("Von")

    def offer(self, members: Iterable[Membership]) -> None:
        persons = list(dict.fromkeys(one.person for one in members))
        self.chair.offer(persons, lambda one: one.name, none="ohne Angabe")
        self.way.choices = [
            (one.value, one.label) for one in FixingWay if one is not FixingWay.PAGE
        ]


class AgreeForm(BaseForm):
    agreed_on = bound(AgendaFixing.agreed_on, "Am", required=_DAY)
    agreed_note = bound(AgendaFixing.agreed_note, "Mit wem, auf welchem Weg")
