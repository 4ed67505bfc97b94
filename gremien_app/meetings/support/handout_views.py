"""What is printed or handed out: the day card, and papers for whoever interprets."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import (
    booking_queries,
    booking_rules,
    handout_actions,
    handout_queries,
    queries,
)
from gremien_app.meetings.support.models import AccessService
from gremien_app.people.rights import NEED_TO_KNOW

bp = Pages("handouts", __name__)


@bp.app_template_global("support_booked")
def support_booked(sitting: Sitting) -> list[AccessService]:
    """What is ordered for a sitting, for whoever moves or cancels it; nothing for others."""
    if not current_viewer().manages(sitting.committee_id):
        return []
    services = booking_queries.services_of(sitting)
    return [one for one in services if booking_rules.is_booked(one)]


@bp.app_template_global("support_to_rebook")
def support_to_rebook(sitting: Sitting) -> int:
    """How many orders are for another day than the sitting's, or for one that is cancelled."""
    return sum(
        booking_rules.has_moved(one, sitting) or booking_rules.is_to_cancel(one, sitting)
        for one in support_booked(sitting)
    )


@bp.route("/sitzungen/<oid:id>/unterstuetzung/tageskarte", access=NEED_TO_KNOW)
def day_card(id: int) -> ResponseReturnValue:
    sitting = queries.organised(current_viewer(), id)
    return render_template(
        "support/day_card.html",
        sitting=sitting,
        told=handout_queries.told_on_the_day(sitting),
        services=handout_queries.on_the_card(booking_queries.services_of(sitting)),
        who_comes=booking_rules.who_comes,
    )


@bp.route("/sitzungen/<oid:id>/unterstuetzung/tageskarte.docx", access=NEED_TO_KNOW)
def day_card_file(id: int) -> ResponseReturnValue:
    sitting = queries.organised(current_viewer(), id)
    name, content = handout_queries.day_card(sitting)
    return file_answer(content, name)


@bp.route("/unterstuetzung/bestellungen/<oid:id>/namen.docx", access=NEED_TO_KNOW)
def names(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    name, content = handout_queries.names_for(viewer, service)
    return file_answer(content, name)


@bp.route("/unterstuetzung/bestellungen/<oid:id>/tagesordnung.docx", access=NEED_TO_KNOW)
def agenda(id: int) -> ResponseReturnValue:
    """With the closed part, for whoever is bound to secrecy."""
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    name, content = handout_queries.agenda_for(viewer, service, with_closed=True)
    told = "Tagesordnung mit nichtöffentlichem Teil, zum Dolmetschen"
    note_download(service.sitting, told, service.sitting.committee_id)
    return file_answer(content, name)


@bp.route("/unterstuetzung/bestellungen/<oid:id>/unterlagen", methods=["POST"], access=NEED_TO_KNOW)
def papers(id: int) -> ResponseReturnValue:
    """Sent by mail, or noted as handed over."""
    viewer = current_viewer()
    service = booking_queries.get_service(viewer, id)
    if request.form.get("weg") == "mail":
        handout_actions.send_papers(viewer, service, utc_now())
        told = "Die öffentliche Tagesordnung geht per Mail an den Anbieter."
    else:
        handout_actions.note_papers(viewer, service, today())
        told = "Vermerkt: Die Unterlagen sind übergeben."
    return done(told, url_for("bookings.edit", id=id))
