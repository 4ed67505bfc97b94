"""Pages of a body's names over time."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.founding import naming_actions
from gremien_app.meetings.founding.forms import CorrectNameForm, NameForm
from gremien_app.meetings.founding.queries import manageable_name
from gremien_app.people.committees.queries import manageable
from gremien_app.people.rights import SECRETARIAT

bp = Pages("structure", __name__)


@bp.route("/gremien/<slug>/namen", methods=["GET", "POST"], access=SECRETARIAT)
def rename(slug: str) -> ResponseReturnValue:
    committee = manageable(current_viewer(), slug)
    form = NameForm()
    if form.validate_on_submit():
        with form.rules():
            new = naming_actions.rename(current_viewer(), committee, **form.given())
            day = format_date(new.valid_from) if new.valid_from else ""
            return done(
                f"Ab dem {day} heißt das Gremium „{new.name}“.",
                url_for("structure.rename", slug=slug),
            )
    return render_template("founding/names.html", form=form, committee=committee)


@bp.route("/gremien/<slug>/namen/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT)
def correct_name(slug: str, id: int) -> ResponseReturnValue:
    entry = manageable_name(current_viewer(), slug, id)
    committee = entry.committee
    form = CorrectNameForm(obj=entry, data={"version": committee.version})
    if form.validate_on_submit() and not form.is_stale(committee, form.stored_in(entry)):
        with form.rules():
            naming_actions.correct(current_viewer(), entry, **form.given())
            return done("Der Name ist berichtigt.", url_for("structure.rename", slug=slug))
    return render_template(
        "founding/name.html",
        form=form,
        committee=committee,
        entry=entry,
        is_first=committee.names[0] is entry,
    )


@bp.route("/gremien/<slug>/namen/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT)
def remove_name(slug: str, id: int) -> ResponseReturnValue:
    entry = manageable_name(current_viewer(), slug, id)
    naming_actions.remove(current_viewer(), entry)
    return done("Der Name ist entfernt.", url_for("structure.rename", slug=slug))
