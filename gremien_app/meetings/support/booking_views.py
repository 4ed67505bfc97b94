"""Pages of bookings for a sitting, of the day itself, and of the providers."""

from flask import render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.config import SettingsError
from gremien_app.meetings.support import booking_actions, booking_queries, booking_rules, queries
from gremien_app.meetings.support.booking_forms import AddServiceForm, ProviderForm, ServiceForm
from gremien_app.meetings.support.lead_rules import read_leads
from gremien_app.people.rights import ANY_SECRETARIAT, NEED_TO_KNOW

bp = Pages("bookings", __name__)


@bp.record_once
def check_lead_times(state: BlueprintSetupState) -> None:
    """A setting that says nothing is told when the service starts, not when somebody orders."""
    try:
        read_leads(state.app.config["SUPPORT_LEAD_DAYS"])
    except ValueError as error:
        raise SettingsError(str(error)) from error


@bp.route("/sitzungen/<oid:id>/unterstuetzung/vormerken", methods=["POST"], access=NEED_TO_KNOW)
def note_needed(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    count = booking_actions.note_needed(viewer, sitting)
    told = "Alles Nötige ist vorgemerkt." if count else "Es war schon alles vorgemerkt."
    return done(told, url_for("support.show", id=id), changed=bool(count))


@bp.route(
    "/sitzungen/<oid:id>/unterstuetzung/anbieten", methods=["GET", "POST"], access=NEED_TO_KNOW
)
def add(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    form = AddServiceForm()
    if form.validate_on_submit():
        with form.rules():
            service = booking_actions.add_service(viewer, sitting, form.chosen)
            return done("Das ist vorgemerkt.", url_for(".edit", id=service.id))
    return render_template("support/offer.html", form=form, sitting=sitting)


@bp.route("/unterstuetzung/bestellungen/<oid:id>", methods=["GET", "POST"], access=NEED_TO_KNOW)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    sitting = service.sitting
    form = ServiceForm(obj=service)
    form.offer(service, booking_queries.providers(service.provider_id, today()))
    if form.validate_on_submit() and not form.is_stale(service):
        with form.rules():
            booking_actions.edit_service(viewer, service, today(), **form.given())
            return done("Die Bestellung ist gespeichert.", url_for("support.show", id=sitting.id))
    due = booking_rules.order_by(
        service.measure, sitting.date, service.provider, booking_queries.leads()
    )
    return render_template(
        "support/booking.html",
        form=form,
        service=service,
        sitting=sitting,
        due=due,
        is_late=due < today(),
        instead=booking_rules.instead(service.measure),
        is_booked=booking_rules.is_booked(service),
        needs_papers=booking_rules.needs_papers(service),
        is_bound=booking_rules.is_bound(service, today()),
    )


@bp.route("/unterstuetzung/bestellungen/<oid:id>/umgebucht", methods=["POST"], access=NEED_TO_KNOW)
def rebook(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    booking_actions.rebook(viewer, service)
    return done(
        "Die Bestellung gilt für den neuen Termin.",
        url_for("support.show", id=service.sitting_id),
    )


@bp.route("/unterstuetzung/bestellungen/<oid:id>/entfernen", methods=["POST"], access=NEED_TO_KNOW)
def remove(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    sitting_id = service.sitting_id
    booking_actions.remove_service(viewer, service)
    return done("Das ist entfernt.", url_for("support.show", id=sitting_id))


@bp.route("/anbieter", access=ANY_SECRETARIAT)
def providers() -> ResponseReturnValue:
    return render_template(
        "support/providers.html", providers=booking_queries.providers(), day=today()
    )


@bp.route("/anbieter/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add_provider() -> ResponseReturnValue:
    form = ProviderForm()
    if form.validate_on_submit():
        with form.rules():
            form.require_address()
            made = booking_actions.add_provider(current_viewer(), **form.given())
            return done(f"{made.name} ist angelegt.", url_for(".providers"))
    return render_template("support/provider.html", form=form, provider=None)


@bp.route("/anbieter/<oid:id>", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def provider(id: int) -> ResponseReturnValue:
    found = booking_queries.get_provider(id)
    form = ProviderForm(obj=found)
    if form.validate_on_submit() and not form.is_stale(found):
        with form.rules():
            form.require_address()
            booking_actions.edit_provider(current_viewer(), found, **form.given())
            return done("Die Angaben sind gespeichert.", url_for(".providers"))
    return render_template("support/provider.html", form=form, provider=found)


@bp.route("/anbieter/zahlen", access=ANY_SECRETARIAT)
def figures() -> ResponseReturnValue:
    text = request.args.get("jahr", "")
    is_year = text.isascii() and text.isdecimal() and len(text) == 4 and int(text) > 0
    year = int(text) if is_year else today().year
    found = booking_queries.booked_in(current_viewer(), year)
    return render_template(
        "support/figures.html",
        figures=booking_rules.figures(found, booking_queries.leads()),
        year=year,
    )
