"""Rules of the question: when it goes out, how long its link is good, what visitors may send."""

from collections.abc import Iterable
from datetime import date, timedelta

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.support.booking_rules import office_day
from gremien_app.meetings.support.lead_rules import AS_USUAL, Leads, lead_days
from gremien_app.meetings.support.measures import Measure, Needs

# So long people have to answer, before the office has to order.
TO_ANSWER = timedelta(days=7)
REMINDED_AFTER = timedelta(days=4)
# Of one sitting; more are written by machines.
MOST_VISITORS = 60
_USUAL = Measure.SIGN_LANGUAGE
_AHEAD = frozenset({SittingState.PLANNED, SittingState.INVITED, SittingState.MOVED})


def ask_by(sitting: Sitting, standing: Iterable[Needs], leads: Leads = AS_USUAL) -> date:
    """By when the question must be out: the longest lead time before the sitting, and a week.

    Of what is known to be needed, and at least as for sign language; the committee's own time
    counts if it is longer. On a working day.
    """
    own = [lead_days(measure, leads=leads) for needs in standing for measure in needs.measures]
    usual = lead_days(_USUAL, leads=leads)
    longest = max([usual, sitting.committee.access_due_days or 0, *own])
    return office_day(sitting.date - timedelta(days=longest) - TO_ANSWER)


def register_by(sitting: Sitting, leads: Leads = AS_USUAL) -> date:
    """By when visitors ask for support. Never from what others need: the day would tell it."""
    days = max(lead_days(_USUAL, leads=leads), sitting.committee.access_due_days or 0)
    return office_day(sitting.date - timedelta(days=days))


def is_to_ask(sitting: Sitting) -> bool:
    """Planned or invited: there is still something to be arranged."""
    return sitting.state in _AHEAD


def takes_visitors(sitting: Sitting, day: date) -> bool:
    """Whoever comes to a public sitting that is ahead may ask for support."""
    return sitting.is_public and sitting.state in _AHEAD and sitting.date >= day


def is_good(sitting: Sitting, day: date) -> bool:
    """Whether a link still opens something: until the sitting is over."""
    return sitting.state is not SittingState.CANCELLED and berlin_date(sitting.ends_at) >= day


def require_room(count: int) -> None:
    if count >= MOST_VISITORS:
        raise RuleBroken(
            "Zu dieser Sitzung sind schon sehr viele Anmeldungen da. Bitte rufen Sie an oder "
            "schreiben Sie eine E-Mail; Ihre Angaben stehen noch im Formular."
        )


def require_something(needs: Needs) -> None:
    if needs.is_nothing:
        raise RuleBroken("Bitte wählen Sie aus, was Sie brauchen, oder schreiben Sie es auf.")
