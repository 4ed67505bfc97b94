"""Pages on which a body is closed and opened again, by whoever may found one like it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.meetings.founding import closing_actions
from gremien_app.meetings.founding.forms import CloseForm
from gremien_app.meetings.founding.queries import closable, running_beyond, sittings_after
from gremien_app.meetings.founding.rules import may_close
from gremien_app.people.committees.models import Committee
from gremien_app.people.rights import CLOSING

bp = Pages("closing", __name__)


@bp.app_template_test("closable_by_viewer")
def closable_by_viewer(committee: Committee) -> bool:
    """``{% if committee is closable_by_viewer %}``: offers the way to these pages."""
    return may_close(current_viewer(), committee)


@bp.route("/gremien/<slug>/schliessen", methods=["GET", "POST"], access=CLOSING)
def close(slug: str) -> ResponseReturnValue:
    committee = closable(current_viewer(), slug)
    form = CloseForm(data={"version": committee.version})
    if form.validate_on_submit() and not form.is_stale(committee, {}):
        with form.rules():
            count = closing_actions.close(
                current_viewer(),
                committee,
                last_day=form.last_day.data,
                reason=form.reason.data,
                ends_memberships=form.ends_memberships.data,
            )
            commit()
            day = format_date(committee.closed_on) if committee.closed_on else ""
            flash(f"{committee.short} besteht bis zum {day}.", "success")
            if count:
                flash(f"{_memberships(count)} mit dem Gremium.", "info")
            return redirect(url_for("portal.committee", slug=slug))
    return render_template(
        "founding/close.html",
        form=form,
        committee=committee,
        sittings=sittings_after(committee.id, today()),
        running=len(running_beyond(committee, today())),
    )


def _memberships(count: int) -> str:
    verb = "endet" if count == 1 else "enden"
    return f"{format_count(count, 'Mitgliedschaft', 'Mitgliedschaften')} {verb}"


@bp.route("/gremien/<slug>/wieder-oeffnen", methods=["POST"], access=CLOSING)
def reopen(slug: str) -> ResponseReturnValue:
    committee = closable(current_viewer(), slug)
    taken = closing_actions.reopen(current_viewer(), committee)
    commit()
    flash(taken.after(f"{committee.short} ist wieder offen."), "success")
    if count := len(taken.restored):
        again = format_count(count, "Mitgliedschaft läuft", "Mitgliedschaften laufen")
        flash(f"{again} weiter wie vor der Schließung.", "info")
    return redirect(url_for("portal.committee", slug=slug))
