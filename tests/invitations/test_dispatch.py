"""A dispatch: what it freezes, whom it reaches, how it is stopped, what it hears of its mails."""

import hashlib
from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.house.gathered import House
from gremien_app.base.house.messages import MailNews, MessageLine
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations import (
    dispatch_actions,
    dispatch_queries,
    document_queries,
)
from gremien_app.meetings.invitations.dispatch_models import (
    Copy,
    Dispatch,
    DispatchKind,
    DispatchState,
    DocumentKind,
    Way,
)
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.actions import cancel, move
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.rules import period
from tests import builders as build
from tests.invitations.world import COMMITTEE, NOW, REASON, SECRET, invited_world, sent

AFTER = NOW + timedelta(minutes=11)


@pytest.fixture
def world(app):
    return invited_world()


def mails(db_session) -> list[OutboxMail]:
    return db_session.query(OutboxMail).order_by(OutboxMail.id).all()


def by_name(dispatch) -> dict[str, object]:
    return {one.name: one for one in dispatch.recipients}


@pytest.mark.both_engines
def test_everybody_is_a_row_with_way_and_version(world):
    rows = by_name(sent(world))

    assert {name: (one.way, one.copy) for name, one in rows.items()} == {
        "Kim Neutral": (Way.MAIL, Copy.FULL),
        "Kim Nennt": (Way.MAIL, Copy.FULL),
        "Kim Brief": (Way.LETTER, Copy.FULL),
        "Kim Ohnekonto": (Way.LETTER, Copy.FULL),
        "Kim Postfach": (Way.MAIL, Copy.FULL),
        "Kim Vertretung": (Way.MAIL, Copy.FULL),
    }
    assert [one.name for one in rows.values() if one.is_informed] == ["Kim Vertretung"]


@pytest.mark.both_engines
def test_the_sitting_is_invited_and_the_documents_are_frozen(world):
    dispatch = sent(world)

    assert (world.sitting.state, world.sitting.number) == (SittingState.INVITED, 1)
    assert world.public.printed_number == "1"
    assert dispatch.invitation.text == "Ich lade ein."
    own = set(document_queries.OWN)  # of guests, and none is invited
    assert {one.kind for one in dispatch.documents} == set(DocumentKind) - own
    for one in dispatch.documents:
        assert hashlib.sha256(one.data).hexdigest() == one.sha256


def test_mails_wait_ten_minutes_in_the_outbox(world, db_session):
    dispatch = sent(world)

    assert dispatch.leaves_at == NOW + timedelta(minutes=10)
    assert {one.due_at for one in mails(db_session)} == {dispatch.leaves_at}
    assert len(mails(db_session)) == 4


def test_no_mail_tells_a_closed_matter_a_reason_or_the_committee_unasked(world, db_session):
    sent(world)

    for mail in mails(db_session):
        told = f"{mail.subject}\n{mail.body}\n{mail.calendar}\n{mail.list_id}"
        told += "".join(one.name for one in mail.attachments)
        assert SECRET not in told
        assert REASON not in told
        names = COMMITTEE in told or "StAG" in told
        assert names is (mail.to_address == "nennt@example.org")


def test_only_who_asked_gets_a_calendar_entry(world, db_session):
    sent(world)

    assert [mail.to_address for mail in mails(db_session) if mail.calendar] == ["nennt@example.org"]
    entry = next(mail.calendar for mail in mails(db_session) if mail.calendar)
    assert f"UID:{world.sitting.uid}\r\n" in entry
    assert f"SEQUENCE:{world.sitting.sequence}\r\n" in entry
    assert "RSVP=FALSE" in entry.replace("\r\n ", "")


@pytest.mark.both_engines
def test_stopped_in_time_everything_is_as_it_was(world, db_session):
    dispatch = sent(world)

    dispatch_actions.stop(world.actor, dispatch, now=NOW + timedelta(minutes=9))

    assert mails(db_session) == []
    assert (dispatch.state, world.sitting.state) == (DispatchState.STOPPED, SittingState.PLANNED)
    assert (world.public.printed_number, db_session.query(Invitation).count()) == (None, 0)


def test_a_number_typed_by_hand_survives_the_stop(world):
    world.public.printed_number = "1a"
    dispatch = sent(world)

    dispatch_actions.stop(world.actor, dispatch, now=NOW)

    assert (world.public.printed_number, world.closed.printed_number) == ("1a", None)


def test_after_ten_minutes_it_is_too_late_to_stop(world):
    dispatch = sent(world)

    with pytest.raises(RuleBroken, match="hat schon begonnen"):
        dispatch_actions.stop(world.actor, dispatch, now=AFTER)


def test_what_was_sent_is_not_sent_again(world):
    dispatch = sent(world)

    with pytest.raises(RuleBroken):
        dispatch_actions.send(
            world.actor, dispatch, dispatch_actions.Order(planned=[], hints=[]), now=NOW
        )


def test_a_hint_wants_a_reason_that_stays_with_the_proof(world, db_session):
    with pytest.raises(RuleBroken, match="Die Prüfung nennt noch etwas"):
        sent(world, reason="")
    db_session.query(Dispatch).delete()

    dispatch = sent(world)

    assert dispatch.reason == REASON
    assert dispatch.kept_hints == ["Die Öffentlichkeit ist noch nicht unterrichtet."]


def test_with_the_public_told_nothing_stands_against_it(world):
    dispatch_actions.give_notice(
        world.actor, world.sitting, way="Aushang", day=date(2026, 11, 23), now=NOW
    )

    dispatch = sent(world, reason="")

    assert (dispatch.reason, dispatch.kept_hints) == ("", [])


def test_the_mail_server_taking_a_mail_marks_its_recipient(world):
    dispatch = sent(world)
    one = by_name(dispatch)["Kim Neutral"]

    dispatch_actions.hear(MailNews(key=one.mail_key, at=AFTER))

    assert one.handed_at == AFTER


@pytest.mark.both_engines
def test_a_refused_address_is_marked_and_the_next_goes_by_letter(world):
    one = by_name(sent(world))["Kim Neutral"]

    dispatch_actions.hear(
        MailNews(key=one.mail_key, at=AFTER, failure="550 unbekannt", is_address_refused=True)
    )

    assert (one.handed_at, one.failure) == (None, "550 unbekannt")
    wishes = dispatch_queries.correspondence_of(one.person)
    assert wishes.returned_on == date(2026, 11, 23)
    planned = {each.person.id: each for each in dispatch_queries.planned(world.sitting)}
    assert planned[one.person_id].way is Way.LETTER


def test_a_refusal_of_a_corrected_address_marks_nothing(world):
    one = by_name(sent(world))["Kim Neutral"]
    one.person.email = "richtig@example.org"

    dispatch_actions.hear(
        MailNews(key=one.mail_key, at=AFTER, failure="550", is_address_refused=True)
    )

    assert dispatch_queries.correspondence_of(one.person).returned_on is None


def test_letters_are_noted_as_posted_and_one_can_come_back(world):
    dispatch = sent(world)

    count = dispatch_actions.note_handed(world.actor, dispatch, Way.LETTER, now=AFTER)
    one = by_name(dispatch)["Kim Brief"]
    dispatch_actions.note_returned(world.actor, one, day=date(2026, 11, 25))

    assert (count, one.handed_at, one.returned_on) == (2, AFTER, date(2026, 11, 25))


def test_nothing_is_given_away_that_can_still_be_stopped(world):
    dispatch = sent(world)

    with pytest.raises(RuleBroken, match="noch anhalten"):
        dispatch_actions.note_handed(world.actor, dispatch, Way.LETTER, now=NOW)


def moved(world, day: date, at) -> None:
    starts_at, ends_at = period(day, world.sitting.starts_at.time(), world.sitting.ends_at.time())
    move(
        world.actor, world.sitting, starts_at=starts_at, ends_at=ends_at,
        room=world.sitting.room, reason="Krankheit der Leitung", now=at,
    )  # fmt: skip


@pytest.mark.both_engines
def test_moved_twice_each_is_told_from_what_it_was_last_told(world, db_session):
    sent(world)
    moved(world, date(2026, 12, 20), AFTER)
    moved(world, date(2027, 1, 14), AFTER)
    db_session.query(OutboxMail).delete()

    sent(world, DispatchKind.MOVE, now=AFTER)

    body = next(one.body for one in mails(db_session) if one.to_address == "neutral@example.org")
    assert "Bisher:\nDonnerstag, 17. Dezember 2026" in body
    assert "Neu:\nDonnerstag, 14. Januar 2027" in body
    assert "20. Dezember" not in body
    assert "Krankheit" not in body


def test_a_cancellation_reaches_who_has_left_if_the_secretariat_wants_it(world, db_session):
    sent(world)
    left = world.neutral
    left.ends_on = date(2026, 11, 30)
    cancel(world.actor, world.sitting, reason="Schimmel", now=AFTER)
    db_session.query(OutboxMail).delete()

    dispatch = sent(world, DispatchKind.CANCELLATION, now=AFTER, with_former=True)

    assert "Kim Neutral" in by_name(dispatch)
    told = {one.to_address: one for one in mails(db_session)}
    assert "neutral@example.org" in told
    assert "METHOD:CANCEL" in told["nennt@example.org"].calendar
    assert all("Schimmel" not in one.body for one in told.values())


def test_a_reply_link_never_goes_to_a_shared_mailbox(world, app, monkeypatch, db_session):
    def lines(_house, recipients):
        return {one.id: [MessageLine(text="Antwort:", link="https://x/a")] for one in recipients}

    monkeypatch.setattr(House, "message_lines", lines)
    sent(world)

    told = {one.to_address: one for one in mails(db_session)}
    assert "https://x/a" in told["neutral@example.org"].body
    assert told["neutral@example.org"].holds_secret
    assert "https://x/a" not in told["postfach@example.org"].body


def test_the_record_tells_of_the_dispatch_without_text(world, db_session):
    sent(world)

    actions = [one.action for one in db_session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-3:] == ["dispatch.drafted", "sitting.invited", "dispatch.sent"]


def test_a_draft_is_kept_as_often_as_it_is_saved(world, db_session):
    for text in ("Erster", "Zweiter"):
        dispatch_actions.save_draft(world.actor, world.sitting, DispatchKind.INVITATION, text)

    assert [one.text for one in db_session.query(Dispatch)] == ["Zweiter"]


def test_an_item_of_a_guest_is_not_told_in_the_mail(world, db_session):
    guest = build.person("Gutacht", "Gabi", email="gutacht@example.org")
    build.guest(world.sitting, world.closed, who=guest)

    rows = by_name(sent(world))

    assert rows["Gabi Gutacht"].copy is Copy.ITEMS
