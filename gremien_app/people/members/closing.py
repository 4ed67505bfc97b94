"""Closing a body and opening it again, with the memberships that end with it."""

from datetime import date, timedelta

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees import founding
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import actions, queries
from gremien_app.people.members.changes import restore
from gremien_app.people.members.locking import lock_committee
from gremien_app.people.members.models import Membership

ONE_DAY = timedelta(days=1)
REASON = "Gremium geschlossen"


def running_beyond(committee: Committee, last_day: date) -> list[Membership]:
    """Memberships that outlive a day: running on, or beginning later."""
    return queries.memberships_in(committee.id, since=last_day + ONE_DAY)


def close(
    actor: Viewer, committee: Committee, *, last_day: date, reason: str, ends_memberships: bool
) -> int:
    """The body ends with a day, its memberships with it; answers with how many ended."""
    lock_committee(committee.id)
    founding.require_closable(committee, last_day, reason)
    beyond = running_beyond(committee, last_day)
    if beyond and not ends_memberships:
        many = len(beyond) != 1
        raise RuleBroken(
            f"{format_count(len(beyond), 'Mitgliedschaft', 'Mitgliedschaften')} "
            f"{'laufen' if many else 'läuft'} über den {format_date(last_day)} hinaus. Kreuzen Sie "
            f"an, dass {'sie' if many else 'auch diese'} mit dem Gremium "
            f"{'enden' if many else 'endet'}.",
            field="ends_memberships",
        )
    ended: dict[str, str | None] = {}
    for membership in beyond:
        if membership.starts_on > last_day:
            raise RuleBroken(
                f"Die Mitgliedschaft von {membership.person.name} beginnt erst am "
                f"{format_date(membership.starts_on)}. Nehmen Sie sie zuerst zurück.",
                field="last_day",
            )
        ended[str(membership.id)] = membership.ends_on.isoformat() if membership.ends_on else None
        actions.end_membership(actor, membership, last_day, reason=REASON)
    founding.close(actor, committee, last_day=last_day, reason=reason, ended=ended)
    return len(ended)


def reopen(actor: Viewer, committee: Committee) -> int:
    """Take the closing back; the memberships that it ended run on. Answers with how many."""
    lock_committee(committee.id)
    last_day, ended = committee.closed_on, committee.closing_ended
    founding.reopen(actor, committee)
    count = 0
    for number, former in ended.items():
        membership = db.session.get(Membership, int(number))
        # Corrected since then: whoever did so knew better.
        if membership is None or membership.ends_on != last_day:
            continue
        restore(actor, membership, date.fromisoformat(former) if former else None)
        count += 1
    return count
