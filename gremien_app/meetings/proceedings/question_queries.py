"""Reads of what was recorded beside what the master data say of that day now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings import question_rules as rules
from gremien_app.meetings.proceedings.listing import by_person, roster_values
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceStatus,
    RosterQuestion,
    SeatsOfDay,
    Vote,
)
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership


def stands(sitting: Sitting) -> bool:
    """The list has been acted upon: the sitting is over, or something was put to the vote."""
    return sitting.state is SittingState.CLOSED or sitting.id in with_votes([sitting.id])


def with_votes(sitting_ids: Iterable[int]) -> set[int]:
    voted = exists().where(Vote.agenda_item_id == AgendaItem.id)
    query = select(AgendaItem.sitting_id).where(AgendaItem.sitting_id.in_(sitting_ids), voted)
    return set(db.session.scalars(query.distinct()))


@dataclass(frozen=True)
class Question:
    """List and roster differ for a person: with the memberships of the day and the line, if any."""

    row: RosterQuestion
    line: Attendance | None
    memberships: tuple[Membership, ...]
    listed: rules.Place | None
    roster: rules.Place | None

    @property
    def name(self) -> str:
        return self.line.name if self.line else self.row.person.name

    @property
    def offer(self) -> str:
        """What following the roster does, on its button."""
        if self.line is None:
            return "Auf die Liste setzen"
        if self.roster is None:
            is_there = self.line.status is AttendanceStatus.PRESENT
            return "Ohne Stimme führen" if is_there else "Von der Liste nehmen"
        return "Wie im Mitgliederverzeichnis"

    @property
    def differences(self) -> list[rules.Difference]:
        return rules.differences(self.listed, self.roster)


def places(
    sitting: Sitting, line: Attendance | None, memberships: Sequence[Membership]
) -> tuple[rules.Place | None, rules.Place | None]:
    """What the list says of a person, and what the roster of the day says."""
    return (
        rules.place_of(line) if line and is_of_roster(line) else None,
        rules.place_from(roster_values(sitting, memberships)) if memberships else None,
    )


def is_of_roster(line: Attendance) -> bool:
    """Stands there as a member: by a membership, or by a seat in a record from paper."""
    return line.membership_id is not None or bool(line.seat_key)


def open_questions(sitting: Sitting) -> list[Question]:
    """What is still to be answered, by name; nothing once the record is closed."""
    if sitting.record_closed_at is not None:
        return []
    rows = db.session.scalars(
        select(RosterQuestion)
        .where(RosterQuestion.sitting_id == sitting.id)
        .options(joinedload(RosterQuestion.person))
        .order_by(RosterQuestion.id)
    ).all()
    if not rows:
        return []
    lines = {line.person_id: line for line in _lines(sitting, {row.person_id for row in rows})}
    roster = by_person(roster_of(sitting))
    found = [
        _question(sitting, row, lines.get(row.person_id), roster.get(row.person_id, []))
        for row in rows
    ]
    asked = [one for one in found if rules.is_open(one.row.kept, one.listed, one.roster)]
    return sorted(asked, key=lambda one: (one.row.person.sort_key, one.row.id))


def _question(
    sitting: Sitting, row: RosterQuestion, line: Attendance | None, memberships: list[Membership]
) -> Question:
    return Question(row, line, tuple(memberships), *places(sitting, line, memberships))


def _lines(sitting: Sitting, person_ids: Iterable[int]) -> list[Attendance]:
    return all_of(
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id, Attendance.person_id.in_(person_ids))
        .order_by(Attendance.id)
    )


def question_gaps(sitting: Sitting) -> list[str]:
    """What stands between the minutes and their submission, as German sentences."""
    return [
        f"Anwesenheit: {one.name} – Liste und Mitgliederverzeichnis widersprechen sich. Bitte "
        "entscheiden Sie auf der Seite „Anwesenheit“, was gilt."
        for one in open_questions(sitting)
    ]


def seats_of_day(sitting: Sitting) -> dict[int, int | None]:
    """Per committee the seats by statute with which the sitting reckoned; one query."""
    stored = {row.committee_id: row.seats for row in kept_seats(sitting)}
    return {
        one.id: stored[one.id] if one.id in stored else one.statutory_seats_on(sitting.date)
        for one in sitting.committees
    }


def kept_seats(sitting: Sitting) -> list[SeatsOfDay]:
    return all_of(
        select(SeatsOfDay).where(SeatsOfDay.sitting_id == sitting.id).order_by(SeatsOfDay.id)
    )


@dataclass(frozen=True)
class SeatsQuestion:
    """The number of seats was changed after the sitting: what it reckoned with, and what stands."""

    row: SeatsOfDay
    committee: Committee
    now: int | None


def seats_questions(sitting: Sitting) -> list[SeatsQuestion]:
    if sitting.record_closed_at is not None:
        return []
    known = {one.id: one for one in sitting.committees}
    return [
        SeatsQuestion(row, known[row.committee_id], now)
        for row in kept_seats(sitting)
        if row.committee_id in known
        and (now := known[row.committee_id].statutory_seats_on(sitting.date)) != row.seats
    ]


def lines_on(session: Session, membership_ids: Iterable[int]) -> Sequence[Attendance]:
    """The lines of all lists that stand on these memberships, with their sittings."""
    query = select(Attendance).where(Attendance.membership_id.in_(membership_ids))
    query = query.options(joinedload(Attendance.sitting)).order_by(Attendance.id)
    return session.scalars(query).all()


def memberships_for(session: Session, line: Attendance) -> Sequence[Membership]:
    """All that the line's person has or had in the sitting's committees, the latest first."""
    query = select(Membership).where(
        Membership.person_id == line.person_id,
        Membership.committee_id.in_(line.sitting.committee_ids),
    )
    query = query.order_by(Membership.starts_on.desc(), Membership.id.desc())
    return session.scalars(query).all()


def lines_of(session: Session, sitting: Sitting) -> Sequence[Attendance]:
    query = select(Attendance).where(Attendance.sitting_id == sitting.id)
    return session.scalars(query.order_by(Attendance.id)).all()


def asked_at(session: Session, sitting: Sitting) -> Sequence[RosterQuestion]:
    """Questions between list and roster, answered ones too."""
    query = select(RosterQuestion).where(RosterQuestion.sitting_id == sitting.id)
    return session.scalars(query.order_by(RosterQuestion.id)).all()
