"""Asking for a look at a paper, and the page on which it is given: signed in or by a link."""

from typing import Any

from flask import current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.files.views import deliver
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.rights import KEY_HOLDERS, OWNER
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.base.web.secret_pages import kept_secret
from gremien_app.meetings.concurrences import actions, queries, rules
from gremien_app.meetings.concurrences.forms import USUAL, AgainForm, AnswerForm, AskForm
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.papers import queries as papers
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.rights import SECRETARIAT_HIDDEN

bp = Pages("concurrences", __name__)
_SHOWN_ONCE = "new_concurrence_link"


@bp.app_template_global("concurrences_of")
def concurrences_of(paper: Paper) -> list[queries.Line]:
    """For the page of a paper: who was asked, and what was said."""
    return queries.lines_of(current_viewer(), paper, today())


@bp.app_template_global("asks_concurrence")
def asks_concurrence(paper: Paper) -> bool:
    return rules.is_asked_for(paper) and current_viewer().manages(paper.committee_id)


def _page(paper_id: int) -> str:
    return url_for("papers.show", id=paper_id, _anchor="mitzeichnung")


def _link_to(one: Concurrence, token: str | None) -> str:
    path = url_for(".by_link", token=token) if token else url_for(".own", id=one.paper_id)
    return f"{current_app.config['PUBLIC_ORIGIN']}{path}"


@bp.route("/unterlagen/<oid:id>/mitzeichnungen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def ask(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = papers.manageable(viewer, id)
    read_at(_page(id))
    rules.require_asked_for(paper)
    form = AskForm()
    form.offer(queries.colleagues(viewer, today()))
    if form.validate_on_submit():
        with form.rules():
            assert form.due_on.data is not None
            given = {name: form[name].data for name in ("user", "name", "email", "due_on")}
            return _sent(actions.ask(viewer, paper, _link_to, utc_now(), **given))
    return render_template("concurrences/ask.html", form=form, paper=paper)


def _sent(sent: actions.Sent) -> ResponseReturnValue:
    """Told by mail, or with a link that is shown this once: only its hash is kept."""
    one, token = sent.asked, sent.token
    id_ = one.id
    if token is None:
        told = "bekommt eine Mail" if sent.is_mailed else "findet es unter „Was ist zu tun“"
        return done(f"„{one.name}“ {told}.", _page(one.paper_id))
    answer = done("Der Link ist da. Bitte geben Sie ihn weiter.", url_for(".link", id=id_))
    session[_SHOWN_ONCE] = {"token": token, "id": id_}
    return answer


@bp.route("/mitzeichnungen/<oid:id>/link", access=SECRETARIAT_HIDDEN)
def link(id: int) -> ResponseReturnValue:
    one = queries.manageable(current_viewer(), id)
    waiting = session.pop(_SHOWN_ONCE, None)
    if not isinstance(waiting, dict) or waiting["id"] != id:
        return redirect(_page(one.paper_id))
    address = _link_to(one, waiting["token"])
    return render_template("concurrences/link.html", one=one, paper=one.paper, address=address)


@bp.route("/mitzeichnungen/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def again(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    one = queries.manageable(viewer, id)
    read_at(_page(one.paper_id))
    rules.require_asked_for(one.paper)
    form = AgainForm(data={"due_on": max(one.due_on, today() + USUAL)})
    if form.validate_on_submit():
        with form.rules():
            assert form.due_on.data is not None
            due_on = form.due_on.data
            return _sent(actions.ask_again(viewer, one, _link_to, utc_now(), due_on=due_on))
    return render_template("concurrences/again.html", form=form, one=one, paper=one.paper)


@bp.route("/mitzeichnungen/<oid:id>/beenden", methods=["POST"], access=SECRETARIAT_HIDDEN)
def end(id: int) -> ResponseReturnValue:
    one = queries.manageable(current_viewer(), id)
    actions.end(current_viewer(), one, utc_now())
    return done(f"„{one.name}“ wird nicht mehr gefragt.", _page(one.paper_id))


@bp.route("/unterlagen/<oid:id>/mitzeichnen", methods=["GET", "POST"], access=OWNER)
def own(id: int) -> ResponseReturnValue:
    one = queries.own(current_viewer(), id)
    addresses = {"address": url_for(".own", id=id), "file_href": url_for(".own_file", id=id)}
    return _answered(current_viewer(), one, **addresses)


@bp.route("/unterlagen/<oid:id>/mitzeichnen/datei", access=OWNER)
def own_file(id: int) -> ResponseReturnValue:
    file = queries.file_of(queries.own(current_viewer(), id), today())
    return deliver(file.stored, file.name)


@bp.route("/mitzeichnung/<token>", methods=["GET", "POST"], access=KEY_HOLDERS)
def by_link(token: str) -> ResponseReturnValue:
    """A GET changes nothing: programs that look through mails open every link."""
    one = queries.by_token(token)
    addresses = {
        "address": url_for(".by_link", token=token),
        "file_href": url_for(".file", token=token),
    }
    return kept_secret(_answered(actions.BY_LINK, one, **addresses))


@bp.route("/mitzeichnung/<token>/datei", access=KEY_HOLDERS)
def file(token: str) -> ResponseReturnValue:
    found = queries.file_of(queries.by_token(token), today())
    return kept_secret(deliver(found.stored, found.name))


def _answered(
    actor: Viewer, one: Concurrence, *, address: str, file_href: str
) -> ResponseReturnValue:
    is_open = rules.is_open(one, today())
    form: Any = AnswerForm(obj=one)
    if form.validate_on_submit():
        with form.rules():
            given = {"verdict": form.verdict.data, "remark": form.remark.data}
            actions.answer(actor, one, utc_now(), **given)
            return done("Danke. Ihre Mitzeichnung ist da.", address)
    template = "concurrences/answer.html" if is_open else "concurrences/ended.html"
    return render_template(
        template, form=form, one=one, paper=one.paper, file_href=file_href
    ), 200 if is_open else 410
