from datetime import datetime
from typing import Any

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.channels.data_format.read import parse
from gremien_app.channels.exchange.rules import Checker, Stock
from gremien_app.channels.exchange.sitting_rules import check_sittings

NOW = datetime(2026, 11, 25, 14, 20, tzinfo=BERLIN)
TERM = {"name": "2025/2030", "from": "2025-11-01", "until": "2030-10-31"}
COMMITTEE = {"slug": "c", "short": "C", "names": [{"name": "Ausschuss", "genitive": "des A."}]}
PERSON = {"ref": "p", "last_name": "Müller"}
SITTING = {"ref": "s", "committee": "c", "date": "2026-03-10", "start": "14:00"}


def problems(known: Stock | None = None, **tables: Any) -> list[str]:
    data, faults = parse({"format": "gremien/1", **tables}, NOW)
    assert data is not None
    checker = Checker(data, known or Stock())
    checker.check()
    check_sittings(checker)
    return [str(problem) for problem in [*faults, *checker.problems]]


def sitting_problems(**values: Any) -> list[str]:
    return problems(
        terms=[TERM], committees=[COMMITTEE], persons=[PERSON], sittings=[SITTING | values]
    )


def test_a_sound_file_has_no_problems() -> None:
    assert sitting_problems(end="16:00", agenda=[{"title": "Begrüßung"}]) == []


def test_references_must_lead_somewhere() -> None:
    found = problems(
        seats=[{"committee": "x", "term": "1999/2004", "position": 1, "organization": "Verein"}],
        memberships=[{"committee": "x", "person": "y", "role": "voting", "from": "2026-01-01"}],
        users=[{"email": "a@b.example", "name": "A", "person": "z"}],
        sittings=[SITTING | {"room": {"venue": "Rathaus", "room": "1"}}],
    )

    where = "ist weder in der Datei noch im Bestand"
    assert found == [
        f"seats[0].committee: Dieses Gremium {where} (Wert: „x“)",
        f"seats[0].term: Diese Wahlperiode {where} (Wert: „1999/2004“)",
        f"seats[0].organization: Diese Organisation {where} (Wert: „Verein“)",
        f"memberships[0].committee: Dieses Gremium {where} (Wert: „x“)",
        f"memberships[0].person: Diese Person {where} (Wert: „y“)",
        f"users[0].person: Diese Person {where} (Wert: „z“)",
        f"sittings[0].committee: Dieses Gremium {where} (Wert: „c“)",
        f"sittings[0].room: Dieser Raum {where} (Wert: „Rathaus / 1“)",
    ]


def test_references_into_the_database_are_fine() -> None:
    known = Stock(committees={"c": "C"}, rooms={("Rathaus", "1")})

    assert problems(known, sittings=[SITTING | {"room": {"venue": "Rathaus", "room": "1"}}]) == []


def test_nothing_may_be_given_twice() -> None:
    found = problems(
        committees=[COMMITTEE, COMMITTEE],
        persons=[PERSON, PERSON],
        organizations=[{"name": "Jugendzentrum anyway"}, {"name": "Jugendzentrum Anyway"}],
        sittings=[SITTING, SITTING],
    )

    assert found == [
        "committees[1].slug: ist doppelt, ebenso bei committees[0].slug (Wert: „c“)",
        "committees[1].short: ist doppelt, ebenso bei committees[0].short (Wert: „C“)",
        "persons[1].ref: ist doppelt, ebenso bei persons[0].ref (Wert: „p“)",
        "sittings[1].ref: ist doppelt, ebenso bei sittings[0].ref (Wert: „s“)",
        (
            "organizations[1].name: ist doppelt, ebenso bei organizations[0].name "
            "(Wert: „jugendzentrum anyway“)"
        ),
    ]


def test_a_sittings_number_is_given_once_per_committee_and_term() -> None:
    other = SITTING | {"ref": "t", "date": "2026-04-10", "number": 3}

    found = problems(
        terms=[TERM], committees=[COMMITTEE], sittings=[SITTING | {"number": 3}, other]
    )

    assert found == [
        "sittings[1].number: ist doppelt, ebenso bei sittings[0].number (Wert: „c / 2025/2030 / 3“)"
    ]


def test_what_the_database_has_taken_is_refused() -> None:
    known = Stock(
        committees={"other": "C"},
        organizations={"verein": "VEREIN"},
        sittings={"old": ("c", "2025/2030", 3)},
        accounts={"p": "x@y.example"},
        persons={"p"},
    )

    found = problems(
        known,
        terms=[TERM],
        committees=[COMMITTEE],
        organizations=[{"name": "Verein"}],
        users=[{"email": "a@b.example", "name": "A", "person": "p"}],
        sittings=[SITTING | {"number": 3}],
    )

    assert found == [
        "committees[0].short: hat schon ein anderes Gremium (Wert: „C“)",
        "organizations[0].name: gibt es schon als „VEREIN“ (Wert: „Verein“)",
        "sittings[0].number: hat schon eine andere Sitzung (Wert: 3)",
        "users[0].person: hat schon ein Benutzerkonto (Wert: „p“)",
    ]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"end": "14:00"}, "sittings[0].end: Das Ende muss nach dem Beginn liegen. (Wert: „14"),
        ({"end": "13:00"}, "sittings[0].end: Das Ende muss nach dem Beginn liegen. (Wert: „13"),
        (
            {"state": "closed", "opened": "14:30", "closed": "14:10"},
            "sittings[0].closed: Das Ende muss nach dem Beginn liegen. (Wert: „14:10“)",
        ),
        ({"date": "2026-03-29", "start": "02:30"}, "sittings[0].start: Am 29.03.2026 gibt es"),
        ({"state": "cancelled"}, "sittings[0].cancel: gehört zum Zustand „cancelled“"),
        ({"state": "moved"}, "sittings[0].moves: fehlt"),
        ({"minutes": {"state": "draft"}}, "sittings[0].minutes: gibt es erst"),
        (
            {"agenda": [{"title": "A", "votes": [{"mode": "verbal"}]}]},
            "sittings[0].agenda[0].votes: gibt es erst",
        ),
        (
            {"state": "closed", "agenda": [{"title": "A", "text": "Es wird beraten."}]},
            "sittings[0].agenda[0].text: braucht „minutes“",
        ),
        ({"attendance": [{"status": "excused"}]}, "sittings[0].attendance[0]: braucht „person“"),
        (
            {"attendance": [{"person": "p"}, {"person": "p"}]},
            "sittings[0].attendance[1].person: ist doppelt",
        ),
        (
            {"attendance": [{"person": "p", "status": "absent", "times": [{"to": "15:00"}]}]},
            "sittings[0].attendance[0].times: gibt es nur bei Anwesenden",
        ),
        (
            {"attendance": [{"person": "p", "times": [{"from": "15:00", "to": "14:00"}]}]},
            "sittings[0].attendance[0].times[0].to: „Bis“ muss nach „ab“ liegen. (Wert: „14:00“)",
        ),
        (
            {"attendance": [{"person": "p", "seat": 4}]},
            "sittings[0].attendance[0].seat: Dieser Sitz ist weder",
        ),
        (
            {"state": "running", "chairs": [{"person": "p"}]},
            "sittings[0].chairs[0].person: In der Anwesenheit",
        ),
        (
            {"guests": [{"person": "nobody"}]},
            "sittings[0].guests[0].person: Diese Person",
        ),
        (
            {
                "state": "closed",
                "agenda": [
                    {
                        "title": "x",
                        "mark": "withdrawn",
                        "votes": [
                            {"mode": "counted", "kind": "referral", "yes": 1},
                            {"mode": "counted", "yes": 1},
                        ],
                    }
                ],
            },
            "sittings[0].agenda[0].votes[1]: gibt es nicht zu einem abgesetzten oder vertagten",
        ),
        (
            {
                "state": "closed",
                "agenda": [{"title": "x", "mark": "adjourned", "outcome": "noted"}],
            },
            "sittings[0].agenda[0].outcome: gibt es nicht zu einem abgesetzten oder vertagten",
        ),
        (
            {"invitations": [{"by": "Kim", "note": "Aushang"}]},
            "sittings[0].invitations[0].on: fehlt; ohne den Tag braucht es",
        ),
        (
            {"invitations": [{"by": "Kim", "entered": "2026-03-01"}]},
            "sittings[0].invitations[0].on: fehlt; ohne den Tag braucht es",
        ),
        (
            {"invitations": [{"by": "Kim", "on": "2026-03-02", "entered": "2026-03-01"}]},
            "sittings[0].invitations[0].entered: liegt vor „on“",
        ),
        (
            {"agenda": [{"title": "x", "guests": ["p"]}]},
            "sittings[0].agenda[0].guests[0]: Unter den Gästen",
        ),
    ],
)
def test_a_sitting_must_fit_together(values: dict[str, Any], where: str) -> None:
    found = sitting_problems(**values)

    assert [problem.startswith(where) for problem in found] == [True]


def test_periods_end_after_their_beginning() -> None:
    found = problems(
        terms=[TERM | {"until": "2025-10-31"}],
        committees=[COMMITTEE],
        persons=[PERSON],
        memberships=[
            {
                "committee": "c",
                "person": "p",
                "role": "advisory",
                "from": "2026-05-01",
                "until": "2026-04-30",
            }
        ],
    )

    assert found == [
        "terms[0].until: liegt vor „from“ (Wert: „2025-10-31“)",
        "memberships[0].until: liegt vor „from“ (Wert: „2026-04-30“)",
    ]


def test_faults_of_form_do_not_hide_those_of_substance() -> None:
    found = problems(
        persons=[{"ref": "p"}],
        sittings=[SITTING | {"start": "zwei Uhr", "attendance": [{"person": "q"}]}],
    )

    assert [problem.split(":")[0] for problem in found] == [
        "persons[0].last_name",
        "sittings[0].start",
        "sittings[0].committee",
        "sittings[0].attendance[0].person",
    ]
