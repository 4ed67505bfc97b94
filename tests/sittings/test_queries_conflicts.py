from datetime import UTC, date, datetime, time, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.observances.models import OutsideCalendar, OutsideSitting
from gremien_app.meetings.sittings.candidate_rules import Candidate, DateWarning
from gremien_app.meetings.sittings.date_queries import warnings_about, warnings_about_many
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.models import MemberRole
from tests import builders as build

DAY = date(2026, 12, 10)  # a Thursday; Chanukka runs, and nothing else


@pytest.fixture(autouse=True)
def november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B")


def at(committee, day=DAY, start=time(14), hours=2, **values) -> Candidate:
    starts_at = datetime.combine(day, start, BERLIN).astimezone(UTC)
    ids = tuple(one.id for one in committee) if isinstance(committee, tuple) else (committee.id,)
    return Candidate(ids, starts_at, starts_at + timedelta(hours=hours), **values)


def texts(candidate: Candidate, *kinds: str, viewer=ANONYMOUS) -> list[str]:
    return [one.text for one in warnings_about(candidate, viewer) if one.kind in kinds]


def test_an_ordinary_day_has_no_conflict(committee):
    assert warnings_about(at(committee, date(2026, 12, 15))) == []


def test_a_feast_day_is_told_with_its_source(committee):
    assert warnings_about(at(committee, date(2027, 9, 21))) == []
    assert warnings_about(at(committee, date(2027, 10, 11), time(10))) == [
        DateWarning(
            "jewish",
            "An diesem Tag ist Jom Kippur, jüdischer Feiertag.",
            "jüdischer Kalender, errechnet",
        )
    ]


def test_the_eve_of_a_day_counts_only_after_sunset(committee):
    eve = date(2027, 10, 10)

    assert texts(at(committee, eve, time(14)), "jewish") == []
    assert texts(at(committee, eve, time(17)), "jewish") == [
        "Die Sitzung reicht in den Abend, mit dem beginnt: Jom Kippur, jüdischer Feiertag."
    ]


def test_in_ramadan_only_the_evening_is_warned_of(committee):
    day = date(2027, 2, 17)

    assert texts(at(committee, day, time(14)), "islamic") == []
    assert texts(at(committee, day, time(17)), "islamic") == [
        "Die Sitzung reicht in den Abend: Ramadan, Fastenbrechen nach Sonnenuntergang (± 1 Tag)."
    ]


def test_school_holidays_are_told_and_a_year_without_them_is_called_unknown(committee):
    assert texts(at(committee, date(2027, 8, 3)), "school") == [
        "Der Tag liegt in den Schulferien: Sommerferien."
    ]
    assert texts(at(committee, date(2031, 6, 3)), "school") == [
        "Schulferien unbekannt: Für diesen Tag liegen noch keine Ferientermine vor."
    ]


def test_weekend_and_past_are_told(committee):
    assert texts(at(committee, date(2026, 12, 19)), "weekend") == [
        "Der Termin liegt auf einem Samstag."
    ]
    assert texts(at(committee, date(2026, 11, 19)), "past", "notice") == [
        "Der Termin liegt in der Vergangenheit."
    ]


def test_the_day_after_midnight_counts_too(committee):
    late = at(committee, date(2027, 10, 10), time(23), hours=3)

    assert len(texts(late, "jewish")) == 2


def test_a_sitting_of_the_council_at_the_same_time_is_told(committee):
    calendar = OutsideCalendar(name="Rat", source="ratsinformation.example", imported_at=build.NOW)
    db.session.add(calendar)
    db.session.flush()
    candidate = at(committee)
    db.session.add(
        OutsideSitting(
            calendar_id=calendar.id,
            uid="1",
            summary="Sitzung des Rates",
            starts_at=candidate.starts_at + timedelta(hours=1),
            ends_at=candidate.ends_at + timedelta(hours=3),
        )
    )
    db.session.flush()

    assert [one for one in warnings_about(candidate) if one.kind == "council"] == [
        DateWarning(
            "council",
            "Zur selben Zeit: Sitzung des Rates, 15:00 bis 19:00 Uhr.",
            "Rat (ratsinformation.example)",
        )
    ]
    assert texts(at(committee, start=time(9)), "council") == []


def test_a_sitting_of_the_council_whose_end_nobody_knows_is_told_all_day(committee):
    calendar = OutsideCalendar(name="Rat", source="", imported_at=build.NOW)
    db.session.add(calendar)
    db.session.flush()
    starts_at = at(committee).starts_at
    ends_at = starts_at + timedelta(hours=2)
    times = {"starts_at": starts_at, "ends_at": ends_at, "is_end_known": False}
    db.session.add(OutsideSitting(calendar_id=calendar.id, uid="1", summary="Rat", **times))
    db.session.flush()

    assert texts(at(committee), "council") == [
        "Zur selben Zeit: Rat, ab 14:00 Uhr, Ende unbekannt."
    ]
    assert texts(at(committee, start=time(18)), "council") == [
        "Vorher am selben Tag: Rat, ab 14:00 Uhr, Ende unbekannt."
    ]
    assert texts(at(committee, start=time(9)), "council") == []


def test_a_room_taken_by_another_committee_is_told(committee):
    other, room = build.committee("integrationsrat", short="IR"), build.room()
    build.sitting(other, DAY, time(15), room=room)

    assert texts(at(committee, room_id=room.id), "room") == [
        "Der Raum ist belegt: IR, 15:00 bis 17:00 Uhr."
    ]
    assert texts(at(committee, room_id=room.id, start=time(13)), "room") == []


def test_a_room_too_small_for_the_members_is_told_without_counting_deputies(committee):
    room = build.room(capacity=1)
    build.member(committee)
    build.member(committee, role=MemberRole.DEPUTY)
    assert texts(at(committee, room_id=room.id), "capacity") == []

    build.member(committee)

    assert texts(at(committee, room_id=room.id), "capacity") == [
        "Der Raum hat 1 Platz, das Gremium hat 2 Mitglieder."
    ]


def test_a_room_out_of_service_is_told(committee):
    room = build.room(closed_on=date(2026, 12, 1))

    assert texts(at(committee, room_id=room.id), "room") == [
        "Der Raum „Stadthaus Deutz, Konferenzraum 16 F 43“ steht nicht mehr zur Verfügung."
    ]


def test_persons_with_two_seats_are_named_only_to_who_manages_both(committee):
    other = build.committee("integrationsrat", short="IR")
    both = build.person("Yıldız", "Ayşe")
    build.member(committee, both)
    build.member(other, both, role=MemberRole.DEPUTY)
    build.member(other)
    build.sitting(other, DAY, time(15))
    one = Viewer(user_id=1, secretariat_of=frozenset({committee.id}))
    two = Viewer(user_id=1, secretariat_of=frozenset({committee.id, other.id}))

    assert texts(at(committee), "roster", viewer=one) == [
        "1 Person gehört beiden Gremien an (IR, 15:00 bis 17:00 Uhr)."
    ]
    assert texts(at(committee), "roster", viewer=two) == [
        "1 Person gehört beiden Gremien an: Ayşe Yıldız (IR, 15:00 bis 17:00 Uhr)."
    ]


def test_only_the_roster_of_the_day_counts(committee):
    other = build.committee("integrationsrat", short="IR")
    both = build.person()
    build.member(committee, both, ends_on=DAY - timedelta(days=1))
    build.member(other, both)
    build.sitting(other, DAY, time(15))

    assert texts(at(committee), "roster") == []


def test_an_internal_group_is_not_named_to_strangers(committee):
    group = build.committee(
        "uag-1", short="UAG 1", kind=CommitteeKind.WORKING_GROUP, parent_id=committee.id
    )
    other = build.committee("integrationsrat")
    build.sitting(group, DAY, time(15))
    owner = Viewer(user_id=1, secretariat_of=frozenset({committee.id}))

    assert texts(at(other), "same_time") == [
        "Zur selben Zeit tagt eine interne Arbeitsgruppe, 15:00 bis 17:00 Uhr."
    ]
    assert texts(at(other), "same_time", viewer=owner) == [
        "Zur selben Zeit tagt UAG 1, 15:00 bis 17:00 Uhr."
    ]


def test_cancelled_sittings_and_the_sitting_itself_do_not_clash(committee):
    own = build.sitting(committee, DAY)
    build.sitting(committee, DAY, state=SittingState.CANCELLED)

    assert texts(at(committee, sitting_id=own.id), "same_day", "same_time") == []


def test_other_sittings_of_the_day_are_told(committee):
    build.sitting(committee, DAY, time(9), hours=1)
    build.sitting(build.committee("integrationsrat", short="IR"), DAY, time(18), hours=1)

    assert texts(at(committee), "same_day") == [
        "Am selben Tag tagt das Gremium schon: 09:00 bis 10:00 Uhr.",
        "Am selben Tag tagt IR, 18:00 bis 19:00 Uhr.",
    ]


def test_a_notice_period_that_cannot_be_kept_is_told_with_its_last_day(app):
    committee = build.committee(short="RT", notice_days=7, to_check=["notice_days"])

    assert warnings_about(at(committee, date(2026, 11, 27), time(9))) == [
        DateWarning(
            "notice",
            "Die Ladungsfrist (7 Kalendertage) ist nicht mehr einzuhalten: "
            "Letzter Tag des Versands war Freitag, 20. November 2026.",
            "Geschäftsordnung RT (bitte prüfen)",
        ),
    ]
    assert warnings_about(at(committee, date(2026, 11, 30))) == []


@pytest.mark.parametrize(
    ("day", "start", "hours", "told"),
    [
        # Friday: the prayer at noon, and the evening from sunset on (16:24).
        (date(2026, 11, 27), time(9), 3, []),
        (date(2026, 11, 27), time(11), 2, ["Die Sitzung liegt in der Mittagszeit: Freitagsgebet."]),
        (date(2026, 11, 27), time(14, 30), 1, []),
        (
            date(2026, 11, 27),
            time(15),
            2,
            ["Die Sitzung reicht in den Abend, mit dem beginnt: Schabbat."],
        ),
        # Saturday until the night; in June the sun sets late.
        (date(2026, 11, 28), time(10), 2, ["An diesem Tag ist Schabbat."]),
        (date(2026, 11, 28), time(18), 2, []),
        (date(2027, 6, 26), time(18), 2, ["An diesem Tag ist Schabbat."]),
        (date(2027, 6, 24), time(12), 2, []),
    ],
)
def test_the_week_has_its_own_times(committee, day, start, hours, told):
    assert texts(at(committee, day, start, hours), "jewish", "islamic") == told


def test_the_same_committee_on_two_days_in_a_row_is_told(committee):
    other = build.committee("integrationsrat", short="IR")
    build.sitting(committee, date(2026, 12, 14), time(14))
    build.sitting(committee, date(2026, 12, 16), time(9), hours=1)
    build.sitting(committee, date(2026, 12, 13), time(9))
    build.sitting(committee, date(2026, 12, 14), time(9), state=SittingState.CANCELLED)
    build.sitting(other, date(2026, 12, 14), time(14))

    assert texts(at(committee, date(2026, 12, 15)), "next_day") == [
        "Am Tag davor, dem 14.12.2026, tagt das Gremium auch: 14:00 bis 16:00 Uhr.",
        "Am Tag danach, dem 16.12.2026, tagt das Gremium auch: 09:00 bis 10:00 Uhr.",
    ]
    joint = texts(at((committee, other), date(2026, 12, 15)), "next_day")
    assert joint[0] == "Am Tag davor, dem 14.12.2026, tagt StAG B auch: 14:00 bis 16:00 Uhr."
    assert len(joint) == 3


def test_dates_of_one_plan_on_two_days_in_a_row_are_told_too(committee):
    dates = [at(committee, date(2026, 12, 15)), at(committee, date(2026, 12, 16))]

    found = warnings_about_many(dates)

    assert [[one.kind for one in each] for each in found] == [["next_day"], ["next_day"]]


def test_a_sitting_past_midnight_is_told_once(committee):
    build.sitting(committee, date(2026, 12, 14), time(22), hours=4)

    found = warnings_about(at(committee, date(2026, 12, 15)))

    assert [one.kind for one in found] == ["same_day"]


def test_whoever_is_invited_already_needs_no_notice_period(app):
    committee = build.committee(notice_days=7)
    sitting = build.sitting(committee, date(2026, 11, 27), state=SittingState.INVITED)

    assert texts(at(committee, date(2026, 11, 27), sitting_id=sitting.id), "notice") == []


def test_candidates_clash_with_each_other(committee):
    other = build.committee("integrationsrat", short="IR")
    room = build.room()

    first, second, third = warnings_about_many(
        [
            at(committee, room_id=room.id),
            at(other, start=time(15), room_id=room.id),
            at(other, date(2026, 12, 15)),
        ]
    )

    assert [one.kind for one in first] == ["jewish", "room", "same_time"]
    assert [one.kind for one in second] == ["jewish", "room", "same_time"]
    assert third == []


def test_a_moved_candidate_stands_for_its_sitting(committee):
    sitting = build.sitting(committee, DAY)

    moved, new = warnings_about_many(
        [at(committee, date(2026, 12, 15), sitting_id=sitting.id), at(committee, DAY)]
    )

    assert [one.kind for one in [*moved, *new]] == ["jewish"]


@pytest.mark.parametrize("number", [1, 12])
def test_many_dates_take_as_many_queries_as_one(committee, query_count, number):
    other, room = build.committee("integrationsrat"), build.room(capacity=3)
    both = build.person()
    build.member(committee, both)
    build.member(other, both)
    days = [DAY + timedelta(days=index) for index in range(number)]
    for day in days:
        build.sitting(other, day, room=room)
    candidates = [at(committee, day, room_id=room.id) for day in days]
    db.session.commit()
    db.session.expunge_all()

    with query_count() as counted:
        warnings_about_many(candidates)

    assert counted.count == 7
