"""Pages that change a membership: correct, change from a day on, succeed, rotate the chair."""

from typing import Any, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import chair_rules, queries, seat_queries
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.forms import (
    ChangeForm,
    CorrectForm,
    RotateForm,
    SucceedForm,
    initial,
    names_of,
)
from gremien_app.people.members.models import ChairOffice, Membership
from gremien_app.people.members.roster import presides
from gremien_app.people.organizations.actions import organization_named
from gremien_app.people.organizations.queries import organizations
from gremien_app.people.persons import queries as person_queries
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.views import add_new_person, person_choice
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("changes", __name__)
Form = TypeVar("Form", CorrectForm, ChangeForm)


def _filled(kind: type[Form], membership: Membership) -> Form:
    form = kind(obj=membership, data=initial(membership))
    since = min(membership.starts_on, today())
    others = queries.memberships_in(membership.committee_id, since=since)
    form.offer(
        membership.committee,
        seat_queries.seats_since(membership.committee_id, since),
        [one for one in others if one is not membership],
    )
    return form


def _page(form: CorrectForm | ChangeForm, membership: Membership) -> str:
    return render_template(
        "members/change.html",
        form=form,
        membership=membership,
        period=membership.period.told(),
        organizations=names_of(organizations()),
        is_correction=isinstance(form, CorrectForm),
    )


@bp.route(
    "/mitgliedschaften/<oid:id>/berichtigen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN
)
def correct(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    membership = queries.manageable_membership(viewer, id)
    form = _filled(CorrectForm, membership)
    if form.validate_on_submit() and not form.is_stale(membership, form.stored(membership)):
        with form.rules():
            wanted = form.wanted(organization_named(viewer, form.organization.data))
            told = {"reason": form.reason.data, **form.chosen_seat().place}
            is_changed = changes.correct_membership(viewer, membership, wanted, **told)
            return done(
                "Berichtigt." if is_changed else "Es wurde nichts geändert.",
                url_for("members.membership", id=membership.id),
            )
    return _page(form, membership)


@bp.route("/mitgliedschaften/<oid:id>/aendern", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def change(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    membership = queries.manageable_membership(viewer, id)
    form = _filled(ChangeForm, membership)
    if form.validate_on_submit() and not form.is_stale(membership, form.stored(membership)):
        with form.rules():
            wanted = form.wanted(organization_named(viewer, form.organization.data))
            told: dict[str, Any] = {"from_day": form.from_day.data, "reason": form.reason.data}
            told |= form.chosen_seat().place
            new = changes.change_membership(viewer, membership, wanted, **told)
            return done(
                f"Die Änderung gilt ab dem {format_date(new.starts_on)}.",
                url_for("members.membership", id=new.id),
            )
    return _page(form, membership)


@bp.route(
    "/mitgliedschaften/<oid:id>/nachfolge", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN
)
def succeed(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    membership = queries.manageable_membership(viewer, id)
    person = person_queries.find_person(viewer, request.args.get("person", ""))
    deputies = _deputies(membership)
    form = SucceedForm(data={"version": membership.version, "last_day": membership.ends_on})
    form.has_person = person is not None
    if form.validate_on_submit() and not form.is_stale(membership, {}):
        with form.rules():
            new = changes.succeed(
                viewer,
                membership,
                person or add_new_person(form),
                last_day=form.last_day.data,
                reason=form.reason.data,
                starts_on=form.starts_on.data,
                ends_deputies=form.ends_deputies.data,
            )
            return done(
                f"{new.person.name} folgt ab dem {format_date(new.starts_on)} auf "
                f"{membership.person.name}.",
                url_for("members.membership", id=new.id),
            )
    return render_template(
        "members/succeed.html",
        form=form,
        membership=membership,
        period=membership.period.told(),
        deputies=deputies,
        **person_choice(person),
    )


def _deputies(membership: Membership) -> list[Person]:
    """Who may move up at a click; nobody for a deputy's own place."""
    if membership.seat is None:
        return []
    found = queries.holders_of(membership.seat, today())
    return [m.person for m in found if m.role.value == "deputy" and m is not membership]


@bp.route("/mitgliedschaften/<oid:id>/rueckgaengig", methods=["POST"], access=SECRETARIAT_HIDDEN)
def undo(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    successor = queries.manageable_membership(viewer, id)
    former = successor.predecessor
    taken = changes.undo_following(viewer, successor)
    assert former is not None, "refused otherwise"
    return done(
        taken.after(f"Rückgängig gemacht: {former.person.name}, {former.period.told()}."),
        url_for("members.membership", id=former.id),
    )


@bp.route("/gremien/<slug>/vorsitz-wechseln", methods=["GET", "POST"], access=SECRETARIAT)
def rotate(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = queries.manageable_roster(viewer, slug)
    chair, deputy = _chairs(committee)
    swap = chair_rules.next_swap(committee, queries.chair_since(committee.id, today()))
    form = RotateForm(data={"from_day": swap.due_on if swap else None})
    if form.validate_on_submit():
        with form.rules():
            changes.rotate_chair(viewer, chair, deputy, form.from_day.data)
            day = form.from_day.data
            return done(
                f"Ab dem {format_date(day)} hat {deputy.person.name} den Vorsitz."
                if day
                else "Gespeichert.",
                url_for("portal.committee", slug=slug, _anchor="mitglieder"),
            )
    return render_template(
        "members/rotate.html", form=form, committee=committee, chair=chair, deputy=deputy, swap=swap
    )


def _chairs(committee: Committee) -> tuple[Membership, Membership]:
    """Who presides today and who deputises; refused while one of the two is missing."""
    roster = queries.roster(committee.id, today())
    chair = next((m for m in roster if presides(m)), None)
    deputy = next((m for m in roster if m.chair_office is ChairOffice.DEPUTY_CHAIR), None)
    return chair_rules.require_both_chairs(chair, deputy)
