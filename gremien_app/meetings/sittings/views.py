"""Pages of planning: list, plan, edit, move, cancel, and the buttons of the states."""

from collections.abc import Iterable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import format_date_long, parse_german_time
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.outside import public_origin
from gremien_app.meetings.sittings import (
    actions,
    number_rules,
    queries,
    rules,
    telling_actions,
)
from gremien_app.meetings.sittings.candidate_rules import Candidate, DateWarning
from gremien_app.meetings.sittings.date_queries import open_warnings, warnings_about
from gremien_app.meetings.sittings.date_rules import candidate_of
from gremien_app.meetings.sittings.forms import CancelForm, EditForm, KeepForm, MoveForm, PlanForm
from gremien_app.meetings.sittings.models import Sitting, SittingKind, SittingState
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.rights import ANY_SECRETARIAT, SECRETARIAT

bp = Pages("sittings", __name__)
MOST = 300


# ``{% if sitting is told_to_viewer %}``: place and number, or the bare date; ``own_of_viewer``:
# belongs to one of its committees; ``attended_by_viewer``: that, or is invited as a guest.
bp.add_app_template_test(lambda one: rules.sees_details(current_viewer(), one), "told_to_viewer")
bp.add_app_template_test(lambda one: rules.belongs(current_viewer(), one), "own_of_viewer")
bp.add_app_template_test(lambda one: rules.takes_part(current_viewer(), one), "attended_by_viewer")


@bp.route("/sitzungen", access=EVERYONE)
def index() -> ResponseReturnValue:
    viewer = current_viewer()
    slug, period = request.args.get("gremium", ""), request.args.get("zeitraum", "")
    committee = queries.find_committee(viewer, slug) if slug else None
    years = queries.years_visible_to(viewer)
    year = _chosen_year(period, years)
    found = queries.sittings_visible_to(
        viewer,
        committee_id=committee.id if committee else None,
        from_day=date(year, 1, 1) if year else today(),
        until=date(year, 12, 31) if year else None,
        limit=MOST + 1,
    )
    return render_template(
        "sittings/index.html",
        sittings=found,
        committees=queries.committees_with_sittings(viewer),
        committee=committee,
        years=years,
        year=year,
        most=MOST,
    )


def _chosen_year(period: str, years: list[int]) -> int | None:
    if period in {"", "kommende"}:
        return None
    for year in years:
        if period == str(year):
            return year
    raise NotFound


@bp.route("/sitzungen/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def plan() -> ResponseReturnValue:
    committees = {one.id: one for one in queries.committees_planned_by(current_viewer())}
    form = PlanForm(data=_usual(list(committees.values())))
    form.committee.choices = [(id_, one.name_on(today()).name) for id_, one in committees.items()]
    form.offer_rooms(queries.rooms())
    form.offer_partners(_usual_partners(committees.values()), today())
    if form.validate_on_submit() and not _only_checks():
        with form.rules():
            sitting = _plan(form, committees[form.committee.data])
            telling_actions.tell_planned([sitting], public_origin(), utc_now())
            commit()
            flash(f"Die Sitzung am {format_date_long(sitting.date)} ist geplant.", "success")
            _warn(sitting)
            return redirect(url_for("portal.sitting", id=sitting.id))
    candidate = form.candidate(committees.get(form.committee.data))
    return render_template(
        "sittings/plan.html", form=form, candidate=candidate, conflicts=_conflicts(candidate)
    )


def _usual_partners(committees: Iterable[Committee]) -> list[Committee]:
    """Groups find their partners when the sitting is edited; on the list they are rarely meant."""
    return [one for one in committees if one.kind is CommitteeKind.COMMITTEE]


def _only_checks() -> bool:
    """Asked what speaks against the date; nothing is saved."""
    return "check" in request.form


def _conflicts(candidate: Candidate | None) -> list[DateWarning]:
    return warnings_about(candidate, current_viewer()) if candidate else []


def _usual(committees: list[Committee]) -> dict[str, object]:
    """What the form begins with: the committee's usual start and room."""
    slug = request.args.get("gremium", "")
    chosen = next((one for one in committees if one.slug == slug), None)
    if chosen is None and len(committees) == 1:
        chosen = committees[0]
    if chosen is None:
        return {}
    room = queries.usual_room(chosen.id)
    return {
        "committee": chosen.id,
        "start": parse_german_time(chosen.usual_start) if chosen.usual_start else None,
        "room": room,
        "kind": _usual_kind(chosen),
    }


def _usual_kind(committee: Committee) -> SittingKind:
    asked = request.args.get("art", "")
    if asked in set(SittingKind):
        return SittingKind(asked)
    if committee.kind is CommitteeKind.WORKING_GROUP:
        return SittingKind.WORKING_GROUP
    return SittingKind.REGULAR


def _plan(form: PlanForm, committee: Committee) -> Sitting:
    starts_at, ends_at = form.period(committee.usual_start, committee.usual_minutes)
    return actions.plan(
        current_viewer(),
        committee,
        starts_at=starts_at,
        ends_at=ends_at,
        now=utc_now(),
        **form.details(),
    )


def _warn(sitting: Sitting) -> None:
    """What speaks against the date stands on the sitting's page; it never blocks."""
    if open_warnings(sitting, current_viewer()):
        flash("Bitte prüfen Sie die Hinweise zum Termin.", "warning")


@bp.route("/sitzungen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=SECRETARIAT)
def edit(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_editable(sitting)
    form = EditForm(obj=sitting)
    form.offer_rooms(queries.rooms(keep=sitting.room_id))
    form.offer_partners(_possible_partners(sitting), sitting.date)
    if form.validate_on_submit() and not form.is_stale(sitting):
        with form.rules():
            actions.edit(current_viewer(), sitting, now=utc_now(), **form.details())
            commit()
            flash("Die Angaben sind gespeichert.", "success")
            _warn(sitting)
            return redirect(url_for("portal.sitting", id=sitting.id))
    return render_template(
        "sittings/edit.html",
        form=form,
        sitting=sitting,
        absence=number_rules.absence(sitting),
        can_correct=number_rules.can_correct(sitting),
        is_reference_sent=number_rules.is_reference_sent(sitting),
        suggested=queries.next_reference(sitting.committee, sitting.date.year),
        conflicts=open_warnings(sitting, current_viewer()),
        kept_by=queries.kept_by(sitting),
    )


def _possible_partners(sitting: Sitting) -> list[Committee]:
    """The viewer's other committees, and who sits together already."""
    planned = queries.committees_planned_by(current_viewer())
    known = {one.id: one for one in [*planned, *sitting.partners]}
    return [
        one
        for id_, one in known.items()
        if id_ != sitting.committee_id and rules.may_sit_together(sitting.committee, one)
    ]


@bp.route("/sitzungen/<oid:id>/verlegen", methods=["GET", "POST"], access=SECRETARIAT)
def move(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.state_after_move(sitting)
    form = MoveForm(obj=sitting)
    form.offer_rooms(queries.rooms(keep=sitting.room_id))
    is_new = form.validate_on_submit() and not _only_checks()
    if is_new and not form.is_stale(sitting):
        with form.rules():
            starts_at, ends_at = form.period()
            moved = actions.move(
                current_viewer(),
                sitting,
                starts_at=starts_at,
                ends_at=ends_at,
                room=form.room.data,
                reason=form.reason.data,
                kept_reason=form.kept_reason.data,
                now=utc_now(),
            )
            telling_actions.tell_changed(sitting, moved, public_origin(), utc_now())
            commit()
            flash(f"Die Sitzung ist verlegt auf {format_date_long(sitting.date)}.", "success")
            _warn(sitting)
            return redirect(url_for("portal.sitting", id=sitting.id))
    candidate = form.candidate(sitting) if form.is_submitted() else None
    return render_template(
        "sittings/move.html",
        form=form,
        sitting=sitting,
        candidate=candidate,
        conflicts=_conflicts(candidate),
    )


@bp.route("/sitzungen/<oid:id>/termin-begruenden", methods=["GET", "POST"], access=SECRETARIAT)
def keep_date(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_editable(sitting)
    form = KeepForm(obj=sitting)
    if form.validate_on_submit() and not form.is_stale(sitting):
        with form.rules():
            actions.keep_date(current_viewer(), sitting, reason=form.kept_reason.data)
            return done("Der Grund ist festgehalten.", url_for("portal.sitting", id=sitting.id))
    return render_template(
        "sittings/keep.html",
        form=form,
        sitting=sitting,
        conflicts=_conflicts(candidate_of(sitting)),
    )


@bp.route("/sitzungen/<oid:id>/absagen", methods=["GET", "POST"], access=SECRETARIAT)
def cancel(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_transition(sitting, SittingState.CANCELLED)
    form = CancelForm(data={"version": sitting.version})
    if form.validate_on_submit() and not form.is_stale(sitting, {}):
        with form.rules():
            was_planned = sitting.state is SittingState.PLANNED
            actions.cancel(current_viewer(), sitting, reason=form.reason.data, now=utc_now())
            if was_planned:
                telling_actions.tell_dropped([sitting], public_origin(), utc_now())
            return done(
                "Die Sitzung ist abgesagt. In den Kalendern steht sie als abgesagt.",
                url_for("portal.sitting", id=sitting.id),
            )
    return render_template("sittings/cancel.html", form=form, sitting=sitting)
