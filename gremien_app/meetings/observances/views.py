"""Pages of the days to respect and of the sittings of other bodies."""

from datetime import date

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import format_whole_days
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.observances import actions, queries, rules
from gremien_app.meetings.observances.calendar_rules import import_sentence
from gremien_app.meetings.observances.days import is_school_known
from gremien_app.meetings.observances.forms import (
    CalendarForm,
    ConfirmForm,
    EditEntryForm,
    EntriesFileForm,
    EntryForm,
    packed,
    unpacked,
)
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.reading import ReadEntries
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("observances", __name__)
_DELETED = "observance_deleted"
_FAULTS = 5  # of a file, said one by one
_SPAN = 5  # years before and after this one


@bp.route("/besondere-tage", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    years = range(today().year - _SPAN, today().year + _SPAN + 1)
    year = _chosen(request.args.get("jahr", ""), [str(one) for one in years])
    tradition = _chosen(request.args.get("herkunft", ""), [one.value for one in Tradition])
    number = int(year) if year else today().year
    spans = rules.year_spans(number, queries.observances_of(number))
    return render_template(
        "observances/index.html",
        year=number,
        years=years,
        tradition=tradition,
        traditions=[(one.value, one.label) for one in Tradition],
        spans=[one for one in spans if tradition in {"", one.tradition.value}],
        is_school_known=is_school_known(date(number, 12, 31)),
        can_undo="geloescht" in request.args and _DELETED in session,
    )


def _chosen(typed: str, offered: list[str]) -> str:
    """The filter asked for; "" without one, ``NotFound`` for one that is not offered."""
    if typed and typed not in offered:
        raise NotFound
    return typed


@bp.route("/besondere-tage/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = EntryForm()
    if form.validate_on_submit():
        with form.rules():
            row = actions.add(current_viewer(), form.entry())
            return done(
                f"„{row.name}“ ist eingetragen.",
                url_for("observances.index", jahr=row.starts_on.year),
            )
    return render_template("observances/edit.html", form=form, row=None)


@bp.route("/besondere-tage/<oid:id>/bearbeiten", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit(id: int) -> ResponseReturnValue:
    row = queries.get_observance(id)
    form = EditEntryForm(obj=row)
    if form.validate_on_submit() and not form.is_stale(row):
        with form.rules():
            actions.edit(current_viewer(), row, form.entry())
            return done(
                f"„{row.name}“ ist gespeichert.",
                url_for("observances.index", jahr=row.starts_on.year),
            )
    return render_template("observances/edit.html", form=form, row=row)


@bp.route("/besondere-tage/<oid:id>/loeschen", methods=["POST"], access=ANY_SECRETARIAT)
def delete(id: int) -> ResponseReturnValue:
    row = queries.get_observance(id)
    year = row.starts_on.year
    entry = actions.delete(current_viewer(), row)
    commit()
    session[_DELETED] = packed(current_viewer(), [entry])
    flash(f"„{entry.name}“ ist gelöscht.", "success")
    return redirect(url_for("observances.index", jahr=year, geloescht=1))


@bp.route("/besondere-tage/wiederherstellen", methods=["POST"], access=ANY_SECRETARIAT)
def restore() -> ResponseReturnValue:
    """The last deletion of this person in this browser."""
    entry = unpacked(current_viewer(), session.get(_DELETED, ""))[0]
    row = actions.add(current_viewer(), entry)
    commit()
    session.pop(_DELETED, None)
    flash(f"„{row.name}“ ist wieder da.", "success")
    return redirect(url_for("observances.index", jahr=row.starts_on.year))


@bp.route("/besondere-tage/einlesen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def read_file() -> ResponseReturnValue:
    form = EntriesFileForm()
    if form.validate_on_submit():
        with form.rules():
            return _preview(form.read())
    return render_template("observances/read_file.html", form=form)


def _preview(read: ReadEntries) -> ResponseReturnValue:
    stored = queries.stored_entries(one.key for one in read.entries)
    planned = rules.plan_entries(read.entries, stored)
    form = ConfirmForm(formdata=None)
    form.content.data = packed(current_viewer(), (one.entry for one in planned))
    return render_template(
        "observances/preview.html",
        form=form,
        planned=planned,
        faults=read.faults,
        changing=[one for one in planned if one.kind != "same"],
    )


@bp.route("/besondere-tage/uebernehmen", methods=["POST"], access=ANY_SECRETARIAT)
def take_over() -> ResponseReturnValue:
    viewer = current_viewer()
    try:
        planned = actions.take_over(viewer, unpacked(viewer, ConfirmForm().content.data or ""))
    except RuleBroken as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
        return redirect(url_for("observances.read_file"))
    commit()
    new = sum(one.kind == "new" for one in planned)
    changed = sum(one.kind == "changed" for one in planned)
    flash(
        f"Übernommen: {format_count(new, 'neuer Tag', 'neue Tage')}, {changed} geändert, "
        f"{len(planned) - new - changed} unverändert.",
        "success",
    )
    year = min((one.entry.starts_on.year for one in planned), default=today().year)
    return redirect(url_for("observances.index", jahr=_within(year)))


def _within(year: int) -> int:
    return min(max(year, today().year - _SPAN), today().year + _SPAN)


@bp.route("/andere-sitzungen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def calendars() -> ResponseReturnValue:
    form = CalendarForm()
    if form.validate_on_submit():
        with form.rules():
            read = form.read()
            found = actions.import_calendar(
                current_viewer(),
                name=form.name.data,
                source=form.source.data,
                read=read,
                now=utc_now(),
            )
            commit()
            flash(import_sentence(form.name.data, found, read), "success")
            for fault in read.faults[:_FAULTS]:
                flash(fault, "warning")
            if len(read.faults) > _FAULTS:
                flash(f"und {len(read.faults) - _FAULTS} weitere", "warning")
            return redirect(url_for("observances.calendars"))
    return render_template(
        "observances/calendars.html", form=form, calendars=queries.outside_calendars()
    )


@bp.route("/andere-sitzungen/<oid:id>", access=ANY_SECRETARIAT)
def calendar(id: int) -> ResponseReturnValue:
    found = queries.get_calendar(id)
    return render_template(
        "observances/calendar.html",
        calendar=found,
        sittings=[
            (one, format_whole_days(one.starts_at, one.ends_at))
            for one in queries.sittings_of_calendar(found)
        ],
    )


@bp.route("/andere-sitzungen/<oid:id>/entfernen", methods=["POST"], access=ANY_SECRETARIAT)
def delete_calendar(id: int) -> ResponseReturnValue:
    found = queries.get_calendar(id)
    name = found.name
    actions.delete_calendar(current_viewer(), found)
    return done(
        f"Der Kalender „{name}“ ist entfernt. Sie können ihn neu einlesen.",
        url_for("observances.calendars"),
    )
