"""Rules of bookings: how many a need asks for, by when, and which way a booking goes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import is_working_day
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.support.lead_rules import AS_USUAL, Leads, lead_days
from gremien_app.meetings.support.measures import Measure, Needs, Way
from gremien_app.meetings.support.models import AccessService, Provider, ServiceState

# From this length on two take turns; nobody interprets longer alone.
ALONE_AT_MOST = timedelta(hours=1)
_SATURDAY = 5
_TOLD_FROM = 5
_TOLD_SITTINGS = 5
_TAKING_TURNS = {
    *(Measure.SIGN_LANGUAGE, Measure.SIGNED_GERMAN, Measure.SPEECH_TO_TEXT),
    Measure.DEAFBLIND,
}
_EACH = {
    *(Measure.DEAFBLIND, Measure.ASSISTANCE, Measure.COMPANION, Measure.TRANSPORT),
    Measure.BRAILLE,
}
# What may still work where the usual way takes too long.
_INSTEAD = {
    Measure.SIGN_LANGUAGE: "Dolmetschen per Video von anderswo, Schriftdolmetschen online",
    Measure.SIGNED_GERMAN: "Schriftdolmetschen online, Dolmetschen per Video",
    Measure.SPEECH_TO_TEXT: "Schriftdolmetschen online, das kurzfristiger geht",
    Measure.DEAFBLIND: "eine vertraute Assistenz der Person, bezahlt von der Stadt",
    Measure.INTERPRETING: "Dolmetschen am Telefon oder per Video",
    Measure.TRANSPORT: "ein Taxi, auch für Rollstühle",
    Measure.BRAILLE: "eine Textdatei für die Braillezeile",
    Measure.LOOP: "eine tragbare FM-Anlage aus einem anderen Haus",
}
_WAYS: Mapping[ServiceState, frozenset[ServiceState]] = {
    ServiceState.NEEDED: frozenset(
        {
            *(ServiceState.REQUESTED, ServiceState.CONFIRMED),
            *(ServiceState.IMPOSSIBLE, ServiceState.CANCELLED),
        }
    ),
    ServiceState.REQUESTED: frozenset(
        {
            *(ServiceState.NEEDED, ServiceState.CONFIRMED),
            *(ServiceState.IMPOSSIBLE, ServiceState.CANCELLED),
        }
    ),
    ServiceState.CONFIRMED: frozenset(
        {
            *(ServiceState.NEEDED, ServiceState.REQUESTED, ServiceState.CANCELLED),
            *(ServiceState.DONE, ServiceState.FAILED),
        }
    ),
    ServiceState.DONE: frozenset({ServiceState.CONFIRMED, ServiceState.FAILED}),
    ServiceState.FAILED: frozenset({ServiceState.NEEDED, ServiceState.CONFIRMED}),
    ServiceState.IMPOSSIBLE: frozenset({ServiceState.NEEDED}),
    ServiceState.CANCELLED: frozenset({ServiceState.NEEDED}),
}
_RUNNING = frozenset({ServiceState.REQUESTED, ServiceState.CONFIRMED})
_WITH_REASON = frozenset({ServiceState.IMPOSSIBLE, ServiceState.FAILED})
# Nobody has to be found for it any more.
_SETTLED = frozenset(
    {
        *(ServiceState.NEEDED, ServiceState.REQUESTED, ServiceState.CONFIRMED),
        *(ServiceState.DONE, ServiceState.IMPOSSIBLE),
    }
)


@dataclass(frozen=True)
class Missing:
    """What nobody has noted yet, and by when it must be ordered."""

    measure: Measure
    count: int
    due: date


def required(needs: Iterable[Needs], sitting: Sitting) -> dict[Measure, int]:
    """How many of each are to be ordered; two take turns from one hour on."""
    told = list(needs)
    takes_long = sitting.ends_at - sitting.starts_at >= ALONE_AT_MOST
    found: dict[Measure, int] = {}
    for measure in Measure:
        persons = [one for one in told if measure in one.measures]
        if not persons:
            continue
        count = len(persons) if measure in _EACH else 1
        if measure is Measure.INTERPRETING:
            count = len({one.language.casefold() for one in persons})
        found[measure] = count * (2 if takes_long and measure in _TAKING_TURNS else 1)
    return found


def missing(
    needs: Iterable[Needs],
    services: Collection[AccessService],
    sitting: Sitting,
    leads: Leads = AS_USUAL,
) -> list[Missing]:
    """What is needed and neither noted nor told to be impossible, by the day it is due."""
    found = []
    for measure, count in required(needs, sitting).items():
        known = sum(one.measure is measure and one.state in _SETTLED for one in services)
        if count > known:
            due = order_by(measure, sitting.date, leads=leads)
            found.append(Missing(measure, count - known, due))
    return sorted(found, key=lambda one: (one.due, list(Measure).index(one.measure)))


def superfluous(
    needs: Iterable[Needs], services: Iterable[AccessService], sitting: Sitting
) -> set[int]:
    """Bookings that nobody needs any more, by their ids; only those made from needs."""
    wanted = required(needs, sitting)
    return {
        one.id
        for one in services
        if one.is_from_need and one.measure not in wanted and one.state in _RUNNING
    }


def order_by(
    measure: Measure, day: date, provider: Provider | None = None, leads: Leads = AS_USUAL
) -> date:
    """The last working day on which it can be ordered in the usual way."""
    return office_day(day - timedelta(days=lead_days(measure, provider, leads)))


def office_day(day: date) -> date:
    """That day, or the last one before on which offices work: no Saturday, no holiday."""
    while not is_working_day(day) or day.weekday() == _SATURDAY:
        day -= timedelta(days=1)
    return day


def instead(measure: Measure) -> str:
    """What may still work where the usual way takes too long; "" where it is the house's."""
    return _INSTEAD.get(measure, "")


def ways_on(state: ServiceState) -> list[ServiceState]:
    """The states that may follow, and the present one."""
    return [one for one in ServiceState if one is state or one in _WAYS[state]]


def require_way(service: AccessService, state: ServiceState) -> None:
    if state is not service.state and state not in _WAYS[service.state]:
        raise RuleBroken(f"Aus „{service.state.label}“ wird nicht „{state.label}“.", field="state")


def require_whole(state: ServiceState, reason: str, provider: Provider | None, day: date) -> None:
    """A "no" says why, as the person is told it; who has ended takes no more orders."""
    if state in _WITH_REASON and not reason:
        raise RuleBroken(
            "Bitte schreiben Sie, warum nicht: Die Person liest diesen Satz.", field="reason"
        )
    ended_on = provider.closed_on if provider is not None and state in _RUNNING else None
    if provider is not None and ended_on is not None and ended_on <= day:
        raise RuleBroken(
            f"Mit {provider.name} arbeiten Sie seit dem {format_date(ended_on)} nicht mehr.",
            field="provider",
        )


def who_comes(service: AccessService) -> str:
    """The interpreters and their provider, or that the house sees to it."""
    provider = service.provider.name if service.provider else ""
    return ", ".join(filter(None, (service.who, provider))) or "im Haus"


def needs_papers(service: AccessService) -> bool:
    """Whether somebody comes who prepares names and matters."""
    return service.measure in _TAKING_TURNS or service.measure is Measure.INTERPRETING


def is_bound(service: AccessService, day: date) -> bool:
    """Whether a declaration of secrecy is there and runs."""
    on = service.provider.secrecy_on if service.provider else None
    return on is not None and on <= day


def require_secrecy(service: AccessService, day: date) -> None:
    if not is_bound(service, day):
        raise RuleBroken(
            "Von diesem Anbieter liegt keine Verschwiegenheitserklärung vor: Nichtöffentliche "
            "Unterlagen bekommt er erst danach. Ihr Datum tragen Sie beim Anbieter ein."
        )


def require_reachable(service: AccessService) -> Provider:
    """The provider, who has an address for mails."""
    if service.provider is None or not service.provider.email:
        raise RuleBroken(
            "Zu dieser Bestellung gibt es keine E-Mail-Adresse. Tragen Sie sie beim Anbieter ein, "
            "oder laden Sie die Unterlagen herunter und geben Sie sie weiter."
        )
    return service.provider


def way_to(needs: Needs, *, has_mail: bool) -> Way:
    """The way that the person chose; without an address a letter instead of a mail."""
    return Way.LETTER if needs.way is Way.MAIL and not has_mail else needs.way


def with_answer(answered: Mapping[str, str], sitting_id: int, told: str) -> dict[str, str]:
    """What was told of each sitting; the oldest are forgotten."""
    others = {key: text for key, text in answered.items() if key != str(sitting_id)}
    return dict([*others.items()][-_TOLD_SITTINGS:]) | {str(sitting_id): told}


def is_open(service: AccessService) -> bool:
    """Whether the office still has to do something to get it."""
    return service.state in {ServiceState.NEEDED, ServiceState.FAILED}


def is_booked(service: AccessService) -> bool:
    return service.state in _RUNNING


def has_moved(service: AccessService, sitting: Sitting) -> bool:
    """Asked for or confirmed for another beginning than the sitting has now."""
    return is_booked(service) and service.booked_for != sitting.starts_at


def is_to_cancel(service: AccessService, sitting: Sitting) -> bool:
    return is_booked(service) and sitting.state is SittingState.CANCELLED


def answers(needs: Needs, services: Collection[AccessService]) -> list[tuple[str, str]]:
    """Each measure that somebody asked for, and how far it is."""
    return [(one.label, answer(one, services)) for one in needs.measures]


def answer(measure: Measure, services: Iterable[AccessService]) -> str:
    """What the person is told of one measure, in a sentence."""
    own = [one for one in services if one.measure is measure]
    own = [one for one in own if one.state is not ServiceState.CANCELLED]
    states = {one.state for one in own}
    names = ", ".join(dict.fromkeys(one.who for one in own if one.who and is_booked(one)))
    if not own or states <= {ServiceState.NEEDED, ServiceState.FAILED}:
        return "wir kümmern uns darum"
    refused = next((one for one in own if one.state is ServiceState.IMPOSSIBLE), None)
    if refused is not None and not states & {*_RUNNING, ServiceState.DONE}:
        return f"geht leider nicht, weil: {refused.reason}"
    if states <= {ServiceState.CONFIRMED, ServiceState.DONE}:
        return f"bestätigt: {names}" if names else "bestätigt"
    return f"bestellt, noch nicht bestätigt: {names}" if names else "bestellt, noch nicht bestätigt"


def require_removable(service: AccessService) -> None:
    if service.state is not ServiceState.NEEDED:
        raise RuleBroken(
            "Das ist schon angefragt worden und bleibt für die Abrechnung stehen. Setzen Sie den "
            "Stand auf „abgesagt“."
        )


@dataclass(frozen=True)
class Figures:
    """Of one committee and year, without persons; small numbers are not told apart from none."""

    committee: str
    booked: str
    in_time: str
    failed: str
    euros: int


def figures(services: Iterable[AccessService], leads: Leads = AS_USUAL) -> list[Figures]:
    """How many were ordered, how many in time, how many failed, and what they cost."""
    by_committee: dict[str, list[AccessService]] = {}
    for one in services:
        by_committee.setdefault(one.sitting.committee.short, []).append(one)
    found = []
    for committee, own in sorted(by_committee.items()):
        ordered = [one for one in own if one.ordered_on is not None]
        in_time = [
            one
            for one in ordered
            if one.ordered_on
            and one.ordered_on <= order_by(one.measure, one.sitting.date, one.provider, leads)
        ]
        failed = [one for one in own if one.state in _WITH_REASON]
        euros = sum(one.euros or 0 for one in own)
        all_, early, no = (told_count(len(some)) for some in (ordered, in_time, failed))
        found.append(Figures(committee, all_, early, no, euros))
    return found


def told_count(count: int) -> str:
    """ "unter 5" for small numbers, none included: none would tell as well."""
    return str(count) if count >= _TOLD_FROM else f"unter {_TOLD_FROM}"
