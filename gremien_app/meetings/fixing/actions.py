"""All writes: put before the chair, set, set anew, agreed with the mayor."""

from datetime import date, datetime
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.transactions import locked
from gremien_app.meetings.fixing import queries, rules
from gremien_app.meetings.fixing.models import AgendaFixing, FixingWay
from gremien_app.meetings.fixing.occasions import ASKED
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import User

_NOBODY: dict[str, Any] = {
    "fixed_on": None,
    "fixed_at": None,
    "chair_id": None,
    "way": None,
    "items": [],
}


def ask(actor: Viewer, sitting: Sitting, account: User | None, now: datetime, address: str) -> None:
    """Put the agenda before the chair; with an account by mail, once a day.

    Since when it waits is the first day; asking again is a reminder.
    """
    fixing = _held(sitting)
    rules.require_asked_for(sitting)
    if not queries.signs_now(sitting):
        raise RuleBroken("Die Tagesordnung ist noch leer.")
    if not rules.is_waiting(fixing):
        _save(actor, fixing, "agenda.fixing_asked", "dem Vorsitz vorgelegt", asked_at=now)
    if account is not None:
        _tell(sitting, account, now, address)
    db.session.flush()


def _tell(sitting: Sitting, account: User, now: datetime, address: str) -> None:
    """A plain mail without committee and titles; the page tells the rest."""
    tell(
        writing(ASKED, [account.person_id]),
        Reader(account.email, account.name, account.person_id),
        {"link": address},
        key=f"fixing-{sitting.id}-account-{account.id}-{berlin_date(now).isoformat()}",
        now=now,
    )


def fix(
    actor: Viewer,
    sitting: Sitting,
    *,
    seen: str,
    chair_id: int | None,
    way: FixingWay,
    day: date,
    now: datetime,
) -> None:
    """The agenda as it is now, and as it was ``seen``, is what the chair wants."""
    fixing = _held(sitting)
    signs = queries.signs_now(sitting)
    rules.require_fixable(sitting, signs, seen)
    rules.require_past(day, berlin_date(now), "fixed_on")
    _save(
        actor,
        fixing,
        "agenda.fixed",
        f"{way.label} festgesetzt",
        fixed_on=day,
        fixed_at=now,
        chair_id=chair_id,
        way=way,
        items=signs,
    )


def take_back(actor: Viewer, sitting: Sitting) -> None:
    """It was noted by mistake: the agenda is not set."""
    fixing = rules.require_fixed(_held(sitting))
    rules.require_asked_for(sitting)
    _save(actor, fixing, "agenda.fixing_taken_back", "Festsetzung zurückgenommen", **_NOBODY)


def agree(actor: Viewer, sitting: Sitting, *, day: date, note: str, now: datetime) -> None:
    """Benehmen hergestellt."""
    fixing = _held(sitting)
    rules.require_asked_for(sitting)
    rules.require_past(day, berlin_date(now), "agreed_on")
    _save(
        actor,
        fixing,
        "agenda.agreed",
        "Benehmen zur Tagesordnung vermerkt",
        agreed_on=day,
        agreed_note=note,
    )


def _held(sitting: Sitting) -> AgendaFixing:
    """The one row of the sitting; nobody else writes it, or the agenda, meanwhile."""
    locked(Sitting, sitting.id)
    fixing = queries.fixing_of(sitting)
    if fixing is None:
        fixing = AgendaFixing(sitting=sitting)
        db.session.add(fixing)
        db.session.flush()
    return fixing


def _save(actor: Viewer, fixing: AgendaFixing, action: str, what: str, **values: Any) -> None:
    changes = apply(fixing, values)
    record(actor, action, fixing, f"Tagesordnung: {what}", changes)
    db.session.flush()
