"""The page of a sitting, as each role reads it."""

from datetime import UTC, date, datetime

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingMove, SittingState
from tests import builders as build
from tests.page_checks import heading
from tests.portal.pages import DAY, EVIL, text

pytestmark = pytest.mark.usefixtures("clock")


def test_everyone_reads_the_public_items_of_an_invited_sitting(client, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED, room=build.room())
    build.item(sitting, "Barrierefreie Haltestellen")
    build.item(sitting, "Personalsache", part=Part.CLOSED)

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Donnerstag, 10. Dezember 2026, 14:00 bis 16:00 Uhr" in body
    assert "Stadthaus Deutz, Konferenzraum 16 F 43" in body
    assert "Barrierefreie Haltestellen" in body
    assert "Personalsache" not in body
    assert "Nächster Schritt" not in body


def test_a_held_sitting_tells_its_hours_in_one_go(client, committee):
    sitting = build.sitting(
        committee,
        DAY,
        state=SittingState.CLOSED,
        opened_at=datetime(2026, 12, 10, 13, 5, tzinfo=UTC),
        closed_at=datetime(2026, 12, 10, 15, 20, tzinfo=UTC),
    )

    assert "14:05 bis 16:20 Uhr" in text(client, f"/sitzungen/{sitting.id}")


def test_the_closed_part_is_for_those_who_may_read_it(member, stranger, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED)
    build.item(sitting, "Personalsache", part=Part.CLOSED)

    assert "Personalsache" in text(member, f"/sitzungen/{sitting.id}")
    assert "Personalsache" not in text(stranger, f"/sitzungen/{sitting.id}")


def test_a_draft_of_an_agenda_is_not_public(client, member, secretary, committee):
    sitting = build.sitting(committee, DAY)
    build.item(sitting, "Noch im Entwurf")

    assert "Noch im Entwurf" not in text(client, f"/sitzungen/{sitting.id}")
    assert "Noch im Entwurf" not in text(member, f"/sitzungen/{sitting.id}")
    assert "Noch im Entwurf" in text(secretary, f"/sitzungen/{sitting.id}")


def test_of_a_sitting_that_is_not_public_strangers_read_the_bare_date(client, app):
    closed = build.committee("rat-der-religionen", is_public=False)
    sitting = build.sitting(closed, DAY, state=SittingState.INVITED, room=build.room(), number=4)
    build.item(sitting, "Vertrauliches")

    body = text(client, f"/sitzungen/{sitting.id}")

    assert heading(body) == "Nichtöffentliche Sitzung am 10.12.2026"
    assert "Vertrauliches" not in body
    assert "Konferenzraum" not in body


def test_no_page_tells_strangers_where_a_closed_sitting_meets(client, app):
    closed = build.committee("rat-der-religionen", is_public=False)
    sitting = build.sitting(closed, DAY, state=SittingState.INVITED, room=build.room("Saal X"))

    for path in (
        "/",
        "/sitzungen",
        "/kalender/",
        "/gremien/rat-der-religionen",
        f"/sitzungen/{sitting.id}",
        f"/sitzungen/{sitting.id}/tagesordnung",
        f"/sitzungen/{sitting.id}/niederschrift",
    ):
        assert "Saal X" not in text(client, path), path


def test_a_moved_sitting_tells_its_first_date(client, secretary, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.MOVED)
    sitting.moves.append(
        SittingMove(
            old_starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC),
            old_ends_at=datetime(2026, 12, 3, 15, tzinfo=UTC),
            reason="Krankheit von Frau X",
            moved_at=build.NOW,
        )
    )
    db.session.flush()

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Verlegt vom Donnerstag, 3. Dezember 2026, 14:00 Uhr" in body
    assert "Krankheit" not in body
    assert "Krankheit von Frau X" in text(secretary, f"/sitzungen/{sitting.id}")


def test_a_cancelled_sitting_stays_and_says_so(client, committee):
    sitting = build.sitting(
        committee, DAY, state=SittingState.CANCELLED, cancel_reason="Niemand hat Zeit"
    )

    body = text(client, f"/sitzungen/{sitting.id}")

    assert "Die Sitzung ist abgesagt" in body
    assert "Niemand hat Zeit" not in body


@pytest.mark.parametrize(
    ("state", "day", "label"),
    [
        (SittingState.PLANNED, DAY, "Tagesordnung schreiben"),
        (SittingState.INVITED, date(2026, 11, 22), "Sitzung eröffnen"),
        (SittingState.RUNNING, date(2026, 11, 22), "Anwesenheit erfassen"),
        (SittingState.CLOSED, date(2026, 11, 1), "Niederschrift beginnen"),
    ],
)
def test_the_next_step_is_the_only_filled_button(secretary, committee, state, day, label):
    sitting = build.sitting(committee, day, state=state, opened_at=build.NOW)

    body = text(secretary, f"/sitzungen/{sitting.id}")

    assert body.count("kern-btn--primary") == 1
    assert label in body


def test_a_note_is_the_secretariats_only(secretary, member, committee):
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED, note="Gast anrufen")

    assert "Gast anrufen" in text(secretary, f"/sitzungen/{sitting.id}")
    assert "Gast anrufen" not in text(member, f"/sitzungen/{sitting.id}")


def test_what_people_typed_is_inert_text(client, committee):
    committee.about = EVIL
    sitting = build.sitting(committee, DAY, state=SittingState.INVITED)
    build.item(sitting, EVIL)

    for path in ("/gremien/stag-behindertenpolitik", f"/sitzungen/{sitting.id}"):
        body = text(client, path)
        assert "<svg onload" not in body
        assert "&lt;svg onload=alert(1)&gt;{7*7}" in body


@pytest.mark.parametrize("number", ["0", "1", "01", "-1", "x", "2147483648", "1.0"])
def test_an_unknown_sitting_is_not_found(client, app, number):
    assert client.get(f"/sitzungen/{number}").status_code == 404
