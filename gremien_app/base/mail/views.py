"""The outbox (Postausgang)."""

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.rights import OUTBOX
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import actions, queries
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.converters import MAX_ID
from gremien_app.base.web.done import done

bp = Pages("mail", __name__)
PER_PAGE = 50


@bp.route("/postausgang", access=OUTBOX)
def index() -> ResponseReturnValue:
    before = _number(request.args.get("vor", ""))
    found = queries.mails_visible_to(
        current_viewer(), is_demo=_is_demo(), limit=PER_PAGE + 1, before=before
    )
    mails = found[:PER_PAGE]
    return render_template(
        "mail/index.html",
        mails=mails,
        is_first=before is None,
        next_before=mails[-1].id if len(found) > PER_PAGE else None,
        is_sending=current_app.config["MAIL"].is_ready,
    )


@bp.route("/postausgang/<oid:id>", access=OUTBOX)
def show(id: int) -> ResponseReturnValue:
    mail = queries.get_mail(current_viewer(), id, is_demo=_is_demo())
    is_sending = current_app.config["MAIL"].is_ready
    return render_template(
        "mail/show.html",
        mail=mail,
        is_sending=is_sending,
        # Where mails are sent, a personal link is for its addressee alone.
        is_secret=mail.holds_secret and is_sending,
    )


@bp.route("/postausgang/<oid:id>/erneut", methods=["POST"], access=OUTBOX)
def again(id: int) -> ResponseReturnValue:
    mail = queries.get_mail(current_viewer(), id, is_demo=_is_demo())
    actions.try_again(current_viewer(), mail, utc_now())
    return done(
        "Die Mail wird beim nächsten Durchgang noch einmal versandt.",
        url_for("mail.show", id=mail.id),
    )


def opens(viewer: Viewer, ids: set[int]) -> list[int]:
    """The mails whose page this viewer may open."""
    return queries.ids_visible_to(viewer, ids, is_demo=_is_demo())


def _is_demo() -> bool:
    return bool(current_app.config["DEMO"])


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) <= 10
    return min(int(text), MAX_ID) if plain else None
