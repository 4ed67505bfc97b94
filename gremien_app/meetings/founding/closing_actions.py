"""Closing a body and opening it again, with the memberships that end with it."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import queries, rules
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.actions import end_membership
from gremien_app.people.members.change_actions import restore
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import Membership

REASON = "Gremium geschlossen"


def close(
    actor: Viewer, committee: Committee, *, last_day: date, reason: str, ends_memberships: bool
) -> int:
    """The body ends with a day, its memberships with it; answers with how many ended."""
    lock_committee(committee.id)
    rules.require_closable(
        committee,
        last_day,
        reason,
        sittings=queries.sittings_after(committee.id, last_day),
        groups=queries.groups_open_after(committee, last_day),
    )
    beyond = queries.running_beyond(committee, last_day)
    rules.require_memberships_end(beyond, last_day, ends_memberships=ends_memberships)
    ended: dict[str, str | None] = {}
    for membership in beyond:
        ended[str(membership.id)] = membership.ends_on.isoformat() if membership.ends_on else None
        end_membership(actor, membership, last_day, reason=REASON)
    committee.closed_on, committee.closed_reason = last_day, reason
    committee.closing_ended = ended
    summary = f"{committee.short} geschlossen zum {format_date(last_day)}: {reason}"
    _record(actor, "committee.closed", committee, summary, None, last_day)
    return len(ended)


def reopen(actor: Viewer, committee: Committee) -> int:
    """Take the closing back; the memberships that it ended run on. Answers with how many."""
    lock_committee(committee.id)
    last_day, ended = rules.require_openable(committee), committee.closing_ended
    committee.closed_on, committee.closed_reason, committee.closing_ended = None, "", {}
    summary = f"{committee.short} wieder geöffnet"
    _record(actor, "committee.reopened", committee, summary, last_day, None)
    count = 0
    for number, former in ended.items():
        membership = db.session.get(Membership, int(number))
        # Corrected since then: whoever did so knew better.
        if membership is None or membership.ends_on != last_day:
            continue
        restore(actor, membership, date.fromisoformat(former) if former else None)
        count += 1
    return count


def _record(
    actor: Viewer,
    action: str,
    committee: Committee,
    summary: str,
    was: date | None,
    now: date | None,
) -> None:
    record(
        actor,
        action,
        committee,
        committee_id=committee.id,
        summary=summary,
        changes={"closed_on": (was, now)},
    )
    db.session.flush()
