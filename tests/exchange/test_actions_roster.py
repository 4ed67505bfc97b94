"""What the format carries of persons, offices, rooms, observances and joint sittings."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.channels.exchange.actions import Report
from gremien_app.meetings.observances.models import Observance, Tradition
from gremien_app.meetings.sittings.date_queries import warnings_about
from gremien_app.meetings.sittings.date_rules import candidate_of
from gremien_app.meetings.sittings.models import Room, Sitting
from gremien_app.people.committees.models import Committee, MinutesWording
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import ContactKind, Person

TERM = {"name": "2025/2030", "from": "2025-11-01", "until": "2030-10-31"}


def committee(slug: str, **more: Any) -> dict[str, Any]:
    return {"slug": slug, "short": slug, "names": [{"name": slug, "genitive": slug}]} | more


def test_a_person_brings_contact_data_and_each_consent(
    load: Callable[..., Report], db_session: Session
) -> None:
    consent = {"kind": "email", "basis": "schriftlich", "date": "2026-01-02", "revoked": None}
    load(
        persons=[
            {"ref": "p", "last_name": "Öztürk", "pronoun": "sie", "papers_as": "Papier",
             "street": "Am Markt 1", "postal_code": "50667", "town": "Köln", "mobile": "0170 1",
             "consents": [consent]}
        ]
    )  # fmt: skip

    person = db_session.scalars(select(Person)).one()
    assert (person.pronoun, person.papers_as, person.mobile) == ("sie", "Papier", "0170 1")
    assert (person.street, person.postal_code, person.town) == ("Am Markt 1", "50667", "Köln")
    assert [(c.kind, c.given_on, c.revoked_on) for c in person.consents] == [
        (ContactKind.EMAIL, date(2026, 1, 2), None)
    ]
    assert person.sort_key == "ozturk"


def test_the_chairs_of_an_office_are_held_ex_officio(
    load: Callable[..., Report], db_session: Session
) -> None:
    data = {
        "terms": [TERM],
        "committees": [committee("stag", chair_mode="mayor", office="Oberbürgermeister*in")],
        "persons": [{"ref": "ob", "last_name": "Muster"}],
        "memberships": [
            {"committee": "stag", "person": "ob", "role": "chair", "chair_office": "chair",
             "from": "2025-11-01"}
        ],
        "offices": [
            {"title": "Oberbürgermeister*in",
             "holders": [{"person": "ob", "title": "Oberbürgermeister", "from": "2025-11-01"}]}
        ],
    }  # fmt: skip
    load(**data)

    again = load(**data)

    tenure = db_session.scalars(select(OfficeTenure)).one()
    assert tenure.title == "Oberbürgermeister"
    assert db_session.scalars(select(Membership)).one().tenure is tenure
    assert again.added == {}


def test_a_committee_keeps_all_its_rules(load: Callable[..., Report], db_session: Session) -> None:
    load(
        committees=[
            committee(
                "c",
                motions_due_days=10,
                access_due_days=21,
                wording="recommendation",
                color="#0a5fb4",
                attendance_groups=[{"role": "voting", "heading": "Mitglieder"}],
                standing_agenda=[{"title": "Mitteilungen"}, {"title": "V", "part": "closed"}],
                founded_on="2006-05-24",
            )
        ]
    )

    row = db_session.scalars(select(Committee)).one()
    assert (row.motions_due_days, row.access_due_days, row.color) == (10, 21, "#0a5fb4")
    assert row.minutes_wording is MinutesWording.RECOMMENDATION
    assert row.attendance_groups == [{"role": "voting", "heading": "Mitglieder"}]
    assert [one["part"] for one in row.standing_agenda] == ["public", "closed"]
    assert row.founded_on == date(2006, 5, 24)


def test_rooms_observances_and_former_names_are_loaded(
    load: Callable[..., Report], db_session: Session
) -> None:
    load(
        venues=[
            {"name": "Haus", "directions": "Linie 1",
             "rooms": [{"name": "Saal", "accessible_wc": True, "lift_width_cm": 90,
                        "wheelchair_places": 4, "checked_on": "2026-01-01"}]}
        ],
        organizations=[
            {"name": "Neu e.V.", "other_names": [{"name": "Alt e.V.", "until": "2020-12-31"}]}
        ],
        observances=[
            {"name": "Hızır-Fasten", "tradition": "alevi", "from": "2026-02-13",
             "until": "2026-02-15", "approximate": True, "source": "Diversity-Kalender"}
        ],
    )  # fmt: skip

    room = db_session.scalars(select(Room)).one()
    assert (room.lift_width_cm, room.has_accessible_wc, room.has_quiet_room) == (90, True, None)
    assert room.venue.directions == "Linie 1"
    organization = db_session.scalars(select(Organization)).one()
    assert organization.name_on(date(2020, 12, 31)) == "Alt e.V."
    assert organization.name_on(date(2021, 1, 1)) == "Neu e.V."
    observance = db_session.scalars(select(Observance)).one()
    assert (observance.tradition, observance.is_approximate) == (Tradition.ALEVI, True)
    assert observance.ends_on == date(2026, 2, 15)


def test_a_joint_sitting_names_its_other_committees(
    load: Callable[..., Report], db_session: Session
) -> None:
    load(
        terms=[TERM],
        committees=[committee("a"), committee("b")],
        sittings=[
            {"ref": "s", "committee": "a", "with": ["b"], "date": "2026-03-10", "start": "14:00",
             "reference": "A/0001/2026",
             "kept": {"reason": "Kein anderer Tag.", "warnings": ["Ferien."]}}
        ],
    )  # fmt: skip

    sitting = db_session.scalars(select(Sitting)).one()
    assert [one.slug for one in sitting.committees] == ["a", "b"]
    assert (sitting.reference, sitting.kept_reason) == ("A/0001/2026", "Kein anderer Tag.")
    assert sitting.kept_warnings == ["Ferien."]
    assert sitting.kept_keys == [one.key for one in warnings_about(candidate_of(sitting))]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"committees": [committee("a", office="Amt")]}, "committees[0].office: Dieses Amt"),
        ({"committees": [committee("a", color="rot")]}, "committees[0].color: muss eine Farbe"),
        (
            {"offices": [{"title": "Amt", "holders": [
                {"person": "x", "title": "Amt", "from": "2026-01-01"}]}]},
            "offices[0].holders[0].person: Diese Person",
        ),
        (
            {"committees": [committee("a")],
             "sittings": [{"ref": "s", "committee": "a", "with": ["a"], "date": "2026-03-10",
                           "start": "14:00"}]},
            "sittings[0].with[0]: ein Gremium tagt nicht mit sich selbst gemeinsam",
        ),
        (
            {"committees": [committee("a")],
             "sittings": [
                 {"ref": ref, "committee": "a", "date": "2026-03-10", "start": "14:00",
                  "reference": "A/1"} for ref in ("s", "t")]},
            "sittings[1].reference: ist doppelt",
        ),
    ],
)  # fmt: skip
def test_a_wrong_reference_is_named(
    load: Callable[..., Report], data: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        load(**data)

    assert [str(one) for one in refused.value.problems if str(one).startswith(problem)] != []
