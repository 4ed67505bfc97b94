"""Pages of member lists: take one over, give one out; for the committee's secretariat only."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import manageable
from gremien_app.people.committees.reach_queries import met_by
from gremien_app.people.lists import actions, queries, writing
from gremien_app.people.lists import word_queries as word
from gremien_app.people.lists.forms import ConfirmForm, UploadForm, fingerprint, packed, unpacked
from gremien_app.people.lists.reading import ListRow
from gremien_app.people.lists.rules import Outcome, PlannedRow
from gremien_app.people.rights import SECRETARIAT

bp = Pages("lists", __name__)
WORD_LISTS = {
    "adressen": word.address_list,
    "e-mail": word.email_list,
    "tischkarten": word.seating_cards,
}


@bp.route("/gremien/<slug>/listen", methods=["GET", "POST"], access=SECRETARIAT)
def index(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    form = UploadForm()
    if form.validate_on_submit():
        with form.rules():
            read = form.read()
            return _preview(committee, read.rows, form.since.data, ignored=read.ignored)
    return render_template(
        "lists/index.html", committee=committee, form=form, day=_chosen_day(today())
    )


def _preview(
    committee: Committee,
    rows: Sequence[ListRow],
    since: date | None,
    *,
    form: ConfirmForm | None = None,
    ignored: Sequence[str] = (),
) -> ResponseReturnValue:
    """What would happen: tried out in full and taken back."""
    viewer, slug = current_viewer(), committee.slug
    planned = actions.take_over(viewer, committee, rows, since=since)
    met = met_by()
    db.session.rollback()
    form = form or ConfirmForm(formdata=None)
    form.content.data = packed(viewer, committee.id, rows, since, planned)
    form.content.raw_data = None
    return _show_preview(manageable(viewer, slug), planned, form, met, ignored)


def _show_preview(
    committee: Committee,
    planned: Sequence[PlannedRow],
    form: ConfirmForm,
    met: Meeting,
    ignored: Sequence[str] = (),
) -> str:
    counts = Counter(row.outcome for row in planned)
    return render_template(
        "lists/preview.html",
        committee=committee,
        form=form,
        figures=[
            {"label": outcome.heading, "value": counts[outcome], "note": None}
            for outcome in Outcome
        ],
        groups=[
            (outcome, [row for row in planned if row.outcome is outcome])
            for outcome in (Outcome.DOUBTFUL, Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
        ],
        met=met,
        has_doubts=bool(counts[Outcome.DOUBTFUL]),
        has_work=bool(counts[Outcome.NEW] or counts[Outcome.CHANGED]),
        ignored=ignored,
    )


@bp.route("/gremien/<slug>/listen/uebernehmen", methods=["POST"], access=SECRETARIAT)
def confirm(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    form = ConfirmForm()
    try:
        rows, since, promised = unpacked(viewer, committee.id, form.content.data or "")
    except RuleBroken as outdated:
        flash(outdated.message, "error")
        return redirect(url_for("lists.index", slug=slug))
    planned = actions.take_over(viewer, committee, rows, since=since)
    refusal = _refusal(form, planned, promised)
    if refusal is None and form.validate():
        counts = Counter(row.outcome for row in planned)
        return done(
            f"Die Liste ist übernommen: {counts[Outcome.NEW]} angelegt, "
            f"{counts[Outcome.CHANGED]} geändert.",
            url_for("portal.committee", slug=slug, _anchor="mitglieder"),
        )
    db.session.rollback()
    if refusal is not None:
        form.refuse(refusal)
    return _preview(manageable(viewer, slug), rows, since, form=form)


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
            "die Liste, oder setzen Sie das Häkchen und lassen Sie sie aus.",
            field="skip_doubtful",
        )
    return None


@bp.route("/gremien/<slug>/listen/vorlage.xlsx", access=SECRETARIAT)
def template_xlsx(slug: str) -> ResponseReturnValue:
    manageable(current_viewer(), slug)
    return file_answer(writing.template_xlsx(), "mitgliederliste-vorlage.xlsx")


@bp.route("/gremien/<slug>/listen/vorlage.csv", access=SECRETARIAT)
def template_csv(slug: str) -> ResponseReturnValue:
    manageable(current_viewer(), slug)
    return file_answer(writing.template_csv(), "mitgliederliste-vorlage.csv")


@bp.route("/gremien/<slug>/listen/mitglieder.xlsx", access=SECRETARIAT)
def roster_xlsx(slug: str) -> ResponseReturnValue:
    committee, day = _asked(slug)
    title = f"Mitglieder {committee.short}"
    content = writing.write_xlsx(queries.roster_lines(committee, day), title)
    return _roster_file(committee, content, f"mitglieder-{slug}-{day.isoformat()}.xlsx")


@bp.route("/gremien/<slug>/listen/mitglieder.csv", access=SECRETARIAT)
def roster_csv(slug: str) -> ResponseReturnValue:
    committee, day = _asked(slug)
    content = writing.write_csv(queries.roster_lines(committee, day))
    return _roster_file(committee, content, f"mitglieder-{slug}-{day.isoformat()}.csv")


@bp.route("/gremien/<slug>/listen/<kind>.docx", access=SECRETARIAT)
def word_list(slug: str, kind: str) -> ResponseReturnValue:
    if kind not in WORD_LISTS:
        raise NotFound
    committee, day = _asked(slug)
    content, name = WORD_LISTS[kind](committee, day), f"{kind}-{slug}-{day.isoformat()}.docx"
    return _roster_file(committee, content, name)


def _asked(slug: str) -> tuple[Committee, date]:
    committee = manageable(current_viewer(), slug)
    return committee, _chosen_day(None)


def _chosen_day(fallback: date | None) -> date:
    """The day asked for; an unreadable one shows today where a page says so, else is not found."""
    typed = request.args.get("stand", "").strip()
    if not typed:
        return today()
    try:
        return parse_german_date(typed, today())
    except ValueError as error:
        if fallback is None:
            raise NotFound from error
        flash(f"Stand am: {error} Gezeigt wird der heutige Stand.", "error")
        return fallback


def _roster_file(committee: Committee, content: bytes, name: str) -> ResponseReturnValue:
    """Names and contact data leave the house: that is put on record."""
    note_download(committee, name, committee.id)
    return file_answer(content, name)
