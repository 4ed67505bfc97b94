"""Taking back that one refused to sign, or that one signed."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.records.minutes import queries, signatory_queries, signing_rules, versions
from gremien_app.records.minutes.actions import hold
from gremien_app.records.minutes.models import Minutes, MinutesState, Signature


def take_back(actor: Viewer, minutes: Minutes, now: datetime) -> Signature:
    """The refusal stays on record and counts no more; the person may sign the same version then.

    Minutes that were closed with the refusal lie before the chair again, their files stay as they
    were. Those that all refused do so as long as nothing was changed since.
    """
    hold(minutes)
    version = minutes.current_version
    own = signing_rules.own_refusal(version, actor)
    refusal = signing_rules.require_refusal_open(minutes, own)
    refusal.taken_back_at = now
    db.session.flush()
    db.session.refresh(refusal.version, ["signatures", "taken_back"])
    record(
        actor,
        "minutes.refusal_taken_back",
        minutes,
        f"{minutes.told}: Weigerung zu unterzeichnen zurückgenommen",
    )
    if minutes.state is MinutesState.SIGNED:
        _reopen(actor, minutes)
    elif minutes.state is MinutesState.REFUSED:
        record_now = queries.record_of(minutes.sitting, minutes)
        if not versions.differences(refusal.version, record_now):
            minutes.state = MinutesState.SUBMITTED
    db.session.flush()
    return refusal


def take_back_signature(actor: Viewer, minutes: Minutes, now: datetime) -> None:
    """Until the next step: the signature stays on record and counts no more."""
    hold(minutes)
    version = minutes.current_version
    own = signing_rules.own_signatures(version, actor)
    has_met = signatory_queries.has_met_since(minutes)
    signing_rules.require_signature_open(minutes, own, has_met_again=has_met)
    for one in own:
        one.taken_back_at = now
    db.session.flush()
    db.session.refresh(own[0].version, ["signatures", "taken_back"])
    record(
        actor,
        "minutes.signature_taken_back",
        minutes,
        f"{minutes.told}: Unterschrift zurückgenommen",
    )
    if minutes.state is MinutesState.SIGNED:
        _reopen(actor, minutes)
    db.session.flush()


def _reopen(actor: Viewer, minutes: Minutes) -> None:
    """They lie before those who sign again; the files of before stay."""
    minutes.state, minutes.signed_at = MinutesState.SUBMITTED, None
    minutes.sitting.record_closed_at = None
    record(
        actor, "minutes.reopened", minutes, f"{minutes.told}: liegt wieder zur Unterzeichnung vor"
    )
