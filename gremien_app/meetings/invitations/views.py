"""The invitation's page: notice period, recipients, text, and putting the dispatch on record."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.agenda.closed_queries import unbound_before
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.invitations import (
    actions,
    dispatch_queries,
    dispatch_rules,
    queries,
    release_actions,
    rules,
)
from gremien_app.meetings.invitations.dispatch_models import DispatchKind
from gremien_app.meetings.invitations.forms import SendForm
from gremien_app.meetings.invitations.mail_rules import told_of
from gremien_app.meetings.invitations.release_queries import to_release
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.number_queries import number_notes, suggested_number
from gremien_app.meetings.sittings.queries import manageable, roster_of
from gremien_app.people.rights import SECRETARIAT

bp = Pages("invitations", __name__)


@bp.route("/sitzungen/<oid:id>/einladung", methods=["GET", "POST"], access=SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    suggested = None if sitting.number else suggested_number(sitting)
    usual = rules.default_text(sitting, suggested)
    form = SendForm(data={"text": usual, "number": suggested, "version": sitting.version})
    if form.validate_on_submit() and not form.is_stale(sitting, {}):
        with form.rules():
            return done(_save(sitting, form, usual), url_for("invitations.show", id=sitting.id))
    return _page(sitting, form, suggested)


def _save(sitting: Sitting, form: SendForm, usual: str) -> str:
    """Sent today, or entered afterwards; what to say of it."""
    viewer, now, day = current_viewer(), utc_now(), form.dispatched_on.data
    late_reason = form.late_reason.data
    # Unchanged, the usual words name the number that the sitting gets in the end.
    text = "" if form.text.data == usual else form.text.data
    numbering = actions.Numbering(form.number.data or None, form.number_reason.data)
    has_begun = rules.has_begun(sitting, now)
    if has_begun or (day is not None and day != today()):
        actions.enter_afterwards(
            viewer,
            sitting,
            now=now,
            dispatched_on=day,
            note=form.note.data,
            text=text,
            late_reason=late_reason,
            numbering=numbering,
        )
        told = "nachgetragen. Die Sitzung lässt sich jetzt eröffnen."
        if not has_begun:
            told = "nachgetragen. Die Tagesordnung steht fest."
    else:
        actions.send(
            viewer, sitting, now=now, text=text, late_reason=late_reason, numbering=numbering
        )
        told = "als versandt vermerkt. Die Tagesordnung steht fest."
    return f"Die Einladung ist {told} {_number_told(sitting)}".rstrip()


def _number_told(sitting: Sitting) -> str:
    if sitting.number is None:
        return "Die Sitzung hat keine Nummer, weil für ihren Tag keine Wahlperiode bekannt ist."
    return f"Die Sitzung hat die Nummer {sitting.number}."


def _page(sitting: Sitting, form: SendForm, suggested: int | None) -> ResponseReturnValue:
    viewer = current_viewer()
    agenda = agenda_of(viewer, sitting)
    dispatches = dispatch_queries.dispatches_of(sitting)
    can_invite = rules.can_invite(sitting)
    return render_template(
        "invitations/show.html",
        sitting=sitting,
        form=form,
        agenda=agenda,
        has_begun=rules.has_begun(sitting, utc_now()),
        can_invite=can_invite,
        suggested=suggested,
        number_notes=number_notes(sitting) if can_invite else [],
        notice=rules.notice(sitting, today()),
        unbound=unbound_before(sitting) if can_invite else [],
        obstacles=rules.obstacles(sitting, agenda, utc_now()),
        recipients=len({m.person_id for m in roster_of(sitting) if m.gets_papers}),
        invitations=queries.invitations_of(viewer, sitting),
        offered=_offered(sitting),
        drafts={one.kind for one in dispatch_queries.drafts_of(sitting)},
        dispatches=dispatches,
        proven={one.invitation_id for one in dispatches},
        now=utc_now(),
        booked=to_release([sitting], utc_now()).get(sitting.id, []),
    )


@bp.route("/sitzungen/<oid:id>/raum-abbestellt", methods=["POST"], access=SECRETARIAT)
def release_room(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    changed = release_actions.release(current_viewer(), sitting, utc_now())
    return done(
        "Vermerkt: Der Raum ist abbestellt.", url_for("invitations.show", id=id), changed=changed
    )


def _offered(sitting: Sitting) -> list[DispatchKind]:
    if rules.has_begun(sitting, utc_now()):
        return []
    told = set(dispatch_queries.last_told(sitting).values())
    return dispatch_rules.offered(
        sitting,
        has_late_items=dispatch_queries.has_late_items(sitting),
        is_told=not told or told == {told_of(sitting)},
    )


@bp.route("/sitzungen/<oid:id>/einladung.docx", access=SECRETARIAT)
def download(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = manageable(viewer, id)
    last = queries.last_invitation(sitting)
    name, content = agenda_document(
        viewer,
        sitting,
        with_closed=True,
        is_invitation=True,
        salutation=last.text if last else rules.default_text(sitting),
        document_date=berlin_date(last.dispatched_at) if last and last.dispatched_at else None,
    )
    note_download(sitting, "Einladung mit nichtöffentlichem Teil", sitting.committee_id)
    return file_answer(content, name)
