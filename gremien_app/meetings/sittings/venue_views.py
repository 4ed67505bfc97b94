"""Pages of the places: venues, their rooms and what a visitor needs to know of them."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.sittings import queries, venue_actions
from gremien_app.meetings.sittings.venue_forms import (
    AddRoomForm,
    EditRoomForm,
    RetireForm,
    VenueForm,
    names_of,
)
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("venues", __name__)


@bp.route("/orte", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    return render_template("sittings/rooms.html", venues=queries.venues_with_rooms())


@bp.route("/orte/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = AddRoomForm()
    if form.validate_on_submit():
        with form.rules():
            room = venue_actions.add_room(current_viewer(), **form.details())
            return done(f"Der Raum „{room.label}“ ist angelegt.", url_for("venues.index"))
    return render_template("sittings/room_add.html", form=form, venues=names_of(queries.venues()))


@bp.route("/orte/raeume/<oid:id>", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def room(id: int) -> ResponseReturnValue:
    found = queries.get_room(id)
    form = EditRoomForm(obj=found)
    if form.validate_on_submit() and not form.is_stale(found):
        with form.rules():
            venue_actions.edit_room(current_viewer(), found, **form.given())
            return done(
                f"Die Angaben zum Raum „{found.label}“ sind gespeichert.", url_for("venues.index")
            )
    return render_template("sittings/room.html", form=form, room=found)


@bp.route("/orte/raeume/<oid:id>/schliessen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def retire(id: int) -> ResponseReturnValue:
    found = queries.get_room(id)
    form = RetireForm(data={"version": found.version})
    if form.validate_on_submit() and not form.is_stale(found, {}):
        with form.rules():
            assert form.closed_on.data is not None
            venue_actions.retire_room(current_viewer(), found, form.closed_on.data)
            return done(
                f"Der Raum „{found.label}“ wird nicht mehr angeboten.", url_for("venues.index")
            )
    return render_template(
        "sittings/room_retire.html",
        form=form,
        room=found,
        sittings=queries.sittings_in_room(found, today()),
    )


@bp.route("/orte/raeume/<oid:id>/wieder-anbieten", methods=["POST"], access=ANY_SECRETARIAT)
def reopen(id: int) -> ResponseReturnValue:
    found = queries.get_room(id)
    venue_actions.reopen_room(current_viewer(), found)
    return done(f"Der Raum „{found.label}“ steht wieder zur Verfügung.", url_for("venues.index"))


@bp.route("/orte/gebaeude/<oid:id>", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def venue(id: int) -> ResponseReturnValue:
    found = queries.get_venue(id)
    form = VenueForm(obj=found)
    if form.validate_on_submit() and not form.is_stale(found):
        with form.rules():
            venue_actions.edit_venue(current_viewer(), found, **form.given())
            return done(
                f"Die Angaben zum Gebäude „{found.name}“ sind gespeichert.", url_for("venues.index")
            )
    return render_template("sittings/venue.html", form=form, venue=found)
