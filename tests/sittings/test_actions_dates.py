"""References, joint sittings, and dates kept in spite of warnings."""

from datetime import date, datetime, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.observances.models import Observance, Tradition
from gremien_app.meetings.proceedings.actions import seed_attendance
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.proceedings.queries import attendance_of, quorum_of
from gremien_app.meetings.sittings import actions, date_rules, rules
from gremien_app.meetings.sittings.date_queries import open_warnings, warnings_about
from gremien_app.meetings.sittings.date_rules import candidate_of
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.builders import NOW

LATER = NOW + timedelta(minutes=5)
HOLIDAY = date(2026, 12, 25)  # the first day of Christmas, a Friday


@pytest.fixture(autouse=True)
def november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    build.term()
    return build.committee(short="StAG B")


def manager(*committees) -> Viewer:
    ids = frozenset(one.id for one in committees)
    return Viewer(user_id=None, name="Gerda Geschäft", secretariat_of=ids)


def plan(committee, *partners, day=date(2026, 12, 15), actor=None, **values):
    starts_at, ends_at = rules.period(day, time(14), time(16))
    return actions.plan(
        actor or manager(committee, *partners),
        committee,
        starts_at=starts_at,
        ends_at=ends_at,
        now=NOW,
        partners=partners,
        **values,
    )


def edit(sitting, actor=None, **values):
    details = {
        "room": sitting.room,
        "kind": sitting.kind,
        "format": sitting.format,
        "is_public": sitting.is_public,
        "online_url": sitting.online_url,
        "note": sitting.note,
        "reference": sitting.reference,
        "partners": sitting.partners,
    }
    actor = actor or manager(*sitting.committees)
    actions.edit(actor, sitting, now=LATER, **(details | values))


def move(sitting, day, **values):
    starts_at, ends_at = rules.period(day, time(15), time(17))
    actor = manager(sitting.committee)
    return actions.move(
        actor,
        sitting,
        starts_at=starts_at,
        ends_at=ends_at,
        room=None,
        reason="Saal belegt",
        now=LATER,
        **values,
    )


# References


def test_a_planned_sitting_gets_the_next_reference_of_the_year(committee):
    first, second = plan(committee), plan(committee, day=date(2026, 12, 16))
    next_year = plan(committee, day=date(2027, 1, 19))

    assert [one.reference for one in (first, second, next_year)] == [
        "StAG B/0001/2026",
        "StAG B/0002/2026",
        "StAG B/0001/2027",
    ]


def test_a_reference_is_kept_as_given_and_may_be_taken_away(committee):
    sitting = plan(committee, reference="Rat/0050/2026")

    edit(sitting, reference="")

    assert sitting.reference == ""
    other = plan(committee, day=date(2026, 12, 16), reference="Rat/0050/2026")
    assert other.reference == "Rat/0050/2026"


def test_two_sittings_cannot_have_one_reference(committee):
    plan(committee, reference="Rat/0050/2026")
    other = plan(committee, day=date(2026, 12, 16))

    with pytest.raises(RuleBroken, match="Kennung „Rat/0050/2026“") as refusal:
        edit(other, reference="Rat/0050/2026")

    assert refusal.value.field == "reference"


def test_the_same_reference_may_be_saved_again(committee):
    sitting = plan(committee, reference="Rat/0050/2026")

    edit(sitting, note="geprüft")

    assert sitting.reference == "Rat/0050/2026"


# Joint sittings


def test_a_joint_sitting_names_all_its_committees(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q", name="StAG Queerpolitik")

    sitting = plan(committee, other)

    assert sitting.committee_name == (
        "Stadtarbeitsgemeinschaft Behindertenpolitik / StAG Queerpolitik"
    )
    assert sitting.committee_genitive == (
        "der Stadtarbeitsgemeinschaft Behindertenpolitik und der StAG Queerpolitik"
    )
    assert (sitting.short, sitting.joint_title) == (
        "StAG B und StAG Q",
        "Gemeinsame Sitzung mit StAG Queerpolitik",
    )


def test_only_ones_own_committees_are_invited_to_a_joint_sitting(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q")

    with pytest.raises(RuleBroken, match="Geschäftsführung von StAG Q"):
        plan(committee, other, actor=manager(committee))


def test_every_committee_of_a_joint_sitting_exists_on_its_day(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q")
    other.founded_on = date(2026, 12, 16)
    sitting = plan(committee)

    for refused in (
        lambda: plan(committee, other),
        lambda: edit(sitting, manager(committee, other), partners=[other]),
    ):
        with pytest.raises(RuleBroken, match="StAG Q besteht erst ab") as told:
            refused()
        assert told.value.field == "partners"

    joint = plan(committee, other, day=date(2026, 12, 17))
    with pytest.raises(RuleBroken, match="StAG Q besteht erst ab") as told:
        move(joint, date(2026, 12, 14))
    assert told.value.field == "day"


def test_another_committee_in_the_sitting_tells_the_calendars(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q")
    sitting = plan(committee)

    edit(sitting, manager(committee, other), partners=[other])

    assert (sitting.sequence, sitting.changed_at) == (1, LATER)
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last.changes["committees"] == ["StAG B", "StAG B und StAG Q"]


def test_the_attendance_list_of_a_joint_sitting_has_everyone_once(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q", seats=3)
    both = build.person("Yıldız", "Ayşe")
    people = [build.member(committee), build.member(committee, both), build.member(other, both)]
    people.append(build.member(other))
    sitting = plan(committee, other)
    sitting.state = SittingState.RUNNING

    found = seed_attendance(manager(committee), sitting)

    assert {one.person_id for one in found} == {one.person_id for one in people}
    assert len(found) == 3


def test_each_committee_of_a_joint_sitting_has_its_own_quorum(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q", seats=3)
    both = build.person("Yıldız", "Ayşe")
    for of, who in ((committee, None), (committee, both), (other, both), (other, None)):
        build.member(of, who)
    sitting = plan(committee, other)
    sitting.state = SittingState.RUNNING
    for one in seed_attendance(manager(committee), sitting):
        one.status = AttendanceStatus.PRESENT
    db.session.flush()

    state = quorum_of(sitting, attendance_of(sitting), 3)

    assert [(one.label, one.present, one.seats, one.is_lacking) for one in state.parts] == [
        ("StAG B", 2, 13, True),
        ("StAG Q", 2, 3, False),
    ]
    assert not state.is_lacking


# Dates kept in spite of warnings


def test_the_reason_for_a_date_is_kept_with_what_was_known(committee):
    sitting = plan(committee, day=HOLIDAY, kept_reason="Mit allen abgesprochen")

    assert sitting.kept_reason == "Mit allen abgesprochen"
    assert "An diesem Tag ist Erster Weihnachtstag, gesetzlicher Feiertag." in sitting.kept_warnings
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (last.action, last.actor) == ("sitting.date_kept", "Gerda Geschäft")


def test_a_date_stays_kept_when_a_warning_is_worded_anew(committee, monkeypatch):
    sitting = plan(committee, day=HOLIDAY, kept_reason="Mit allen abgesprochen")
    known = list(sitting.kept_warnings)
    assert open_warnings(sitting, ANONYMOUS) == []

    monkeypatch.setattr(date_rules, "_sentence", lambda note: f"Achtung: {note.name}!")
    sitting.kept_warnings = ["Ganz anders gesagt"]

    assert open_warnings(sitting, ANONYMOUS) == []
    assert known != [one.text for one in warnings_about(candidate_of(sitting))]


def test_what_speaks_against_a_kept_date_only_since_then_is_told(committee):
    sitting = plan(committee, day=HOLIDAY, kept_reason="Mit allen abgesprochen")
    other = build.committee("stag-queerpolitik", short="StAG Q")
    clash = build.sitting(other, HOLIDAY, time(14))

    [new] = open_warnings(sitting, ANONYMOUS)
    assert (new.kind, str(clash.id) in new.about) == ("same_time", True)

    actions.keep_date(manager(committee), sitting, reason="Auch damit abgesprochen")
    assert open_warnings(sitting, ANONYMOUS) == []
    clash.starts_at += timedelta(minutes=15)
    assert [one.kind for one in open_warnings(sitting, ANONYMOUS)] == ["same_time"]


def test_two_entries_of_one_day_are_known_apart(committee):
    for name in ("Tag des Ehrenamts", "Gedenken im Haus"):
        days = {"starts_on": HOLIDAY, "ends_on": HOLIDAY}
        db.session.add(Observance(name=name, tradition=Tradition.OTHER, source="Büro", **days))
        db.session.flush()
        if name == "Tag des Ehrenamts":
            sitting = plan(committee, day=HOLIDAY, kept_reason="Mit allen abgesprochen")

    assert [one.text for one in open_warnings(sitting, ANONYMOUS)] == [
        "An diesem Tag ist Gedenken im Haus, weiterer Tag."
    ]


def test_a_date_kept_before_warnings_had_keys_is_open_for_other_kinds_only(committee):
    sitting = build.sitting(committee, HOLIDAY, kept_reason="Muss sein")
    every = {one.kind for one in open_warnings(sitting, ANONYMOUS)}
    assert "public" in every

    sitting.kept_keys = ["public"]

    assert {one.kind for one in open_warnings(sitting, ANONYMOUS)} == every - {"public"}


def test_no_names_of_persons_are_kept_with_a_date(committee):
    other = build.committee("stag-queerpolitik", short="StAG Q")
    both = build.person("Yıldız", "Ayşe")
    build.member(committee, both)
    build.member(other, both)
    build.sitting(other, date(2026, 12, 15), time(15))

    sitting = plan(committee, actor=manager(committee, other), kept_reason="Muss sein")

    assert any("1 Person gehört beiden Gremien an" in text for text in sitting.kept_warnings)
    assert "Yıldız" not in str(sitting.kept_warnings)


def test_a_new_date_needs_its_own_reason(committee):
    sitting = plan(committee, day=HOLIDAY, kept_reason="Mit allen abgesprochen")

    move(sitting, date(2026, 12, 16))
    assert (sitting.kept_reason, sitting.kept_warnings) == ("", [])

    move(sitting, date(2026, 12, 19), kept_reason="Klausurtag")
    assert sitting.kept_reason == "Klausurtag"
    assert "Der Termin liegt auf einem Samstag." in sitting.kept_warnings


def test_a_date_is_not_kept_without_a_reason_or_after_the_signing(committee):
    sitting = plan(committee, day=HOLIDAY)
    with pytest.raises(RuleBroken, match="Grund"):
        actions.keep_date(manager(committee), sitting, reason="")
    sitting.record_closed_at = NOW

    with pytest.raises(RuleBroken, match="unterzeichnet"):
        actions.keep_date(manager(committee), sitting, reason="Muss sein")


def test_a_sitting_past_midnight_is_planned_moved_and_closed(committee):
    starts_at, ends_at = rules.period(date(2026, 12, 15), time(21), time(1))
    sitting = actions.plan(
        manager(committee), committee, starts_at=starts_at, ends_at=ends_at, now=NOW
    )
    sitting.state = SittingState.RUNNING
    sitting.opened_at = starts_at
    night = datetime(2026, 12, 16, 1, 20, tzinfo=BERLIN)

    actions.close_sitting(manager(committee), sitting, night)

    assert sitting.date == date(2026, 12, 15)
    assert sitting.closed_at == night
