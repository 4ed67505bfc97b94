"""Pages that take a list over: look at it, correct a line, agree; part by part where it is long."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, format_number
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.paging import chosen_day
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import manageable
from gremien_app.people.committees.reach_queries import met_by
from gremien_app.people.lists import actions, queries
from gremien_app.people.lists.forms import (
    AssignmentForm,
    ConfirmForm,
    CorrectionForm,
    Uploaded,
    UploadForm,
    about_file,
    carried_file,
    file_carried,
    fingerprint,
    packed,
    unpacked,
)
from gremien_app.people.lists.reading import ListRefused, ListRow, ReadList
from gremien_app.people.lists.rules import Outcome, PlannedRow, deputies_last, understood
from gremien_app.people.lists.views import bp
from gremien_app.people.rights import SECRETARIAT

__all__ = ["bp"]
PART = 250  # lines that one step takes over: a few seconds
_OUTDATED = "Die Vorschau ist abgelaufen. Bitte laden Sie die Liste noch einmal hoch."


@bp.route("/gremien/<slug>/listen", methods=["GET", "POST"], access=SECRETARIAT)
def index(slug: str) -> ResponseReturnValue:
    committee = manageable(current_viewer(), slug)
    form, assignment = UploadForm(), None
    if form.validate_on_submit():
        with form.rules():
            uploaded, since = form.uploaded(), form.since.data
            if form.assigns.data:
                assignment = _assignment(committee, uploaded, since)
                return render_template("lists/assign.html", committee=committee, form=assignment)
            try:
                return _read(committee, uploaded, since)
            except ListRefused as refusal:
                if not refusal.is_of_headings or uploaded.sample() is None:
                    raise
                why = f"{refusal.message} Oder ordnen Sie ihre Spalten oben zu."
                form.refuse(RuleBroken(why, field="file"))
                assignment = _assignment(committee, uploaded, since)
    return render_template(
        "lists/index.html",
        committee=committee,
        form=form,
        day=chosen_day(),
        assignment=assignment,
    )


def _read(committee: Committee, uploaded: Uploaded, since: date | None) -> ResponseReturnValue:
    read = uploaded.read(queries.own_headings(committee))
    rows = deputies_last(read.rows, committee, today())
    return _preview(committee, rows, since, _about(committee, read))


def _assignment(committee: Committee, uploaded: Uploaded, since: date | None) -> AssignmentForm:
    """Which column of the file means what; raises ``ListRefused`` where there are none."""
    sample = uploaded.sample()
    if sample is None:
        raise ListRefused("In der Datei steht keine Tabelle mit Überschriften.")
    content = carried_file(current_viewer(), committee.id, uploaded, since)
    form = AssignmentForm.of(sample, queries.own_headings(committee), content)
    # Nothing was chosen so far: the fields show what is known of the headings.
    form.process(formdata=None)
    form.content.data = content
    return form


@bp.route("/gremien/<slug>/listen/spalten", methods=["POST"], access=SECRETARIAT)
def assign(slug: str) -> ResponseReturnValue:
    """Remember what the headings mean, and show the preview."""
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    content = request.form.get("content", "")
    found = file_carried(viewer, committee.id, content)
    sample = found[0].sample() if found else None
    if found is None or sample is None:
        return _again(slug, RuleBroken(_OUTDATED))
    form = AssignmentForm.of(sample, queries.own_headings(committee), content)
    if form.validate_on_submit():
        with form.rules():
            actions.remember_headings(viewer, committee, form.columns(sample))
            commit()
            return _read(manageable(viewer, slug), *found)
    return render_template("lists/assign.html", committee=committee, form=form)


def _about(committee: Committee, read: ReadList) -> dict[str, Any]:
    """What the preview says of the file, at each of its parts."""
    doubtful = sum(bool(understood(row, committee, today()).doubts) for row in read.rows)
    return {
        "sheet": read.sheet,
        "notes": read.notes,
        "ignored": read.ignored,
        "total": len(read.rows),
        "doubtful": doubtful,
    }


def _preview(
    committee: Committee,
    rows: Sequence[ListRow],
    since: date | None,
    about: Mapping[str, Any],
    *,
    form: ConfirmForm | None = None,
) -> ResponseReturnValue:
    """What would happen: tried out in full and taken back."""
    viewer, slug = current_viewer(), committee.slug
    planned = actions.take_over(viewer, committee, rows[:PART], since=since)
    met = met_by()
    db.session.rollback()
    form = form or ConfirmForm(formdata=None)
    form.content.data = packed(viewer, committee.id, rows, since, planned, about)
    form.content.raw_data = None
    before = about["total"] - len(rows)
    counts = Counter(row.outcome for row in planned)
    return render_template(
        "lists/preview.html",
        committee=manageable(viewer, slug),
        form=form,
        figures=[
            {"label": outcome.label, "value": counts[outcome], "note": None} for outcome in Outcome
        ],
        groups=[
            (outcome, [row for row in planned if row.outcome is outcome])
            for outcome in (Outcome.DOUBTFUL, Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
        ],
        met=met,
        has_doubts=bool(counts[Outcome.DOUBTFUL]),
        has_work=bool(counts[Outcome.NEW] or counts[Outcome.CHANGED]),
        about=about,
        done=before,
        words={
            "done": format_number(before),
            "total": format_number(about["total"]),
            "doubtful": format_number(about["doubtful"]),
        },
        part=min(PART, len(rows)),
        is_last=len(rows) <= PART,
    )


@bp.route("/gremien/<slug>/listen/uebernehmen", methods=["POST"], access=SECRETARIAT)
def confirm(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    form = ConfirmForm()
    try:
        rows, since, promised = unpacked(viewer, committee.id, form.content.data or "")
    except RuleBroken as outdated:
        return _again(slug, outdated)
    about = about_file(viewer, form.content.data or "")
    planned = actions.take_over(viewer, committee, rows[:PART], since=since)
    refusal = _refusal(form, planned, promised)
    if refusal is None and form.validate():
        return _taken_over(committee, planned, rows[PART:], since, about)
    db.session.rollback()
    if refusal is not None:
        form.refuse(refusal)
    return _preview(manageable(viewer, slug), rows, since, about, form=form)


def _again(slug: str, outdated: RuleBroken) -> ResponseReturnValue:
    flash(outdated.message, "error")
    return redirect(url_for("lists.index", slug=slug))


def _taken_over(
    committee: Committee,
    planned: Sequence[PlannedRow],
    rest: Sequence[ListRow],
    since: date | None,
    about: Mapping[str, Any],
) -> ResponseReturnValue:
    """The next part of a long list, or the committee's page."""
    counts = Counter(row.outcome for row in planned)
    what = f"{counts[Outcome.NEW]} angelegt, {counts[Outcome.CHANGED]} geändert."
    if not rest:
        page = url_for("portal.committee", slug=committee.slug, _anchor="mitglieder")
        return done(f"Die Liste ist übernommen: {what}", page)
    commit()
    number = about["total"] - len(rest)
    flash(f"{format_number(number)} Zeilen sind übernommen, zuletzt: {what}", "success")
    return _preview(manageable(current_viewer(), committee.slug), rest, since, about)


def _refusal(
    form: ConfirmForm, planned: Sequence[PlannedRow], promised: list[object]
) -> RuleBroken | None:
    if fingerprint(planned) != promised:
        return RuleBroken(
            "Inzwischen hat jemand etwas geändert. Bitte prüfen Sie die Vorschau noch einmal."
        )
    doubtful = sum(row.outcome is Outcome.DOUBTFUL for row in planned)
    if doubtful and not form.skip_doubtful.data:
        return RuleBroken(
            f"{format_count(doubtful, 'Zeile ist', 'Zeilen sind')} noch zu klären. Berichtigen Sie "
            "sie, oder setzen Sie das Häkchen und lassen Sie sie aus.",
            field="skip_doubtful",
        )
    return None


@bp.route("/gremien/<slug>/listen/berichtigen", methods=["POST"], access=SECRETARIAT)
def correct(slug: str) -> ResponseReturnValue:
    """One line of the preview: shown as fields, and back in the preview as it is meant."""
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    form = CorrectionForm()
    try:
        rows, since, _ = unpacked(viewer, committee.id, form.content.data or "")
    except RuleBroken as outdated:
        return _again(slug, outdated)
    at = _position(rows, form.line.data or request.form.get("zeile", ""))
    if at is None:
        return _again(slug, RuleBroken(_OUTDATED))
    about = about_file(viewer, form.content.data or "")
    if "auslassen" in request.form:
        fewer = {**about, "total": about["total"] - 1}
        return _preview(committee, [*rows[:at], *rows[at + 1 :]], since, fewer)
    is_asked = "zeile" in request.form
    if not is_asked and form.validate():
        return _preview(committee, [*rows[:at], form.row(rows[at]), *rows[at + 1 :]], since, about)
    planned = _planned(committee, rows, at, since)
    if is_asked:
        form.show(rows[at], understood(rows[at], committee, today()).person, planned.candidates)
    return render_template(
        "lists/correct.html", committee=manageable(viewer, slug), form=form, planned=planned
    )


def _position(rows: Sequence[ListRow], line: str) -> int | None:
    return next((at for at, row in enumerate(rows[:PART]) if str(row.line) == line), None)


def _planned(
    committee: Committee, rows: Sequence[ListRow], at: int, since: date | None
) -> PlannedRow:
    """What the preview says of the line, with those before it."""
    planned = actions.take_over(current_viewer(), committee, rows[: at + 1], since=since)
    db.session.rollback()
    return next(one for one in planned if one.line == rows[at].line)
