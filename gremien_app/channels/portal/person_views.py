"""Pages of persons: all of them with their committees, and one with all that is stored of it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.paging import cut, typed
from gremien_app.meetings.guests.queries import invitations_of
from gremien_app.meetings.proceedings.figure_queries import attendance_figures
from gremien_app.people.accounts.queries import asked_address
from gremien_app.people.members import person_queries
from gremien_app.people.members.publicity_rules import publication_told
from gremien_app.people.persons import queries as persons
from gremien_app.people.persons import rules as person_rules
from gremien_app.people.persons.models import ContactKind
from gremien_app.people.persons.views import bp
from gremien_app.people.pledges.queries import pledges_of
from gremien_app.people.pledges.rules import told
from gremien_app.people.rights import ANY_SECRETARIAT, SECRETARIAT_HIDDEN

__all__ = ["bp"]  # create_app registers the blueprint with all its routes
PER_PAGE = 50


@bp.route("/personen", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    viewer, search = current_viewer(), typed("q")
    after = persons.find_person(viewer, request.args.get("nach", ""))
    found = persons.persons_visible_to(viewer, search, limit=PER_PAGE + 1, after=after)
    shown, next_after = cut(found, PER_PAGE)
    return render_template(
        "portal/persons.html",
        search=search,
        persons=shown,
        told_apart=persons.told_apart(
            viewer, [one for one in shown if one.id in person_rules.namesakes(shown)]
        ),
        is_first=after is None,
        without_end=person_queries.persons_without_end(viewer) if after is None else [],
        next_after=next_after,
        memberships=person_queries.memberships_by_person(viewer, shown, today()),
    )


@bp.route("/personen/<oid:id>", access=SECRETARIAT_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    person = persons.get_person(viewer, id)
    memberships = person_queries.memberships_of(viewer, person)
    account = persons.account_of(person)
    name_is_public = persons.name_may_be_published(viewer, person, today())
    return render_template(
        "portal/person.html",
        person=person,
        address=person_rules.contact_value(person, ContactKind.ADDRESS),
        publication=publication_told(person, memberships, today()),
        public=person_rules.public_contacts(person, person.consents) if name_is_public else [],
        memberships=[(one, one.period.told()) for one in memberships],
        figures=attendance_figures(viewer, person.id),
        guest_at=invitations_of(viewer, person.id),
        tenures=person_queries.tenures_of(person),
        pledges=told(pledges_of([person.id])),
        account=account,
        asked_address=asked_address(account.id, utc_now()) if account else None,
        history=person_queries.history_of(person, memberships),
        day=today(),
    )
