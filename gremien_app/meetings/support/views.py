"""The pages of those who organise a sitting: what is needed, and entering it with consent."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.queries import ticked_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import (
    actions,
    answer_queries,
    booking_queries,
    booking_rules,
    place_rules,
    queries,
    question_queries,
    question_rules,
    rules,
)
from gremien_app.meetings.support.forms import OfficeForm
from gremien_app.meetings.support.measures import GROUPS, Needs
from gremien_app.meetings.support.models import AccessService
from gremien_app.people.persons.models import Person
from gremien_app.people.rights import NEED_TO_KNOW

bp = Pages("support", __name__)
STANDING = "dauerhaft"  # in an address: for all sittings


@bp.route("/sitzungen/<oid:id>/unterstuetzung", access=NEED_TO_KNOW)
def show(id: int) -> ResponseReturnValue:
    sitting = queries.organised(current_viewer(), id)
    told, visitors = queries.told_for(sitting), queries.visitors_of(sitting)
    needs = [one.needs for one in [*told, *visitors] if one.needs]
    services = booking_queries.services_of(sitting)
    return render_template(
        "support/show.html",
        services=services,
        asked=question_queries.questions_of(sitting),
        ask_by=question_rules.ask_by(sitting, needs, booking_queries.leads()),
        answers={one.id: _answers(one, services) for one in told},
        visitor_answers={one.need_id: _answers(one, services) for one in visitors},
        news={one.person.id: one.way for one in answer_queries.news_for(sitting)},
        ticked=DeadlineKind.ACCESS in ticked_of([sitting])[sitting.id],
        missing=booking_rules.missing(needs, services, sitting, booking_queries.leads()),
        superfluous=booking_rules.superfluous(needs, services, sitting),
        lacking=place_rules.lacking(needs, sitting),
        elsewhere=booking_queries.elsewhere(services, sitting),
        has_moved=booking_rules.has_moved,
        is_to_cancel=booking_rules.is_to_cancel,
        instead=booking_rules.instead,
        day=today(),
        sitting=sitting,
        told=told,
        visitors=visitors,
        counted=rules.counted(needs),
        can_enter=rules.is_ahead(sitting, today()),
        unreadable=rules.UNREADABLE,
    )


def _answers(one: rules.Told, services: list[AccessService]) -> list[tuple[str, str]]:
    """What this person is told, to be read out where it goes by telephone or letter."""
    return booking_rules.answers(one.needs, services) if one.needs else []


@bp.route(
    "/sitzungen/<oid:id>/unterstuetzung/eintragen", methods=["GET", "POST"], access=NEED_TO_KNOW
)
def enter(id: int) -> ResponseReturnValue:
    sitting = queries.organised(current_viewer(), id)
    person = _person(sitting)
    if person is None:
        return redirect(url_for(".show", id=id))
    is_standing = request.args.get("fuer") == STANDING
    need = queries.need_of(person.id, None if is_standing else sitting.id)
    stored = (queries.opened(need) if need else None) or Needs()
    form = OfficeForm(version=need.version if need else 0)
    form.show(stored)
    if form.validate_on_submit() and not form.is_stale(need, form.stored(stored)):
        with form.rules():
            target = None if is_standing else sitting
            actions.save(current_viewer(), person, target, form.needs(), day=utc_now())
            return done("Die Angaben sind gespeichert.", url_for(".show", id=id))
    return render_template(
        "support/enter.html",
        form=form,
        sitting=sitting,
        person=person,
        groups=GROUPS,
        is_standing=is_standing,
        standing=STANDING,
    )


def _person(sitting: Sitting) -> Person | None:
    text = request.args.get("person", "")
    if not text:
        return None
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return queries.person_of(sitting, int(text) if is_number else 0)


@bp.route("/unterstuetzung/<oid:id>/loeschen", methods=["POST"], access=NEED_TO_KNOW)
def delete(id: int) -> ResponseReturnValue:
    """The person withdrew; ``sitzung``: where the button stood."""
    viewer = current_viewer()
    actions.delete(viewer, queries.manageable_need(viewer, id))
    return done("Die Angaben sind gelöscht.", _back())


def _back() -> str:
    text = request.form.get("sitzung", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return url_for(".show", id=int(text)) if is_number else url_for("portal.start")
