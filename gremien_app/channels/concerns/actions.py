"""Writes of concerns."""

from datetime import datetime

from sqlalchemy import delete

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.channels.concerns import queries, rules
from gremien_app.channels.concerns.models import Concern, ConcernKind
from gremien_app.channels.concerns.occasions import RECEIVED
from gremien_app.people.accounts.actions import keyed
from gremien_app.people.accounts.secrets import digest


def send(
    actor: Viewer,
    *,
    kind: ConcernKind,
    text: str,
    reply_to: str = "",
    origin: str = "",
    office: str,
    link: str,
    now: datetime,
) -> Concern:
    """Store what somebody writes, and tell the office that there is something; not what.

    ``origin``: from where it comes, kept as a keyed hash to count; ``office``: its address;
    ``link``: to the list of concerns. The same text on the same day is one. ``RuleBroken``.
    """
    rules.require_sendable(text, reply_to)
    take_turns(Turn.CONCERNS)
    origin_hash = keyed(origin) if origin else ""
    once = digest(
        f"{actor.user_id}|{origin_hash}|{reply_to}|{kind.value}|{text}|{today().isoformat()}"
    )
    known = queries.find_once(once)
    if known is not None:
        return known
    rules.require_not_too_many(*queries.count_since(now - rules.WINDOW, origin_hash))
    concern = Concern(
        kind=kind,
        text=text,
        reply_to=reply_to,
        user_id=actor.user_id,
        origin_hash=origin_hash,
        once=once,
        created_at=now,
        due_on=rules.due_on(kind, today()),
    )
    return _kept(actor, concern, office, link, now)


def note(
    actor: Viewer, *, kind: ConcernKind, text: str, office: str, link: str, now: datetime
) -> Concern:
    """What follows from something that a person did: never refused, however many there are."""
    concern = Concern(
        kind=kind,
        text=text,
        user_id=actor.user_id,
        origin_hash="",
        once=digest(f"{actor.user_id}|{kind.value}|{text}|{now.isoformat()}"),
        created_at=now,
        due_on=rules.due_on(kind, today()),
    )
    return _kept(actor, concern, office, link, now)


def _kept(actor: Viewer, concern: Concern, office: str, link: str, now: datetime) -> Concern:
    db.session.add(concern)
    db.session.flush()
    _tell_office(concern, office, link, now)
    record(actor, "concern.sent", concern, summary=f"Anliegen eingegangen: {concern.kind.label}")
    return concern


def _tell_office(concern: Concern, office: str, link: str, now: datetime) -> None:
    values = {
        "frist": format_date(concern.due_on),
        "art": concern.kind.label,
        "link": link,
    }
    key = f"concern-{concern.id}-{concern.once[:12]}"
    tell(writing(RECEIVED), Reader(office), values, key=key, now=now)


def settle(actor: Viewer, concern: Concern, answer: str) -> None:
    """Note how it was answered. Raises ``RuleBroken`` when somebody was faster."""
    rules.require_open(concern)
    concern.done_on, concern.done_by, concern.answer = today(), actor.name, answer
    record(actor, "concern.settled", concern, summary=f"Anliegen erledigt: {concern.kind.label}")


def tidy(now: datetime) -> int:
    """Settled ones are kept for half a year, for whoever asks again."""
    before = (now - rules.KEPT_AFTER).date()
    found = db.session.execute(delete(Concern).where(Concern.done_on < before))
    return int(getattr(found, "rowcount", 0))
