"""What the office sees and does: the live list, answers by telephone, reminders, deputies."""

from dataclasses import asdict

from flask import current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.replies import (
    actions,
    calling_actions,
    link_actions,
    mail_rules,
    page_queries,
    queries,
)
from gremien_app.meetings.replies.forms import OfficeForm, TimesForm, UnnamedForm
from gremien_app.meetings.replies.models import Way
from gremien_app.meetings.replies.views import bp
from gremien_app.meetings.sittings.queries import manageable
from gremien_app.people.committees.queries import manageable as committee_of
from gremien_app.people.rights import SECRETARIAT

__all__ = ["bp"]  # the application registers the room with all its pages
_SHOWN_ONCE = "new_reply_link"


def _origin() -> str:
    return str(current_app.config["PUBLIC_ORIGIN"])


@bp.route("/sitzungen/<oid:id>/antworten", access=SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    page = page_queries.live_page(sitting, utc_now())
    return render_template("replies/show.html", sitting=sitting, page=page)


@bp.route("/sitzungen/<oid:id>/antworten/erinnern", methods=["POST"], access=SECRETARIAT)
def remind(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    told = actions.remind(current_viewer(), sitting, utc_now(), _origin())
    count = format_count(told.count, "Erinnerung geht", "Erinnerungen gehen")
    sentence = f"{count} per Mail hinaus."
    if told.without:
        sentence += f" Ohne E-Mail-Adresse, bitte anrufen: {join_german(told.without)}."
    return done(sentence, url_for(".show", id=id))


@bp.route(
    "/sitzungen/<oid:id>/antworten/<oid:person_id>", methods=["GET", "POST"], access=SECRETARIAT
)
def enter(id: int, person_id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = manageable(viewer, id)
    person = queries.person_at(sitting, person_id)
    book = queries.book_about(sitting, person_id)
    reply = book.reply_of(person_id)
    form = OfficeForm(obj=reply, version=reply.version if reply else 0)
    form.offer([(id_, book.seat_number(id_)) for id_ in book.seats_asked_of(person_id)])
    if form.validate_on_submit() and not form.is_stale(reply):
        with form.rules():
            given = form.said(sitting)
            actions.answer(viewer, sitting, person, given, way=Way.OFFICE, now=utc_now())
            return done(
                f"{person.name}: {given.answer.label}. Das ist eingetragen.",
                url_for(".show", id=id),
            )
    return render_template(
        "replies/enter.html", sitting=sitting, person=person, form=form, reply=reply
    )


@bp.route(
    "/sitzungen/<oid:id>/antworten/<oid:person_id>/link", methods=["POST"], access=SECRETARIAT
)
def make_link(id: int, person_id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    person = queries.person_at(sitting, person_id)
    token = link_actions.replace_link(current_viewer(), sitting, person, utc_now())
    commit()
    session[_SHOWN_ONCE] = {"token": token, "person": person_id, "sitting": id}
    return redirect(url_for(".link", id=id, person_id=person_id))


@bp.route("/sitzungen/<oid:id>/antworten/<oid:person_id>/link", access=SECRETARIAT)
def link(id: int, person_id: int) -> ResponseReturnValue:
    """The new link, once: the database knows only its hash."""
    sitting = manageable(current_viewer(), id)
    person = queries.person_at(sitting, person_id)
    waiting = session.pop(_SHOWN_ONCE, None)
    if not isinstance(waiting, dict) or (waiting["sitting"], waiting["person"]) != (id, person_id):
        return redirect(url_for(".show", id=id))
    address = _origin() + mail_rules.path_of(waiting["token"])
    return render_template("replies/link.html", sitting=sitting, person=person, address=address)


@bp.route(
    "/sitzungen/<oid:id>/antworten/sitze/<oid:seat_id>/laden", methods=["POST"], access=SECRETARIAT
)
def call(id: int, seat_id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    calling = calling_actions.call_next(current_viewer(), sitting, seat_id, utc_now())
    person = required(calling.person)
    how = "Die Mail mit der Bitte geht gleich hinaus."
    if not person.email:
        how = "Ohne E-Mail-Adresse: Bitte anrufen."
    return done(f"{person.name} ist als Vertretung geladen. {how}", url_for(".show", id=id))


@bp.route(
    "/sitzungen/<oid:id>/antworten/sitze/<oid:seat_id>/ohne-benennung",
    methods=["GET", "POST"],
    access=SECRETARIAT,
)
def unnamed(id: int, seat_id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    holder = queries.book_of(sitting).holder_of(seat_id)
    if holder is None:
        raise NotFound
    form = UnnamedForm()
    if form.validate_on_submit():
        with form.rules():
            calling_actions.enter_unnamed(
                current_viewer(), sitting, seat_id, form.name.data, utc_now()
            )
            return done(
                f"{form.name.data} kommt ohne Benennung und hat keine Stimme.",
                url_for(".show", id=id),
            )
    return render_template("replies/unnamed.html", sitting=sitting, holder=holder, form=form)


@bp.route("/gremien/<slug>/vertretung-laden", methods=["GET", "POST"], access=SECRETARIAT)
def times(slug: str) -> ResponseReturnValue:
    committee = committee_of(current_viewer(), slug)
    row = queries.times_row(committee.id)
    now = asdict(queries.times_of(committee))
    form = TimesForm(data=now | {"version": row.version if row else 0})
    if form.validate_on_submit() and not form.is_stale(row, {}):
        with form.rules():
            changed = actions.set_times(current_viewer(), committee, form.times())
            return done("Gespeichert.", url_for("portal.committee", slug=slug), changed=changed)
    usual = queries.usual_times()
    return render_template("replies/times.html", committee=committee, form=form, usual=usual)
