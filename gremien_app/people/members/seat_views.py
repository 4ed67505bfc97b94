"""Pages of a committee's seats: all of them with who sits there, one more, another organisation."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import terms
from gremien_app.people.members import queries, rules, seat_queries
from gremien_app.people.members import seat_actions as seats
from gremien_app.people.members.forms import SeatForm, names_of
from gremien_app.people.members.models import MemberRole
from gremien_app.people.organizations.queries import organizations
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("seats", __name__)


@bp.route("/gremien/<slug>/sitzverteilung", methods=["GET", "POST"], access=SECRETARIAT)
def index(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = queries.manageable_roster(viewer, slug)
    running = [one for one in terms() if not one.is_over(today())]
    rows = _rows(committee)
    # One press makes one seat: what is sent a second time was built on fewer seats.
    form = SeatForm(data={"version": committee.version})
    form.offer(committee)
    form.term.choices = [(one.id, one.name) for one in running]
    if form.validate_on_submit() and not form.is_stale(committee, {}):
        with form.rules():
            term = next(one for one in running if one.id == form.term.data)
            seat = seats.add_seat(viewer, committee, term, **form.values())
            return done(f"Sitz {seat.position} ist angelegt.", url_for(".index", slug=slug))
    return render_template(
        "members/seats.html",
        committee=committee,
        form=form,
        rows=rows,
        organizations=names_of(organizations()),
    )


def _rows(committee: Committee) -> list[dict[str, Any]]:
    holders = queries.memberships_in(committee.id, since=today())
    return [
        {
            "seat": seat,
            "members": [m for m in holders if m.seat_id == seat.id and not _deputises(m.role)],
            "deputies": [m for m in holders if m.seat_id == seat.id and _deputises(m.role)],
        }
        for seat in seat_queries.seats_since(committee.id, today())
    ]


def _deputises(role: MemberRole) -> bool:
    return role is MemberRole.DEPUTY


@bp.route("/sitze/<oid:id>/bearbeiten", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    seat = seat_queries.manageable_seat(viewer, id)
    if request.method == "POST":
        seats.hold(seat)
    form = SeatForm(obj=seat, data=SeatForm.initial(seat))
    form.offer(seat.committee)
    del form.term
    if form.validate_on_submit() and not form.is_stale(seat, form.stored(seat)):
        with form.rules():
            is_changed = seats.edit_seat(viewer, seat, **form.values())
            return done(
                "Gespeichert." if is_changed else "Es wurde nichts geändert.",
                url_for(".index", slug=seat.committee.slug),
            )
    return render_template(
        "members/seat_edit.html",
        form=form,
        seat=seat,
        committee=seat.committee,
        label=rules.describe_seat(seat),
        organizations=names_of(organizations()),
    )


@bp.route("/sitze/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    seat = seat_queries.manageable_seat(current_viewer(), id)
    slug, position = seat.committee.slug, seat.position
    seats.remove_seat(current_viewer(), seat)
    return done(f"Sitz {position} ist entfernt.", url_for(".index", slug=slug))
