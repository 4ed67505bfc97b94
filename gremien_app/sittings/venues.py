"""Pages of the places: venues and their rooms."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.extensions import db
from gremien_app.sittings import actions, queries
from gremien_app.sittings.forms import RoomForm
from gremien_app.web.access import STAFF, Room, current_viewer

bp = Room("venues", __name__)


@bp.route("/orte", methods=["GET", "POST"], access=STAFF)
def index() -> ResponseReturnValue:
    form = RoomForm()
    if form.validate_on_submit():
        with form.rules():
            room = actions.add_room(current_viewer(), **form.details())
            db.session.commit()
            flash(f"Der Raum „{room.label}“ ist angelegt.", "success")
            return redirect(url_for("venues.index"))
    return render_template("sittings/rooms.html", form=form, rooms=queries.rooms())
