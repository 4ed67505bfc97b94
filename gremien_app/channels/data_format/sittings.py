"""The data format of a sitting: agenda, attendance, votes, minutes (docs/datenformat.md)."""

from datetime import date, time
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, model_validator

from gremien_app.channels.data_format.model import Keyed
from gremien_app.channels.data_format.nouns import (
    CommitteeSlug,
    MaybeDay,
    MaybeYesNo,
    Ref,
    SomeDay,
    Text200,
    YesNo,
)
from gremien_app.channels.data_format.sentences import wrong
from gremien_app.channels.data_format.values import (
    Clock,
    Context,
    Day,
    Filled,
    Number,
    OneOf,
    Text,
    Value,
    WebAddress,
)
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
Count = Annotated[int | None, Number(0, 1000)]
SomeClock = Annotated[time, Clock()]
MaybeClock = Annotated[time | None, Clock()]
LongText = Annotated[str, Text(_LONG, is_multiline=True)]
Reason = Annotated[str, Filled(500)]


class TooDeep(Value):
    """In the place of the items below the lowest level."""

    def read(self, value: Any, context: Context) -> Any:
        raise wrong("too_deep", levels=DEEPEST)

    def schema(self) -> dict[str, Any]:
        return {"type": "null"}


class Vote(Keyed):
    mode: Annotated[VoteMode, OneOf(VoteMode)]
    kind: Annotated[VoteKind | None, OneOf(VoteKind)] = None
    motion: Annotated[str, Text(300)] = ""
    at: MaybeClock = None
    yes: Count = None
    no: Count = None
    abstain: Count = None
    invalid: Count = None
    adopted: MaybeYesNo = None
    result: Annotated[str, Text(500)] = ""
    present: Count = None


class Resolution(Keyed):
    text: Annotated[str, Filled(_LONG, is_multiline=True)]
    addressee: Text200 = ""


class LowestItem(Keyed):
    """An item of the agenda without any below it."""

    title: Annotated[str, Filled(1000)]
    number: Annotated[str | None, Text(20)] = None
    part: Annotated[Part | None, OneOf(Part)] = None
    position: Annotated[int | None, Number(1, 10_000)] = None
    mark: Annotated[ItemMark, OneOf(ItemMark)] = ItemMark.NONE
    outcome: Annotated[Outcome | None, OneOf(Outcome)] = None
    reference: Annotated[str, Text(60)] = ""
    presenter: Text200 = ""
    explanation: LongText = ""
    proposal: LongText = ""
    text: LongText = ""
    resolution: Resolution | None = None
    votes: list[Vote] = []
    barred: list[Ref] = []
    guests: list[Ref] = []
    items: Annotated[Any, TooDeep()] = None


class MiddleItem(LowestItem):
    items: list[LowestItem] = []


class Item(LowestItem):
    items: list[MiddleItem] = []


class Times(Keyed):
    from_: MaybeClock = Field(None, alias="from")
    to: MaybeClock = None


class Attendance(Keyed):
    person: Annotated[str | None, Filled(60)] = None
    name: Annotated[str, Text(300)] = ""
    detail: Annotated[str | None, Text(300)] = None
    group: Annotated[AttendanceGroup | None, OneOf(AttendanceGroup)] = None
    label: Annotated[str | None, Text(120)] = None
    seat: Annotated[int | None, Number(1, 500)] = None
    deputy: MaybeYesNo = None
    votes: MaybeYesNo = None
    status: Annotated[AttendanceStatus, OneOf(AttendanceStatus)] = AttendanceStatus.PRESENT
    online: YesNo = False
    note: Text200 = ""
    times: list[Times] = []


class Refused(Keyed):
    by: Annotated[SignatureRole, OneOf(SignatureRole)]
    reason: Annotated[str, Filled(2_000)]


class Sheet(Keyed):
    """A signed sheet as the office entered it; with "submitted" it waits for a second person."""

    entered_by: Annotated[str, Filled(200)]
    confirmed_by: Text200 = ""
    signed: MaybeDay = None
    remark: Annotated[str, Text(1_000)] = ""


class Remark(Keyed):
    author: Annotated[str, Filled(200)]
    text: Annotated[str, Filled(10_000, is_multiline=True)]
    on: SomeDay


class Minutes(Keyed):
    state: Annotated[MinutesState, OneOf(MinutesState)]
    on_paper: YesNo = False
    minute_taker: Text200 = ""
    due: MaybeDay = None
    document_date: MaybeDay = None
    submitted: MaybeDay = None
    signed: MaybeDay = None
    published: MaybeDay = None
    refused: Refused | None = None
    sheet: Sheet | None = None
    remarks: list[Remark] = []


class Place(Keyed):
    venue: Annotated[str, Filled(120)]
    room: Annotated[str, Filled(120)]


class Kept(Keyed):
    """A date that was kept in spite of what speaks against it."""

    reason: Reason
    warnings: list[Annotated[str, Filled(1000)]] = []


class Cancel(Keyed):
    reason: Reason
    on: SomeDay


class Move(Keyed):
    date: SomeDay
    start: SomeClock
    end: SomeClock
    place: Annotated[str, Text(300)] = ""
    reason: Reason
    on: SomeDay


class Invitation(Keyed):
    on: MaybeDay = None
    entered: MaybeDay = None
    note: Annotated[str, Text(500)] = ""
    by: Annotated[str, Filled(200)]
    text: LongText = ""
    late_reason: Annotated[str, Text(500)] = ""


class Guest(Keyed):
    person: Ref
    detail: Annotated[str, Text(300)] = ""


class Chair(Keyed):
    person: Ref
    from_: MaybeClock = Field(None, alias="from")


class Sitting(Keyed):
    ref: Ref
    committee: CommitteeSlug
    date: SomeDay
    start: SomeClock
    end: MaybeClock = None
    opened: MaybeClock = None
    closed: MaybeClock = None
    number: Annotated[int | None, Number(1, 10_000)] = None
    reference: Annotated[str, Text(60)] = ""
    with_: list[CommitteeSlug] = Field([], alias="with")
    kind: Annotated[SittingKind, OneOf(SittingKind)] = SittingKind.REGULAR
    format: Annotated[SittingFormat, OneOf(SittingFormat)] = SittingFormat.IN_PERSON
    state: Annotated[SittingState, OneOf(SittingState)] = SittingState.PLANNED
    public: MaybeYesNo = None
    room: Place | None = None
    online_url: Annotated[str, WebAddress()] = ""
    note: Annotated[str, Text(10_000, is_multiline=True)] = ""
    kept: Kept | None = None
    cancel: Cancel | None = None
    moves: list[Move] = []
    invitations: list[Invitation] = []
    agenda: list[Item] = []
    guests: list[Guest] = []
    attendance: list[Attendance] = []
    chairs: list[Chair] = []
    minutes: Minutes | None = None

    @model_validator(mode="before")
    @classmethod
    def days_count_from_its_own(cls, value: Any, info: ValidationInfo) -> Any:
        """Of a sitting the date is read before the rest."""
        context = info.context
        if isinstance(value, dict) and isinstance(context, Context):
            context.sitting_day = None
            day = _quiet_day(value.get("date"), context)
            context.sitting_day = day
            ref = value.get("ref")
            if day and isinstance(ref, str):
                return value | {"ref": ref.replace("{date}", day.isoformat())}
        return value

    @model_validator(mode="after")
    def outside_it_they_count_no_more(self, info: ValidationInfo) -> "Sitting":
        if isinstance(info.context, Context):
            info.context.sitting_day = None
        return self


def _quiet_day(value: Any, context: Context) -> date | None:
    try:
        found = Day().read(value, context)
    except ValueError:
        return None
    assert isinstance(found, date)
    return found
