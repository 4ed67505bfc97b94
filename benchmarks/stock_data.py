"""Twenty years of twenty committees, added to the demonstration by bulk inserts.

What the measured pages of the demonstration show stays as it is: its committees get a longer
history only, nothing of the last years. Everything else happens in further committees.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, insert, select

from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.agenda.models import AgendaItem, Outcome, Part
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    Vote,
    VoteMode,
)
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.models import Assignment, CommitteeRole, User
from gremien_app.people.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion
from gremien_app.records.resolutions.models import Resolution

COMMITTEES, SITTINGS, ITEMS, PERSONS, RESOLUTIONS = 20, 5_000, 60_000, 10_000, 20_000
ORGANIZATIONS, ACCOUNTS, MAILS, ENTRIES, ATTENDANCES = 1_000, 300, 5_000, 100_000, 50_000
SEATS = 30
FIRST, CALM = date(2006, 11, 1), date(2014, 1, 1)
"""The first day, and until when the history of the demonstration's committees grows."""
TOPICS = (
    "Barrierefreie Haltestellen", "Dolmetschen bei Terminen", "Leichte Sprache im Rathaus",
    "Bericht der Geschäftsführung", "Förderung von Begegnungsorten", "Wohnraum für Geflüchtete",
    "Mittelvergabe an Träger", "Sprachkurse am Abend", "Gedenkort in der Innenstadt",
)  # fmt: skip


@dataclass
class Stock:
    """How much; ``part`` makes it smaller in every number."""

    part: float = 1.0
    committees: list[int] = field(default_factory=list)  # those with growing history
    further: set[int] = field(default_factory=set)  # those that are not the demonstration's
    terms: list[Term] = field(default_factory=list)

    def many(self, whole: int) -> int:
        return max(1, round(whole * self.part))


def fill(part: float) -> None:
    """Add the stock to the database of the application in use. Commits once."""
    stock = Stock(part)
    _add_committees(stock)
    _add_people(stock)
    _add_sittings(stock)
    _add_record(stock)
    db.session.commit()


def _put(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 5_000):
        db.session.execute(insert(model.__table__), rows[start : start + 5_000])


def _ids(model: Any) -> Iterator[int]:
    return count((db.session.scalar(select(func.max(model.id))) or 0) + 1)


def _add_committees(stock: Stock) -> None:
    db.session.add(Term(name="2004/2009", starts_on=date(2004, 10, 1), ends_on=date(2009, 10, 20)))
    known = list(db.session.scalars(select(Committee).order_by(Committee.id)))
    staff = db.session.scalars(
        select(User).where(User.email == "geschaeftsfuehrung@demo.example")
    ).one()
    stock.committees = [one.id for one in known if one.parent_id is None and one.is_public]
    stock.terms = list(db.session.scalars(select(Term).order_by(Term.starts_on)))
    for number in range(max(1, stock.many(COMMITTEES) - len(known))):
        made = Committee(slug=f"beirat-{number}", short=f"Beirat {number}", is_public=True)
        made.names.append(CommitteeName(name=f"Beirat {number}", genitive=f"des Beirats {number}"))
        made.position = 100 + number
        made.seats_by_term = [StatutorySeats(term=term, seats=SEATS) for term in stock.terms]
        db.session.add(made)
        db.session.flush()
        stock.further.add(made.id)
        stock.committees.append(made.id)
        role = CommitteeRole.SECRETARIAT
        staff.assignments.append(Assignment(committee=made, role=role, starts_on=FIRST))
    db.session.flush()


def _days(stock: Stock, committee_id: int, number: int) -> list[date]:
    """So many days at even distances; the last ones of a further committee are still to come."""
    last = today() + timedelta(days=300) if committee_id in stock.further else CALM
    return [FIRST + (last - FIRST) * step / number for step in range(number)]


def _term_on(stock: Stock, day: date) -> Term:
    return [term for term in stock.terms if term.starts_on <= day][-1]


def _add_people(stock: Stock) -> None:
    persons, organizations = _ids(Person), _ids(Organization)
    senders = [next(organizations) for _ in range(stock.many(ORGANIZATIONS))]
    people = [next(persons) for _ in range(stock.many(PERSONS))]
    _put(
        Organization,
        [
            {"id": one, "name": f"Verein Nr. {one}", "search_key": f"verein nr. {one}"}
            for one in senders
        ],
    )
    _put(Person, [_person(one) for one in people])
    seats = _seats(stock, senders)
    share = len(people) // len(stock.committees)
    rows: list[dict[str, Any]] = []
    for committee_id in stock.committees:
        own = [people.pop() for _ in range(share)]
        rows += _memberships(stock, committee_id, own, seats)
    _put(Membership, rows)
    now = datetime.now(UTC)
    _put(
        User,
        [
            {"email": f"konto-{n}@example.org", "name": f"Konto {n}", "password_hash": "",
             "nonce": "x", "created_at": now}
            for n in range(stock.many(ACCOUNTS))
        ],
    )  # fmt: skip


def _person(number: int) -> dict[str, Any]:
    key = f"kim beispiel {number}"
    names = {"first_name": "Kim", "last_name": f"Beispiel {number}", "ref": f"stock-{number}"}
    return {"id": number, **names, "search_key": key, "sort_key": f"beispiel {number} kim"}


def _seats(stock: Stock, senders: list[int]) -> dict[tuple[int, int], list[int]]:
    ids, rows = _ids(Seat), []
    found: dict[tuple[int, int], list[int]] = {}
    for committee_id in stock.committees:
        for term in stock.terms if committee_id in stock.further else stock.terms[:2]:
            own = found.setdefault((committee_id, term.id), [next(ids) for _ in range(SEATS)])
            rows += [
                {"id": seat, "committee_id": committee_id, "term_id": term.id, "position": 500 + n,
                 "organization_id": senders[seat % len(senders)]}
                for n, seat in enumerate(own)
            ]  # fmt: skip
    _put(Seat, rows)
    return found


def _memberships(
    stock: Stock, committee_id: int, people: list[int], seats: dict[tuple[int, int], list[int]]
) -> Iterator[dict[str, Any]]:
    """All seats change hands at each of the days; who is last in a further committee stays."""
    days = _days(stock, committee_id, max(1, len(people) // SEATS))
    is_further = committee_id in stock.further
    if is_further:
        days = [day for day in days if day <= today()]
    for step, day in enumerate(days):
        is_last = step == len(days) - 1
        end = CALM if is_last else days[step + 1] - timedelta(days=1)
        own = seats.get((committee_id, _term_on(stock, day).id), [None] * SEATS)
        for place, seat in enumerate(own):
            if people:
                yield {
                    "committee_id": committee_id,
                    "person_id": people.pop(),
                    "seat_id": seat,
                    "role": MemberRole.VOTING,
                    "can_vote": True,
                    "position": place,
                    "starts_on": day,
                    "ends_on": None if is_last and is_further else end,
                }


def _add_sittings(stock: Stock) -> None:
    sittings, share = _ids(Sitting), stock.many(SITTINGS) // len(stock.committees)
    rows = []
    for committee_id in stock.committees:
        for number, day in enumerate(_days(stock, committee_id, share), start=1_000):
            rows.append(_sitting(next(sittings), committee_id, number, day, _term_on(stock, day)))
    _put(Sitting, rows)
    held = [row for row in rows if row["state"] is SittingState.CLOSED]
    _add_minutes(held)
    _put(Attendance, list(_attendances(held, stock.many(ATTENDANCES) // len(rows))))
    _add_items(rows, stock.many(ITEMS) // len(rows), stock.many(RESOLUTIONS))


def _sitting(id: int, committee_id: int, number: int, day: date, term: Term) -> dict[str, Any]:
    starts_at = datetime(day.year, day.month, day.day, 13, tzinfo=UTC)
    is_held = day < today()
    closed_at = starts_at + timedelta(hours=2) if is_held else None
    return {
        "id": id,
        "ref": f"stock-{id}",
        "uid": f"stock-{id}@gremien.example",
        "changed_at": starts_at,
        "committee_id": committee_id,
        "term_id": term.id,
        "number": number,
        "state": SittingState.CLOSED if is_held else SittingState.PLANNED,
        "is_public": True,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "opened_at": starts_at if is_held else None,
        "closed_at": closed_at,
        "record_closed_at": closed_at,
    }


def _add_minutes(held: list[dict[str, Any]]) -> None:
    ids, versions = _ids(Minutes), _ids(MinutesVersion)
    numbered = [(next(ids), next(versions), row) for row in held]
    _put(
        Minutes,
        [
            {"id": one, "sitting_id": row["id"], "state": MinutesState.PUBLISHED,
             "due_on": at.date(), "created_at": at, "submitted_at": at, "signed_at": at,
             "published_at": at}
            for one, _, row in numbered
            for at in (row["closed_at"],)
        ],
    )  # fmt: skip
    _put(
        MinutesVersion,
        [
            {"id": version, "minutes_id": one, "number": 1, "content": {}, "content_sha256": "x",
             "created_at": row["closed_at"], "created_by": "x"}
            for one, version, row in numbered
        ],
    )  # fmt: skip


def _attendances(held: list[dict[str, Any]], each: int) -> Iterator[dict[str, Any]]:
    for row in held:
        for place in range(each):
            name = f"Kim Beispiel {place}"
            yield {
                "sitting_id": row["id"], "name": name, "sort_name": name, "can_vote": True,
                "group": AttendanceGroup.VOTING, "status": AttendanceStatus.PRESENT,
                "position": place, "counts_for_quorum": True, "seat_key": str(place),
            }  # fmt: skip


def _add_items(sittings: list[dict[str, Any]], each: int, resolutions: int) -> None:
    """The last two of a sitting are closed; resolutions on the first ones of those held."""
    ids, items, votes, decided = _ids(AgendaItem), [], [], []
    per_sitting = max(1, resolutions // len(sittings))
    for row in sittings:
        is_held = row["state"] is SittingState.CLOSED
        for place in range(each):
            item = next(ids)
            title = f"{TOPICS[item % len(TOPICS)]} {item}"
            part = Part.CLOSED if place >= max(1, each - 2) else Part.PUBLIC
            is_decided = is_held and place < per_sitting
            items.append(
                {"id": item, "sitting_id": row["id"], "part": part, "position": place + 1,
                 "title": title, "outcome": Outcome.ADOPTED if is_decided else None}
            )  # fmt: skip
            if is_decided:
                votes.append(
                    {"agenda_item_id": item, "mode": VoteMode.COUNTED, "yes": 9, "no": 0,
                     "is_adopted": True}
                )  # fmt: skip
                decided.append(_resolution(item, title, row))
    _put(AgendaItem, items)
    _put(Vote, votes)
    _put(Resolution, decided)


def _resolution(item_id: int, title: str, row: dict[str, Any]) -> dict[str, Any]:
    text = f"Die Verwaltung wird beauftragt, zu „{title}“ bis zum Jahresende zu berichten. " * 4
    day = row["starts_at"].date()
    return {
        "agenda_item_id": item_id,
        "committee_id": row["committee_id"],
        "year": day.year,
        "number": 10_000 + item_id,
        "text": text,
        "decided_on": day,
        "search_key": f"{title} {text}".casefold(),
    }


def _add_record(stock: Stock) -> None:
    """Entries behind the last one; not sealed, as nobody verifies this chain."""
    head, now = db.session.scalars(select(AuditHead)).one(), datetime.now(UTC)
    sittings = list(db.session.scalars(select(Sitting.id).order_by(Sitting.id)))
    rows = [
        {"seq": head.seq + n, "at": now, "action": "sitting.edited", "object_type": "sitting",
         "object_id": sittings[n % len(sittings)], "actor": "Kim Beispiel", "summary": f"Nr. {n}",
         "committee_id": stock.committees[n % len(stock.committees)]}
        for n in range(1, stock.many(ENTRIES) + 1)
    ]  # fmt: skip
    _put(AuditEntry, rows)
    head.seq += len(rows)
    _put(
        OutboxMail,
        [
            {"key": f"stock-{n}", "to_address": "x@example.org", "subject": f"Mail {n}",
             "body": "x", "created_at": now, "due_at": now, "sent_at": now}
            for n in range(stock.many(MAILS))
        ],
    )  # fmt: skip
