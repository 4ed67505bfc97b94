"""The data format: terms, places, committees, persons, their seats and accounts.

See docs/datenformat.md; a key's alias is its name in the file.
"""

from datetime import date, time
from typing import Annotated

from pydantic import Field

from gremien_app.base.kernel.working_days import MAX_NOTICE_DAYS, NoticeUnit
from gremien_app.channels.data_format.model import Keyed
from gremien_app.channels.data_format.values import (
    Clock,
    Color,
    Day,
    Email,
    Filled,
    Flag,
    NameOfPerson,
    Number,
    OneOf,
    Password,
    Slug,
    Text,
    WithoutHealthData,
)
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.observances.models import Tradition
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import (
    ChairMode,
    CommitteeKind,
    DecisionRule,
    FixingRule,
    MinutesWording,
    QuorumRule,
    SigningWay,
)
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.organizations.models import OrganizationKind
from gremien_app.people.persons.models import ContactKind
from gremien_app.people.pledges.models import PledgeKind
from gremien_app.people.roles import CommitteeRole

Position = Annotated[int, Number(0, 10_000)]
Ref = Annotated[str, Filled(60)]  # of a person or a sitting
CommitteeSlug = Annotated[str, Slug()]
TermName = Annotated[str, Filled(20)]
SeatNumber = Annotated[int, Number(1, 500)]
SomeDay = Annotated[date, Day()]
MaybeDay = Annotated[date | None, Day()]
YesNo = Annotated[bool, Flag()]
MaybeYesNo = Annotated[bool | None, Flag()]
Text200 = Annotated[str, Text(200)]


class Period(Keyed):
    from_: SomeDay = Field(alias="from")
    until: MaybeDay = None


class Term(Period):
    name: TermName


class Room(Keyed):
    name: Annotated[str, Filled(120)]
    capacity: Annotated[int | None, Number(1, 10_000)] = None
    step_free: MaybeYesNo = None
    step_free_way: Annotated[str, Text(500)] = ""
    entrance_width_cm: Annotated[int | None, Number(30, 1_000)] = None
    lift_width_cm: Annotated[int | None, Number(30, 1_000)] = None
    lift_off: Text200 = ""
    door_width_cm: Annotated[int | None, Number(30, 1_000)] = None
    step_free_escape: MaybeYesNo = None
    escape_way: Annotated[str, Text(500)] = ""
    accessible_wc: MaybeYesNo = None
    induction_loop: MaybeYesNo = None
    loop_tested_on: MaybeDay = None
    good_light: MaybeYesNo = None
    good_acoustics: MaybeYesNo = None
    wheelchair_places: Annotated[int | None, Number(0, 1_000)] = None
    quiet_room: MaybeYesNo = None
    dogs_welcome: MaybeYesNo = None
    directions: Annotated[str, Text(500)] = ""
    checked_on: MaybeDay = None
    checked_by: Annotated[str, Text(120)] = ""
    closed_on: MaybeDay = None


class Venue(Keyed):
    name: Annotated[str, Filled(120)]
    street: Annotated[str, Text(120)] = ""
    town: Annotated[str, Text(120)] = ""
    directions: Annotated[str, Text(2000, is_multiline=True)] = ""
    stop_way: Annotated[str, Text(500)] = ""
    parking: Annotated[str, Text(500)] = ""
    rooms: list[Room] = []


class OtherName(Keyed):
    name: Annotated[str, Filled(200)]
    until: MaybeDay = None


class Organization(Keyed):
    name: Annotated[str, Filled(200)]
    short: Annotated[str, Text(40)] = ""
    kind: Annotated[OrganizationKind, OneOf(OrganizationKind)] = OrganizationKind.OTHER
    other_names: list[OtherName] = []


class Holder(Period):
    person: Ref
    title: Annotated[str, Filled(120)]
    deputy: YesNo = False
    position: Position = 0


class Office(Keyed):
    title: Annotated[str, Filled(120)]
    holders: list[Holder] = []


class MinuteTaker(Period):
    committee: CommitteeSlug
    person: Ref
    deputy: YesNo = False
    basis: Annotated[str, Text(300)] = ""


class Observance(Period):
    name: Annotated[str, Filled(200)]
    tradition: Annotated[Tradition, OneOf(Tradition)]
    evening_before: YesNo = False
    approximate: YesNo = False
    source: Annotated[str, Filled(200)]


class CommitteeName(Keyed):
    name: Annotated[str, Filled(200)]
    genitive: Annotated[str, Filled(220)]
    from_: MaybeDay = Field(None, alias="from")
    until: MaybeDay = None


class Notice(Keyed):
    days: Annotated[int, Number(0, MAX_NOTICE_DAYS)]
    unit: Annotated[NoticeUnit, OneOf(NoticeUnit)] = NoticeUnit.CALENDAR_DAYS


class GroupHeading(Keyed):
    role: Annotated[MemberRole, OneOf(MemberRole)]
    heading: Annotated[str, Filled(120)]


class StandingItem(Keyed):
    title: Annotated[str, Filled(1000)]
    part: Annotated[Part, OneOf(Part)] = Part.PUBLIC


class SeatGroup(Keyed):
    label: Annotated[str, Filled(120)]
    seats: SeatNumber


class Contact(Keyed):
    name: Text200 = ""
    phone: Annotated[str, Text(60)] = ""
    email: Annotated[str, Email()] = ""


class Committee(Keyed):
    slug: CommitteeSlug
    short: Annotated[str, Filled(20)]
    kind: Annotated[CommitteeKind, OneOf(CommitteeKind)] = CommitteeKind.COMMITTEE
    parent: Annotated[str | None, Slug()] = None
    position: Position = 0
    names: list[CommitteeName]
    legal_basis: Annotated[str, Text(300)] = ""
    about: Annotated[str, Text(5000, is_multiline=True)] = ""
    chair_mode: Annotated[ChairMode, OneOf(ChairMode)] = ChairMode.ELECTED
    office: Annotated[str | None, Filled(120)] = None
    chair_title: Annotated[str, Filled(60)] = "Vorsitz"
    chair_votes: YesNo = True
    quorum: Annotated[QuorumRule, OneOf(QuorumRule)] = QuorumRule.MORE_THAN_HALF
    decides: Annotated[DecisionRule, OneOf(DecisionRule)] = DecisionRule.MAJORITY
    public: YesNo = False
    notice: Notice | None = None
    minutes_due_days: Annotated[int, Number(1, 365)] = 28
    motions_due_days: Annotated[int | None, Number(0, 365)] = None
    access_due_days: Annotated[int, Number(0, 365)] = 28
    wording: Annotated[MinutesWording, OneOf(MinutesWording)] = MinutesWording.RESOLUTION
    agenda_fixing: Annotated[FixingRule, OneOf(FixingRule)] = FixingRule.CHAIR
    signing: Annotated[SigningWay, OneOf(SigningWay)] = SigningWay.PAPER
    attendance_groups: list[GroupHeading] = []
    standing_agenda: list[StandingItem] = []
    color: Annotated[str, Color()] = ""
    letterhead: Annotated[str, Text(2000, is_multiline=True)] = ""
    usual_start: Annotated[time | None, Clock()] = None
    usual_minutes: Annotated[int, Number(15, 720)] = 120
    seat_groups: list[SeatGroup] = []
    statutory_seats: dict[str, SeatNumber] = {}
    contact: Contact | None = None
    to_check: list[Annotated[str, Filled(60)]] = []
    founded_on: MaybeDay = None
    closed_on: MaybeDay = None
    closed_reason: Annotated[str, Text(300)] = ""


class Publish(Keyed):
    """On what it rests that a name is public."""

    kind: Annotated[BasisKind | None, OneOf(BasisKind)] = None
    basis: Annotated[str, Filled(200)]
    date: SomeDay
    until: MaybeDay = None
    revoked: MaybeDay = None


class PublishHere(Publish):
    with_membership: YesNo = False


class Pledge(Keyed):
    kind: Annotated[PledgeKind, OneOf(PledgeKind)]
    on: SomeDay


class Consent(Keyed):
    kind: Annotated[ContactKind, OneOf(ContactKind)]
    basis: Annotated[str, Filled(200)]
    date: SomeDay
    revoked: MaybeDay = None


class Person(Keyed):
    ref: Ref
    first_name: Annotated[str, NameOfPerson()] = ""
    last_name: Annotated[str, NameOfPerson(must_say=True)]
    title: Annotated[str, Text(40)] = ""
    salutation: Annotated[str, Text(20)] = ""
    office: Annotated[str, Text(120)] = ""
    email: Annotated[str, Email()] = ""
    phone: Annotated[str, Text(60)] = ""
    mobile: Annotated[str, Text(60)] = ""
    street: Annotated[str, Text(120)] = ""
    postal_code: Annotated[str, Text(10)] = ""
    town: Annotated[str, Text(120)] = ""
    pronoun: Annotated[str, Text(40)] = ""
    order_name: Text200 = ""
    language: Annotated[str, WithoutHealthData()] = ""
    papers_as: Annotated[str, WithoutHealthData()] = ""
    publish: Publish | None = None
    pledges: list[Pledge] = []
    consents: list[Consent] = []


class Seat(Keyed):
    committee: CommitteeSlug
    term: TermName
    position: SeatNumber
    group: Annotated[str, Text(120)] = ""
    organization: Annotated[str | None, Filled(200)] = None


class Membership(Period):
    committee: CommitteeSlug
    person: Ref
    role: Annotated[MemberRole, OneOf(MemberRole)]
    term: Annotated[str | None, Filled(20)] = None
    seat: Annotated[int | None, Number(1, 500)] = None
    organization: Annotated[str | None, Filled(200)] = None
    chair_office: Annotated[ChairOffice | None, OneOf(ChairOffice)] = None
    votes: MaybeYesNo = None
    may_speak: YesNo = True
    may_move: YesNo = True
    counts_for_quorum: MaybeYesNo = None
    sees_closed: MaybeYesNo = None
    gets_papers: YesNo = True
    deputy_order: Annotated[int | None, Number(1, 100)] = None
    publish: PublishHere | None = None
    end_reason: Annotated[str, Text(300)] = ""
    position: Position = 0


class UserRole(Period):
    committee: CommitteeSlug
    role: Annotated[CommitteeRole, OneOf(CommitteeRole)]


class User(Keyed):
    email: Annotated[str, Email()]
    name: Annotated[str, Filled(200)]
    password: Annotated[str | None, Password()] = None
    admin: YesNo = False
    person: Annotated[str | None, Filled(60)] = None
    roles: list[UserRole] = []
