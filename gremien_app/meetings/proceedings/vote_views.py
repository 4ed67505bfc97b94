"""Pages of the votes: all items of a sitting, the form of one item, a recorded vote."""

from datetime import datetime

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import BERLIN, utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.meetings.agenda.closed_queries import unbound_before
from gremien_app.meetings.agenda.models import AgendaItem, Outcome, Part
from gremien_app.meetings.proceedings import queries, rules, vote_actions
from gremien_app.meetings.proceedings.forms import (
    Choices,
    ItemForm,
    VoteForm,
    announced,
)
from gremien_app.meetings.proceedings.models import AttendanceStatus, Vote, VoteMode
from gremien_app.meetings.proceedings.recorded import Recorded
from gremien_app.meetings.proceedings.views import bp
from gremien_app.meetings.proceedings.vote_actions import Ballot
from gremien_app.meetings.proceedings.wording import kinded_sentence
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import DecisionRule
from gremien_app.people.rights import COMMITTEE, RECORDERS_CLOSED, RECORDERS_HIDDEN

__all__ = ["bp"]


@bp.route("/sitzungen/<oid:id>/abstimmungen", access=COMMITTEE)
def votes(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.visible_sitting(viewer, id)
    recorded = queries.record_of(sitting)
    present = rules.present_for_quorum(recorded.people, at=_moment_of(sitting))
    return render_template(
        "proceedings/votes.html",
        sitting=sitting,
        rows=queries.votes_page(viewer, recorded, _moment_of(sitting)),
        quorum=queries.quorum_of(sitting, recorded.people, present, at=_moment_of(sitting)),
        sentence=kinded_sentence,
        may_record=_may_record(sitting),
        by_consensus=_by_consensus(sitting),
    )


def _moment_of(sitting: Sitting) -> datetime | None:
    """In a running sitting who is here now counts; afterwards who was here at all."""
    return utc_now() if sitting.state is SittingState.RUNNING else None


def _may_record(sitting: Sitting) -> bool:
    try:
        rules.require_votes_allowed(sitting)
    except RuleBroken:
        return False
    return current_viewer().takes_minutes_of(sitting.committee_id)


def _by_consensus(sitting: Sitting) -> bool:
    return sitting.committee.decision_rule is DecisionRule.CONSENSUS


@bp.route(
    "/tagesordnungspunkte/<oid:id>/einstimmig",
    methods=["POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def unanimous(id: int) -> ResponseReturnValue:
    """One press: everybody in the room said yes, or nobody objected."""
    item = queries.recordable_item(current_viewer(), id)
    sitting = item.sitting
    form = ItemForm()
    form.check_version(item)
    at = _moment_of(sitting)
    recorded = queries.record_of(sitting)
    kind = rules.usual_kind(item.title)
    if _by_consensus(sitting):
        ballot = Ballot(VoteMode.CONSENSUS, kind, taken_at=at)
    else:
        present = recorded.present_at(item, at)
        rules.require_somebody(present)
        ballot = Ballot(VoteMode.COUNTED, kind, yes=present, no=0, abstain=0, taken_at=at)
    vote = vote_actions.record_vote(current_viewer(), item, ballot, recorded)
    if item.outcome is None:
        vote_actions.set_outcome(current_viewer(), item, Outcome.ADOPTED, brought_by=vote)
    return done(
        f"Gespeichert: {kinded_sentence(vote, sitting.committee.decision_rule)}.", _back(item)
    )


def _back(item: AgendaItem) -> str:
    return url_for("proceedings.votes", id=item.sitting_id, _anchor=f"top-{item.id}")


@bp.route(
    "/tagesordnungspunkte/<oid:id>/abstimmung",
    methods=["GET", "POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def item(id: int) -> ResponseReturnValue:
    return _item_page(queries.recordable_item(current_viewer(), id), None)


@bp.route(
    "/abstimmungen/<oid:id>",
    methods=["GET", "POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def vote(id: int) -> ResponseReturnValue:
    found = queries.recordable_vote(current_viewer(), id)
    return _item_page(found.agenda_item, found)


def _item_page(item: AgendaItem, vote: Vote | None) -> ResponseReturnValue:
    sitting = item.sitting
    read_at(_back(item))
    rules.require_votes_allowed(sitting)
    recorded = queries.record_of(sitting)
    form = _vote_form(item, vote, recorded)
    outdated = form.is_submitted() and form.is_stale(item, form.stored_in(item, vote))
    if form.is_submitted() and "unanimous" in request.form:
        form.count_unanimous()
    if not outdated and form.validate_on_submit():
        with form.rules():
            _save(form, item, vote, recorded)
            doubt = recorded.contradiction_on(item)
            answer = done("Gespeichert.", _back(item))
            if doubt:
                flash(f"{doubt} Bitte berichtigen Sie eines von beiden.", "warning")
            return answer
    if form.is_submitted():
        recorded = queries.record_of(sitting)  # the other one holds what was refused
    return render_template(
        "proceedings/item.html",
        form=form,
        sitting=sitting,
        item=item,
        label=queries.label_of(current_viewer(), item),
        unbound=unbound_before(sitting) if item.part is Part.CLOSED else [],
        vote=vote,
        votes=[one for one in recorded.votes_on(item) if one is not vote],
        quorum=queries.quorum_of(
            sitting,
            recorded.people,
            recorded.counting_at(item, _moment(item, vote)),
            at=_moment_of(sitting),
        ),
        sentence=kinded_sentence,
        by_consensus=_by_consensus(sitting),
    )


def _vote_form(item: AgendaItem, vote: Vote | None, recorded: Recorded) -> VoteForm:
    """About the item and, where there is one, its vote."""
    begun = {"announced": announced(vote)} if vote else _new_vote(item)
    barred = [c.attendance_id for c in recorded.conflicts_on(item)]
    form = VoteForm(obj=(item, vote), data={**begun, "barred": barred, "version": item.version})
    form.offer(_choices(item, vote, recorded))
    return form


def _moment(item: AgendaItem, vote: Vote | None) -> datetime | None:
    return vote.taken_at if vote else _moment_of(item.sitting)


def _choices(item: AgendaItem, vote: Vote | None, recorded: Recorded) -> Choices:
    at = _moment(item, vote)
    barred = {c.attendance_id for c in recorded.conflicts_on(item)}
    people = [
        a
        for a in recorded.people
        if a.id in barred or (a.membership_id and a.status is AttendanceStatus.PRESENT)
    ]
    return Choices(people=people, present=recorded.present_at(item, at))


def _new_vote(item: AgendaItem) -> dict[str, object]:
    at = _moment_of(item.sitting)
    clock = at.astimezone(BERLIN).time().replace(second=0) if at else None
    return {"kind": rules.usual_kind(item.title), "taken_at": clock}


def _save(form: VoteForm, item: AgendaItem, vote: Vote | None, recorded: Recorded) -> None:
    viewer = current_viewer()
    vote_actions.set_conflicts(viewer, item, form.barred.data or [], recorded)
    outcome = form.outcome.data
    brought_by = None
    if vote is not None:
        vote_actions.edit_vote(viewer, vote, form.ballot(item.sitting), recorded)
        brought_by = vote if outcome is not item.outcome else None
    elif form.has_vote():
        brought_by = vote_actions.record_vote(viewer, item, form.ballot(item.sitting), recorded)
    vote_actions.set_outcome(viewer, item, outcome, brought_by=brought_by)


@bp.route(
    "/abstimmungen/<oid:id>/loeschen",
    methods=["POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def delete_vote(id: int) -> ResponseReturnValue:
    found = queries.recordable_vote(current_viewer(), id)
    item = found.agenda_item
    form = ItemForm()
    form.check_version(item)
    vote_actions.delete_vote(current_viewer(), found)
    return done("Die Abstimmung ist gelöscht.", _back(item))
