"""The data format of a sitting: agenda, attendance, votes, minutes (docs/datenformat.md)."""

from typing import Any

from gremien_app.channels.data_format.fields import (
    Context,
    Wrong,
    clock,
    day,
    filled,
    flag,
    number,
    one_of,
    slug,
    text,
    web_address,
)
from gremien_app.channels.data_format.keys import may, must, words
from gremien_app.channels.data_format.read import Keyed, Kind, Many
from gremien_app.meetings.agenda.models import ItemMark, Outcome, Part
from gremien_app.meetings.proceedings.models import (
    AttendanceGroup,
    AttendanceStatus,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.sittings.models import SittingFormat, SittingKind, SittingState
from gremien_app.records.minutes.models import MinutesState, SignatureRole

DEEPEST = 3
_LONG = 200_000
_COUNT = number(0, 1000)


def _too_deep(_value: Any, _context: Context) -> None:
    raise Wrong(f"eine Tagesordnung hat höchstens {DEEPEST} Ebenen")


VOTE = Keyed(
    {
        "mode": must(one_of(VoteMode)),
        "kind": may(one_of(VoteKind)),
        "motion": words(300),
        "at": may(clock),
        "yes": may(_COUNT),
        "no": may(_COUNT),
        "abstain": may(_COUNT),
        "invalid": may(_COUNT),
        "adopted": may(flag),
        "result": words(500),
        "present": may(_COUNT),
    }
)


def _item(level: int) -> Keyed:
    below: Kind = Many(_item(level + 1)) if level < DEEPEST else _too_deep
    return Keyed(
        {
            "title": must(filled(1000)),
            "number": may(text(20)),
            "part": may(one_of(Part)),
            "position": may(number(1, 10_000)),
            "mark": may(one_of(ItemMark), ItemMark.NONE),
            "outcome": may(one_of(Outcome)),
            "reference": words(60),
            "presenter": words(200),
            "explanation": words(_LONG, multiline=True),
            "proposal": words(_LONG, multiline=True),
            "text": words(_LONG, multiline=True),
            "resolution": may(
                Keyed(
                    {"text": must(filled(_LONG, multiline=True)), "addressee": words(200)},
                )
            ),
            "votes": may(Many(VOTE)),
            "barred": may(Many(filled(60))),
            "guests": may(Many(filled(60))),
            "items": may(below),
        }
    )


ITEM = _item(1)

ATTENDANCE = Keyed(
    {
        "person": may(filled(60)),
        "name": words(300),
        "detail": may(text(300)),
        "group": may(one_of(AttendanceGroup)),
        "label": may(text(120)),
        "seat": may(number(1, 500)),
        "deputy": may(flag),
        "votes": may(flag),
        "status": may(one_of(AttendanceStatus), AttendanceStatus.PRESENT),
        "online": may(flag, default=False),
        "note": words(200),
        "times": may(Many(Keyed({"from": may(clock), "to": may(clock)}))),
    }
)

MINUTES = Keyed(
    {
        "state": must(one_of(MinutesState)),
        "on_paper": may(flag, default=False),
        "minute_taker": words(200),
        "due": may(day),
        "document_date": may(day),
        "submitted": may(day),
        "signed": may(day),
        "published": may(day),
        "refused": may(Keyed({"by": must(one_of(SignatureRole)), "reason": must(filled(2_000))})),
        # With "submitted" it waits for a second person.
        "sheet": may(
            Keyed(
                {
                    "entered_by": must(filled(200)),
                    "confirmed_by": words(200),
                    "signed": may(day),
                    "remark": words(1_000),
                }
            )
        ),
        "remarks": may(
            Many(
                Keyed(
                    {
                        "author": must(filled(200)),
                        "text": must(filled(10_000, multiline=True)),
                        "on": must(day),
                    }
                )
            )
        ),
    }
)

SITTING = Keyed(
    {
        "ref": must(filled(60)),
        "committee": must(slug),
        "date": must(day),
        "start": must(clock),
        "end": may(clock),
        "opened": may(clock),
        "closed": may(clock),
        "number": may(number(1, 10_000)),
        "reference": words(60),
        "with": may(Many(slug)),
        "kind": may(one_of(SittingKind), SittingKind.REGULAR),
        "format": may(one_of(SittingFormat), SittingFormat.IN_PERSON),
        "state": may(one_of(SittingState), SittingState.PLANNED),
        "public": may(flag),
        "room": may(Keyed({"venue": must(filled(120)), "room": must(filled(120))})),
        "online_url": may(web_address, ""),
        "note": words(10_000, multiline=True),
        "kept": may(Keyed({"reason": must(filled(500)), "warnings": may(Many(filled(1000)))})),
        "cancel": may(Keyed({"reason": must(filled(500)), "on": must(day)})),
        "moves": may(
            Many(
                Keyed(
                    {
                        "date": must(day),
                        "start": must(clock),
                        "end": must(clock),
                        "place": words(300),
                        "reason": must(filled(500)),
                        "on": must(day),
                    }
                )
            )
        ),
        "invitations": may(
            Many(
                Keyed(
                    {
                        "on": may(day),
                        "entered": may(day),
                        "note": words(500),
                        "by": must(filled(200)),
                        "text": words(_LONG, multiline=True),
                        "late_reason": words(500),
                    }
                )
            )
        ),
        "agenda": may(Many(ITEM)),
        "guests": may(Many(Keyed({"person": must(filled(60)), "detail": words(300)}))),
        "attendance": may(Many(ATTENDANCE)),
        "chairs": may(Many(Keyed({"person": must(filled(60)), "from": may(clock)}))),
        "minutes": may(MINUTES),
    },
    is_sitting=True,
)
