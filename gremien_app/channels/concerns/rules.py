"""Rules of concerns: what can be sent, how many, and by when they are answered."""

from datetime import date, timedelta

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import is_email_address
from gremien_app.channels.concerns.models import Concern, ConcernKind

WINDOW = timedelta(hours=1)
MOST_OF_ORIGIN, MOST_OF_ALL = 5, 60
MOST_LINKS = 2
KEPT_AFTER = timedelta(days=180)
RECEIVED = "Danke. Ihre Nachricht ist beim Büro."
# Two weeks are promised in the statement on accessibility; a month is Art. 12 (3) GDPR.
_DAYS = {ConcernKind.BARRIER: 14, ConcernKind.QUESTION: 14}
_MONTH = 30


def due_on(kind: ConcernKind, day: date) -> date:
    return day + timedelta(days=_DAYS.get(kind, _MONTH))


def told(concern: Concern) -> str:
    """What its sender reads; an answer is promised only where one can be given."""
    if concern.user_id is None and not concern.reply_to:
        return RECEIVED
    return f"Danke. Ihre Nachricht ist beim Büro; wir antworten bis {format_date(concern.due_on)}."


def require_sendable(text: str, reply_to: str) -> None:
    """Refuse an address that is none, and what looks like advertising."""
    if reply_to and not is_email_address(reply_to):
        raise RuleBroken(
            "Das ist keine E-Mail-Adresse. Zum Beispiel: name@example.org", field="reply_to"
        )
    if text.casefold().count("http") > MOST_LINKS:
        raise RuleBroken(
            f"Der Text enthält mehr als {MOST_LINKS} Links und sieht darum wie Werbung aus. Bitte "
            "beschreiben Sie Ihr Anliegen mit Worten.",
            field="text",
        )


def require_not_too_many(of_origin: int, of_all: int) -> None:
    """Answered like any other refusal; nothing typed is lost."""
    if of_origin >= MOST_OF_ORIGIN or of_all >= MOST_OF_ALL:
        raise RuleBroken(
            "In der letzten Stunde kamen schon viele Nachrichten. Bitte warten Sie eine Stunde, "
            "schreiben Sie eine E-Mail oder rufen Sie an. Ihr Text steht noch im Formular."
        )


def require_open(concern: Concern) -> None:
    if concern.done_on is not None:
        raise RuleBroken(f"Das hat {concern.done_by or 'jemand'} schon erledigt.")
