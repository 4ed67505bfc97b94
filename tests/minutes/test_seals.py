"""``verify`` on one signed sitting: each fact that is changed in the database is told by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    AttendanceStatus,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
    VoteMode,
)
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes import actions, frozen
from gremien_app.records.minutes.facts import FROZEN
from gremien_app.records.minutes.models import Minutes, MinutesVersion, Signature, SignatureRole
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.resolutions.models import Resolution
from tests.minutes.world import NOW, OPENED, held_sitting

LATER = OPENED + timedelta(minutes=40)


@pytest.fixture(params=[1, 2])
def world(app, request):
    """Signed, with a closed part, part-time presence and a conflict of interest."""
    world = held_sitting(closed_part=True)
    world.format = request.param
    chair, member = world.attendances
    chair.intervals.append(AttendanceInterval(from_at=None, to_at=LATER + timedelta(hours=1)))
    db.session.add(ConflictOfInterest(agenda_item_id=world.closed.id, attendance_id=member.id))
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    version = actions.submit(world.taker, world.minutes, NOW)
    if world.format == 1:
        as_of_format_1(version)
    sha = version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    db.session.flush()
    return world


def as_of_format_1(version: MinutesVersion) -> None:
    """As the releases before format 2 froze it."""
    version.content = {name: version.content[name] for name in ("public", "closed")}
    version.content_sha256 = frozen.fingerprint(version.content)
    version.format = 1


def faults() -> list[str]:
    db.session.flush()
    db.session.expire_all()
    found = verify_minutes().faults
    assert all(one.startswith("Niederschrift zu ") for one in found)
    return [one.split(": ", 1)[1].removeprefix("Anders als unterzeichnet: ") for one in found]


def put(kind: type, thing: object, **values: object) -> None:
    """As with a database tool: no rule is asked, nothing is recorded."""
    db.session.execute(update(kind).where(kind.id == thing.id).values(**values))


@pytest.mark.both_engines
def test_what_nobody_touched_is_whole(world):
    assert faults() == []


def test_names_of_today_are_no_fault(world):
    world.chair_person.last_name = "Demir"
    put(Attendance, world.attendances[0], name="Dr. Ayşe Demir", sort_name="demir", detail="neu")
    world.committee.names[0].name = "Anderer Name"
    world.committee.short = "BehiPol"
    world.sitting.room.name = "Umbenannt"

    assert faults() == []


CHANGES = {
    "text of a resolution": (lambda w: put(Resolution, w.resolution, text="99.000 €"),
                             ["Ö 2, Beschlusstext."]),
    "number of a resolution": (lambda w: put(Resolution, w.resolution, number=7),
                               ["Ö 2, Nummer des Beschlusses."]),
    "year of a resolution": (lambda w: put(Resolution, w.resolution, year=2024), ...),
    "resolution deleted": (lambda w: db.session.delete(w.resolution), ...),
    "votes": (lambda w: put(Vote, w.vote, no=1), ...),
    "vote deleted": (lambda w: db.session.delete(w.vote), ...),
    "vote added": (lambda w: db.session.add(Vote(
        agenda_item_id=w.first.id, mode=VoteMode.VERBAL, is_adopted=True)), ...),
    "outcome": (lambda w: put(AgendaItem, w.second, outcome=Outcome.REJECTED),
                ["Ö 2, Beschlussart."]),
    "title": (lambda w: put(AgendaItem, w.second, title="Anders"), ["Ö 2, Titel."]),
    "mark": (lambda w: put(AgendaItem, w.second, mark=ItemMark.WITHDRAWN), ["Ö 2, Vermerk."]),
    "item hidden": (lambda w: put(AgendaItem, w.first, mark=ItemMark.REMOVED), ...),
    "item added": (lambda w: db.session.add(AgendaItem(
        sitting_id=w.sitting.id, part=Part.PUBLIC, position=10**6, title="Mehr")),
        ["Ö 3, der Punkt kam dazu."]),
    "closed item made public": (lambda w: put(AgendaItem, w.closed, part=Part.PUBLIC), ...),
    "text of the minutes": (lambda w: setattr(w.minutes.entries[0], "text", "Anders."),
                            ["Ö 1, Text."]),
    "conflict of interest": (lambda w: db.session.query(ConflictOfInterest).delete(),
                             ["N 1, Befangenheit."]),
    "status": (lambda w: put(Attendance, w.attendances[1], status=AttendanceStatus.ABSENT), ...),
    "group": (lambda w: put(Attendance, w.attendances[1], group=AttendanceGroup.GUEST), ...),
    "times": (lambda w: put(AttendanceInterval, w.attendances[0].intervals[0], to_at=LATER), ...),
    "times deleted": (lambda w: db.session.query(AttendanceInterval).delete(), ...),
    "person added": (lambda w: db.session.add(Attendance(
        sitting_id=w.sitting.id, name="Unter Geschoben", group=AttendanceGroup.VOTING,
        status=AttendanceStatus.PRESENT, position=9)), ...),
    "chair": (lambda w: put(ChairPeriod, db.session.query(ChairPeriod).one(),
                            attendance_id=w.attendances[1].id), ...),
    "number of the sitting": (lambda w: put(Sitting, w.sitting, number=99), ["Sitzung, Nummer."]),
    "opening": (lambda w: put(Sitting, w.sitting, opened_at=LATER), ...),
    "end": (lambda w: put(Sitting, w.sitting, closed_at=LATER), ["Sitzung, Ende."]),
    "day": (lambda w: put(Sitting, w.sitting, starts_at=w.sitting.starts_at - timedelta(days=7)),
            ...),
    "record open again": (lambda w: put(Sitting, w.sitting, record_closed_at=None),
        ["Die Sitzung ist nicht mehr abgeschlossen; ihre Angaben lassen sich ändern."]),
    "a signature's name": (lambda w: put(Signature, w.minutes.versions[0].signatures[0], name="X"),
                           ["Eine Unterschrift ist nicht mehr, wie sie geleistet wurde."]),
    "a signature's time": (lambda w: put(Signature, w.minutes.versions[0].signatures[0],
                                         signed_at=LATER),
                           ["Eine Unterschrift ist nicht mehr, wie sie geleistet wurde."]),
}  # fmt: skip


def test_each_changed_fact_is_told(world):
    """One sitting, one change after the other, each taken back."""
    found = {}
    for case, (change, _) in CHANGES.items():
        with db.session.begin_nested() as savepoint:
            change(world)
            found[case] = faults()
            savepoint.rollback()
        db.session.expire_all()

    assert [case for case, told in found.items() if not told] == []
    exact = {case: told for case, (_, told) in CHANGES.items() if told is not ...}
    assert {case: found[case] for case in exact} == exact
    assert faults() == []


def test_only_facts_tell_what_was_not_printed(world):
    """Counts behind a free wording, a vote's time, a seat: frozen from format 2 on."""
    put(Vote, world.vote, taken_at=LATER)
    put(Attendance, world.attendances[1], can_vote=False)

    told = ["Ö 2, Abstimmung 1, Zeit.", "Anwesenheit 2, Stimmrecht."]
    assert faults() == (told if world.format > 1 else [])


def test_no_fault_names_a_person_or_a_title(world):
    put(Attendance, world.attendances[1], status=AttendanceStatus.ABSENT)
    put(AgendaItem, world.closed, part=Part.PUBLIC)

    told = " ".join(faults())

    assert "Öztürk" not in told
    assert world.closed.title not in told


NOT_FROZEN = {
    Sitting: {
        "id", "version", "saved_by",
        "ref", "uid", "sequence", "changed_at",  # the calendars' business
        "term_id",  # its name is printed
        "reference", "format", "ends_at", "online_url",  # of the invitation
        "cancel_reason", "cancelled_at", "note", "kept_reason", "kept_warnings", "kept_keys",
        "record_closed_at",  # asked by itself
    },
    AgendaItem: {
        "id", "version", "saved_by",
        "sitting_id", "parent_id", "position", "printed_number",  # number, level
        "presenter", "explanation", "proposal",  # of the invitation, not of the minutes
        "is_proposal_internal", "is_information", "designation",  # the same
        "urgency", "is_admitted", "is_extension",  # whether it could be decided on
        "other_number", "invited_title", "retitled_at",  # its way to the number and title frozen
        "carried_from_id", "gone_with_id", "mark_before", "laid_aside_at",  # its ways
    },
    Resolution: {"id", "version", "saved_by", "agenda_item_id", "committee_id", "search_key"},
    Vote: {"id", "version", "saved_by", "agenda_item_id", "position"},
    Attendance: {
        "id", "version", "saved_by", "sitting_id", "position", "sort_name",
        "membership_id",  # the line stays what it is when the membership is split or ends
        "is_recorded", "sits_for",  # what may follow the roster, for whose quorum; not printed
    },
    ChairPeriod: {"id", "sitting_id"},
}  # fmt: skip


@pytest.mark.parametrize("kind", FROZEN, ids=lambda kind: kind.__name__)
def test_every_column_is_frozen_or_has_its_reason(kind):
    columns = {column.key for column in kind.__mapper__.column_attrs}

    assert columns == FROZEN[kind].keys() | NOT_FROZEN[kind]
    assert not FROZEN[kind].keys() & NOT_FROZEN[kind]


def test_minutes_signed_and_open_are_counted(world):
    report = verify_minutes()

    assert (report.minutes, report.files, report.incomparable) == (1, 2, 0)
    assert db.session.query(Minutes).count() == 1
