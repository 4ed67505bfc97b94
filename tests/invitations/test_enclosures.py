"""What lies with a mail or a letter: guests' own items, closed matters, room and greeting."""

import io
from datetime import timedelta

import pytest
from docx import Document

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import due_day
from gremien_app.meetings.invitations import (
    correspondence_actions,
    letter_rules,
    release_actions,
    release_queries,
)
from gremien_app.meetings.invitations.dispatch_models import (
    Correspondence,
    DocumentKind,
    Way,
)
from gremien_app.meetings.invitations.proof_queries import handed, letters_document
from gremien_app.meetings.sittings import actions as sittings
from gremien_app.meetings.sittings.models import SittingFormat
from gremien_app.people.committees.models import NoticeCount
from tests import builders as build
from tests.invitations.world import NOW, SECRET, SINCE, invited_world, sent

ONLINE = "https://konferenz.example/raum-1"


@pytest.fixture
def world(app):
    return invited_world()


def text_of(data: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def guest(world, item, name="Gast"):
    who = build.person(name, "Kim", email=f"{name.lower()}@example.org")
    db.session.add(Correspondence(person=who, mail_agreed_on=SINCE))
    build.guest(world.sitting, item, who=who)
    return who


def document(dispatch, kind):
    return next(one for one in dispatch.documents if one.kind is kind)


def attached() -> dict[str, list[str]]:
    mails = db.session.query(OutboxMail).order_by(OutboxMail.id)
    return {one.to_address: [file.name for file in one.attachments] for one in mails}


@pytest.mark.both_engines
def test_a_guest_gets_his_items_and_no_word_of_others(world):
    other = build.item(world.sitting, "Haushalt")
    guest(world, other)

    dispatch = sent(world)

    own = document(dispatch, DocumentKind.ITEMS)
    assert own.recipient.name == "Kim Gast"
    assert "Haushalt" in text_of(own.data)
    assert "Mitteilungen" not in text_of(own.data)
    assert attached()["gast@example.org"] == ["Einladung-2026-12-17-eigene-Punkte.docx"]


def test_two_guests_have_two_documents_each_with_its_own_item(world):
    guest(world, world.public, "Eins")
    guest(world, build.item(world.sitting, "Haushalt"), "Zwei")

    dispatch = sent(world)

    texts = {
        one.recipient.name: text_of(one.data)
        for one in dispatch.documents
        if one.kind is DocumentKind.ITEMS
    }
    assert "Mitteilungen" in texts["Kim Eins"]
    assert "Haushalt" not in texts["Kim Eins"]
    assert "Haushalt" in texts["Kim Zwei"]


def test_a_guest_of_a_closed_item_without_access_gets_a_letter(world):
    guest(world, world.closed)

    dispatch = sent(world)

    one = next(one for one in dispatch.recipients if one.name == "Kim Gast")
    assert one.way is Way.LETTER
    assert SECRET in text_of(document(dispatch, DocumentKind.ITEMS).data)


def test_by_default_at_most_the_public_version_leaves_by_mail(world):
    sent(world)

    assert {tuple(names) for names in attached().values()} == {("Einladung-2026-12-17.docx",)}


def test_a_committee_may_send_the_closed_part_but_never_to_a_shared_mailbox(world):
    world.committee.mails_closed = True

    sent(world)

    found = attached()
    closed = ["Einladung-2026-12-17-mit-nichtoeffentlichem-Teil.docx"]
    assert found["neutral@example.org"] == closed
    assert found["ohnekonto@example.org"] == closed
    assert found["postfach@example.org"] == ["Einladung-2026-12-17.docx"]
    bodies = [one.body for one in db.session.query(OutboxMail)]
    assert not any(SECRET in body for body in bodies)


def test_the_invitation_tells_the_way_the_support_and_how_to_take_part_online(world):
    room = world.sitting.room
    room.venue.street, room.venue.town = "Willy-Brandt-Platz 2", "Köln"
    room.step_free_way = "über den Aufzug im Hof"
    world.sitting.format, world.sitting.online_url = SittingFormat.HYBRID, ONLINE
    dispatch = sent(world)

    public = text_of(document(dispatch, DocumentKind.PUBLIC).data)
    full = text_of(document(dispatch, DocumentKind.FULL).data)

    for text in (public, full):
        assert "Anschrift: Willy-Brandt-Platz 2, Köln" in text
        assert "Stufenloser Weg: über den Aufzug im Hof" in text
        assert "Unterstützung: Was Sie brauchen, sagen Sie bitte bis zum 19.11.2026" in text
    assert ONLINE not in public
    assert f"Online teilnehmen: {ONLINE}" in full


def test_letters_greet_all_by_the_same_form_or_nobody():
    anna, bo = build_person("Frau", "Anna", "Meier"), build_person("Herr", "Bo", "Kaya", "Dr.")
    kim = build_person("", "Kim", "Öz")

    assert letter_rules.greetings([(1, anna), (2, bo)]) == {
        1: "Sehr geehrte Frau Meier,",
        2: "Sehr geehrter Herr Dr. Kaya,",
    }
    assert letter_rules.greetings([(1, anna), (3, kim)]) == {
        1: "Guten Tag Anna Meier,",
        3: "Guten Tag Kim Öz,",
    }


class build_person:  # noqa: N801 -- made like the builders
    def __init__(self, salutation, first, last, title=""):
        self.salutation, self.title, self.last_name = salutation, title, last
        self.name = " ".join(filter(None, (title, first, last)))


def test_the_personal_greeting_takes_the_place_of_the_general_one(world):
    dispatch = sent(world)
    dispatch.text = "Sehr geehrte Mitglieder,\n\nich lade ein."
    dispatch.is_personal = True

    _, data = letters_document(dispatch)

    assert "Guten Tag Kim Brief," in text_of(data)
    assert "Sehr geehrte Mitglieder" not in text_of(data)


def test_without_the_switch_letters_keep_the_general_greeting(world):
    dispatch = sent(world)
    dispatch.text = "Sehr geehrte Mitglieder,\n\nich lade ein."

    assert "Sehr geehrte Mitglieder," in text_of(letters_document(dispatch)[1])


def test_a_text_without_greeting_keeps_its_first_paragraph(world):
    dispatch = sent(world)
    dispatch.text, dispatch.is_personal = "Ich lade ein.\n\nBis dann.", True

    text = text_of(letters_document(dispatch)[1])

    assert "Guten Tag Kim Brief,\nIch lade ein.\nBis dann." in text


def test_who_died_gets_nothing_that_still_waits(world):
    dispatch = sent(world)
    person = world.neutral.person

    correspondence_actions.save(world.actor, person, has_stopped=True)

    one = next(one for one in dispatch.recipients if one.person is person)
    assert "neutral@example.org" not in attached()
    assert handed(one) == "nicht versandt: möchte keine Post mehr"


# What a move or a cancellation leaves to be undone


@pytest.mark.both_engines
def test_the_room_of_a_cancelled_sitting_is_to_be_given_back_until_somebody_says_so(world):
    sittings.cancel(world.actor, world.sitting, reason="Krank", now=NOW)

    [booked] = release_queries.to_release([world.sitting], NOW)[world.sitting.id]
    assert booked.sentence.endswith(", 17.12.2026")
    assert release_actions.release(world.actor, world.sitting, NOW)
    assert release_queries.to_release([world.sitting], NOW) == {}
    assert not release_actions.release(world.actor, world.sitting, NOW)


def test_a_second_move_asks_for_the_room_of_the_first_again(world):
    sent(world)
    move(world, days=1)
    release_actions.release(world.actor, world.sitting, NOW + timedelta(hours=1))
    move(world, days=2, now=NOW + timedelta(hours=2))

    [booked] = release_queries.to_release([world.sitting], NOW)[world.sitting.id]

    assert booked.sentence.endswith(", 18.12.2026")


def test_a_date_gone_by_needs_no_room_given_back(world):
    sittings.cancel(world.actor, world.sitting, reason="Krank", now=NOW)

    assert release_queries.to_release([world.sitting], NOW + timedelta(days=60)) == {}


def move(world, *, days, now=NOW):
    sitting = world.sitting
    sittings.move(
        world.actor, sitting, starts_at=sitting.starts_at + timedelta(days=days),
        ends_at=sitting.ends_at + timedelta(days=days), room=sitting.room, reason="Krank", now=now,
    )  # fmt: skip


def test_where_the_receipt_counts_letters_set_the_last_day(world):
    committee, day = world.committee, world.sitting.date
    before = due_day(committee, day, DeadlineKind.DISPATCH)
    committee.notice_counts, committee.post_days = NoticeCount.RECEIPT, 4

    assert (before, due_day(committee, day, DeadlineKind.DISPATCH)) == (
        day - timedelta(days=7),
        day - timedelta(days=12),  # four working days before the tenth, a Sunday among them
    )
