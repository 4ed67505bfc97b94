"""Pages of a committee's new beginning: choose the term, preview, do it, name people, undo."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import RuleBroken, required
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.committees.queries import terms
from gremien_app.people.committees.reach_queries import met_by
from gremien_app.people.members import queries as members
from gremien_app.people.members import seat_queries
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import by_renewal, obstacle
from gremien_app.people.members.models import MemberRole
from gremien_app.people.members.reach_rules import ending
from gremien_app.people.persons import queries as persons
from gremien_app.people.persons.models import Person
from gremien_app.people.renewal import actions, queries, rules
from gremien_app.people.renewal.forms import TermForm, seats_form
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.renewal.naming_forms import ANOTHER, FILL, NamesForm, names_form
from gremien_app.people.renewal.naming_rules import Slot
from gremien_app.people.rights import SECRETARIAT

bp = Pages("renewal", __name__)


@bp.app_template_global("unformed_term")
def unformed_term(committee: Committee, day: date) -> Term | None:
    """For all pages that rest on the roster: the term for which it still has to be formed."""
    return queries.unformed([committee.id], day).get(committee.id)


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
                form=seats_form(planned),
                periods={m.id: m.period.told() for m in planned.ending},
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
    form = seats_form(planned)
    if form.validate_on_submit():
        with form.rules():
            actions.renew(
                viewer,
                committee,
                term,
                planned.first_day,
                wanted=form.wanted(planned.seats),
                kept=form.kept.data or (),
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
        periods={m.id: m.period.told() for m in planned.ending},
        met=_met(planned),
    )


def _met(planned: rules.Preview) -> Meeting:
    return met_by(ending(planned.ending, planned.first_day))


@bp.route("/gremien/<slug>/neubildung/benennen", methods=["POST"], access=SECRETARIAT)
def name_all(slug: str) -> ResponseReturnValue:
    """Everybody of the table at once, all or none; each refusal stands at its field."""
    committee = members.manageable_roster(current_viewer(), slug)
    made = queries.renewal_of(committee.id)
    if made is None or made.finished_at is not None:
        raise RuleBroken("Die Neubildung ist abgeschlossen. Benennen Sie einzeln unter „Sitze“.")
    slots = queries.open_slots_of(made)
    form = names_form(slots, made.first_day)
    take_turns(Turn.PERSONS)
    form.offer(_known(form, slots))
    if FILL in request.form:
        form.fill(slots)
    elif form.validate_on_submit():
        with form.rules():
            named = _name_all(form, slots)
            return done(
                f"{format_count(named, 'Person ist', 'Personen sind')} benannt.",
                url_for(".show", slug=slug),
            )
    return _progress(committee, made, form)


def _known(form: NamesForm, slots: list[Slot]) -> dict[str, list[tuple[Person, str]]]:
    """By place: who is called as typed there already, with what tells them apart."""
    viewer = current_viewer()
    found = {
        slot.key: persons.persons_called(viewer, *form.typed_name(slot))
        for slot in slots
        if form.typed_name(slot)[1]
    }
    told = persons.told_apart(viewer, {one for each in found.values() for one in each})
    return {key: [(one, told[one.id]) for one in each] for key, each in found.items()}


def _name_all(form: NamesForm, slots: list[Slot]) -> int:
    """How many were named; refused as a whole where one place was, with all that is wrong."""
    count = 0
    for slot in slots:
        try:
            who = _persons_for(form, slot)
            actions.name_on_seat(current_viewer(), slot, who, form.starts_on.data)
            count += len(who)
        except RuleBroken as refusal:
            own = refusal.field if refusal.field in form else f"{slot.key}_last"
            form.refuse(RuleBroken(refusal.message, field=own))
    if lost := form.lost(request.form):
        raise RuleBroken(
            "Diese Plätze wurden inzwischen besetzt. Getippt war dort: "
            f"{join_german(lost)}. Senden Sie das Formular noch einmal, dann gilt der Rest."
        )
    if form.errors:
        raise RuleBroken("Es ist noch niemand benannt. Bitte berichtigen Sie die Angaben.")
    if not count:
        raise RuleBroken("Bitte nennen Sie wenigstens eine Person.")
    return count


def _persons_for(form: NamesForm, slot: Slot) -> Sequence[Person | dict[str, str]]:
    first_name, last_name = form.typed_name(slot)
    chosen = form.choice_for(slot) if last_name or first_name else ANOTHER
    if form.is_same(slot):
        return [one.person for one in slot.former]
    if not last_name:
        return []
    if chosen != ANOTHER:
        return persons.persons_with(current_viewer(), [chosen])
    return [{"first_name": first_name, "last_name": last_name}]


def _progress(
    committee: Committee, made: Reconstitution, form: NamesForm | None = None
) -> ResponseReturnValue:
    """The seats of the new term in one table: who is named, and the fields for who is not."""
    slots = queries.open_slots_of(made)
    holders = members.memberships_in(committee.id, since=made.first_day)
    seats = queries.made_seats(made)
    return render_template(
        "renewal/progress.html",
        committee=committee,
        made=made,
        seats=seats,
        holders=[one for one in holders if one.seat_id is not None],
        others=[one for one in holders if one.seat_id is None],
        slots={slot.key: slot for slot in slots},
        form=form or names_form(slots, made.first_day),
        vacant=sum(slot.role is not MemberRole.DEPUTY for slot in slots),
        alone=sum(slot.role is MemberRole.DEPUTY for slot in slots),
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
