"""Forms of the Mitzeichnung."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from wtforms.validators import ValidationError

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail.rules import require_address
from gremien_app.base.web.bound import EnumRadioField, OneField, bound
from gremien_app.base.web.forms import BaseForm, GermanDateField, LongTextField
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.concurrences.rules import REMARK
from gremien_app.people.accounts.models import User

_DUE = "Bitte geben Sie an, bis wann."
USUAL = timedelta(days=14)


def _in_two_weeks() -> Any:
    return today() + USUAL


class AskForm(BaseForm):
    user = OneField("Mit Konto in dieser Anwendung")
    name = bound(Concurrence.name, "Andere Person oder Stelle")
    email = bound(Concurrence.email, "E-Mail-Adresse")
    due_on = GermanDateField("Bis wann", required=_DUE, default=_in_two_weeks)

    def offer(self, users: Iterable[User]) -> None:
        self.user.offer(users, lambda one: one.name, none="niemand (unten eintragen)")

    def validate_email(self, field: Any) -> None:
        if field.data:
            try:
                require_address(field.data)
            except RuleBroken as refusal:
                raise ValidationError(refusal.message) from refusal


class AgainForm(BaseForm):
    due_on = GermanDateField("Bis wann", required=_DUE)


class AnswerForm(BaseForm):
    verdict = bound(
        Concurrence.verdict,
        "Sind Sie einverstanden?",
        field=EnumRadioField,
        choices=[("agreed", "Ja, einverstanden"), ("remarked", "Ich habe etwas anzumerken")],
    )
    remark = LongTextField("Anmerkung", length=REMARK)
