"""Mails with files and calendar entries, through a real mail server."""

from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.ics.feed import EventStatus, FeedEvent
from gremien_app.base.ics.itip import Method, write_message
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail import actions, rules
from gremien_app.base.mail.delivery_actions import deliver_due
from gremien_app.base.mail.models import OutboxFile, OutboxMail
from gremien_app.base.mail.rules import Extras

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FILE = b"PK\x03\x04" + bytes(range(256)) * 40 + b"\r\n.\r\n"


def entry(**changed) -> str:
    values = {
        "uid": "u@gremien.example", "sequence": 3, "changed_at": NOW, "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=2), "all_day": False, "summary": "Sitzung",
        "description": "x", "location": "Rathaus, Saal 1", "status": EventStatus.CONFIRMED,
        "url": "https://gremien.example/sitzungen/1",
    }  # fmt: skip
    event = FeedEvent(**(values | changed))
    return write_message(
        event, Method.REQUEST, organizer="gremien@example.org", attendee="kim@example.org"
    )


def mail(to="kim@example.org", **more) -> OutboxMail:
    values = {"key": f"k-{to}", "subject": "Einladung", "body": "Guten Tag", "now": NOW}
    return actions.enqueue(to_address=to, **(values | more))


@pytest.mark.both_engines
def test_many_mails_carry_one_kept_file(sending, db_session):
    for to in ("kim@example.org", "alex@example.org"):
        file_id = actions.keep_file(FILE)
        mail(to, extras=Extras((("Einladung-2026-12-17.docx", file_id),), "sitzungen"))
    db.session.commit()

    assert deliver_due(lambda: NOW).sent == 2

    assert db_session.query(OutboxFile).count() == 1
    for message in sending.messages:
        attached = list(message.iter_attachments())
        assert [one.get_filename() for one in attached] == ["Einladung-2026-12-17.docx"]
        assert attached[0].get_content() == FILE
        assert message["List-Id"] == "<sitzungen.example.org>"
        assert message.get_body(("plain",)).get_content().strip() == "Guten Tag"
        assert not message.defects


def test_a_calendar_entry_stands_beside_the_text_and_as_a_file(sending, db_session):
    mail(extras=Extras((), "", entry(), "REQUEST"))
    db.session.commit()

    deliver_due(lambda: NOW)

    message = sending.messages[0]
    parts = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    assert [one.get_param("method") for one in parts] == ["REQUEST", None]
    assert {one.get_content().replace("\n", "\r\n").replace("\r\r", "\r") for one in parts} == {
        entry()
    }


def test_the_same_mail_is_the_same_bytes_at_each_attempt(sending, db_session):
    mail(extras=Extras((), "", entry(), "REQUEST"))
    db.session.commit()
    deliver_due(lambda: NOW)
    one = db_session.query(OutboxMail).one()
    one.sent_at, one.attempts, one.due_at = None, 0, NOW  # killed before the mark
    db.session.commit()

    deliver_due(lambda: NOW)

    first, second = sending.messages
    assert first.as_bytes() == second.as_bytes()


def test_what_waits_for_its_time_can_be_withdrawn(sending, db_session):
    later = NOW + timedelta(minutes=10)
    mail(due_at=later)
    mail("alex@example.org", due_at=later)
    db.session.commit()

    assert deliver_due(lambda: NOW).sent == 0
    assert actions.withdraw(["k-kim@example.org"]) == 1
    db.session.commit()
    deliver_due(lambda: later)

    assert [one["To"] for one in sending.messages] == ["alex@example.org"]
    assert actions.withdraw(["k-alex@example.org"]) == 0


def test_whoever_wrote_a_mail_hears_what_became_of_it(sending, monkeypatch):
    heard = []
    monkeypatch.setattr(House, "tell_mail", lambda _house, news: heard.append(news))
    sending.refusals["weg@example.org"] = "550 unbekannt"
    mail()
    mail("weg@example.org")
    db.session.commit()

    deliver_due(lambda: NOW)

    told = [(one.key, one.failure, one.is_address_refused) for one in heard]
    assert told == [("k-kim@example.org", "", False), ("k-weg@example.org", "550 unbekannt", True)]


def test_files_go_with_the_last_mail_that_carries_them(app, db_session):
    one = mail(extras=Extras((("x.docx", actions.keep_file(FILE)),)))
    one.sent_at = NOW - rules.SENT_KEPT - timedelta(days=1)
    db.session.commit()

    actions.tidy(NOW)

    assert (db_session.query(OutboxMail).count(), db_session.query(OutboxFile).count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("kim@müller.example", "kim@xn--mller-kva.example"),
        ("kim@example.org", "kim@example.org"),
    ],
)
def test_a_host_is_written_as_mail_servers_know_it(typed, used):
    assert rules.require_address(typed) == used


@pytest.mark.parametrize("typed", ["kïm@example.org", "kim@..example", "a@b\nBcc: c@d.de", "kim@ü"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(RuleBroken):
        rules.require_address(typed)


@pytest.mark.parametrize("attendee", ["a@b.de\r\nX: 1", "kein", "ü@b.de"])
def test_a_calendar_entry_is_for_a_plain_address(attendee):
    event = FeedEvent(
        uid="u", sequence=0, changed_at=NOW, starts_at=NOW, ends_at=NOW + timedelta(hours=1),
        all_day=False, summary="S", description="", location="",
        status=EventStatus.CANCELLED, url="https://x.de/",
    )  # fmt: skip
    with pytest.raises(ValueError, match=r"plain address"):
        write_message(event, Method.CANCEL, organizer="g@example.org", attendee=attendee)
