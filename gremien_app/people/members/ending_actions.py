"""Ending memberships by something that can be taken back, and taking it back.

One memory (``Ending``) for all of it: closing, renewal, offices, succession, a change from a day.
"""

from collections.abc import Iterable
from datetime import date

from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members import queries, rules
from gremien_app.people.members.actions import end_membership, log
from gremien_app.people.members.data import data_of
from gremien_app.people.members.ending_queries import next_ending
from gremien_app.people.members.ending_rules import By, TakenBack
from gremien_app.people.members.models import Ending, Membership, OfficeTenure, OwnReason


def end(
    actor: Viewer,
    membership: Membership,
    last_day: date,
    *,
    reason: str | OwnReason,
    action: str = "membership.ended",
    summary: str = "Mitgliedschaft endet",
) -> Ending:
    """End a membership, and what it takes to take that back; to be kept by ``remember``."""
    ending = Ending(
        membership=membership,
        last_day=last_day,
        former_end=membership.ends_on,
        former_reason=membership.end_reason,
        former_own=membership.own_reason,
    )
    end_membership(actor, membership, last_day, reason=reason, action=action, summary=summary)
    return ending


def end_tenure(tenure: OfficeTenure, last_day: date) -> Ending:
    """As ``end``, of who holds an office; on record by the room of offices."""
    ending = Ending(tenure=tenure, last_day=last_day, former_end=tenure.ends_on)
    tenure.ends_on = last_day
    return ending


def remember(endings: Iterable[Ending], by: By) -> None:
    """Keep by what these were ended; its row is stored by now."""
    for ending in endings:
        for name, value in by.columns.items():
            setattr(ending, name, value)
        db.session.add(ending)
    db.session.flush()


def take_back(
    actor: Viewer, endings: Iterable[Ending], *, removing: Membership | None = None
) -> TakenBack:
    """Give each its former end and reason back, unless it was given another end since.

    ``removing``: who took the place and makes it free first. The rosters are locked by whoever
    calls. Refused as a whole where one does not fit between the others any more.
    """
    found, taken = list(endings), TakenBack([], [])
    for ending in found:
        db.session.delete(ending)
    db.session.flush()
    if removing is not None:
        db.session.delete(removing)
        db.session.flush()
    for ending in found:
        if ending.tenure is not None and ending.tenure.ends_on == ending.last_day:
            ending.tenure.ends_on = ending.former_end
        if ending.membership is not None:
            is_back = _give_back(actor, ending, ending.membership)
            (taken.restored if is_back else taken.kept).append(ending.membership)
    db.session.flush()
    return taken


def _give_back(actor: Viewer, ending: Ending, membership: Membership) -> bool:
    later = next_ending(ending)
    if later is not None and later.former_end == ending.last_day:
        # Ended anew since by something else: that now ends what was there before both.
        later.former_end = ending.former_end
        later.former_reason, later.former_own = ending.former_reason, ending.former_own
        return False
    if membership.ends_on != ending.last_day:
        return False
    _restore(actor, membership, ending)
    return True


def _restore(actor: Viewer, membership: Membership, ending: Ending) -> None:
    """Refused where the membership with its former end does not fit between the others."""
    others = queries.memberships_in(membership.committee_id, since=membership.starts_on)
    rest = [one for one in others if one is not membership]
    data = data_of(membership).with_(ends_on=ending.former_end)
    rules.require_fits(membership.committee, membership.person, data, rest)
    was = {"ends_on": membership.ends_on, "end_reason": membership.reason_told}
    membership.ends_on = ending.former_end
    give_reason(membership, ending)
    now = {"ends_on": membership.ends_on, "end_reason": membership.reason_told}
    changes: Changes = {name: (old, now[name]) for name, old in was.items() if old != now[name]}
    log(actor, "membership.restored", membership, "Ende zurückgenommen", changes)


def give_reason(membership: Membership, ending: Ending) -> None:
    """The reason of the former end; none where only that is lost."""
    membership.end_reason, membership.own_reason = ending.former_reason or "", ending.former_own


def hand_on(endings: Iterable[Ending], target: Membership) -> None:
    """The end that these set goes over to whoever has the place until then."""
    for ending in endings:
        follower = ending.successor
        if follower is not None and follower.predecessor_id == ending.membership_id:
            follower.predecessor = target
        ending.membership = target
    db.session.flush()
