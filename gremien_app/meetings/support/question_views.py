"""Asking in time, the pages behind a link (which take and never show), and visitors' own form."""

from datetime import date

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import EVERYONE, KEY_HOLDERS
from gremien_app.base.transactions import commit, held
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.support import (
    answer_actions,
    booking_queries,
    booking_rules,
    handout_queries,
    queries,
    question_actions,
    question_queries,
    question_rules,
)
from gremien_app.meetings.support.forms import LinkForm, VisitorForm
from gremien_app.meetings.support.measures import GROUPS
from gremien_app.people.rights import NEED_TO_KNOW

bp = Pages("questions", __name__)


@bp.app_template_global("support_registration")
def support_registration(sitting: Sitting) -> date | None:
    """By when visitors ask for support, for the page of a public sitting; None for others."""
    if not question_rules.takes_visitors(sitting, today()):
        return None
    return question_rules.register_by(sitting, booking_queries.leads())


def _asked_at(key: str) -> str:
    return str(current_app.config["PUBLIC_ORIGIN"]) + url_for("questions.reply", key=key)


def _told_at(key: str) -> str:
    return str(current_app.config["PUBLIC_ORIGIN"]) + url_for("questions.told", key=key)


@bp.route("/sitzungen/<oid:id>/unterstuetzung/fragen", methods=["POST"], access=NEED_TO_KNOW)
def ask(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    mails, letters = question_actions.ask(viewer, sitting, _asked_at, utc_now())
    if not mails and not letters:
        told = "Alle sind schon gefragt."
    else:
        told = f"Gefragt: {mails} per Mail"
        told += f", {letters} ohne E-Mail-Adresse brauchen einen Brief." if letters else "."
    return done(told, url_for("support.show", id=id), changed=bool(mails or letters))


@bp.route("/sitzungen/<oid:id>/unterstuetzung/erinnern", methods=["POST"], access=NEED_TO_KNOW)
def remind(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    count = question_actions.remind(viewer, sitting, _asked_at, utc_now())
    told = f"Erinnert: {count}." if count else "Es gibt niemanden zu erinnern."
    return done(told, url_for("support.show", id=id), changed=bool(count))


@bp.route("/sitzungen/<oid:id>/unterstuetzung/briefe", methods=["POST"], access=NEED_TO_KNOW)
def letters(id: int) -> ResponseReturnValue:
    """Each letter has a link that is written this once; only its hash is kept."""
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    found = question_actions.letters(viewer, sitting, _asked_at, utc_now())
    if not found:
        return done(
            "Es ist kein Brief zu schreiben.", url_for("support.show", id=id), changed=False
        )
    name, content = handout_queries.question_letters(sitting, found)
    commit()
    return file_answer(content, name)


@bp.route("/sitzungen/<oid:id>/unterstuetzung/bescheid", methods=["POST"], access=NEED_TO_KNOW)
def tell(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    count = answer_actions.tell(viewer, sitting, _told_at, utc_now())
    told = f"Bescheid per Mail: {count}." if count else "Per Mail gibt es nichts Neues zu sagen."
    return done(told, url_for("support.show", id=id), changed=bool(count))


@bp.route(
    "/sitzungen/<oid:id>/unterstuetzung/bescheid-briefe", methods=["POST"], access=NEED_TO_KNOW
)
def answer_letters(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    news = answer_actions.write_letters(viewer, sitting)
    if not news:
        told = "Per Brief gibt es nichts Neues zu sagen."
        return done(told, url_for("support.show", id=id), changed=False)
    name, content = handout_queries.answer_letters(sitting, news)
    commit()
    return file_answer(content, name)


@bp.route(
    "/sitzungen/<oid:id>/unterstuetzung/bescheid-gegeben", methods=["POST"], access=NEED_TO_KNOW
)
def called(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.organised(viewer, id)
    text = request.form.get("person", "")
    if not text:
        told = "Bitte vermerken Sie es bei der Person, der Sie Bescheid gegeben haben."
        return done(told, url_for("support.show", id=id), changed=False)
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    person = queries.person_of(sitting, int(text) if is_number else 0)
    was_new = answer_actions.note_called(viewer, sitting, person.id)
    told = "Vermerkt: Bescheid gegeben." if was_new else "Das war schon vermerkt."
    return done(told, url_for("support.show", id=id), changed=was_new)


@bp.route("/unterstuetzung/frage/<key>", methods=["GET", "POST"], access=KEY_HOLDERS)
def reply(key: str) -> ResponseReturnValue:
    try:
        question = question_queries.open_question(question_queries.ASKED, key, today())
    except NotFound:
        return render_template("support/link_dead.html"), 404
    form = LinkForm()
    if form.validate_on_submit():
        with form.rules():
            if form.says_as_before:
                question_actions.answer_as_before(question, utc_now())
            else:
                question_actions.answer(question, form.needs(), utc_now())
            commit()
            return render_template("support/thanks.html")
    return render_template("support/reply.html", form=form, sitting=question.sitting, groups=GROUPS)


@bp.route("/unterstuetzung/antwort/<key>", access=KEY_HOLDERS)
def told(key: str) -> ResponseReturnValue:
    try:
        question = question_queries.open_question(question_queries.ANSWER, key, today())
    except NotFound:
        return render_template("support/link_dead.html"), 404
    need = queries.effective_need(question.sitting, question.person_id)
    needs = queries.opened(need) if need else None
    services = booking_queries.services_of(question.sitting)
    return render_template(
        "support/told.html",
        sitting=question.sitting,
        answers=booking_rules.answers(needs, services) if needs else [],
    )


@bp.route("/sitzungen/<oid:id>/unterstuetzung-anmelden", methods=["GET", "POST"], access=EVERYONE)
def register(id: int) -> ResponseReturnValue:
    sitting = get_sitting(current_viewer(), id)
    if not question_rules.takes_visitors(sitting, today()):
        return render_template("support/register_closed.html", sitting=sitting)
    form = VisitorForm()
    if form.validate_on_submit():
        with form.rules():
            if not form.website.data:  # else a robot, who need not learn that it was found out
                question_actions.register(held(sitting), form.needs(), utc_now())
            commit()
            return render_template("support/thanks.html")
    until = question_rules.register_by(sitting, booking_queries.leads())
    return render_template(
        "support/register.html",
        form=form,
        sitting=sitting,
        groups=GROUPS,
        until=until,
        is_late=until < today(),
    )
