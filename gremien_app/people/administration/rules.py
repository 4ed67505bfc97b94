"""Rules of keeping accounts: names, roles and their days, and that somebody always may."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.roles import CommitteeRole

JUST_SENT = timedelta(seconds=20)


def require_not_just_sent(sent_at: datetime | None, now: datetime) -> None:
    """A button pressed twice sends one invitation."""
    if sent_at is not None and abs(now - sent_at) < JUST_SENT:  # a clock may be put back
        raise RuleBroken("Die Einladung wurde gerade eben schon geschickt.")


def require_name(name: str) -> None:
    if not name.strip():
        raise RuleBroken("Bitte geben Sie einen Namen ein.", field="name")


def require_keeps_admin(*, is_self: bool, others: int) -> None:
    """Nobody locks out himself or herself, and one administrator is always left."""
    if is_self:
        raise RuleBroken(
            "Ihrem eigenen Konto können Sie die Verwaltung nicht entziehen und Sie können es nicht "
            "sperren. Bitten Sie eine andere Person aus der Verwaltung darum."
        )
    if others < 1:
        raise RuleBroken(
            "Dies ist das letzte Konto, das die Anwendung verwalten kann. Geben Sie zuerst einer "
            "anderen Person die Verwaltung."
        )


def require_role_period(
    others: Iterable[Assignment],
    committee_id: int,
    role: CommitteeRole,
    starts_on: date,
    ends_on: date | None,
) -> None:
    """A role ends after its beginning and is not given twice for the same days."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Der letzte Tag liegt vor dem ersten.", field="ends_on")
    for one in others:
        same = (one.committee_id, one.role) == (committee_id, role)
        if same and one.period.meets(Period(starts_on, ends_on)):
            raise RuleBroken("Diese Aufgabe hat das Konto in dieser Zeit schon.", field="committee")
