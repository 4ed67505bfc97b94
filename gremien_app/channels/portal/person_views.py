"""The page of one person: memberships over time, attendance, what is stored, who changed it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import current_viewer
from gremien_app.meetings.guests.queries import invitations_of
from gremien_app.meetings.proceedings.figure_queries import attendance_figures
from gremien_app.people.members import person_queries, person_rules, rules
from gremien_app.people.members.models import ContactKind
from gremien_app.people.members.person_views import bp
from gremien_app.people.rights import SECRETARIAT_HIDDEN

__all__ = ["bp", "show"]  # create_app registers the blueprint with all its routes


@bp.route("/personen/<oid:id>", access=SECRETARIAT_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    person = person_queries.get_person(viewer, id)
    memberships = person_queries.memberships_of(viewer, person)
    name_is_public = person_queries.name_may_be_published(person, memberships, today())
    return render_template(
        "portal/person.html",
        person=person,
        address=person_rules.contact_value(person, ContactKind.ADDRESS),
        name_is_public=name_is_public,
        public=person_rules.public_contacts(person, person.consents) if name_is_public else [],
        memberships=[(one, rules.describe_period(one)) for one in memberships],
        figures=attendance_figures(viewer, person.id),
        guest_at=invitations_of(viewer, person.id),
        tenures=person_queries.tenures_of(person),
        account=person_queries.account_of(person),
        history=person_queries.history_of(person, memberships),
        day=today(),
    )
