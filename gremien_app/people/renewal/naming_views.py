"""The page that names who sits on one seat, and who deputises."""

from datetime import date

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.forms import MAX_INT
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import queries as members
from gremien_app.people.members import seat_queries
from gremien_app.people.members.actions import add_membership
from gremien_app.people.members.models import MemberRole, Seat
from gremien_app.people.members.rules import describe_seat
from gremien_app.people.persons import queries as persons
from gremien_app.people.persons.actions import add_person
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.views import require_new_name
from gremien_app.people.renewal import queries
from gremien_app.people.renewal.forms import PARTS, NameForm
from gremien_app.people.renewal.views import bp
from gremien_app.people.rights import SECRETARIAT_HIDDEN

__all__ = ["bp"]


@bp.route("/sitze/<oid:id>/benennen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def name(id: int) -> ResponseReturnValue:
    seat = seat_queries.manageable_seat(current_viewer(), id)
    committee = seat.committee
    beginning = max(seat.term.starts_on, _first_day(committee, seat))
    form = NameForm(data={"starts_on": beginning})
    known = _choosable(committee, form)
    form.offer(known)
    if form.validate_on_submit():
        with form.rules():
            form.require_somebody()
            named = _name(form, seat, {one.id: one for one in known})
            return done(
                f"Benannt ab dem {format_date(form.starts_on.data or beginning)}: "
                f"{' und '.join(one.name for one in named)}.",
                _back(committee),
            )
    holders = members.holders_of(seat, beginning)
    return render_template(
        "renewal/name.html",
        form=form,
        committee=committee,
        seat=seat,
        back=_back(committee),
        label=describe_seat(seat),
        holders=[(one, one.period.told()) for one in holders],
        is_held=any(one.role is not MemberRole.DEPUTY for one in holders),
    )


def _back(committee: Committee) -> str:
    """To the steps of the new beginning while it lasts, else to the list of seats."""
    made = queries.renewal_of(committee.id)
    is_open = made is not None and made.finished_at is None
    return url_for(".show" if is_open else "seats.index", slug=committee.slug)


def _first_day(committee: Committee, seat: Seat) -> date:
    made = queries.renewal_of(committee.id)
    if made is not None and made.term_id == seat.term_id:
        return made.first_day
    return today()


def _choosable(committee: Committee, form: NameForm) -> list[Person]:
    """Who ever belonged to the committee, who was chosen, and who is called as typed here."""
    viewer = current_viewer()
    known = members.persons_of_committee(committee.id)
    typed = [form[part].data or 0 for part in PARTS]
    known += persons.persons_with(viewer, [one for one in typed if 0 < one <= MAX_INT])
    for part in filter(form.is_given, PARTS):
        new = form.new_person(part)
        known += persons.persons_called(viewer, new["first_name"], new["last_name"])
    return list(dict.fromkeys(known))


def _new_person(form: NameForm, part: str) -> Person:
    details = form.new_person(part)
    require_new_name(form, details, box=f"{part}_is_another")
    return add_person(current_viewer(), **details)


def _name(form: NameForm, seat: Seat, known: dict[int, Person]) -> list[Person]:
    """The member first: the deputy shares the seat."""
    viewer = current_viewer()
    named = []
    for part, role in zip(PARTS, (MemberRole.VOTING, MemberRole.DEPUTY), strict=True):
        if not form.is_given(part):
            continue
        person = known.get(form[part].data) or _new_person(form, part)
        add_membership(
            viewer, seat.committee, person, role=role, seat=seat, starts_on=form.starts_on.data
        )
        named.append(person)
    return named
