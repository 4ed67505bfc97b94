"""The pages on which the secretariat keeps a sitting's guests."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests import actions, queries, rules
from gremien_app.meetings.guests.forms import ChangeForm, InviteForm
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import manageable
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.queries import find_person
from gremien_app.people.persons.views import add_new_person, person_choice
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("guests", __name__)


@bp.app_template_global("guests_by_item")
def guests_by_item(sitting: Sitting) -> dict[int, list[Guest]]:
    """For the agenda: who comes to which item, empty for whoever may not read the names."""
    return queries.guests_by_item(current_viewer(), sitting)


@bp.route("/sitzungen/<oid:id>/gaeste", access=SECRETARIAT)
def index(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    guests = queries.guests_of(sitting)
    agenda = agenda_of(current_viewer(), sitting)
    return render_template(
        "guests/index.html",
        sitting=sitting,
        invited=[guest for guest in guests if guest.uninvited_at is None],
        uninvited=[guest for guest in guests if guest.uninvited_at is not None],
        admitted={guest.id: _admitted(guest, agenda) for guest in guests},
        accounts=queries.with_accounts(guests),
        can_invite=rules.can_invite(sitting),
        can_uninvite=rules.can_uninvite(sitting, today()),
        has_agenda=bool(agenda),
    )


def _admitted(guest: Guest, agenda: list[NumberedItem]) -> list[tuple[NumberedItem, bool]]:
    """The items of a guest in the order of the agenda, and whether the admission holds."""
    holds = {one.agenda_item_id: one.holds for one in guest.admissions}
    return [(one, holds[one.item.id]) for one in agenda if one.item.id in holds]


@bp.route("/sitzungen/<oid:id>/gaeste/einladen", methods=["GET", "POST"], access=SECRETARIAT)
def invite(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = manageable(viewer, id)
    rules.require_open(sitting)
    person = find_person(viewer, request.args.get("person", ""))
    form = InviteForm()
    form.has_person = person is not None
    form.offer(agenda_of(viewer, sitting))
    rules.require_agenda(form.items)
    if form.validate_on_submit():
        with form.rules():
            guest = _invite(form, sitting, person)
            return done(
                f"{guest.person.name} ist als Gast eingeladen.", url_for("guests.index", id=id)
            )
    return render_template(
        "guests/invite.html", form=form, sitting=sitting, **person_choice(person)
    )


def _invite(form: InviteForm, sitting: Sitting, person: Person | None) -> Guest:
    return actions.invite(
        current_viewer(),
        sitting,
        person or add_new_person(form),
        form.chosen_items(),
        detail=form.detail.data,
    )


@bp.route("/gaeste/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def change(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    guest = queries.manageable_guest(viewer, id)
    read_at(url_for("guests.index", id=guest.sitting_id))
    rules.require_open(guest.sitting)
    rules.require_invited(guest)
    form = ChangeForm(obj=guest, data=ChangeForm.initial(guest))
    agenda = agenda_of(viewer, guest.sitting)
    form.offer(agenda, keep=[one.agenda_item_id for one in guest.admissions])
    if form.validate_on_submit() and not form.is_stale(guest, form.stored(guest)):
        with form.rules():
            actions.change(viewer, guest, form.chosen_items(), detail=form.detail.data)
            return done(
                f"Die Einladung von {guest.person.name} ist gespeichert.",
                url_for("guests.index", id=guest.sitting_id),
            )
    return render_template(
        "guests/change.html",
        form=form,
        guest=guest,
        sitting=guest.sitting,
        lapsed=[one for one, holds in _admitted(guest, agenda) if not holds],
    )


@bp.route("/gaeste/<oid:id>/ausladen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def uninvite(id: int) -> ResponseReturnValue:
    guest = queries.manageable_guest(current_viewer(), id)
    actions.uninvite(current_viewer(), guest, utc_now())
    told = "ist ausgeladen und liest ab sofort nichts mehr, was nicht öffentlich ist"
    return done(f"{guest.person.name} {told}.", url_for("guests.index", id=guest.sitting_id))


@bp.route("/gaeste/<oid:id>/wieder-einladen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def invite_again(id: int) -> ResponseReturnValue:
    guest = queries.manageable_guest(current_viewer(), id)
    actions.invite_again(current_viewer(), guest)
    return done(
        f"{guest.person.name} ist wieder eingeladen.", url_for("guests.index", id=guest.sitting_id)
    )
