"""The page of a committee: who was bound when, and binding several at once."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.members.queries import manageable_roster
from gremien_app.people.pledges import actions, queries
from gremien_app.people.pledges.forms import PledgeForm
from gremien_app.people.pledges.models import PledgeKind
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("pledges", __name__)


@bp.route("/gremien/<slug>/verpflichtung", methods=["GET", "POST"], access=SECRETARIAT)
def index(slug: str) -> ResponseReturnValue:
    committee = manageable_roster(current_viewer(), slug)
    members = queries.bound_in(committee, today())
    form = PledgeForm(data={"kinds": list(PledgeKind)})  # both are usually done at once
    form.offer(members)
    if form.validate_on_submit():
        with form.rules():
            assert form.given_on.data is not None
            made = actions.add(
                current_viewer(),
                committee,
                form.persons.data or (),
                form.kinds.data or (),
                given_on=form.given_on.data,
                today=today(),
            )
            told = format_count(made, "Datum ist", "Daten sind") if made else "Alles war schon"
            return done(f"{told} eingetragen.", url_for(".index", slug=slug))
    pledges = queries.pledges_of({one.person_id for one in members})
    return render_template(
        "pledges/index.html",
        committee=committee,
        members=members,
        kinds=list(PledgeKind),
        pledges={
            one.person_id: [p for p in pledges if p.person_id == one.person_id] for one in members
        },
        form=form,
    )


@bp.route("/verpflichtungen/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    pledge = queries.manageable(current_viewer(), id)
    person_id = pledge.person_id
    actions.remove(current_viewer(), pledge)
    return done("Das Datum ist entfernt.", url_for("persons.show", id=person_id))
