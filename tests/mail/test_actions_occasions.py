"""Writing by occasions, the office's words, and the daily mail."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.house.occasions import Occasion, Placeholder, Usual, Wishes
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import occasion_actions as actions
from gremien_app.base.mail import occasion_queries as queries
from gremien_app.base.mail.delivery_actions import deliver_due
from gremien_app.base.mail.models import OccasionSetting, OutboxMail
from gremien_app.base.mail.occasion_rules import Reader

STAFF = Viewer(user_id=2, name="Gerda Geschäft", secretariat_of=frozenset({1}))
KIM = Reader("kim@example.org", "Kim Müller", 7)
NOON = datetime(2026, 11, 30, 12, 0, tzinfo=BERLIN)
NIGHT = datetime(2026, 11, 30, 22, 0, tzinfo=BERLIN)
MORNING = datetime(2026, 12, 1, 7, 0, tzinfo=BERLIN)
PLACES = (
    Placeholder("datum", "der Tag", "17.12.2026", is_short=True),
    Placeholder("link", "die Seite", "https://gremien.example/", is_needed=True),
)
ALWAYS = Occasion(
    key="sure", label="Sicher", readers="alle", order=1, subject="Am {datum}",
    text="hier steht es:\n{link}", places=PLACES,
)  # fmt: skip
ON_WISH = replace(ALWAYS, key="wished", label="Gewünscht", usual=Usual.OFF)
VALUES = {"datum": "17.12.2026", "link": "https://gremien.example/sitzungen/1"}


@pytest.fixture
def wishes(monkeypatch):
    """What Kim said; the rooms above are not asked."""
    said: dict[int, Wishes] = {}
    monkeypatch.setattr(House, "wishes", lambda self, ids: {i: said[i] for i in ids if i in said})
    return said


def tell(occasion, key="k", *, now=NOON, **more):
    found = actions.tell(actions.writing(occasion, [7]), KIM, VALUES, key=key, now=now, **more)
    db.session.commit()
    return found


def mails():
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def test_a_mail_has_greeting_text_and_what_holds_for_all(app, wishes):
    mail = tell(ALWAYS)

    assert mail.subject == "Am 17.12.2026"
    assert mail.body.startswith("Guten Tag Kim Müller,\n\nhier steht es:\nhttps://")
    assert "Bitte antworten Sie nicht darauf" in mail.body
    assert "Post an mich" not in mail.body
    assert mail.due_at == NOON


def test_what_can_be_chosen_says_where(app, wishes):
    wishes[7] = Wishes(chosen={"wished": True})

    assert "wählen Sie in Gremien unter „Post an mich“" in tell(ON_WISH).body


def test_at_night_a_mail_waits_for_the_morning(app, wishes):
    assert tell(ALWAYS, now=NIGHT).due_at == MORNING


def test_who_asked_for_it_just_now_gets_it_at_night(app, wishes):
    assert tell(replace(ALWAYS, is_answer=True), now=NIGHT).due_at == NIGHT


def test_what_nobody_chose_is_not_written(app, wishes):
    assert tell(ON_WISH) is None
    assert mails() == []


def test_who_wants_no_post_gets_nothing(app, wishes):
    wishes[7] = Wishes(has_stopped=True)

    assert tell(ALWAYS) is None


def test_the_offices_words_are_taken_and_its_usual_too(app, wishes):
    actions.save(STAFF, ON_WISH, subject="Neu am {datum}", text="Bitte lesen: {link}", is_on=True)

    mail = tell(ON_WISH)

    assert mail.subject == "Neu am 17.12.2026"
    assert "Bitte lesen: https://gremien.example/sitzungen/1" in mail.body


def test_going_back_keeps_what_is_usual(app, wishes):
    actions.save(STAFF, ON_WISH, subject="Neu", text="Bitte lesen: {link}", is_on=True)
    actions.reset(STAFF, ON_WISH)
    db.session.commit()

    assert queries.words_of(ON_WISH).text == ON_WISH.text
    assert queries.words_of(ON_WISH).is_on


def test_saving_the_words_that_came_along_keeps_none_of_them(app):
    actions.save(STAFF, ALWAYS, subject=ALWAYS.subject, text=ALWAYS.text + "\n")

    setting = db.session.query(OccasionSetting).one()
    assert (setting.subject, setting.text, setting.is_on) == ("", "", None)


def test_a_change_of_the_words_stands_on_record(app):
    actions.save(STAFF, ALWAYS, subject="Neu am {datum}", text="Kurz: {link}")
    db.session.commit()

    entry = db.session.query(AuditEntry).filter_by(action="occasion.saved").one()
    assert entry.summary == "Anlass der Post geändert: Sicher"
    assert "Kurz" not in str(entry.changes)


def test_several_mails_become_one_in_the_morning(sending, wishes):
    wishes[7] = Wishes(chosen={"wished": True}, gets_digest=True)
    tell(ON_WISH, "eins")
    tell(ON_WISH, "zwei")
    tell(ALWAYS, "drei")

    assert deliver_due(lambda: NOON).sent == 1
    assert deliver_due(lambda: MORNING).sent == 1

    [sure, daily] = sending.messages
    assert sure["Subject"] == "Am 17.12.2026"
    assert daily["Subject"] == "Ihre Tagesmail: 2 Nachrichten"
    text = daily.get_content()
    assert text.count("hier steht es:") == 2
    assert text.count("Guten Tag") == 1
    assert [one.key.partition("-")[0] for one in mails()] == ["drei", "daily"]


def test_the_daily_mail_is_made_once(sending, wishes):
    wishes[7] = Wishes(chosen={"wished": True}, gets_digest=True)
    tell(ON_WISH, "eins")

    deliver_due(lambda: MORNING)
    deliver_due(lambda: MORNING + timedelta(minutes=5))

    assert len(sending.messages) == 1


def test_nothing_that_waits_leaves_after_keine_post_mehr(sending, wishes):
    wishes[7] = Wishes(chosen={"wished": True}, gets_digest=True)
    tell(ON_WISH, "eins")
    tell(ALWAYS, "zwei", now=NIGHT)

    keys = actions.withdraw_all(7)
    db.session.commit()

    assert keys == ["eins", "zwei"]
    assert deliver_due(lambda: MORNING).sent == 0
