"""A file is held to the facts that every form is held to; what a form only warns of is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.channels.exchange.actions import Report
from gremien_app.meetings.proceedings.models import Attendance, ChairPeriod, Vote
from gremien_app.meetings.proceedings.rules import present_for_quorum, present_votes
from gremien_app.meetings.sittings.models import Sitting
from tests.exchange.test_actions import BASE, COMMITTEE, HELD, TERM, rows

Load = Callable[..., Report]
SEATS = [{"committee": "c", "term": "2025/2030", "position": n} for n in (1, 2, 3)]
PEOPLE = [{"ref": f"p{n}", "first_name": "Ina", "last_name": f"Beispiel {n}"} for n in range(1, 6)]


def member(number: int, role: str = "voting", start: str = "2025-11-01", **more: Any) -> Any:
    found = {"committee": "c", "person": f"p{number}", "role": role, "from": start}
    return found | ({"term": "2025/2030"} if "seat" in more else {}) | more


def roster(*memberships: Any, **more: Any) -> dict[str, Any]:
    return {
        "terms": [TERM],
        "committees": [COMMITTEE | more],
        "persons": PEOPLE,
        "seats": SEATS,
        "memberships": list(memberships),
    }


def told(load: Load, **tables: Any) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        load(**tables)
    return [f"{one.where}: {one.message}" for one in refused.value.problems]


@pytest.mark.parametrize(
    ("memberships", "problem"),
    [
        (
            [member(1, start="2014-06-01", until="2026-01-31"), member(1, start="2026-01-31")],
            (
                "memberships[1].from: Ina Beispiel 1 gehört dem Gremium in dieser Zeit schon an: "
                "stimmberechtigtes Mitglied, 01.06.2014 bis 31.01.2026. Beenden Sie zuerst die "
                "andere Mitgliedschaft oder wählen Sie einen anderen Zeitraum."
            ),
        ),
        (
            [member(1, seat=1), member(2, seat=1, start="2026-02-01")],
            (
                "memberships[1].seat: Den Sitz hat in dieser Zeit schon Ina Beispiel 1, "
                "seit 01.11.2025."
            ),
        ),
        (
            [member(1, seat=1, chair_office="chair"), member(2, "chair", start="2026-02-01")],
            (
                "memberships[1].role: Den Vorsitz hat in dieser Zeit schon Ina Beispiel 1, "
                "seit 01.11.2025."
            ),
        ),
        (
            [member(1, seat=1, start="2025-10-31")],
            (
                "memberships[0].seat: Sitz 1, gehört zur Wahlperiode 2025/2030. Am 31.10.2025 "
                "gibt es diesen Sitz nicht."
            ),
        ),
        (
            [member(1, "advisory", votes=True)],
            "memberships[0].votes: Mit dieser Rolle ist kein Stimmrecht verbunden.",
        ),
        (
            [member(1, seat=1), member(2, seat=2), member(3, "deputy", seat=1),
             member(3, "deputy", "2025-11-02", seat=2)],
            (
                "memberships[3].from: Ina Beispiel 3 gehört dem Gremium in dieser Zeit schon an: "
                "Stellvertretung, seit 01.11.2025. Beenden Sie zuerst die andere "
                "Mitgliedschaft oder wählen Sie einen anderen Zeitraum."
            ),
        ),
        (
            [member(1, "deputy")],
            "memberships[0].seat: Bitte wählen Sie, wer oder welcher Sitz vertreten wird.",
        ),
    ],
)  # fmt: skip
def test_a_membership_that_a_form_refuses_is_refused_with_its_place(
    load: Load, db_session: Session, memberships: list[Any], problem: str
) -> None:
    before = rows(db_session)

    found = told(load, **roster(*memberships))

    assert found == [problem]
    assert rows(db_session) == before


def test_what_was_loaded_before_counts_too(load: Load) -> None:
    load(**roster(member(1, "chair")))

    found = told(load, memberships=[member(2, "chair", start="2026-05-01")])

    assert [one.split(":")[0] for one in found] == ["memberships[0].role"]


def test_no_more_seats_than_the_statute_knows(load: Load) -> None:
    found = told(load, **roster(statutory_seats={"2025/2030": 2}))

    assert [one.split(":")[0] for one in found] == ["seats[2].term"]


def test_terms_offices_and_minute_takers_stand_apart(load: Load) -> None:
    holder = {"person": "p1", "title": "OB", "from": "2025-11-01"}
    data = roster()
    data["terms"] = [TERM, {"name": "2030/2035", "from": "2030-10-31"}]
    found = told(
        load,
        **data,
        offices=[{"title": "OB", "holders": [holder, holder | {"person": "p2"}]}],
        minute_takers=[
            {"committee": "c", "person": "p1", "from": day} for day in ("2025-11-01", "2026-01-01")
        ],
    )

    assert [one.split(":")[0] for one in found] == [
        "terms[1].from",
        "offices[0].holders[1].from",
        "minute_takers[1].from",
    ]


def test_a_sitting_past_midnight_ends_on_the_next_day(load: Load, db_session: Session) -> None:
    late = HELD | {
        "start": "19:00", "end": "00:30", "opened": "19:05", "closed": "00:20",
        "attendance": [
            {"person": "chair"},
            {"person": "member", "times": [{"from": "19:05", "to": "23:50"}, {"from": "00:10"}]},
        ],
        "chairs": [{"person": "chair"}, {"person": "member", "from": "00:12"}],
        "agenda": [{"title": "Spät", "votes": [
            {"mode": "counted", "at": "23:55", "yes": 0, "no": 0},
            {"mode": "counted", "at": "00:15", "yes": 1, "no": 0},
        ]}],
    }  # fmt: skip

    load(**BASE | {"sittings": [late]})

    sitting = db_session.scalars(select(Sitting)).one()
    assert sitting.ends_at == datetime(2026, 3, 11, 0, 30, tzinfo=BERLIN)
    assert sitting.closed_at == datetime(2026, 3, 11, 0, 20, tzinfo=BERLIN)
    first, second = db_session.scalars(select(Vote).order_by(Vote.position))
    people = list(db_session.scalars(select(Attendance)))
    assert [present_votes(people, at=vote.taken_at) for vote in (first, second)] == [0, 1]
    periods = list(db_session.scalars(select(ChairPeriod).order_by(ChairPeriod.id)))
    assert periods[1].from_at == datetime(2026, 3, 11, 0, 12, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"end": "13:59", "agenda": []}, "sittings[0].end: Das Ende muss nach dem Beginn liegen."),
        (
            {"format": "in_person", "online_url": "https://example.org/x", "agenda": []},
            (
                "sittings[0].online_url: Zu einer Sitzung in Präsenz gehört keine Einwahl. Wählen "
                "Sie „hybrid“ oder „online“."
            ),
        ),
        (
            {"agenda": [{"title": "A", "votes": [{"mode": "counted", "yes": 2, "no": 0}]}]},
            (
                "sittings[0].agenda[0].votes[0].yes: Es sind 2 Stimmen eingegeben (2 Ja, 0 Nein, "
                "0 Enthaltung, 0 ungültig), stimmberechtigt anwesend war aber nur 1. Bitte "
                "prüfen Sie Stimmen und Anwesenheit."
            ),
        ),
        (
            {"chairs": [], "attendance": [],
             "agenda": [{"title": "A", "votes": [{"mode": "consensus"}]}]},
            (
                "sittings[0].agenda[0].votes[0]: Es ist noch niemand als anwesend eingetragen."
            ),
        ),
        (
            {"attendance": [{"person": "chair", "status": "excused"}, {"person": "member"}],
             "agenda": []},
            "sittings[0].chairs[0].person: Dr. Zoë Yıldız ist nicht als anwesend eingetragen.",
        ),
    ],
)  # fmt: skip
def test_a_record_that_a_form_refuses_is_refused_with_its_place(
    load: Load, db_session: Session, values: dict[str, Any], problem: str
) -> None:
    before = rows(db_session)

    assert told(load, **BASE | {"sittings": [HELD | values]}) == [problem]
    assert rows(db_session) == before


def test_a_committee_sits_once_at_a_time(load: Load) -> None:
    plain = HELD | {"agenda": [], "attendance": [], "chairs": []}
    load(**BASE | {"sittings": [plain]})

    found = told(load, sittings=[plain | {"ref": "other", "number": 2}])

    assert [one.partition(" Sitzung: ")[0] for one in found] == [
        "sittings[0].start: Zu dieser Zeit gibt es schon eine"
    ]


def test_of_before_the_offices_start_gaps_stay_and_each_is_named(
    load: Load, db_session: Session
) -> None:
    vote = {"mode": "counted", "yes": 5, "no": 0}
    old = HELD | {"date": "2026-03-09", "chairs": [], "agenda": [{"title": "A", "votes": [vote]}]}
    old |= {"minutes": {"state": "signed", "on_paper": True, "minute_taker": "Kim"}}

    report = load(**BASE | {"office_since": "2026-03-10", "sittings": [old]})

    assert [one.partition(": ")[0] for one in report.notes] == [
        "sittings[0].agenda[0].votes[0].yes",
        *["sittings[0].minutes"] * (len(report.notes) - 1),
    ]
    assert any("wer die Sitzung geleitet hat" in one for one in report.notes)
    found = told(
        load,
        office_since="2026-03-10",
        sittings=[old | {"ref": "t", "date": "2026-03-10", "number": 2}],
    )
    assert [one.split(":")[0] for one in found] == ["sittings[0].agenda[0].votes[0].yes"]


def test_members_with_a_vote_but_without_a_seat_can_vote(load: Load, db_session: Session) -> None:
    sitting = HELD | {
        "attendance": [{"person": f"p{n}"} for n in range(1, 5)],
        "chairs": [{"person": "p1"}],
        "agenda": [{"title": "Wahl", "votes": [{"mode": "counted", "yes": 3, "no": 0}]}],
    }
    members = [member(n, votes=True) for n in (1, 2, 3)]

    load(**roster(*members, member(4, "advisory")), sittings=[sitting])

    people = list(db_session.scalars(select(Attendance)))
    assert (present_votes(people), present_for_quorum(people)) == (3, 3)


def joint(**of_partner: Any) -> dict[str, Any]:
    partner = {"slug": "d", "short": "D", "names": [{"name": "Rat", "genitive": "des Rates"}]}
    data = roster(member(1, seat=1), {"committee": "d", "person": "p2", "role": "voting",
                                      "votes": True, "from": "2025-11-01"})  # fmt: skip
    data["committees"] = [*data["committees"], partner | of_partner]
    people = [{"person": "p1"}, {"person": "p2"}]
    vote = {"mode": "counted", "yes": 2, "no": 0}
    sitting = HELD | {"with": ["d"], "attendance": people, "chairs": [{"person": "p1"}]}
    sitting |= {"agenda": [{"title": "A", "votes": [vote]}]}
    return data | {"sittings": [sitting]}


def test_a_joint_sitting_keeps_both_committees_members(load: Load, db_session: Session) -> None:
    load(**joint())

    lines = list(db_session.scalars(select(Attendance).order_by(Attendance.position)))
    assert [(line.can_vote, list(line.sits_for.values())) for line in lines] == [(True, [True])] * 2
    assert [line.membership.committee.slug for line in lines] == ["c", "d"]


def test_a_partner_that_is_not_founded_on_that_day_is_refused(load: Load) -> None:
    founded = "2026-03-11"
    found = told(load, **joint(founded_on=founded) | {"memberships": [member(1, seat=1)]})

    assert found[0] == (
        "sittings[0].with: D besteht erst ab dem 11.03.2026. Wählen Sie diesen oder einen "
        "späteren Tag."
    )


def test_two_people_of_one_name_stay_two_and_are_told(load: Load) -> None:
    twins = [{"ref": ref, "first_name": "Jo", "last_name": name} for ref, name in
             (("a", "Müller"), ("b", "MÜLLER"))]  # fmt: skip

    report = load(persons=twins)

    assert report.added == {"persons": 2}
    assert [one.split(":")[0] for one in report.notes] == ["persons[1]"]


def test_dates_to_come_are_warned_of_and_past_ones_are_not(load: Load) -> None:
    coming = {"ref": "x", "committee": "c", "date": "2026-12-25", "start": "14:00"}

    report = load(
        terms=[TERM],
        committees=[COMMITTEE],
        sittings=[coming, coming | {"ref": "y", "date": "2025-12-25"}],
    )

    assert {one.split(":")[0] for one in report.notes} == {"sittings[0].date"}


def test_an_import_asks_for_no_notice_and_no_day_ahead(load: Load, db_session: Session) -> None:
    short = {"ref": "x", "committee": "c", "date": "heute+1", "start": "14:00",
             "state": "invited", "invitations": [{"on": "heute", "by": "Kim"}]}  # fmt: skip

    load(terms=[TERM], committees=[COMMITTEE | {"notice": {"days": 14}}], sittings=[short])

    sitting = db_session.scalars(select(Sitting)).one()
    assert sitting.ends_at - sitting.starts_at == timedelta(hours=2)


@pytest.mark.parametrize(
    ("card", "problem"),
    [
        (
            {"door_width_cm": 900},
            (
                "door_width_cm: Bitte geben Sie die Breite der Tür zum Raum in Zentimetern an, "
                "zwischen 50 und 400."
            ),
        ),
        (
            {"capacity": 10, "wheelchair_places": 11},
            (
                "wheelchair_places: Der Raum hat nur 10 Plätze. So viele Rollstuhlplätze kann es "
                "nicht geben."
            ),
        ),
        (
            {"loop_tested_on": "2099-01-01"},
            "loop_tested_on: Der Tag der Probe liegt in der Zukunft.",
        ),
    ],
)
def test_a_card_of_a_room_says_what_the_form_would_take(
    load: Load, card: dict[str, Any], problem: str
) -> None:
    venue = {"name": "Haus", "rooms": [{"name": "Alt"}, {"name": "Saal", **card}]}

    assert told(load, venues=[venue]) == [f"venues[0].rooms[1].{problem}"]
