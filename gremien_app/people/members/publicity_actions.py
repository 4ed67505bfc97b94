"""Writes of what lets a member's name be public: a consent withdrawn."""

from datetime import date

from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import can_revoke
from gremien_app.people.members import queries
from gremien_app.people.members.actions import log
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import Membership

REVOKED = "publication_revoked_on"
_SUMMARY = "Veröffentlichung widerrufen"


def withdraw_consent(actor: Viewer, membership: Membership, day: date) -> bool:
    """End the consent of this membership and older ones there; whether there was one to end.

    From that day on the name is kept back in this committee, whatever else would let it be told.
    """
    lock_committee(membership.committee_id)
    if not can_revoke(membership):
        return False
    changes: Changes = {REVOKED: (None, day)}
    membership.publication_revoked_on = day
    log(actor, "membership.corrected", membership, _SUMMARY, changes)
    revoke_older(actor, membership)
    db.session.flush()
    return True


def revoke_older(actor: Viewer, membership: Membership) -> None:
    """A revocation covers the person's other times in the committee, unless consented to later."""
    day = membership.publication_revoked_on
    if day is None:
        return
    for one in queries.memberships_in(membership.committee_id, membership.person_id):
        given, former = one.publication_date, one.publication_revoked_on
        is_older = one.publication_kind is BasisKind.CONSENT and (given is None or given <= day)
        if one is not membership and is_older and (former is None or former > day):
            one.publication_revoked_on = day
            changes: Changes = {REVOKED: (former, day)}
            log(actor, "membership.corrected", one, _SUMMARY, changes)
