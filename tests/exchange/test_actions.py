from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import Base
from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.channels.demo import actions as demo
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.actions import Report, import_file
from gremien_app.meetings.agenda.models import AgendaItem, Outcome
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus, Vote
from gremien_app.meetings.proceedings.rules import present_votes
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.passwords import verify_password
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.models import Committee, CommitteeKind, Term
from gremien_app.people.committees.quorum_rules import quorum_state
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.models import Minutes, MinutesState
from tests.exchange.conftest import NOW

TERM = {"name": "2025/2030", "from": "2025-11-01", "until": "2030-10-31"}
COMMITTEE = {"slug": "c", "short": "C", "names": [{"name": "Ausschuss", "genitive": "des A."}]}
CHAIR = {"ref": "chair", "first_name": "Zoë", "last_name": "Yıldız", "title": "Dr."}
MEMBER = {"ref": "member", "last_name": "Pütz"}
BASE = {
    "terms": [TERM],
    "committees": [COMMITTEE],
    "persons": [CHAIR, MEMBER],
    "seats": [{"committee": "c", "term": "2025/2030", "position": 1}],
    "memberships": [
        {"committee": "c", "person": "chair", "role": "chair", "from": "2025-11-01"},
        {"committee": "c", "person": "member", "role": "voting", "from": "2025-11-01",
         "term": "2025/2030", "seat": 1},
    ],
}  # fmt: skip
HELD = {
    "ref": "s",
    "committee": "c",
    "date": "2026-03-10",
    "start": "14:00",
    "end": "16:00",
    "number": 1,
    "state": "closed",
    "attendance": [{"person": "chair"}, {"person": "member"}],
    "chairs": [{"person": "chair"}],
    "agenda": [
        {
            "title": "Haltestelle",
            "text": "Es wird beraten.",
            "outcome": "adopted",
            "votes": [{"mode": "counted", "yes": 1, "no": 0, "abstain": 0}],
            "resolution": {"text": "Der Umbau wird empfohlen.", "addressee": "Rat"},
        }
    ],
}


def rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def attendances(session: Session, ref: str) -> list[Attendance]:
    sitting = queries.get_sitting(ref)
    return list(
        session.scalars(
            select(Attendance)
            .where(Attendance.sitting_id == sitting.id)
            .order_by(Attendance.position)
        )
    )


# The facts about Köln


def test_the_five_committees_come_with_their_rules(koeln: Report, db_session: Session) -> None:
    found = db_session.scalars(
        select(Committee)
        .where(Committee.kind == CommitteeKind.COMMITTEE)
        .order_by(Committee.position)
    ).all()
    terms = db_session.scalars(select(Term.name).order_by(Term.starts_on)).all()

    assert [c.slug for c in found] == [
        "integrationsrat",
        "stag-behindertenpolitik",
        "stag-queerpolitik",
        "runder-tisch",
        "rat-der-religionen",
    ]
    assert terms == ["2009/2014", "2014/2020", "2020/2025", "2025/2030"]
    today = NOW.date()
    assert [c.statutory_seats_on(today) for c in found] == [33, 13, 13, 19, 20]
    assert found[0].name_on(today).name == "Ausschuss für Chancengerechtigkeit und Integration"
    assert [c.notice_days for c in found] == [None, None, None, 7, None]
    assert all(c.to_check for c in found)


def test_the_project_group_has_its_agenda_and_its_working_groups(
    koeln: Report, db_session: Session
) -> None:
    sitting = queries.get_sitting("projektgruppe-amt-2018-05-23")
    items = db_session.scalars(
        select(AgendaItem).where(AgendaItem.sitting == sitting).order_by(AgendaItem.position)
    ).all()

    assert [(i.printed_number, i.title) for i in items] == [
        ("1", "Begrüßung"),
        ("2", "Vorstellung der OB-Entscheidung (Präsentation)"),
        ("3", "Aufgaben der Projektgruppe"),
        ("4", "Festlegung der weiteren Vorgehensweise"),
        ("5", "Planung nächste Sitzung"),
    ]
    assert [g.name_on(NOW.date()).name for g in sitting.committee.working_groups] == [
        "UAG 1",
        "UAG 2",
        "UAG 3",
        "UAG 4: Personalausstattung",
        "UAG 5: Räumliche Unterbringung",
    ]


def test_eight_votes_are_in_the_room_and_four_deputies_sit_beside_their_principals(
    koeln: Report, db_session: Session
) -> None:
    people = attendances(db_session, "stag-queerpolitik-2015-09-29")
    principals = {a.seat_key for a in people if a.can_vote and not a.is_deputy}
    beside = [a for a in people if a.is_deputy and a.seat_key in principals]
    standing_in = [a.detail for a in people if a.is_deputy and a.seat_key not in principals]

    assert present_votes(people) == 8
    assert [a.name for a in beside] == ["P06", "P07", "P08", "P10"]
    assert standing_in == ["HomoKlüngel e.V.", "SC Janus e.V.", "Jugendzentrum anyway"]
    assert queries.get_sitting("stag-queerpolitik-2015-09-29").closed_at is None


def test_the_sitting_of_2016_keeps_the_printed_spelling_and_one_organisation(
    koeln: Report, db_session: Session
) -> None:
    people = attendances(db_session, "stag-queerpolitik-2016-10-04")
    anyway = [a for a in people if a.detail.casefold() == "jugendzentrum anyway"]

    assert [a.detail for a in anyway] == ["Jugendzentrum anyway", "Jugendzentrum Anyway"]
    assert len({a.seat_key for a in anyway}) == 1
    assert [(a.name, a.detail) for a in people if a.status is AttendanceStatus.EXCUSED] == [
        ("P24", "SC Janus e.V."),
        ("P25", "KLuST e.V."),
    ]
    assert present_votes(people) == 6


def test_the_sitting_of_2017_was_quorate_with_ten_of_thirteen(
    koeln: Report, db_session: Session
) -> None:
    sitting = queries.get_sitting("stag-behindertenpolitik-2017-11-16")
    people = attendances(db_session, sitting.ref)

    seats = sitting.committee.statutory_seats_on(sitting.date)
    state = quorum_state(sitting.committee.quorum_rule, seats, present_votes(people))

    assert (state.present, state.seats, state.required, state.is_lacking) == (10, 13, 7, False)
    assert len(people) == 23
    assert people[0].name == "P01 (Beigeordneter, Dr.)"
    assert list(dict.fromkeys(a.group_label for a in people)) == [
        "Vorsitz",
        "Stimmberechtigte Mitglieder",
        "Nicht stimmberechtigte Mitglieder",
        "Ständige Gäste",
        "Verwaltung",
    ]
    assert sitting.place == "Stadthaus Deutz, Konferenzraum 16 F 43"


def test_minutes_signed_on_paper_are_filed_and_closed(koeln: Report, db_session: Session) -> None:
    found = db_session.scalars(select(Minutes).join(Minutes.sitting).order_by(Sitting.starts_at))

    for minutes in found:
        assert minutes.state is MinutesState.PUBLISHED
        assert minutes.sitting.record_closed_at is not None
        assert [file.kind for file in minutes.versions[0].files] == ["signed", "published"]
        assert minutes.versions[0].signatures == []


def test_the_rats_agenda_keeps_gaps_and_the_item_without_a_number(
    koeln: Report, db_session: Session
) -> None:
    sitting = queries.get_sitting("rat-2026-10-08")
    items = db_session.scalars(
        select(AgendaItem).where(AgendaItem.sitting == sitting).order_by(AgendaItem.position)
    ).all()

    assert [i.printed_number for i in items] == [
        "1", "3.1", "3.2", "", "3.3", "3.4", "3.5", "3.6", "13", "13.1", "19.5",
    ]  # fmt: skip
    assert [i.position for i in items] == [1, 4, 5, 6, 7, 8, 9, 10, 90, 91, 110]
    assert items[2].outcome is Outcome.SETTLED


# Loading


def test_a_second_import_changes_nothing(koeln: Report, db_session: Session) -> None:
    db_session.flush()
    before = rows(db_session)

    again = import_file(demo.FOLDER / "koeln.json", NOW)

    assert again.added == {}
    assert again.kept["sittings"] == 5
    assert rows(db_session) == before


def test_with_a_fault_nothing_at_all_is_written(
    load: Callable[..., Report], db_session: Session
) -> None:
    before = rows(db_session)

    with pytest.raises(ImportRefused) as refused:
        load(**BASE | {"sittings": [HELD | {"committee": "x"}]})

    assert [p.where for p in refused.value.problems] == [
        "sittings[0].committee",
        "sittings[0].agenda[0].text",
    ]
    assert rows(db_session) == before


def test_guests_come_with_their_items(load: Callable[..., Report], db_session: Session) -> None:
    invited = {
        "ref": "i",
        "committee": "c",
        "date": "2026-12-10",
        "start": "14:00",
        "state": "invited",
        "guests": [{"person": "chair", "detail": "Jury"}],
        "agenda": [
            {"title": "Ohne Gast"},
            {"title": "Oben", "items": [{"title": "Unten", "guests": ["chair"]}]},
            {"title": "Geheim", "part": "closed", "guests": ["chair"]},
        ],
    }

    report = load(**BASE | {"sittings": [invited]})

    guest = db_session.scalars(select(Guest)).one()
    found = {(one.agenda_item.title, one.part.value) for one in guest.admissions}
    assert found == {("Unten", "public"), ("Geheim", "closed")}
    assert (guest.person.ref, guest.detail) == ("chair", "Jury")
    assert report.added["guests"] == 1


def test_minutes_that_could_not_be_signed_undo_the_whole_import(
    load: Callable[..., Report], db_session: Session
) -> None:
    minutes = {"state": "signed", "minute_taker": "Jördis Overbeck"}
    before = rows(db_session)

    with pytest.raises(ImportRefused) as refused:
        load(**BASE | {"sittings": [HELD | {"chairs": [], "minutes": minutes}]})

    (problem,) = refused.value.problems
    assert problem.where == "sittings[0].minutes"
    assert "wer die Sitzung geleitet hat" in problem.message
    assert rows(db_session) == before


def test_a_held_sitting_is_loaded_up_to_its_signatures(
    load: Callable[..., Report], db_session: Session
) -> None:
    minutes = {
        "state": "published",
        "minute_taker": "Jördis Overbeck",
        "submitted": "sitzung+14",
        "signed": "sitzung+20",
    }

    load(**BASE | {"sittings": [HELD | {"public": True, "minutes": minutes}]})

    stored = db_session.scalars(select(Minutes)).one()
    assert stored.state is MinutesState.PUBLISHED
    assert [s.name for s in stored.versions[0].signatures] == ["Dr. Zoë Yıldız", "Jördis Overbeck"]
    assert stored.sitting.record_closed_at == stored.signed_at
    assert stored.document_date.isoformat() == "2026-03-24"
    sitting = stored.sitting
    assert (sitting.opened_at, sitting.closed_at) == (sitting.starts_at, sitting.ends_at)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "signed"])
def test_minutes_reach_every_state(
    load: Callable[..., Report], db_session: Session, state: str
) -> None:
    remark = {"author": "Dr. Zoë Yıldız", "text": "Bitte ergänzen.", "on": "sitzung+9"}
    minutes = {"state": state, "minute_taker": "Jördis Overbeck", "remarks": [remark]}

    load(**BASE | {"sittings": [HELD | {"minutes": minutes}]})

    stored = db_session.scalars(select(Minutes)).one()
    assert stored.state.value == state
    assert [r.text for r in stored.remarks] == ["Bitte ergänzen."]


def test_attendance_takes_name_group_and_seat_from_the_roster(
    load: Callable[..., Report], db_session: Session
) -> None:
    load(**BASE | {"sittings": [HELD | {"minutes": {"state": "draft"}}]})

    chair, member = attendances(db_session, "s")
    assert (chair.name, chair.group.value, chair.can_vote) == ("Dr. Zoë Yıldız", "chair", False)
    assert (member.name, member.group.value, member.can_vote) == ("Pütz", "voting", True)
    assert member.seat_key == f"seat-{member.membership.seat_id}"


def test_an_import_is_on_record(load: Callable[..., Report], db_session: Session) -> None:
    load(**BASE)

    entry = db_session.scalars(
        select(AuditEntry).where(AuditEntry.action == "exchange.imported")
    ).one()
    assert entry.actor == "System"
    assert entry.changes["persons"] == [0, 2]


def test_an_account_without_a_password_cannot_be_guessed(load: Callable[..., Report]) -> None:
    load(users=[{"email": "Neu@Example.org", "name": "Neu"}])

    user = find_by_email("neu@example.org")
    assert user is not None
    assert user.password_hash == ""
    assert verify_password(user.password_hash, "") is False


def test_existing_objects_stay_as_they_are(
    load: Callable[..., Report], db_session: Session
) -> None:
    load(persons=[MEMBER], organizations=[{"name": "Verein", "kind": "association"}])

    report = load(persons=[MEMBER | {"last_name": "Anders"}], organizations=[{"name": "Verein"}])

    assert (report.added, report.kept) == ({}, {"persons": 1, "organizations": 1})
    assert db_session.scalars(select(Person.last_name)).one() == "Pütz"
    assert db_session.scalars(select(Organization.kind)).one().value == "association"


def test_every_state_of_a_sitting_can_be_loaded(
    load: Callable[..., Report], db_session: Session
) -> None:
    future = {"committee": "c", "start": "14:00", "end": "16:00"}
    move = {"date": "2027-01-05", "start": "14:00", "end": "16:00", "reason": "Raum", "on": "heute"}
    sittings: list[dict[str, Any]] = [
        future | {"ref": "a", "date": "heute+10"},
        future | {"ref": "b", "date": "heute+20", "state": "invited"},
        future | {"ref": "c", "date": "heute", "start": "jetzt-60", "state": "running"},
        future | {"ref": "d", "date": "heute-20", "state": "closed"},
        future | {"ref": "e", "date": "heute+30", "state": "cancelled",
                  "cancel": {"reason": "Krankheit", "on": "heute"}},
        future | {"ref": "f", "date": "heute+40", "state": "moved", "moves": [move]},
    ]  # fmt: skip

    load(terms=[TERM], committees=[COMMITTEE], sittings=sittings)

    found = db_session.scalars(select(Sitting).order_by(Sitting.ref)).all()
    assert {s.state for s in found} == set(SittingState)
    assert found[4].cancel_reason == "Krankheit"
    assert found[5].moves[0].reason == "Raum"
    assert [s.sequence for s in found] == [0, 1, 1, 1, 1, 2]


def test_a_dispatch_that_was_entered_afterwards_says_when_and_what_is_known(
    load: Callable[..., Report], db_session: Session
) -> None:
    known = {"on": "2026-02-20", "entered": "2026-03-11", "by": "Kim"}
    unknown = {"entered": "2026-03-11", "note": "Aushang im Rathaus", "by": "Kim"}
    load(**BASE | {"sittings": [HELD | {"agenda": [], "invitations": [known, unknown]}]})

    stored = db_session.scalars(select(Invitation).order_by(Invitation.id)).all()

    assert [one.dispatched_at is None for one in stored] == [False, True]
    assert [one.entered_at is None for one in stored] == [False, False]
    assert stored[1].note == "Aushang im Rathaus"


FOR, AGAINST = {"mode": "counted", "yes": 1, "no": 0}, {"mode": "counted", "yes": 0, "no": 1}


@pytest.mark.parametrize(
    ("votes", "outcome", "kinds", "brought"),
    [
        ([FOR], "adopted", ["main"], ["adopted"]),
        ([FOR, AGAINST], None, ["amendment", "main"], [None, None]),
        ([FOR], "referred", ["referral"], ["referred"]),
        ([AGAINST], "rejected", ["main"], ["rejected"]),
        ([FOR | {"kind": "procedure"}], "adopted", ["procedure"], ["adopted"]),
        ([FOR | {"kind": "election"}, AGAINST], "adopted", ["election", "main"], ["adopted", None]),
    ],
)
def test_votes_that_say_no_kind_get_the_usual_one(
    load: Callable[..., Report],
    db_session: Session,
    votes: list[Any],
    outcome: str | None,
    kinds: list[str],
    brought: list[str | None],
) -> None:
    item = {"title": "Haltestelle", "votes": votes} | ({"outcome": outcome} if outcome else {})
    load(**BASE | {"sittings": [HELD | {"agenda": [item]}]})

    stored = db_session.scalars(select(Vote).order_by(Vote.position)).all()

    assert [vote.kind for vote in stored] == kinds
    assert [vote.brought for vote in stored] == brought
