"""Closing a body and opening it again, with the memberships that end with it."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import queries, rules
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.ending_actions import end, remember, take_back
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import TakenBack, by_closing
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import OwnReason


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
    ended = [end(actor, one, last_day, reason=OwnReason.CLOSED) for one in beyond]
    remember(ended, by_closing(committee))
    committee.closed_on, committee.closed_reason = last_day, reason
    summary = f"{committee.short} geschlossen zum {format_date(last_day)}: {reason}"
    record(actor, "committee.closed", committee, summary, {"closed_on": (None, last_day)})
    return len(ended)


def reopen(actor: Viewer, committee: Committee) -> TakenBack:
    """Take the closing back; the memberships that it ended run on, unless ended anew since."""
    lock_committee(committee.id)
    last_day = rules.require_openable(committee)
    committee.closed_on, committee.closed_reason = None, ""
    summary = f"{committee.short} wieder geöffnet"
    record(actor, "committee.reopened", committee, summary, {"closed_on": (last_day, None)})
    return take_back(actor, endings_by(by_closing(committee)))
