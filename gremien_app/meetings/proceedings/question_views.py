"""Answers to the questions between a sitting's list and the master data changed since."""

from collections.abc import Callable, Sequence

from flask import url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import by_id
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.proceedings import queries, question_queries
from gremien_app.meetings.proceedings import question_actions as actions
from gremien_app.meetings.proceedings.models import RosterQuestion, SeatsOfDay
from gremien_app.meetings.proceedings.question_queries import Question
from gremien_app.meetings.proceedings.vote_views import bp
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.rights import RECORDERS_HIDDEN

__all__ = ["bp"]
Answer = Callable[[Viewer, Sitting, Question], None]


@bp.route("/anwesenheitsfragen/<oid:id>/liste", methods=["POST"], access=RECORDERS_HIDDEN)
def keep_list(id: int) -> ResponseReturnValue:
    return _answer(id, actions.keep_list, "Die Liste bleibt, wie sie ist.")


@bp.route("/anwesenheitsfragen/<oid:id>/verzeichnis", methods=["POST"], access=RECORDERS_HIDDEN)
def follow_roster(id: int) -> ResponseReturnValue:
    return _answer(id, actions.follow_roster, "Die Liste folgt dem Mitgliederverzeichnis.")


def _answer(id: int, answer: Answer, message: str) -> ResponseReturnValue:
    row = by_id(RosterQuestion, id)
    sitting = queries.recordable_sitting(current_viewer(), row.sitting_id)
    asked = [one for one in question_queries.open_questions(sitting) if one.row is row]
    return _answered(sitting, asked, answer, message)


@bp.route("/sitzungen/<oid:id>/anwesenheit/liste", methods=["POST"], access=RECORDERS_HIDDEN)
def keep_lists(id: int) -> ResponseReturnValue:
    return _answer_all(id, actions.keep_list)


@bp.route("/sitzungen/<oid:id>/anwesenheit/verzeichnis", methods=["POST"], access=RECORDERS_HIDDEN)
def follow_rosters(id: int) -> ResponseReturnValue:
    return _answer_all(id, actions.follow_roster)


def _answer_all(id: int, answer: Answer) -> ResponseReturnValue:
    sitting = queries.recordable_sitting(current_viewer(), id)
    asked = question_queries.open_questions(sitting)
    count = format_count(len(asked), "Frage", "Fragen")
    return _answered(sitting, asked, answer, f"{count} beantwortet.")


def _answered(
    sitting: Sitting, asked: list[Question], answer: Answer, message: str
) -> ResponseReturnValue:
    for question in asked:
        answer(current_viewer(), sitting, question)
    return _done(sitting, asked, message)


def _done(sitting: Sitting, asked: Sequence[object], message: str) -> ResponseReturnValue:
    told = message if asked else "Das ist schon beantwortet."
    address = url_for("proceedings.attendance", id=sitting.id)
    return done(told, address, changed=bool(asked))


@bp.route("/sitzzahlen/<oid:id>/uebernehmen", methods=["POST"], access=RECORDERS_HIDDEN)
def follow_seats(id: int) -> ResponseReturnValue:
    row = by_id(SeatsOfDay, id)
    sitting = queries.recordable_sitting(current_viewer(), row.sitting_id)
    asked = [one for one in question_queries.seats_questions(sitting) if one.row is row]
    for question in asked:
        actions.follow_seats(current_viewer(), sitting, question)
    return _done(sitting, asked, "Die Beschlussfähigkeit ist mit der neuen Zahl gerechnet.")
