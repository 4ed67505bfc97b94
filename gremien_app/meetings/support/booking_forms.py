"""Forms of providers and bookings."""

from collections.abc import Iterable

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import is_email_address
from gremien_app.base.web.bound import EnumField, bound, labelled
from gremien_app.base.web.forms import PAST, BaseForm, LongTextField, VersionField
from gremien_app.meetings.support import booking_rules
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import AccessService, Provider

NAME = "Bitte geben Sie den Namen an."
MAX_MINUTES, MAX_EUROS, MAX_DAYS = 24 * 60, 100_000, 180


class ProviderForm(BaseForm):
    name = bound(Provider.name, required=NAME)
    offers = bound(Provider.offers)
    email = bound(Provider.email)
    phone = bound(Provider.phone)
    lead_days = bound(Provider.lead_days, maximum=MAX_DAYS)
    cancel_terms = bound(Provider.cancel_terms, field=LongTextField)
    secrecy_on = bound(Provider.secrecy_on, usual=PAST)
    closed_on = bound(Provider.closed_on)
    version = VersionField()

    def require_address(self) -> None:
        if self.email.data and not is_email_address(self.email.data):
            raise RuleBroken(
                "Das ist keine E-Mail-Adresse. Zum Beispiel: name@example.org", field="email"
            )


class AddServiceForm(BaseForm):
    """Something offered to all, whoever needs it."""

    measure = EnumField("Was wird angeboten?", kind=Measure)

    @property
    def chosen(self) -> Measure:
        assert isinstance(self.measure.data, Measure)
        return self.measure.data


class ServiceForm(BaseForm):
    state = bound(AccessService.state)
    provider = bound(AccessService.provider)
    who = bound(AccessService.who, "Wer kommt?")
    reason = bound(AccessService.reason, "Warum nicht?")
    minutes = bound(AccessService.minutes, maximum=MAX_MINUTES)
    euros = bound(AccessService.euros, maximum=MAX_EUROS)
    version = VersionField()

    def offer(self, service: AccessService, providers: Iterable[Provider]) -> None:
        self.state.choices = labelled(booking_rules.ways_on(service.state))
        self.provider.offer(providers, lambda one: one.name, none="im Haus oder noch offen")
