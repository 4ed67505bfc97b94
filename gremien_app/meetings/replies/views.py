"""Answering for oneself: on the own page signed in, and by a personal link without."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.rights import KEY_HOLDERS
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.secret_pages import kept_secret
from gremien_app.meetings.replies import actions, link_actions, link_queries, queries, rules
from gremien_app.meetings.replies.forms import AnswerForm, WishForm
from gremien_app.meetings.replies.models import Answer, Reply, ReplyLink, Way
from gremien_app.meetings.replies.rules import Book
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person
from gremien_app.people.rights import INVITED

bp = Pages("replies", __name__)
bp.add_app_template_filter(rules.in_words, "reply_words")
SeatName = Callable[[Book, int], str]


@bp.route("/sitzungen/<oid:id>/antwort", methods=["GET", "POST"], access=INVITED)
def own(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.replyable(viewer, id)
    person = queries.person_at(sitting, viewer.person_id or 0)
    page = _Page(sitting, person, Way.PAGE, url_for(".own", id=id), _by_name)
    return page.answered() or page.shown("replies/own.html")


@bp.route("/antwort/<token>", methods=["GET", "POST"], access=KEY_HOLDERS)
def by_link(token: str) -> ResponseReturnValue:
    """A GET changes nothing: programs that look through mails open every link."""
    asked = link_queries.asked_by(token)
    try:
        rules.require_link_holds(asked.sitting, asked.link.ended_at, utc_now())
    except RuleBroken as ended:
        return kept_secret(render_template("replies/ended.html", message=ended.message), 410)
    address = url_for(".by_link", token=token)
    page = _Page(asked.sitting, asked.person, Way.LINK, address, Book.seat_number, asked.link)
    return kept_secret(page.answered() or page.shown("replies/by_link.html"))


@bp.app_template_global("own_reply")
def own_reply(sitting: Sitting) -> queries.Own:
    return queries.own_of(current_viewer(), sitting, utc_now())


def _by_name(book: Book, seat_id: int) -> str:
    holder = book.holder_of(seat_id)
    return f"Sitz von {holder.person.name}" if holder else book.seat_number(seat_id)


class _Page:
    """Both ways ask the same: first whether one comes, then what becomes of the own seat."""

    def __init__(
        self,
        sitting: Sitting,
        person: Person,
        way: Way,
        address: str,
        seat_name: SeatName,
        link: ReplyLink | None = None,
    ) -> None:
        self.sitting, self.person, self.way, self.address = sitting, person, way, address
        self.link = link
        self.is_wish = "wish" in request.form
        # What a press says needs nothing of the page; it is read again where it is acted upon.
        is_press = request.method == "POST" and "seat" not in request.form
        book = None if is_press else self.book
        self.seats = self._seats(book, seat_name) if book else []
        reply = book.reply_of(person.id) if book else None
        self.form = AnswerForm(obj=reply, **({"formdata": None} if self.is_wish else {}))
        self.form.offer(self.seats)

    def _seats(self, book: Book, seat_name: SeatName) -> list[tuple[int, str]]:
        return [(id_, seat_name(book, id_)) for id_ in book.seats_asked_of(self.person.id)]

    @cached_property
    def book(self) -> Book:
        return queries.book_about(self.sitting, self.person.id)

    @cached_property
    def wish(self) -> WishForm:
        before = None if self.is_wish else self.reply  # a press says it anew
        return WishForm(obj=before, **({} if self.is_wish else {"formdata": None}))

    @property
    def reply(self) -> Reply | None:
        return self.book.reply_of(self.person.id)

    @property
    def asks_again(self) -> bool:
        is_away = self.reply is not None and self.reply.answer is Answer.DECLINES
        return is_away and rules.has_seat_to_fill(self.book, self.person.id)

    def answered(self) -> ResponseReturnValue | None:
        """What follows after an answer; None where there was none, or it was refused."""
        form: Any = self.wish if self.is_wish else self.form
        if form.validate_on_submit():
            with form.rules():
                return done(self._take(), self.address)
        return None

    def _take(self) -> str:
        now = utc_now()
        if self.link is None:
            return self._say(now)
        link_actions.require_usable(self.link, now)
        sentence = self._say(now)
        link_actions.count_use(self.link, now)
        return sentence

    def _say(self, now: datetime) -> str:
        viewer = current_viewer()
        if self.is_wish:
            said = self.wish.wish.data
            actions.wish(viewer, self.sitting, self.person, said, way=self.way, now=now)
            return "Danke. Das ist notiert."
        given = self.form.said(self.sitting)
        actions.answer(viewer, self.sitting, self.person, given, way=self.way, now=now)
        return f"Danke. Ihre Antwort ist da: {given.answer.label}."

    def shown(self, template: str) -> str:
        memberships = self.book.memberships_of(self.person.id)
        return render_template(
            template,
            sitting=self.sitting,
            form=self.form,
            wish=self.wish,
            reply=self.reply,
            seats=self.seats,
            asks_again=self.asks_again,
            is_deputy=bool(memberships) and not any(rules.is_principal(m) for m in memberships),
            is_asked=rules.is_asked(self.sitting, utc_now()),
        )
