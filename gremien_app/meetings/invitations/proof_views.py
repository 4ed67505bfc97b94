"""What was sent: the proof, stopping it, letters, and what came back."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.invitations import (
    dispatch_actions,
    dispatch_queries,
    document_queries,
    proof_queries,
)
from gremien_app.meetings.invitations.dispatch_forms import ReturnedForm
from gremien_app.meetings.invitations.dispatch_models import Way
from gremien_app.people.rights import SECRETARIAT_HIDDEN

bp = Pages("proof", __name__)


@bp.route("/versand/<oid:id>", access=SECRETARIAT_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    now = utc_now()
    letters = [one for one in dispatch.recipients if one.way is Way.LETTER]
    return render_template(
        "dispatch/proof.html",
        sitting=dispatch.sitting,
        dispatch=dispatch,
        waits=dispatch.waits(now),
        is_out=dispatch.is_out and not dispatch.waits(now),
        facts=proof_queries.facts(dispatch),
        recipients=[(one, proof_queries.handed(one)) for one in dispatch.recipients],
        letters=letters,
        wanted_forms=proof_queries.forms_by_letter(dispatch),
        has_unposted=any(one.handed_at is None for one in letters),
        statement=proof_queries.STATEMENT,
        to_call=proof_queries.to_call(dispatch, now),
    )


@bp.route("/versand/<oid:id>/anhalten", methods=["POST"], access=SECRETARIAT_HIDDEN)
def stop(id: int) -> ResponseReturnValue:
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    dispatch_actions.stop(current_viewer(), dispatch, now=utc_now())
    return done(
        "Der Versand ist angehalten. Es ist nichts hinausgegangen.",
        url_for("invitations.show", id=dispatch.sitting_id),
    )


@bp.route("/versand/<oid:id>/briefe-uebergeben", methods=["POST"], access=SECRETARIAT_HIDDEN)
def posted(id: int) -> ResponseReturnValue:
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    count = dispatch_actions.note_handed(current_viewer(), dispatch, Way.LETTER, now=utc_now())
    return done(
        f"Zur Post gegeben: {format_count(count, 'Brief', 'Briefe')}.",
        url_for("proof.show", id=id),
        changed=count > 0,
    )


@bp.route("/versand/<oid:id>/nachweis.docx", access=SECRETARIAT_HIDDEN)
def download(id: int) -> ResponseReturnValue:
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    return file_answer(*proof_queries.proof_document(dispatch, utc_now())[::-1])


@bp.route("/versand/<oid:id>/briefe.docx", access=SECRETARIAT_HIDDEN)
def letters(id: int) -> ResponseReturnValue:
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    return file_answer(*proof_queries.letters_document(dispatch)[::-1])


@bp.route("/versand/<oid:id>/dateien/<oid:file_id>", access=SECRETARIAT_HIDDEN)
def document(id: int, file_id: int) -> ResponseReturnValue:
    """The very bytes that were sent."""
    dispatch = dispatch_queries.manageable(current_viewer(), id)
    found = dispatch_queries.document(dispatch, file_id)
    if found.kind in document_queries.FULL:
        sitting = dispatch.sitting
        note_download(sitting, "Versandtes mit nichtöffentlichem Teil", sitting.committee_id)
    return file_answer(found.data, found.name)


@bp.route("/empfaenger/<oid:id>/anders", methods=["POST"], access=SECRETARIAT_HIDDEN)
def by_hand(id: int) -> ResponseReturnValue:
    recipient = dispatch_queries.manageable_recipient(current_viewer(), id)
    dispatch_actions.note_by_hand(current_viewer(), recipient, now=utc_now())
    return done("Vermerkt: anders zugestellt.", url_for("proof.show", id=recipient.dispatch_id))


@bp.route("/empfaenger/<oid:id>/zurueck", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def returned(id: int) -> ResponseReturnValue:
    recipient = dispatch_queries.manageable_recipient(current_viewer(), id)
    form = ReturnedForm(data={"returned_on": recipient.returned_on or today()})
    if form.validate_on_submit():
        with form.rules():
            day = form.returned_on.data
            assert day is not None, "the form requires it"
            dispatch_actions.note_returned(current_viewer(), recipient, day=day)
            return done(
                "Vermerkt: Die Sendung kam zurück. Die nächste geht als Brief.",
                url_for("proof.show", id=recipient.dispatch_id),
            )
    return render_template(
        "dispatch/returned.html",
        sitting=recipient.dispatch.sitting,
        recipient=recipient,
        form=form,
    )
