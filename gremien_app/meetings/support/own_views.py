"""One's own page of support: what one said, saying it, taking it back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import OWNER, SIGNED_IN
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import actions, booking_queries, booking_rules, queries
from gremien_app.meetings.support.forms import OwnForm
from gremien_app.meetings.support.measures import GROUPS, Needs
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.people.persons.queries import own_person

bp = Pages("needs", __name__)


@bp.route("/meine-unterstuetzung", access=SIGNED_IN)
def index() -> ResponseReturnValue:
    viewer = current_viewer()
    told, sittings = queries.own_needs(viewer), queries.own_sittings(viewer, today())
    return render_template(
        "support/own.html",
        has_person=viewer.person_id is not None,
        standing=next(((need, said) for need, said in told if need.sitting_id is None), None),
        of_sittings={need.sitting_id: (need, said) for need, said in told if need.sitting_id},
        past=[(need, said) for need, said in told if _is_past(need.sitting)],
        sittings=sittings,
        answers={one.id: _answers(told, one) for one in sittings},
    )


def _answers(
    told: list[tuple[AccessNeed, Needs | None]], sitting: Sitting
) -> list[tuple[str, str]]:
    """How far it is with what counts for this sitting."""
    said = {need.sitting_id: needs for need, needs in told}
    needs = said.get(sitting.id, said.get(None))
    services = booking_queries.services_of(sitting) if needs else []
    return booking_rules.answers(needs, services) if needs else []


def _is_past(sitting: Sitting | None) -> bool:
    return sitting is not None and sitting.date < today()


@bp.route("/meine-unterstuetzung/angeben", methods=["GET", "POST"], access=SIGNED_IN)
def say() -> ResponseReturnValue:
    """For the sitting that the address names, else for all."""
    viewer = current_viewer()
    person = own_person(viewer)
    if person is None:
        return redirect(url_for(".index"))
    sitting = _sitting()
    need = queries.need_of(person.id, sitting.id if sitting else None)
    stored = (queries.opened(need) if need else None) or Needs()
    form = OwnForm(version=need.version if need else 0)
    form.show(stored)
    if form.validate_on_submit() and not form.is_stale(need, form.stored(stored)):
        with form.rules():
            actions.save(viewer, person, sitting, form.needs(), day=utc_now())
            return done("Danke. Ihre Angaben sind gespeichert.", url_for(".index"))
    return render_template("support/say.html", form=form, sitting=sitting, groups=GROUPS, need=need)


def _sitting() -> Sitting | None:
    text = request.args.get("sitzung", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound
    return queries.own_sitting(current_viewer(), int(text))


@bp.route("/meine-unterstuetzung/<oid:id>/loeschen", methods=["POST"], access=OWNER)
def delete(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    actions.delete(viewer, queries.own_need(viewer, id))
    return done(
        "Ihre Angaben sind gelöscht. Was schon bestellt ist, sagt die Geschäftsführung nur ab, "
        "wenn Sie es ihr sagen.",
        url_for(".index"),
    )
