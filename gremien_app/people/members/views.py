"""Pages of memberships, for the secretariat only: one of them, joining, leaving."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.bases.rules import basis_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import actions, history, queries, rules, seat_queries
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import by_successor, obstacle_of_following
from gremien_app.people.members.forms import EndForm, MembershipForm, names_of
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.organizations.queries import organizations
from gremien_app.people.persons import queries as person_queries
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.views import add_new_person, person_choice
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("members", __name__)


@bp.route("/mitgliedschaften/<oid:id>", access=SECRETARIAT_HIDDEN)
def membership(id: int) -> ResponseReturnValue:
    found = queries.manageable_membership(current_viewer(), id)
    return render_template(
        "members/membership.html",
        membership=found,
        period=found.period.told(),
        seat=rules.describe_seat(found.seat) if found.seat else "",
        rights=history.rights_of(found),
        history=[history.line_of(entry) for entry in queries.history_of(found)],
        successors=queries.successors_of(found),
        obstacle=obstacle_of_following(found, endings_by(by_successor(found))),
        basis=basis_of(found),
    )


@bp.route("/gremien/<slug>/mitglieder/neu", methods=["GET", "POST"], access=SECRETARIAT)
def add(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = queries.manageable_roster(viewer, slug)
    person = person_queries.find_person(viewer, request.args.get("person", ""))
    form = MembershipForm(data=_beginning())
    form.has_person = person is not None
    form.offer(
        committee,
        seat_queries.seats_since(committee.id, today()),
        queries.memberships_in(committee.id, since=today()),
    )
    if form.validate_on_submit():
        with form.rules():
            membership = _add(form, committee, person)
            return done(
                f"{membership.person.name} gehört jetzt zum Gremium.",
                url_for("portal.committee", slug=slug, _anchor="mitglieder"),
            )
    return render_template(
        "members/add.html",
        form=form,
        committee=committee,
        organizations=names_of(organizations()),
        **person_choice(person, keep=("sitz", "rolle")),
    )


def _beginning() -> dict[str, Any]:
    """What a link to the form has chosen already: a vacant seat, a deputy for a seat."""
    seat, role = request.args.get("sitz", ""), request.args.get("rolle", "")
    if seat and not (seat.isascii() and seat.isdecimal() and len(seat) < 10):
        raise NotFound
    if role and role not in {one.value for one in MemberRole}:
        raise NotFound
    chosen = {"seat": f"sitz-{seat}" if seat else "", "role": role}
    return {name: value for name, value in chosen.items() if value}


def _add(form: MembershipForm, committee: Committee, person: Person | None) -> Membership:
    viewer = current_viewer()
    return actions.add_membership(
        viewer, committee, person or add_new_person(form), **form.values()
    )


@bp.route("/mitgliedschaften/<oid:id>/beenden", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def end(id: int) -> ResponseReturnValue:
    membership = queries.manageable_membership(current_viewer(), id)
    form = EndForm(obj=membership)
    if form.validate_on_submit() and not form.is_stale(membership):
        with form.rules():
            last_day = actions.end_membership(
                current_viewer(), membership, form.ends_on.data, reason=form.reason.data
            )
            return done(
                f"Die Mitgliedschaft endet am {format_date(last_day)}.",
                url_for("portal.committee", slug=membership.committee.slug, _anchor="mitglieder"),
            )
    return render_template(
        "members/end.html", form=form, membership=membership, period=membership.period.told()
    )


@bp.route("/mitgliedschaften/<oid:id>/zuruecknehmen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    membership = queries.manageable_membership(current_viewer(), id)
    slug, name = membership.committee.slug, membership.person.name
    actions.remove_membership(current_viewer(), membership)
    return done(
        f"Die Mitgliedschaft von {name} ist zurückgenommen.",
        url_for("portal.committee", slug=slug, _anchor="mitglieder"),
    )
