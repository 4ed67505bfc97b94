"""A guest of closed items is named in the closed part only."""

import pytest

from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, AttendanceStatus
from gremien_app.records.minutes import actions, queries, versions
from gremien_app.records.minutes.assembly import minutes_document
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.gaps import hints_of
from gremien_app.records.minutes.models import MinutesFile, SignatureRole
from gremien_app.records.minutes.page_queries import MinutesPage
from gremien_app.records.minutes.signed_name_queries import renamer_of
from tests import builders
from tests.minutes.test_actions import text_of
from tests.minutes.world import NOW, held_sitting

pytestmark = pytest.mark.usefixtures("app")
HIDDEN, SEEN, TYPED = "Zacharias Verborgen", "Olga Offen", "Tilda Getippt"
NAMES = (HIDDEN, SEEN, TYPED)


@pytest.fixture
def world():
    world = held_sitting(closed_part=True)
    for name, items in ((HIDDEN, [world.closed]), (SEEN, [world.second, world.closed])):
        first, last = name.split()
        person = builders.person(last, first)
        builders.guest(world.sitting, *items, who=person)
        builders.attend(world.sitting, person, group=AttendanceGroup.GUEST)
    typed(world, TYPED, AttendanceGroup.CLOSED_GUEST)
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    return world


def typed(world, name: str, group: AttendanceGroup) -> None:
    """Somebody entered by name alone."""
    present = AttendanceStatus.PRESENT
    db.session.add(Attendance(sitting=world.sitting, name=name, group=group, status=present))
    db.session.flush()


def named(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def signed(world) -> None:
    world.version = actions.submit(world.taker, world.minutes, NOW)
    sha = world.version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)


@pytest.mark.parametrize(
    ("part", "expected"), [(Part.PUBLIC, [SEEN]), (Part.CLOSED, [HIDDEN, SEEN, TYPED])]
)
def test_a_draft_names_a_guest_of_closed_items_in_the_closed_part_only(world, part, expected):
    record = queries.record_of(world.sitting, world.minutes)

    draft = minutes_document(record, part, world.sitting.date)

    assert named(text_of(write_minutes(draft))) == expected
    assert named(text_of(word_file(world.taker, world.sitting, part)[1])) == expected


def test_the_signed_public_file_and_the_members_page_name_no_guest_of_closed_items(world):
    signed(world)

    files = {one.part: text_of(one.data) for one in db.session.query(MinutesFile)}
    parts = MinutesPage(world.member, world.sitting, world.minutes).parts

    assert {part: named(text) for part, text in files.items()} == {
        Part.PUBLIC: [SEEN],
        Part.CLOSED: [HIDDEN, SEEN, TYPED],
    }
    assert named(str(parts[0].document)) == [SEEN]
    record = queries.record_of(world.sitting, world.minutes)
    assert versions.findings(world.version, record, renamer_of(world.sitting)) == []


def test_what_is_public_hides_them_in_the_text_too(world):
    names = queries.unnamed_guests(world.sitting)

    assert {HIDDEN, TYPED} <= names


def test_a_guest_who_is_excused_is_named_in_the_closed_part_only(world):
    person = builders.person("Entschuldigt", "Emil")
    builders.guest(world.sitting, world.closed, who=person)
    status = AttendanceStatus.EXCUSED
    builders.attend(world.sitting, person, status, group=AttendanceGroup.GUEST)
    record = queries.record_of(world.sitting, world.minutes)

    public, closed = (minutes_document(record, part, world.sitting.date) for part in Part)

    assert "Emil Entschuldigt" not in str(public)
    assert len(public.absent) <= len(closed.absent)


def test_a_public_item_that_was_withdrawn_makes_nobody_a_guest_of_the_public_part(world):
    world.second.mark = ItemMark.WITHDRAWN
    db.session.flush()
    record = queries.record_of(world.sitting, world.minutes)

    public = minutes_document(record, Part.PUBLIC, world.sitting.date)

    assert named(str(public)) == []


def test_without_a_closed_part_every_guest_is_named():
    world = held_sitting()
    person = builders.person("Offen", "Olga")
    builders.guest(world.sitting, world.second, who=person)
    builders.attend(world.sitting, person, group=AttendanceGroup.GUEST)
    record = queries.record_of(world.sitting, None)

    public = minutes_document(record, Part.PUBLIC, world.sitting.date)

    assert named(str(public)) == [SEEN]


def test_a_version_that_named_them_before_is_signed_as_it_is(world):
    version = actions.submit(world.taker, world.minutes, NOW)
    before = {**version.content["public"], "present": version.content["closed"]["present"]}
    version.content = {**version.content, "public": before}

    record = queries.record_of(world.sitting, world.minutes)

    assert versions.differences(version, record) == []


def test_the_office_is_told_where_a_public_text_names_them(world):
    entry = next(one for one in world.minutes.entries)
    entry.text = f"{HIDDEN} begrüßt alle."
    typed(world, "Gast Ohne Einladung", AttendanceGroup.GUEST)

    hints = hints_of(queries.record_of(world.sitting, world.minutes))

    assert [HIDDEN in hints[0], "Gast Ohne Einladung" in hints[1]] == [True, True]
