"""The pages of one plan: propose it, look through its dates, commit it, undo it."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, format_date_long
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.outside import public_origin
from gremien_app.meetings.observances.days import unknown_vacations
from gremien_app.meetings.planning import actions, queries, rules
from gremien_app.meetings.planning.forms import PatternForm, PlannedDateForm, PlanVersionForm
from gremien_app.meetings.planning.models import PlannedDate, PlanState, SittingPlan
from gremien_app.meetings.planning.views import bp
from gremien_app.meetings.sittings import queries as sittings
from gremien_app.meetings.sittings import telling_actions
from gremien_app.people.rights import ANY_SECRETARIAT, SECRETARIAT_HIDDEN

__all__ = ["bp"]


@bp.route("/sitzungsplan/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def propose() -> ResponseReturnValue:
    committees = {one.id: one for one in sittings.committees_planned_by(current_viewer())}
    slug = request.args.get("gremium", "")
    chosen = next((one.id for one in committees.values() if one.slug == slug), None)
    form = PatternForm(data={"committee": chosen, "year": _next_year()})
    form.committee.choices = [(id_, one.name_on(today()).name) for id_, one in committees.items()]
    form.offer_rooms(sittings.rooms(), none="noch offen, beim Übernehmen des Vorjahrs wie dort")
    if form.validate_on_submit():
        with form.rules():
            committee = committees[form.committee.data]
            plan = actions.propose_plan(
                current_viewer(), committee, form.pattern(committee), now=utc_now()
            )
            count = format_count(len(plan.dates), "Termin", "Termine")
            return done(
                f"Der Vorschlag hat {count}. Bitte prüfen Sie ihn jetzt.",
                url_for("planning.show", id=plan.id),
            )
    return render_template("planning/propose.html", form=form)


def _next_year() -> int:
    """The year asked for by the link; otherwise the next one, which is what plans are made for."""
    asked = request.args.get("jahr", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return min(max(int(asked), FIRST_YEAR), LAST_YEAR)
    return today().year + 1


@bp.route("/sitzungsplan/vorschlaege/<oid:id>", access=SECRETARIAT_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    plan = queries.manageable_plan(viewer, id)
    return render_template(
        "planning/show.html",
        plan=plan,
        steps=_steps(plan),
        conflicts=queries.conflicts_by_date(viewer, plan),
        others=queries.other_sittings(plan),
        vacations=unknown_vacations(plan.year),
        unnumbered=rules.unnumbered_note(queries.days_without_term(plan)),
        dropped=[planned for planned in plan.dates if planned.is_dropped],
    )


def _steps(plan: SittingPlan, *, is_committing: bool = False) -> list[dict[str, str]]:
    if plan.state is PlanState.COMMITTED:
        states = ("done", "done", "done")
    else:
        states = ("done", "done", "current") if is_committing else ("done", "current", "open")
    labels = ("Vorschlag", "Prüfen", "Übernehmen")
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


@bp.route(
    "/sitzungsplan/vorschlaege/<oid:id>/termin", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN
)
def add_date(id: int) -> ResponseReturnValue:
    plan = queries.manageable_plan(current_viewer(), id)
    rules.require_open_plan(plan)
    last = plan.kept_dates[-1] if plan.kept_dates else None
    # Hours and room of the last date; the day is to be typed.
    begun = {"version": plan.version, "day": None, "kept_reason": ""}
    form = PlannedDateForm(obj=last, data=begun)
    form.offer_rooms(sittings.rooms())
    if form.validate_on_submit() and not form.is_stale(plan, {}):
        with form.rules():
            planned = actions.add_date(current_viewer(), plan, **form.details())
            return done(f"{format_date_long(planned.day)} ist hinzugefügt.", _back(plan))
    return render_template("planning/date.html", form=form, plan=plan, planned=None, conflicts=[])


@bp.route("/sitzungsplan/termine/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def change_date(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    planned = queries.manageable_date(viewer, id)
    plan = planned.plan
    rules.require_open_plan(plan)
    form = PlannedDateForm(obj=planned, data={"version": plan.version})
    form.offer_rooms(sittings.rooms(keep=planned.room_id))
    if form.validate_on_submit() and not form.is_stale(plan, form.stored_in(planned)):
        with form.rules():
            actions.change_date(viewer, planned, **form.details())
            return done(f"{format_date_long(planned.day)} ist gespeichert.", _back(plan))
    return render_template(
        "planning/date.html",
        form=form,
        plan=plan,
        planned=planned,
        conflicts=queries.conflicts_by_date(viewer, plan).get(planned.id, []),
    )


@bp.route("/sitzungsplan/termine/<oid:id>/weglassen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def drop_date(id: int) -> ResponseReturnValue:
    planned = _shown_date(id)
    actions.drop_date(current_viewer(), planned)
    return done(f"{format_date_long(planned.day)} ist weggelassen.", _back(planned.plan))


@bp.route("/sitzungsplan/termine/<oid:id>/aufnehmen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def restore_date(id: int) -> ResponseReturnValue:
    planned = _shown_date(id)
    actions.restore_date(current_viewer(), planned)
    return done(f"{format_date_long(planned.day)} ist wieder aufgenommen.", _back(planned.plan))


def _shown_date(id: int) -> PlannedDate:
    planned = queries.manageable_date(current_viewer(), id)
    _require_shown(planned.plan)
    return planned


def _require_shown(plan: SittingPlan) -> None:
    form = PlanVersionForm()
    if not form.validate_on_submit():
        raise RuleBroken("Das Formular ist unvollständig. Bitte laden Sie die Seite neu.")
    form.check_version(plan)


@bp.route(
    "/sitzungsplan/vorschlaege/<oid:id>/uebernehmen",
    methods=["GET", "POST"],
    access=SECRETARIAT_HIDDEN,
)
def take_over(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    plan = queries.manageable_plan(viewer, id)
    rules.require_committable(plan)
    form = PlanVersionForm(data={"version": plan.version})
    if form.validate_on_submit():
        form.check_version(plan)
        with form.rules():
            made = actions.commit_plan(viewer, plan, now=utc_now())
            telling_actions.tell_planned(made, public_origin(), utc_now())
            count = format_count(len(made), "Sitzung ist", "Sitzungen sind")
            return done(f"{count} geplant und im Kalender des Gremiums.", _back(plan))
    return render_template(
        "planning/take_over.html",
        form=form,
        plan=plan,
        steps=_steps(plan, is_committing=True),
        unnumbered=rules.unnumbered_note(queries.days_without_term(plan)),
        conflicts=queries.conflicts_by_date(viewer, plan),
    )


@bp.route(
    "/sitzungsplan/vorschlaege/<oid:id>/zuruecknehmen",
    methods=["GET", "POST"],
    access=SECRETARIAT_HIDDEN,
)
def undo(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    plan = queries.manageable_plan(viewer, id)
    form = PlanVersionForm(data={"version": plan.version})
    if form.validate_on_submit():
        form.check_version(plan)
        with form.rules():
            dropped = actions.undo_plan(viewer, plan, now=utc_now())
            telling_actions.tell_dropped(dropped, public_origin(), utc_now())
            return done(
                "Die Übernahme ist zurückgenommen. Die Sitzungen sind abgesagt; die Termine "
                "stehen wieder als Vorschlag hier.",
                _back(plan),
            )
    return render_template(
        "planning/undo.html",
        form=form,
        plan=plan,
        obstacle=_obstacle(plan),
        called_off=rules.called_off(plan),
    )


def _obstacle(plan: SittingPlan) -> str:
    """Why the plan cannot be undone; "" when it can."""
    ids = [planned.sitting_id for planned in plan.kept_dates if planned.sitting_id]
    try:
        rules.require_undoable(plan, queries.with_content(ids))
    except RuleBroken as refusal:
        return refusal.message
    return ""


@bp.route(
    "/sitzungsplan/vorschlaege/<oid:id>/loeschen", methods=["POST"], access=SECRETARIAT_HIDDEN
)
def delete(id: int) -> ResponseReturnValue:
    plan = queries.manageable_plan(current_viewer(), id)
    _require_shown(plan)
    year = plan.year
    actions.delete_plan(current_viewer(), plan)
    return done("Der Vorschlag ist gelöscht.", url_for("planning.index", jahr=year))


def _back(plan: SittingPlan) -> str:
    return url_for("planning.show", id=plan.id)
