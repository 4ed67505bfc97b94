"""A held sitting with agenda, attendance, a vote and a resolution, ready for its minutes."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.meetings.agenda.models import Outcome, Part
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    ChairPeriod,
    Vote,
    VoteMode,
)
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import ChairOffice
from gremien_app.people.members.queries import viewer_of
from gremien_app.records.resolutions.models import Resolution
from tests import builders

OPENED = datetime(2025, 11, 16, 13, 0, tzinfo=UTC)
CLOSED = datetime(2025, 11, 16, 15, 30, tzinfo=UTC)
NOW = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
SECRET = "Personalangelegenheit M."


def held_sitting(*, closed_part: bool = False) -> SimpleNamespace:
    """The sitting with its people; ``world.taker``, ``chair``, ``member``, ``stranger`` look on."""
    committee = builders.committee(seats=3, short="StAG B")
    chair = builders.person("Yıldız", "Ayşe", title="Dr.", publication_basis="Amt")
    member = builders.person("Öztürk-Schäfer", "Jürgen")
    for person, office in ((chair, ChairOffice.CHAIR), (member, None)):
        builders.member(committee, person, seat=builders.seat(committee), chair_office=office)
    sitting = builders.sitting(
        committee,
        date(2025, 11, 16),
        state=SittingState.CLOSED,
        number=12,
        opened_at=OPENED,
        closed_at=CLOSED,
        room=builders.room(),
    )
    world = SimpleNamespace(committee=committee, sitting=sitting, chair_person=chair)
    world.first = builders.item(sitting, "Eröffnung und Begrüßung")
    world.second = builders.item(sitting, "Barrierefreie Haltestellen", outcome=Outcome.ADOPTED)
    if closed_part:
        world.closed = builders.item(sitting, SECRET, part=Part.CLOSED, outcome=Outcome.NOTED)
    world.vote = Vote(
        agenda_item=world.second, mode=VoteMode.COUNTED, yes=2, no=0, abstain=0, is_adopted=True
    )
    world.resolution = Resolution(
        agenda_item=world.second,
        committee_id=committee.id,
        year=2025,
        text="Die Stadtarbeitsgemeinschaft **empfiehlt** den Umbau.",
        decided_on=sitting.date,
    )
    db.session.add_all([world.vote, world.resolution])
    world.attendances = [
        _attend(sitting, person, f"seat-{index}", index)
        for index, person in enumerate((chair, member))
    ]
    db.session.add(ChairPeriod(sitting_id=sitting.id, attendance=world.attendances[0]))
    db.session.flush()
    _accounts(world, committee, chair, member)
    return world


def _attend(sitting, person, seat_key, position) -> Attendance:
    attendance = Attendance(
        sitting=sitting,
        person=person,
        name=person.name,
        sort_name=person.sort_name,
        group=AttendanceGroup.VOTING,
        seat_key=seat_key,
        can_vote=True,
        position=position,
        status=AttendanceStatus.PRESENT,
    )
    db.session.add(attendance)
    return attendance


def _accounts(world, committee, chair, member) -> None:
    day = max(today(), date(2025, 12, 1) + timedelta(days=0))
    world.accounts = SimpleNamespace(
        taker=builders.account("gs@example.org", "Kim Protokoll", secretariat_of=[committee]),
        chair=builders.account("vorsitz@example.org", "Ayşe Yıldız", person=chair),
        member=builders.account("mitglied@example.org", "Jürgen Öztürk", person=member),
        stranger=builders.account("fremd@example.org", "Fremde Person"),
    )
    for role, user in vars(world.accounts).items():
        setattr(world, role, viewer_of(user, day))
