"""Master data changes, what was recorded stays: the lists of the sittings between then and now.

A line that nobody touched follows the roster of its day. What somebody recorded stays, and where
the roster now says otherwise, a question is raised for the page of the attendance; once the
sitting is over, or something was put to the vote, that goes for the whole list. Signed records
stay as they are. Each sitting concerned has the change on its record. Memberships, names and
seats are written in rooms that know no attendance, so this watches what is saved and no way
leads around it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import has_request_context, request
from sqlalchemy import event, update
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import ReachesBack, RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.proceedings import question_queries
from gremien_app.meetings.proceedings import question_rules as facts
from gremien_app.meetings.proceedings.actions import from_roster
from gremien_app.meetings.proceedings.listing import by_person, roster_values
from gremien_app.meetings.proceedings.models import Attendance, RosterQuestion
from gremien_app.meetings.proceedings.question_actions import assign, keep_seats
from gremien_app.meetings.proceedings.question_queries import places, stands
from gremien_app.meetings.proceedings.reached_queries import (
    MADE,
    Reached,
    meet,
    open_lists,
    reached_by,
)
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.committees import reach_actions
from gremien_app.people.committees.reach_queries import author as author_of
from gremien_app.people.committees.reach_queries import noted
from gremien_app.people.committees.reach_rules import Matter, Reach
from gremien_app.people.members import reach_actions as _memberships  # noqa: F401 -- notes their days
from gremien_app.people.members.locking_queries import BEFORE_ROSTERS
from gremien_app.people.members.models import Membership

_CLOSED = "sittings_closed"
SEEN = "reach_seen"  # what a form sends back: the sittings that its reader was shown


@event.listens_for(db.session, "before_flush")
def guard_what_was_recorded(session: Session, _context: Any, _instances: Any) -> None:
    """A membership is taken back only while nothing recorded stands on it alone."""
    gone = {thing.id: thing for thing in session.deleted if isinstance(thing, Membership)}
    if not gone:
        return
    for line in question_queries.lines_on(session, gone):
        sitting = line.sitting
        if not (line.is_recorded or stands(sitting)):
            session.delete(line)
            continue
        other = _another_of(session, line, gone)
        if other is None or sitting.record_closed_at is not None:
            raise RuleBroken(
                f"Für {line.name} ist die Sitzung am {format_date(sitting.date)} schon erfasst "
                f"({line.status.label}). Beenden Sie die Mitgliedschaft, statt sie zurückzunehmen."
            )
        line.membership = other


def _another_of(
    session: Session, line: Attendance, gone: dict[int, Membership]
) -> Membership | None:
    """On which other membership of the person the line may stand, best one of that day."""
    sitting = line.sitting
    others = [one for one in question_queries.memberships_for(session, line) if one.id not in gone]
    return next((m for m in others if m.runs_on(sitting.date)), next(iter(others), None))


@event.listens_for(db.session, "after_flush")
def note_sittings(session: Session, _context: Any) -> None:
    made = {thing.id for thing in session.new if isinstance(thing, Sitting)}
    session.info.setdefault(MADE, set()).update(made)
    closed = {
        sitting.id
        for sitting, _ in reach_actions.changed(session, Sitting)
        if sitting.state is SittingState.CLOSED
    }
    session.info.setdefault(_CLOSED, set()).update(closed)


def follow(session: Session) -> None:
    """A step before the commit: half way through a change somebody seems to be gone."""
    reaches = noted(session)
    _require_seen(session, reaches)
    _record_closed(session, session.info.pop(_CLOSED, set()))
    # What came together with its list says itself who was there.
    made = session.info.pop(MADE, set())
    author = author_of(session)
    actor = Viewer(user_id=author.user_id, name=author.name)
    reach_actions.forget(session)
    for one in reached_by(session, reaches, besides=made):
        _follow(session, one, actor)


@event.listens_for(db.session, "after_soft_rollback")
def forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:  # what changed before a savepoint still waits for the commit
        session.info.pop(MADE, None)
        session.info.pop(_CLOSED, None)


def lock_followers(committee_ids: Collection[int]) -> None:
    """The open lists of these committees, before their rosters: ``follow`` will write them."""
    for sitting_id in open_lists(db.session(), committee_ids):
        locked(Sitting, sitting_id)


BEFORE_ROSTERS.append(lock_followers)


def _require_seen(session: Session, reaches: Sequence[Reach]) -> None:
    """Whoever presses a button has been shown the sittings that the change meets."""
    if not reaches or not has_request_context():
        return
    met = meet(session, reaches)
    if met.ids and not met.is_seen(request.form.get(SEEN, "")):
        raise ReachesBack(met)


def _record_closed(session: Session, sitting_ids: Iterable[int]) -> None:
    """Whoever is on the list when a sitting ends was there, excused or missing: that is a fact."""
    ids = list(sitting_ids)
    if ids:
        open_lines = Attendance.sitting_id.in_(ids) & Attendance.is_recorded.is_(False)
        session.execute(update(Attendance).where(open_lines).values(is_recorded=True))


@dataclass
class Told:
    """What the change did to one list, for its record; each by name."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    adjusted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    @property
    def concerns_records(self) -> bool:
        return bool(self.adjusted or self.asked or self.settled)


def _follow(session: Session, one: Reached, actor: Viewer) -> None:
    sitting, told = one.sitting, Told()
    if one.was_held:
        _keep_seats(one)
    if sitting.record_closed_at is None and one.persons:
        told = _align(session, sitting, one.persons)
    if one.was_held or told.concerns_records:
        _tell(actor, one, told)


def _keep_seats(one: Reached) -> None:
    sitting = one.sitting
    for found in one.reaches:
        if found.matter not in (Matter.SEATS, Matter.TERM):
            continue
        for body in sitting.committees:
            if found.committee_id not in (None, body.id):
                continue
            before = found.seats_before
            if found.matter is Matter.TERM:
                stated = (s.seats for s in body.seats_by_term if s.term_id == found.term_id)
                before = next(stated, None) if found.was_within else None
            keep_seats(sitting, body.id, before, body.statutory_seats_on(sitting.date))


def _align(session: Session, sitting: Sitting, persons: Sequence[int]) -> Told:
    """Let the lines of these persons follow the roster of the day, or ask."""
    told = Told()
    lines = {line.person_id: line for line in question_queries.lines_of(session, sitting)}
    if not any(line.membership_id is not None for line in lines.values()):
        return told  # no list so far
    asked = {row.person_id: row for row in question_queries.asked_at(session, sitting)}
    roster = by_person(roster_of(sitting))
    places_of_roster = {person_id: place for place, person_id in enumerate(roster, start=1)}
    is_fixed = stands(sitting)
    for person_id in persons:
        case = _Case(sitting, person_id, lines.get(person_id), roster.get(person_id, []),
                     asked.get(person_id), places_of_roster.get(person_id, 0))  # fmt: skip
        case.settle(session, told, is_fixed=is_fixed)
    return told


@dataclass
class _Case:
    """One person in one sitting: the line, the memberships of the day, the question so far."""

    sitting: Sitting
    person_id: int
    line: Attendance | None
    memberships: list[Membership]
    row: RosterQuestion | None
    position: int

    def settle(self, session: Session, told: Told, *, is_fixed: bool) -> None:
        listed, roster = places(self.sitting, self.line, self.memberships)
        if listed != roster and (is_fixed or self._is_kept()):
            self._ask(session, told, facts.text_of(roster), facts.in_words(listed, roster))
            return
        if self.row is not None:
            told.settled.append(self._name())
            session.delete(self.row)
        if not is_fixed:
            self._follow(session, told)

    def _is_kept(self) -> bool:
        """Recorded, and the person does not belong any more: the line stays as it is."""
        return self.line is not None and self.line.is_recorded and not self.memberships

    def _follow(self, session: Session, told: Told) -> None:
        if self.line is None and self.memberships:
            line = from_roster(self.sitting, self.memberships, self.position)
            session.add(line)
            told.added.append(line.name)
        elif self.line is not None and self.memberships:
            was = facts.place_of(self.line)
            assign(self.line, roster_values(self.sitting, self.memberships))
            if self.line.is_recorded and was != facts.place_of(self.line):
                told.adjusted.append(self.line.name)
        elif self.line is not None and self._is_untouched_member():
            told.removed.append(self.line.name)
            session.delete(self.line)

    def _is_untouched_member(self) -> bool:
        line = self.line
        return line is not None and line.membership_id is not None and not line.is_recorded

    def _ask(self, session: Session, told: Told, says: str, words: str) -> None:
        if self.row is None:
            self.row = RosterQuestion(sitting_id=self.sitting.id, person_id=self.person_id)
            session.add(self.row)
        elif self.row.kept == says:
            return  # answered, for exactly this roster
        self.row.kept = None
        told.asked.append(f"{self._name()} ({words})")

    def _name(self) -> str:
        if self.line is not None:
            return self.line.name
        if self.memberships:
            return self.memberships[0].person.name
        return self.row.person.name if self.row else ""


def _tell(actor: Viewer, one: Reached, told: Told) -> None:
    sitting = one.sitting
    changes = {name: (None, found) for name, found in vars(told).items() if found}
    record(
        actor,
        "attendance.master_data_changed",
        sitting,
        summary=f"Sitzung am {format_date(sitting.date)}: "
        f"{join_german([matter.value for matter in one.matters])} geändert; {_outcome(one, told)}",
        changes=changes,
    )


def _outcome(one: Reached, told: Told) -> str:
    if one.sitting.record_closed_at is not None:
        return "die Niederschrift ist unterzeichnet und bleibt, wie sie ist"
    if told.asked:
        return f"{format_count(len(told.asked), 'Frage', 'Fragen')} zur Anwesenheit offen"
    if told.adjusted:
        return f"{format_count(len(told.adjusted), 'Zeile', 'Zeilen')} der Anwesenheit angepasst"
    return "was eingetragen war, bleibt"
