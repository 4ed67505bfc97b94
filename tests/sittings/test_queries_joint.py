"""A joint sitting of two committees, seen through the rooms above: who of the other one sees it."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.queries import agenda_of, get_item
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.invitations.queries import invitations_of
from gremien_app.meetings.invitations.rules import default_text
from gremien_app.meetings.proceedings.actions import seed_attendance
from gremien_app.meetings.proceedings.figure_queries import attendance_figures
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.proceedings.queries import visible_sitting
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.records.minutes.assembly import minutes_document
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.queries import get_file, minutes_of, record_of
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import resolutions_visible_to
from tests import builders as build

DAY = date(2026, 11, 12)


@pytest.fixture
def committees(app):
    return [
        build.committee(short="StAG B", is_public=False),
        build.committee(
            "stag-queerpolitik", short="StAG Q", name="StAG Queerpolitik", is_public=False
        ),
    ]


@pytest.fixture
def sitting(committees):
    found = build.sitting(committees[0], DAY, state=SittingState.CLOSED)
    found.partners = [committees[1]]
    db.session.flush()
    return found


@pytest.fixture
def member(committees):
    """Of the other committee, with the right to read the closed part."""
    one = frozenset({committees[1].id})
    return Viewer(user_id=1, name="M", member_of=one, closed_of=one)


@pytest.fixture
def stranger(app):
    one = frozenset({build.committee("rat-der-religionen").id})
    return Viewer(user_id=2, name="S", member_of=one, closed_of=one)


def test_members_of_the_other_committee_read_both_parts_of_the_agenda(sitting, member, stranger):
    build.item(sitting, "Öffentlich")
    closed = build.item(sitting, "Vertraulich", part=Part.CLOSED)

    assert [one.item.title for one in agenda_of(member, sitting)] == ["Öffentlich", "Vertraulich"]
    assert get_item(member, closed.id) == closed
    assert agenda_of(stranger, sitting) == []
    with pytest.raises(NotFound):
        get_item(stranger, closed.id)


def test_they_see_the_invitation_and_who_was_there(sitting, member, stranger):
    invitation = Invitation(sitting=sitting, dispatched_at=build.NOW, invited_by="G")
    db.session.add(invitation)
    db.session.flush()

    assert invitations_of(member, sitting) == [invitation]
    assert visible_sitting(member, sitting.id) == sitting
    assert invitations_of(stranger, sitting) == []
    with pytest.raises(NotFound):
        visible_sitting(stranger, sitting.id)


def test_they_read_the_minutes_once_signed_and_the_resolutions_once_final(
    sitting, member, stranger
):
    minutes = Minutes(sitting=sitting, due_on=DAY, created_at=build.NOW)
    item = build.item(sitting, "Haltestellen")
    resolution = Resolution(
        agenda_item=item, committee=sitting.committee, year=2026, text="Umbau", decided_on=DAY
    )
    db.session.add_all([minutes, resolution])
    db.session.flush()
    assert minutes_of(member, sitting) is None
    assert resolutions_visible_to(member) == []

    minutes.state, resolution.number = MinutesState.SIGNED, 1
    sitting.record_closed_at = build.NOW
    db.session.flush()

    assert minutes_of(member, sitting) == minutes
    assert resolutions_visible_to(member) == [resolution]
    assert resolutions_visible_to(member, committee_id=sitting.partners[0].id) == [resolution]
    for who in (stranger, ANONYMOUS):
        assert minutes_of(who, sitting) is None
        assert resolutions_visible_to(who) == []


def test_letters_and_minutes_name_both_committees(sitting, member):
    build.item(sitting, "Haltestellen")
    both = "der Stadtarbeitsgemeinschaft Behindertenpolitik und der StAG Queerpolitik"

    document = minutes_document(record_of(sitting, None), Part.PUBLIC, DAY)

    assert document.committee_genitive == both
    assert document.committee == "Stadtarbeitsgemeinschaft Behindertenpolitik / StAG Queerpolitik"
    assert both in default_text(sitting)
    assert agenda_document(member, sitting, with_closed=True)[1].startswith(b"PK")


def test_a_joint_sitting_counts_for_the_members_of_each_committee(sitting, committees):
    person = build.person()
    build.member(committees[1], person)
    sitting.state = SittingState.RUNNING
    for line in seed_attendance(Viewer(name="S"), sitting):
        line.status = AttendanceStatus.ABSENT
    sitting.state = SittingState.CLOSED
    db.session.flush()
    own = Viewer(user_id=1, person_id=person.id)

    figures = attendance_figures(own, person.id)

    assert [(one.committee.short, one.invited, one.absent) for one in figures] == [("StAG Q", 1, 1)]


def test_neither_committee_reads_what_only_a_third_one_may(sitting, committees, member):
    other = build.sitting(build.committee("dritte"), DAY, state=SittingState.CLOSED)
    closed = build.item(other, "Vertraulich", part=Part.CLOSED)

    with pytest.raises(NotFound):
        get_item(member, closed.id)


def test_without_the_right_in_either_committee_the_closed_part_stays_closed(
    sitting, committees, stranger
):
    """Nor does the right in a third committee open it."""
    ids = [one.id for one in committees]
    barred = Viewer(user_id=3, member_of=frozenset(ids), closed_of=stranger.closed_of)
    allowed = Viewer(user_id=4, member_of=frozenset(ids), closed_of=frozenset(ids[:1]))
    public = build.item(sitting, "Öffentlich")
    closed = build.item(sitting, "Vertraulich", part=Part.CLOSED)
    resolutions = [
        Resolution(
            agenda_item=item, committee=committees[0], year=2026, number=n, text="", decided_on=DAY
        )
        for n, item in enumerate((public, closed), start=1)
    ]
    minutes = Minutes(sitting=sitting, due_on=DAY, created_at=build.NOW, state=MinutesState.SIGNED)
    db.session.add_all([minutes, *resolutions])
    sitting.record_closed_at = build.NOW
    db.session.flush()

    assert [one.item for one in agenda_of(barred, sitting)] == [public]
    assert resolutions_visible_to(barred) == resolutions[:1]
    for look in (
        lambda: get_item(barred, closed.id),
        lambda: get_file(barred, minutes, Part.CLOSED),
    ):
        with pytest.raises(NotFound):
            look()
    assert len(resolutions_visible_to(allowed)) == 2
    assert get_file(allowed, minutes, Part.CLOSED) is None  # signed on paper: no file yet
