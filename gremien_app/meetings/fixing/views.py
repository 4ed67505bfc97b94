"""The page "Festsetzung" of a sitting's agenda: the chair's one button, what the office notes."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.agenda.rules import NumberedItem, is_frozen
from gremien_app.meetings.fixing import actions, queries, rules
from gremien_app.meetings.fixing.forms import AgreeForm, AskForm, NoteForm, SetForm
from gremien_app.meetings.fixing.models import AgendaFixing, FixingWay
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import manageable
from gremien_app.meetings.sittings.rules import chairs
from gremien_app.people.members.models import Membership
from gremien_app.people.rights import CHAIR_HIDDEN, SECRETARIAT, SETTERS_HIDDEN

bp = Pages("fixing", __name__)


@bp.app_template_global("agenda_standing")
def agenda_standing(sitting: Sitting, agenda: list[NumberedItem]) -> rules.Standing | None:
    """For the agenda's page: how far it is, told to chair and secretariat."""
    viewer = current_viewer()
    is_told = viewer.manages(sitting.committee_id) or chairs(viewer, sitting)
    if not (is_told and agenda and rules.is_asked_for(sitting)):
        return None
    fixing = queries.fixing_of(sitting)
    if fixing is None and is_frozen(sitting):
        return None  # it went out before anybody asked for it
    return rules.standing_of(sitting, fixing, rules.signs_of(agenda), today())


def _page(id: int) -> str:
    return url_for("fixing.show", id=id)


@bp.route("/sitzungen/<oid:id>/festsetzung", access=SETTERS_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    sitting = queries.settable(current_viewer(), id)
    return _shown(sitting)


def _shown(
    sitting: Sitting, note_form: NoteForm | None = None, agree_form: AgreeForm | None = None
) -> ResponseReturnValue:
    viewer = current_viewer()
    fixing, leading = queries.fixing_of(sitting), queries.chairs_of(sitting)
    agenda = agenda_of(viewer, sitting)
    standing = rules.standing_of(sitting, fixing, rules.signs_of(agenda), today())
    return render_template(
        "fixing/show.html",
        sitting=sitting,
        fixing=fixing,
        standing=standing,
        agenda=agenda,
        is_asked_for=rules.is_asked_for(sitting),
        is_chair=chairs(viewer, sitting),
        is_office=viewer.manages(sitting.committee_id),
        ask_form=_ask_form(leading),
        note_form=note_form or _note_form(leading, standing.seen),
        agree_form=agree_form or _agree_form(fixing),
    )


def _ask_form(leading: list[Membership], *, is_sent: bool = False) -> AskForm:
    accounts = queries.accounts_of(leading)
    first = next(iter(accounts), None)
    form = AskForm() if is_sent else AskForm(formdata=None, data={"account": first})
    form.offer(accounts)
    return form


def _note_form(leading: list[Membership], seen: str = "") -> NoteForm:
    first = leading[0].person if leading else None
    given = {"fixed_on": today(), "way": FixingWay.PHONE, "chair": first, "seen": seen}
    form = NoteForm(formdata=None, data=given) if seen else NoteForm()
    form.offer(leading)
    return form


def _agree_form(fixing: AgendaFixing | None) -> AgreeForm:
    if fixing is None or fixing.agreed_on is None:
        return AgreeForm(formdata=None, data={"agreed_on": today()})
    return AgreeForm(formdata=None, obj=fixing)


@bp.route("/sitzungen/<oid:id>/festsetzung/vorlegen", methods=["POST"], access=SECRETARIAT)
def ask(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    form = _ask_form(queries.chairs_of(sitting), is_sent=True)
    if not form.validate_on_submit():
        raise RuleBroken("Bitte wählen Sie, wem die Tagesordnung vorgelegt wird.")
    address = url_for("fixing.show", id=id, _external=True)
    actions.ask(current_viewer(), sitting, form.account.data, utc_now(), address)
    return done("Die Tagesordnung ist dem Vorsitz vorgelegt.", _page(id))


@bp.route("/sitzungen/<oid:id>/festsetzung/festsetzen", methods=["POST"], access=CHAIR_HIDDEN)
def fix(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.chaired(viewer, id)
    form = SetForm()
    form.validate_on_submit()
    actions.fix(
        viewer,
        sitting,
        seen=form.seen.data or "",
        chair_id=viewer.person_id,
        way=FixingWay.PAGE,
        day=today(),
        now=utc_now(),
    )
    return done("Die Tagesordnung ist festgesetzt. Vielen Dank.", _page(id))


@bp.route("/sitzungen/<oid:id>/festsetzung/vermerken", methods=["POST"], access=SECRETARIAT)
def note(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    form = _note_form(queries.chairs_of(sitting))
    if form.validate_on_submit():
        with form.rules():
            assert form.fixed_on.data is not None, "the form requires it"
            actions.fix(
                current_viewer(),
                sitting,
                seen=form.seen.data or "",
                chair_id=form.chair.data.id if form.chair.data else None,
                way=FixingWay(form.way.data),
                day=form.fixed_on.data,
                now=utc_now(),
            )
            return done("Die Festsetzung ist vermerkt.", _page(id))
    return _shown(sitting, note_form=form)


@bp.route("/sitzungen/<oid:id>/festsetzung/zuruecknehmen", methods=["POST"], access=SECRETARIAT)
def take_back(id: int) -> ResponseReturnValue:
    actions.take_back(current_viewer(), manageable(current_viewer(), id))
    return done("Die Festsetzung ist zurückgenommen.", _page(id))


@bp.route("/sitzungen/<oid:id>/festsetzung/benehmen", methods=["POST"], access=SECRETARIAT)
def agree(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    form = AgreeForm()
    if form.validate_on_submit():
        with form.rules():
            assert form.agreed_on.data is not None, "the form requires it"
            actions.agree(
                current_viewer(),
                sitting,
                day=form.agreed_on.data,
                note=form.agreed_note.data,
                now=utc_now(),
            )
            return done("Das Benehmen ist vermerkt.", _page(id))
    return _shown(sitting, agree_form=form)
