"""All writes of the Mitzeichnung: asked, asked anew, answered, taken back, forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date, format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.mail.rules import require_address
from gremien_app.base.transactions import locked
from gremien_app.meetings.concurrences import queries, rules
from gremien_app.meetings.concurrences.models import Concurrence, Verdict
from gremien_app.meetings.concurrences.occasions import ASKED
from gremien_app.meetings.papers.actions import record_of
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest, new_key

BY_LINK = Viewer(name="Mitzeichnung über einen Link")
# Where somebody answers: by the secret of a link, or signed in (None).
LinkTo = Callable[[Concurrence, str | None], str]


@dataclass(frozen=True)
class Sent:
    """``token``: the secret of a link that no mail has, to be handed over; shown this once."""

    asked: Concurrence
    token: str | None
    is_mailed: bool


def ask(
    actor: Viewer,
    paper: Paper,
    link_to: LinkTo,
    now: datetime,
    *,
    user: User | None,
    name: str,
    email: str,
    due_on: date,
) -> Sent:
    """Ask a colleague with an account, or a person or office by mail; without an address the link
    comes back, to be handed over. The paper is held.
    """
    rules.require_asked_for(paper)
    rules.require_named(name, has_account=user is not None)
    rules.require_ahead(due_on, berlin_date(now))
    called = user.name if user is not None else name
    locked(Paper, paper.id)
    rules.require_other(queries.asked_of(paper), called)
    one = Concurrence(
        paper=paper,
        user=user,
        name=called,
        email="" if user is not None or not email else require_address(email),
        asked_at=now,
        asked_by=actor.name,
        due_on=due_on,
    )
    db.session.add(one)
    db.session.flush()
    record_of(actor, "paper.concurrence_asked", paper, "zur Mitzeichnung gegeben")
    return _send(one, link_to, now)


def ask_again(
    actor: Viewer, one: Concurrence, link_to: LinkTo, now: datetime, *, due_on: date
) -> Sent:
    """A new link in place of the old one, by a day that may be another one."""
    rules.require_asked_for(one.paper)
    rules.require_ahead(due_on, berlin_date(now))
    one.due_on, one.ended_at = due_on, None
    record_of(actor, "paper.concurrence_asked", one.paper, "noch einmal zur Mitzeichnung gegeben")
    return _send(one, link_to, now)


def _send(one: Concurrence, link_to: LinkTo, now: datetime) -> Sent:
    """The mail names neither the paper nor its committee."""
    token = None
    one.links += 1
    if one.user is None:
        token = new_key()
        one.token_hash = digest(token)
    db.session.flush()
    user = one.user
    reader = (
        Reader(one.email, one.name)
        if user is None
        else Reader(user.email, user.name, user.person_id)
    )
    mail = tell(
        writing(ASKED, [reader.person_id]),
        reader,
        {"termin": format_date(one.due_on), "link": link_to(one, token)},
        key=f"concurrence-{one.id}-{one.links}",
        now=now,
        holds_secret=token is not None,
    )
    return Sent(one, None if mail else token, is_mailed=mail is not None)


def answer(
    actor: Viewer, one: Concurrence, now: datetime, *, verdict: Verdict, remark: str
) -> None:
    """What somebody says; said again it replaces what was said before."""
    rules.require_open(one, berlin_date(now))
    rules.require_remark(verdict, remark)
    values = {"verdict": verdict, "remark": remark, "seen": rules.fingerprint(one.paper)}
    if not apply(one, values):
        return
    one.answered_at = now
    told = f"Mitzeichnung: {verdict.label}"
    record_of(actor, "paper.concurrence_given", one.paper, f"– {told}")
    db.session.flush()


def end(actor: Viewer, one: Concurrence, now: datetime) -> None:
    """Nobody is asked any more; an answer that is there stays."""
    if one.ended_at is None:
        one.ended_at, one.token_hash = now, None
        told = "nicht mehr zur Mitzeichnung gegeben"
        record_of(actor, "paper.concurrence_ended", one.paper, told)
        db.session.flush()


def tidy(now: datetime) -> int:
    """Forget addresses and links whose time is over."""
    old = queries.forgettable(berlin_date(now))
    for one in old:
        one.token_hash, one.email = None, ""
    db.session.flush()
    return len(old)
