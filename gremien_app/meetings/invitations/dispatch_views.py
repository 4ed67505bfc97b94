"""A dispatch from its draft over the check to the press of the button."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.house.messages import Hint
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.mail.occasion_actions import writing
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.invitations import (
    actions,
    check_queries,
    dispatch_actions,
    dispatch_queries,
    dispatch_rules,
    document_queries,
    mail_actions,
    mail_rules,
)
from gremien_app.meetings.invitations.dispatch_forms import CheckForm, DraftForm
from gremien_app.meetings.invitations.dispatch_models import (
    Dispatch,
    DispatchKind,
    DocumentKind,
    Way,
)
from gremien_app.meetings.invitations.occasions import occasion_of
from gremien_app.meetings.invitations.recipient_rules import Planned
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.number_queries import number_notes, suggested_number
from gremien_app.meetings.sittings.queries import manageable
from gremien_app.people.rights import SECRETARIAT

bp = Pages("dispatch", __name__)


def _kind(value: str) -> DispatchKind:
    try:
        return DispatchKind(value)
    except ValueError:
        abort(404)


@bp.route("/sitzungen/<oid:id>/versand/<occasion>", methods=["GET", "POST"], access=SECRETARIAT)
def draft(id: int, occasion: str) -> ResponseReturnValue:
    kind = _kind(occasion)
    sitting = manageable(current_viewer(), id)
    stored = dispatch_queries.draft_of(sitting, kind)
    form = DraftForm(
        data={
            "text": stored.text if stored else _usual(sitting, kind),
            "is_personal": bool(stored and stored.is_personal),
            "version": stored.version if stored else 0,
        }
    )
    now = {"text": stored.text} if stored else {}
    if form.validate_on_submit() and not form.is_stale(stored, now):
        with form.rules():
            dispatch_actions.save_draft(current_viewer(), sitting, kind, **form.given())
            goes_on = "weiter" in request.form
            page = "dispatch.check" if goes_on else "dispatch.draft"
            return done("Der Entwurf ist gespeichert.", url_for(page, id=id, occasion=occasion))
    return render_template(
        "dispatch/draft.html",
        sitting=sitting,
        form=form,
        kind=kind,
        stored=stored,
        versions=document_queries.kinds_for(kind, has_closed=dispatch_queries.has_closed(sitting)),
    )


def _usual(sitting: Sitting, kind: DispatchKind) -> str:
    suggested = None if sitting.number else suggested_number(sitting)
    return document_queries.usual_text(sitting, kind, suggested)


@bp.route(
    "/sitzungen/<oid:id>/versand/<occasion>/pruefung", methods=["GET", "POST"], access=SECRETARIAT
)
def check(id: int, occasion: str) -> ResponseReturnValue:
    kind = _kind(occasion)
    sitting = manageable(current_viewer(), id)
    stored = dispatch_queries.draft_of(sitting, kind)
    if stored is None:
        return _without_draft(sitting, kind)
    now = utc_now()
    form = CheckForm(data={"version": stored.version, "number": _suggested(sitting, kind)})
    order = _order(sitting, stored, form, now)
    seen = fingerprint(order.planned, order.hints)
    if form.validate_on_submit() and not form.is_stale(stored, {}):
        with form.rules():
            dispatch_rules.require_seen(form.seen.data, seen)
            dispatch_actions.send(current_viewer(), stored, order, now=now)
            return done(_told(stored), url_for("proof.show", id=stored.id))
    form.seen.data = seen
    return _page(sitting, stored, form, order, now)


def _without_draft(sitting: Sitting, kind: DispatchKind) -> ResponseReturnValue:
    """Sent in the meantime, maybe by somebody else, or never begun."""
    sent = next((one for one in dispatch_queries.dispatches_of(sitting) if one.kind is kind), None)
    if sent is not None:
        told = "Das ist inzwischen versandt. Es ging nicht noch einmal hinaus."
        return done(told, url_for("proof.show", id=sent.id), changed=False)
    told = "Bitte speichern Sie zuerst den Text."
    place = url_for("dispatch.draft", id=sitting.id, occasion=kind.value)
    return done(told, place, changed=False)


def _suggested(sitting: Sitting, kind: DispatchKind) -> int | None:
    if kind is not DispatchKind.INVITATION or sitting.number:
        return None
    return suggested_number(sitting)


def _order(
    sitting: Sitting, stored: Dispatch, form: CheckForm, now: datetime
) -> dispatch_actions.Order:
    planned = dispatch_queries.planned(sitting, with_former=bool(form.with_former.data))
    is_urgent = dispatch_rules.is_urgent(stored.kind, now, dispatch_queries.moments(sitting))
    leaves = dispatch_rules.leaves_at(now, is_urgent=is_urgent)
    return dispatch_actions.Order(
        planned=planned,
        hints=check_queries.hints(sitting, stored.kind, planned, leaves),
        reason=form.reason.data,
        numbering=actions.Numbering(form.number.data or None, form.number_reason.data),
        is_urgent=is_urgent,
    )


def fingerprint(planned: Sequence[Planned], hints: Sequence[Hint]) -> str:
    """What the check shows, so that whoever sends knows of it."""
    people = [f"{one.person.id} {one.way} {one.copy} {one.address}" for one in planned]
    told = "\n".join([*people, *(one.text for one in hints)])
    return hashlib.sha256(told.encode()).hexdigest()


def _told(sent: Dispatch) -> str:
    people = format_count(len(sent.recipients), "Person", "Personen")
    return f"{sent.kind.label}: versandt an {people}. Das lässt sich noch anhalten."


def _page(
    sitting: Sitting,
    stored: Dispatch,
    form: CheckForm,
    order: dispatch_actions.Order,
    now: datetime,
) -> ResponseReturnValue:
    leaves = dispatch_rules.leaves_at(now, is_urgent=order.is_urgent)
    going = [one for one in order.planned if not one.is_left_out]
    suggested = _suggested(sitting, stored.kind)
    return render_template(
        "dispatch/check.html",
        sitting=sitting,
        form=form,
        kind=stored.kind,
        planned=order.planned,
        hints=order.hints,
        leaves_at=leaves,
        last_days=[
            (way, count, dispatch_rules.last_day_by(sitting, way))
            for way in (Way.MAIL, Way.LETTER)
            if (count := sum(one.way is way for one in going))
        ],
        former=dispatch_queries.former_of(sitting, {one.person.id for one in order.planned}),
        previews=_previews(sitting, stored.kind, going),
        suggested=suggested,
        number_notes=number_notes(sitting) if suggested else [],
        versions=document_queries.kinds_for(
            stored.kind, has_closed=dispatch_queries.has_closed(sitting)
        ),
    )


def _previews(
    sitting: Sitting, kind: DispatchKind, going: list[Planned]
) -> list[tuple[str, str, str]]:
    """The mail of the first to whom one goes: name, subject and text."""
    told = dispatch_queries.last_told(sitting)
    first = next((one for one in going if one.way is Way.MAIL), None)
    if first is None:
        return []
    former = told.get(first.person.id)
    letter = mail_actions.letter_for(
        sitting,
        kind,
        first,
        former,
        around=dispatch_queries.circumstances(sitting),
        has_calendar=first.wants_calendar,
    )
    words = writing(occasion_of(kind, is_informed=first.is_informed))
    said = mail_rules.values(letter, mail_rules.previewed(kind, first.address_kind))
    subject = mail_rules.prefix(letter) + words.subject(said)
    return [(first.person.name, subject, words.body(first.person.name, said))]


@bp.route("/sitzungen/<oid:id>/versand/<occasion>/dateien/<document>", access=SECRETARIAT)
def preview(id: int, occasion: str, document: str) -> ResponseReturnValue:
    """The file as it would be sent now."""
    kind = _kind(occasion)
    viewer = current_viewer()
    sitting = manageable(viewer, id)
    if document not in set(DocumentKind) - set(document_queries.OWN):
        abort(404)
    stored = dispatch_queries.draft_of(sitting, kind)
    text = stored.text if stored else _usual(sitting, kind)
    name, content = document_queries.write(
        viewer, sitting, kind, DocumentKind(document), text=text, now=utc_now()
    )
    if DocumentKind(document) in document_queries.FULL:
        note_download(sitting, "Entwurf mit nichtöffentlichem Teil", sitting.committee_id)
    return file_answer(content, f"Entwurf-{name}")
