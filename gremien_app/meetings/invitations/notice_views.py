"""How the public is told of a sitting: the note of it, and the Aushang."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import due_day
from gremien_app.meetings.invitations import dispatch_actions, dispatch_queries
from gremien_app.meetings.invitations.dispatch_forms import NoticeForm
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import manageable
from gremien_app.people.rights import SECRETARIAT

bp = Pages("notice", __name__)


@bp.route("/sitzungen/<oid:id>/unterrichtung", methods=["GET", "POST"], access=SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    form = NoticeForm(data={"way": sitting.committee.public_notice_way, "given_on": today()})
    if form.validate_on_submit():
        with form.rules():
            day = form.given_on.data
            assert day is not None, "the form requires it"
            dispatch_actions.give_notice(
                current_viewer(), sitting, way=form.way.data, day=day, now=utc_now()
            )
            return done("Die Unterrichtung ist vermerkt.", url_for("notice.show", id=id))
    return render_template(
        "dispatch/notice.html",
        sitting=sitting,
        form=form,
        notices=dispatch_queries.notices_of(sitting),
    )


@bp.route("/sitzungen/<oid:id>/aushang.docx", access=SECRETARIAT)
def download(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    _, content = agenda_document(
        current_viewer(),
        sitting,
        is_invitation=True,
        kind="Öffentliche Bekanntmachung",
        salutation=_words(sitting),
    )
    return file_answer(content, f"Aushang-{sitting.date.isoformat()}.docx")


def _words(sitting: Sitting) -> str:
    if not sitting.is_public:
        return "Diese Sitzung ist nicht öffentlich."
    last = due_day(sitting.committee, sitting.date, DeadlineKind.ACCESS)
    support = f" bis zum {format_date(last)}" if last else ""
    return (
        "Die Sitzung ist öffentlich. Wenn Sie Unterstützung brauchen, zum Beispiel "
        f"Gebärdensprachdolmetschen, melden Sie sich bitte{support} bei der Geschäftsführung an."
    )
