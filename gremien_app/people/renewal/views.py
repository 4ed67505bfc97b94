"""Pages of a committee's new beginning: choose the term, preview, do it, name people, undo."""

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import required
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import terms
from gremien_app.people.committees.reach_queries import met_by
from gremien_app.people.members import queries as members
from gremien_app.people.members import seat_queries
from gremien_app.people.members.actions import add_membership
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import by_renewal, obstacle
from gremien_app.people.members.models import MemberRole, Seat
from gremien_app.people.members.reach_rules import ending
from gremien_app.people.members.rules import describe_period, describe_seat
from gremien_app.people.persons import queries as persons
from gremien_app.people.persons.actions import add_person
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.views import require_new_name
from gremien_app.people.renewal import actions, queries, rules
from gremien_app.people.renewal.forms import PARTS, NameForm, TermForm, seats_form
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("renewal", __name__)


@bp.route("/gremien/<slug>/neubildung", access=SECRETARIAT)
def show(slug: str) -> ResponseReturnValue:
    committee = members.manageable_roster(current_viewer(), slug)
    made = queries.renewal_of(committee.id)
    if made is not None and made.finished_at is None:
        return _progress(committee, made)
    form = _term_form(request.args)
    if "first_day" in request.args:
        return _preview(committee, form)
    choice = _choice(committee)
    if proposed := choice.proposed:
        form = TermForm(formdata=None, data={"term": proposed.id, "first_day": proposed.starts_on})
    form.offer(choice.terms)
    return render_template(
        "renewal/choose.html", committee=committee, form=form, last=made, choice=choice
    )


def _choice(committee: Committee) -> rules.TermChoice:
    return rules.choose_term(
        terms(),
        seat_queries.terms_with_seats(committee.id),
        members.days_of_joining(committee.id),
        today(),
    )


def _term_form(typed: MultiDict[str, str]) -> TermForm:
    """As typed into the address; every term is understood, so that a refusal says why."""
    form = TermForm(formdata=typed)
    form.offer(terms())
    return form


def _preview(committee: Committee, form: TermForm) -> ResponseReturnValue:
    if form.validate():
        with form.rules():
            term = next(one for one in terms() if one.id == form.term.data)
            assert form.first_day.data is not None
            planned = queries.preview_of(committee, term, form.first_day.data)
            return render_template(
                "renewal/preview.html",
                committee=committee,
                preview=planned,
                form=seats_form(planned.seats),
                periods={m.id: describe_period(m) for m in planned.ending},
                met=_met(planned),
            )
    choice = _choice(committee)
    return render_template(
        "renewal/choose.html", committee=committee, form=form, last=None, choice=choice
    )


@bp.route("/gremien/<slug>/neubildung", methods=["POST"], access=SECRETARIAT)
def renew(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = members.manageable_roster(viewer, slug)
    choice = _term_form(request.args)
    if not choice.validate():
        return _preview(committee, choice)
    term = next(one for one in terms() if one.id == choice.term.data)
    assert choice.first_day.data is not None
    planned = queries.preview_of(committee, term, choice.first_day.data)
    form = seats_form(planned.seats)
    if form.validate_on_submit():
        with form.rules():
            actions.renew(
                viewer,
                committee,
                term,
                planned.first_day,
                wanted=form.wanted(planned.seats),
                now=utc_now(),
            )
            return done(
                f"Das Gremium ist für die Wahlperiode {term.name} neu gebildet.",
                url_for(".show", slug=slug),
            )
    return render_template(
        "renewal/preview.html",
        committee=committee,
        preview=planned,
        form=form,
        periods={m.id: describe_period(m) for m in planned.ending},
        met=_met(planned),
    )


def _met(planned: rules.Preview) -> Meeting:
    return met_by(ending(planned.ending, planned.first_day))


def _progress(committee: Committee, made: Reconstitution) -> ResponseReturnValue:
    """The seats of the new term, who is missing by organisation, and the way on."""
    day = max(made.first_day, today())
    page = members.roster_on(committee, day)
    lines = [line for section in page.sections for line in section.lines if line.seat]
    return render_template(
        "renewal/progress.html",
        committee=committee,
        made=made,
        named_later=members.named_later(committee.id, day),
        lines=sorted(lines, key=lambda line: (line.membership is not None, line.seat.position)),
        vacant=sum(line.membership is None for line in lines),
        alone=sum(not line.deputies for line in lines),
        obstacle=obstacle(endings_by(by_renewal(made.id))),
    )


@bp.route("/gremien/<slug>/neubildung/rueckgaengig", methods=["POST"], access=SECRETARIAT)
def undo(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = members.manageable_roster(viewer, slug)
    made = required(queries.renewal_of(committee.id))
    actions.undo_renewal(viewer, made, utc_now())
    return done(
        "Die Neubildung ist rückgängig gemacht. Alle laufen weiter wie zuvor.",
        url_for("portal.committee", slug=slug, _anchor="mitglieder"),
    )


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
        holders=[(one, describe_period(one)) for one in holders],
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
    known += persons.persons_with(viewer, [form[part].data for part in PARTS])
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
