"""The data format: which keys an object has and what their values are (docs/datenformat.md)."""

from typing import Any

from gremien_app.accounts.models import CommitteeRole
from gremien_app.agenda.models import ItemMark, Outcome, Part
from gremien_app.committees.models import ChairMode, CommitteeKind, DecisionRule, QuorumRule
from gremien_app.exchange.fields import (
    Context,
    Wrong,
    clock,
    day,
    email,
    filled,
    flag,
    number,
    one_of,
    password,
    slug,
    text,
    web_address,
)
from gremien_app.exchange.read import Field, Kind, Many, Record
from gremien_app.kernel.working_days import MAX_NOTICE_DAYS, NoticeUnit
from gremien_app.members.models import ChairOffice, MemberRole, OrganizationKind
from gremien_app.minutes.models import MinutesState
from gremien_app.proceedings.models import AttendanceGroup, AttendanceStatus, VoteMode
from gremien_app.sittings.models import SittingFormat, SittingKind, SittingState

FORMAT = "gremien/1"
DEEPEST = 3
_LONG = 200_000
_COUNT = number(0, 1000)
_POSITION = number(0, 10_000)


def _must(kind: Kind) -> Field:
    return Field(kind, is_required=True)


def _may(kind: Kind, default: Any = None) -> Field:
    return Field(kind, default=default)


def _words(limit: int, *, multiline: bool = False) -> Field:
    return _may(text(limit, multiline=multiline), "")


def _format(value: Any, _context: Context) -> str:
    if value != FORMAT:
        raise Wrong(f"diese Fassung des Formats ist unbekannt, erwartet wird „{FORMAT}“")
    return FORMAT


def _too_deep(_value: Any, _context: Context) -> None:
    raise Wrong(f"eine Tagesordnung hat höchstens {DEEPEST} Ebenen")


TERM = Record({"name": _must(filled(20)), "from": _must(day), "until": _may(day)})

ROOM = Record(
    {
        "name": _must(filled(120)),
        "capacity": _may(number(1, 10_000)),
        "step_free": _may(flag),
        "induction_loop": _may(flag),
        "directions": _words(500),
    }
)
VENUE = Record(
    {
        "name": _must(filled(120)),
        "street": _words(120),
        "town": _words(120),
        "rooms": _may(Many(ROOM)),
    }
)

ORGANIZATION = Record(
    {
        "name": _must(filled(200)),
        "short": _words(40),
        "kind": _may(one_of(OrganizationKind), OrganizationKind.OTHER),
    }
)

COMMITTEE_NAME = Record(
    {
        "name": _must(filled(200)),
        "genitive": _must(filled(220)),
        "from": _may(day),
        "until": _may(day),
    }
)
COMMITTEE = Record(
    {
        "slug": _must(slug),
        "short": _must(filled(20)),
        "kind": _may(one_of(CommitteeKind), CommitteeKind.COMMITTEE),
        "parent": _may(slug),
        "position": _may(_POSITION, 0),
        "names": _must(Many(COMMITTEE_NAME)),
        "legal_basis": _words(300),
        "about": _words(5000, multiline=True),
        "chair_mode": _may(one_of(ChairMode), ChairMode.ELECTED),
        "chair_title": _may(filled(60), "Vorsitz"),
        "chair_votes": _may(flag, default=True),
        "quorum": _may(one_of(QuorumRule), QuorumRule.MORE_THAN_HALF),
        "decides": _may(one_of(DecisionRule), DecisionRule.MAJORITY),
        "public": _may(flag, default=False),
        "notice": _may(
            Record(
                {
                    "days": _must(number(0, MAX_NOTICE_DAYS)),
                    "unit": _may(one_of(NoticeUnit), NoticeUnit.CALENDAR_DAYS),
                }
            )
        ),
        "minutes_due_days": _may(number(1, 365), 28),
        "usual_start": _may(clock),
        "usual_minutes": _may(number(15, 720), 120),
        "seat_groups": _may(
            Many(Record({"label": _must(filled(120)), "seats": _must(number(1, 500))}))
        ),
        "statutory_seats": _may(Many(number(1, 500), by_key=True)),
        "contact": _may(
            Record({"name": _words(200), "phone": _words(60), "email": _may(email, "")})
        ),
        "to_check": _may(Many(filled(60))),
        "closed_on": _may(day),
    }
)

PERSON = Record(
    {
        "ref": _must(filled(60)),
        "first_name": _words(100),
        "last_name": _must(filled(100)),
        "title": _words(40),
        "salutation": _words(20),
        "office": _words(120),
        "email": _may(email, ""),
        "phone": _words(60),
        "publish": _may(Record({"basis": _must(filled(200)), "date": _must(day)})),
    }
)

SEAT = Record(
    {
        "committee": _must(slug),
        "term": _must(filled(20)),
        "position": _must(number(1, 500)),
        "group": _words(120),
        "organization": _may(filled(200)),
    }
)

MEMBERSHIP = Record(
    {
        "committee": _must(slug),
        "person": _must(filled(60)),
        "role": _must(one_of(MemberRole)),
        "from": _must(day),
        "until": _may(day),
        "term": _may(filled(20)),
        "seat": _may(number(1, 500)),
        "organization": _may(filled(200)),
        "chair_office": _may(one_of(ChairOffice)),
        "votes": _may(flag),
        "sees_closed": _may(flag, default=True),
        "position": _may(_POSITION, 0),
    }
)

USER = Record(
    {
        "email": _must(email),
        "name": _must(filled(200)),
        "password": _may(password),
        "admin": _may(flag, default=False),
        "person": _may(filled(60)),
        "roles": _may(
            Many(
                Record(
                    {
                        "committee": _must(slug),
                        "role": _must(one_of(CommitteeRole)),
                        "from": _must(day),
                        "until": _may(day),
                    }
                )
            )
        ),
    }
)

VOTE = Record(
    {
        "mode": _must(one_of(VoteMode)),
        "motion": _words(300),
        "at": _may(clock),
        "yes": _may(_COUNT),
        "no": _may(_COUNT),
        "abstain": _may(_COUNT),
        "invalid": _may(_COUNT),
        "adopted": _may(flag),
        "result": _words(500),
        "present": _may(_COUNT),
    }
)


def _item(level: int) -> Record:
    below: Kind = Many(_item(level + 1)) if level < DEEPEST else _too_deep
    return Record(
        {
            "title": _must(filled(1000)),
            "number": _may(text(20)),
            "part": _may(one_of(Part)),
            "position": _may(number(1, 10_000)),
            "mark": _may(one_of(ItemMark), ItemMark.NONE),
            "outcome": _may(one_of(Outcome)),
            "reference": _words(60),
            "presenter": _words(200),
            "explanation": _words(_LONG, multiline=True),
            "proposal": _words(_LONG, multiline=True),
            "text": _words(_LONG, multiline=True),
            "resolution": _may(
                Record(
                    {"text": _must(filled(_LONG, multiline=True)), "addressee": _words(200)},
                )
            ),
            "votes": _may(Many(VOTE)),
            "barred": _may(Many(filled(60))),
            "items": _may(below),
        }
    )


ITEM = _item(1)

ATTENDANCE = Record(
    {
        "person": _may(filled(60)),
        "name": _words(300),
        "detail": _may(text(300)),
        "group": _may(one_of(AttendanceGroup)),
        "label": _may(text(120)),
        "seat": _may(number(1, 500)),
        "deputy": _may(flag),
        "votes": _may(flag),
        "status": _may(one_of(AttendanceStatus), AttendanceStatus.PRESENT),
        "online": _may(flag, default=False),
        "note": _words(200),
        "times": _may(Many(Record({"from": _may(clock), "to": _may(clock)}))),
    }
)

MINUTES = Record(
    {
        "state": _must(one_of(MinutesState)),
        "on_paper": _may(flag, default=False),
        "minute_taker": _words(200),
        "due": _may(day),
        "document_date": _may(day),
        "submitted": _may(day),
        "signed": _may(day),
        "published": _may(day),
        "remarks": _may(
            Many(
                Record(
                    {
                        "author": _must(filled(200)),
                        "text": _must(filled(10_000, multiline=True)),
                        "on": _must(day),
                    }
                )
            )
        ),
    }
)

SITTING = Record(
    {
        "ref": _must(filled(60)),
        "committee": _must(slug),
        "date": _must(day),
        "start": _must(clock),
        "end": _may(clock),
        "opened": _may(clock),
        "closed": _may(clock),
        "number": _may(number(1, 10_000)),
        "kind": _may(one_of(SittingKind), SittingKind.REGULAR),
        "format": _may(one_of(SittingFormat), SittingFormat.IN_PERSON),
        "state": _may(one_of(SittingState), SittingState.PLANNED),
        "public": _may(flag),
        "room": _may(Record({"venue": _must(filled(120)), "room": _must(filled(120))})),
        "online_url": _may(web_address, ""),
        "note": _words(10_000, multiline=True),
        "cancel": _may(Record({"reason": _must(filled(500)), "on": _must(day)})),
        "moves": _may(
            Many(
                Record(
                    {
                        "date": _must(day),
                        "start": _must(clock),
                        "end": _must(clock),
                        "place": _words(300),
                        "reason": _must(filled(500)),
                        "on": _must(day),
                    }
                )
            )
        ),
        "invitations": _may(
            Many(
                Record(
                    {
                        "on": _must(day),
                        "by": _must(filled(200)),
                        "text": _words(_LONG, multiline=True),
                        "late_reason": _words(500),
                    }
                )
            )
        ),
        "agenda": _may(Many(ITEM)),
        "attendance": _may(Many(ATTENDANCE)),
        "chairs": _may(Many(Record({"person": _must(filled(60)), "from": _may(clock)}))),
        "minutes": _may(MINUTES),
    },
    is_sitting=True,
)

FILE = Record(
    {
        "format": _must(_format),
        "about": _words(2000, multiline=True),
        "terms": _may(Many(TERM)),
        "venues": _may(Many(VENUE)),
        "organizations": _may(Many(ORGANIZATION)),
        "committees": _may(Many(COMMITTEE)),
        "persons": _may(Many(PERSON)),
        "seats": _may(Many(SEAT)),
        "memberships": _may(Many(MEMBERSHIP)),
        "users": _may(Many(USER)),
        "sittings": _may(Many(SITTING)),
    }
)
