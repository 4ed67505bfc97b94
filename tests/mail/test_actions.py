import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import actions, queries, rules
from gremien_app.base.mail.delivery_actions import deliver_due
from gremien_app.base.mail.models import OutboxMail
from tests.builders import NOW
from tests.mail.conftest import settings_for

ADMIN = Viewer(user_id=1, is_admin=True)
STAFF = Viewer(user_id=2, secretariat_of=frozenset({1}))


def put(key="einladung-1", **values):
    values = {
        "to_address": "kim@example.org",
        "to_name": "Kim Müller",
        "subject": "Einladung zur 4. Sitzung – Köln",
        "body": "Guten Tag,\n\nes gibt Grüße.",
        "now": NOW,
    } | values
    mail = actions.enqueue(key=key, **values)
    db.session.commit()
    return mail


def deliver(now=NOW, **options):
    return deliver_due(lambda: now, **options)


def entry_of(mail):
    return db.session.scalars(
        select(AuditEntry).filter_by(action="mail.tried_again", object_id=mail.id)
    ).one_or_none()


def test_the_same_occasion_is_one_mail(app):
    assert put() is put(subject="Noch einmal")
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 1


def test_a_mail_needs_an_address(app):
    with pytest.raises(RuleBroken):
        put(to_address="kim@example.org\nBcc: alle@example.org")


def test_a_mail_arrives_as_it_was_written(sending):
    put()

    outcome = deliver()

    [message] = sending.messages
    assert outcome.sent == 1
    assert message["To"] == "Kim Müller <kim@example.org>"
    assert message["From"] == "Gremien der Stadt <gremien@example.org>"
    assert message["Subject"] == "Einladung zur 4. Sitzung – Köln"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["Guten Tag,", "", "es gibt Grüße."]


def test_nothing_that_is_typed_begins_another_header(sending):
    put(to_name='Kim"\r\nBcc: x@example.org', subject="Eins\r\nBcc: x@example.org\r\n\r\nText")

    deliver()

    [message] = sending.messages
    assert (message["Bcc"], message["To"].addresses[0].addr_spec) == (None, "kim@example.org")
    assert message["Subject"] == "Eins Bcc: x@example.org Text"


@pytest.mark.parametrize("break_", ["=0a", "=0d=0a"])
def test_no_encoded_word_that_is_typed_begins_another_header(sending, break_):
    word = f"=?utf-8?q?x{break_}Bcc:_x@example.org?="
    put(to_name=word, subject=word)
    stored = put("einladung-2")
    stored.to_name = stored.subject = word  # written down by an older version
    db.session.commit()

    deliver()

    for message in sending.messages:
        assert (message["Bcc"], message["To"].addresses[0].addr_spec) == (None, "kim@example.org")
        assert message["Subject"].startswith("= ?utf-8?q?x")
    assert len(sending.messages) == 2


@pytest.mark.parametrize("address", ["kim..m@example.org", "kim(m@example.org", "kim@ex[ample.org"])
def test_a_mail_of_which_no_message_can_be_made_holds_up_no_other(sending, address):
    broken = put("einladung-0")
    broken.to_address = address  # written down by an older version
    db.session.commit()
    put("einladung-2", to_address="zwei@example.org")

    outcome = deliver()

    assert (outcome.sent, outcome.given_up) == (1, 1)
    assert broken.given_up_at == NOW
    assert broken.last_error
    assert [message["To"].addresses[0].username for message in sending.messages] == ["zwei"]


def test_a_sent_mail_is_not_sent_again(sending):
    put()
    deliver()

    outcome = deliver(NOW + timedelta(days=1))

    assert (outcome.sent, len(sending.messages)) == (0, 1)


def test_a_one_time_link_is_not_kept_after_sending(sending):
    mail = put(body="https://example.org/passwort/geheim", holds_secret=True)

    deliver()

    assert "geheim" in sending.messages[0].get_content()
    assert mail.body == rules.BLANKED


def test_without_a_mail_server_the_mail_waits(app):
    mail = put()

    deliver()

    assert (mail.attempts, mail.sent_at, queries.count_waiting()) == (0, None, 1)


def test_a_server_that_is_away_for_a_week_costs_no_mail_its_attempts(unreachable):
    first, second = put(), put("zwei")

    outcomes = [deliver(NOW + timedelta(hours=12 * n)) for n in range(14)]

    assert {(one.postponed, one.given_up) for one in outcomes} == {(1, 0)}  # asked once each time
    assert {one.fault for one in outcomes} == {first.last_error}
    assert first.last_error.startswith("Dort nimmt niemand Mail an. Stimmen smtp_host")
    assert [(one.attempts, one.given_up_at) for one in (first, second)] == [(0, None)] * 2


def test_a_mail_refused_again_and_again_is_given_up_in_the_end(sending):
    sending.refusals["voll@example.org"] = "452 Postfach voll"
    mail = put(to_address="voll@example.org")
    now, tries = NOW, 0

    while mail.given_up_at is None:
        deliver(now)
        tries += 1
        now = max(now, mail.due_at)

    assert tries == mail.attempts == 7
    assert deliver(now + timedelta(days=9)).sent == 0


def test_a_temporary_refusal_does_not_hold_up_the_others(sending):
    sending.refusals["voll@example.org"] = "452 Postfach voll"
    full = put("eins", to_address="voll@example.org")
    other = put("zwei")

    outcome = deliver()

    assert (outcome.sent, outcome.postponed) == (1, 1)
    assert (full.last_error, full.due_at) == ("452 Postfach voll", NOW + timedelta(minutes=5))
    assert other.sent_at == NOW


def test_a_final_refusal_is_not_repeated(sending):
    sending.refusals["weg@example.org"] = "550 Unbekannt"
    mail = put(to_address="weg@example.org")

    assert deliver().given_up == 1
    assert mail.given_up_at == NOW


def test_a_person_may_ask_for_another_attempt(sending):
    sending.refusals["weg@example.org"] = "550 Unbekannt"
    mail = put(to_address="weg@example.org")
    deliver()
    sending.refusals.clear()

    actions.try_again(ADMIN, mail, NOW)
    db.session.commit()

    assert {name: new for name, (_, new) in entry_of(mail).changes.items()} == {
        "attempts": 0,
        "given_up_at": None,
        "due_at": NOW.isoformat(),
    }
    assert deliver().sent == 1


def test_asking_again_for_what_is_due_or_sent_changes_nothing(sending):
    mail = put()
    actions.try_again(ADMIN, mail, NOW)
    deliver()

    actions.try_again(ADMIN, mail, NOW)

    assert (mail.attempts, mail.sent_at, entry_of(mail)) == (1, NOW, None)


def test_a_mail_in_hand_is_left_alone_until_the_lease_is_over(sending):
    put()
    actions.claim_next(NOW)  # by a process that then died
    db.session.commit()

    assert deliver(NOW + timedelta(minutes=4)).sent == 0
    assert deliver(NOW + timedelta(minutes=6)).sent == 1


def test_two_runs_at_once_send_each_mail_once(app, sending):
    for number in range(12):
        put(f"mail-{number}", to_address=f"m{number}@example.org")
    db.session.remove()
    together = threading.Barrier(2)

    def run():
        with app.app_context():
            together.wait()
            deliver_due(lambda: NOW)
            db.session.remove()

    runs = [threading.Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()

    received = [message["To"].addresses[0].username for message in sending.messages]
    assert sorted(received) == sorted(f"m{number}" for number in range(12))


def test_tidying_blanks_links_that_ran_out_and_deletes_old_mails(app):
    dead = put("link", body="https://example.org/geheim", holds_secret=True)
    old = put("alt")
    actions.mark_sent(old, NOW)

    assert actions.tidy(NOW + timedelta(days=6)) == 0
    actions.tidy(NOW + timedelta(days=91))
    db.session.commit()

    assert dead.body == rules.BLANKED
    assert queries.find_by_key("alt") is None


def test_a_mail_without_its_link_is_not_sent_again(app):
    dead = put("link", body="https://example.org/geheim", holds_secret=True)
    tidied = NOW + timedelta(days=8)
    assert actions.tidy(tidied) == 1
    db.session.refresh(dead)
    assert (dead.blanked_at, actions.tidy(tidied + timedelta(days=1))) == (tidied, 0)

    with pytest.raises(RuleBroken, match="einen neuen Link"):
        actions.try_again(ADMIN, dead, tidied)

    assert dead.given_up_at == tidied


def test_a_mail_that_only_says_the_words_of_a_blanked_one_is_blanked_like_any_other(app):
    mail = put("link", body=rules.BLANKED, holds_secret=True)

    actions.tidy(NOW + timedelta(days=8))

    db.session.refresh(mail)
    assert mail.blanked_at is not None


def test_only_the_administration_reads_the_outbox_but_in_a_demonstration(app):
    mail = put()

    assert queries.mails_visible_to(ADMIN, is_demo=False, limit=9) == [mail]
    assert queries.mails_visible_to(STAFF, is_demo=True, limit=9) == [mail]
    for viewer, is_demo in ((STAFF, False), (Viewer(user_id=3), True)):
        with pytest.raises(Forbidden):
            queries.mails_visible_to(viewer, is_demo=is_demo, limit=9)
        with pytest.raises(Forbidden):
            queries.get_mail(viewer, mail.id, is_demo=is_demo)
    with pytest.raises(NotFound):
        queries.get_mail(ADMIN, mail.id + 1, is_demo=False)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_without_encryption_gets_neither_password_nor_mail(
    app, mailbox, monkeypatch, security
):
    settings = replace(
        settings_for(mailbox.port), security=security, user="gremien", password="geheim"
    )
    monkeypatch.setitem(app.config, "MAIL", settings)
    mail = put()

    assert deliver().postponed == 1
    assert mailbox.messages == []
    assert "geheim" not in mail.last_error
