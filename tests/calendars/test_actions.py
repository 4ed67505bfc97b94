from dataclasses import replace
from datetime import timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import Forbidden, NotFound, RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.channels.calendars import actions
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars.actions import Options
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from gremien_app.people.accounts.secrets import digest
from tests import builders

OPTIONS = Options(name="Telefon", reminder=Reminder.ONE_DAY, has_agenda=False)
LATER = builders.NOW + timedelta(hours=1)


@pytest.fixture
def me(db_session):
    return Viewer(user_id=builders.account().id, name="Alex Beispiel")


@pytest.fixture
def made(me):
    return actions.create(me, FeedKind.SITTINGS, OPTIONS, builders.NOW)


def entries(db_session):
    own = db_session.query(AuditEntry).filter_by(object_type="calendar_feed")
    return own.order_by(AuditEntry.id).all()


def test_a_new_subscription_keeps_only_the_hash_of_its_address(db_session, me, made):
    feed, token = made

    assert len(token) == 43
    assert feed.token_hash == digest(token)
    assert actions.options_of(feed) == OPTIONS
    assert (feed.kind, feed.user_id) == (FeedKind.SITTINGS, me.user_id)
    assert [one.action for one in entries(db_session)] == ["calendar_feed.created"]
    assert not any(token in repr(vars(one)) for one in entries(db_session))


def test_two_subscriptions_never_share_an_address(me, made):
    other = replace(OPTIONS, name="Rechner")

    assert actions.create(me, FeedKind.SITTINGS, other, builders.NOW)[1] != made[1]


def test_a_form_that_is_sent_twice_makes_one_subscription(db_session, me, made):
    for name in ("Telefon", "TELEFON"):
        with pytest.raises(RuleBroken, match="haben Sie schon") as refusal:
            actions.create(me, FeedKind.SITTINGS, replace(OPTIONS, name=name), LATER)
        assert refusal.value.field == "name"

    actions.revoke(me, made[0], LATER)
    actions.create(me, FeedKind.SITTINGS, OPTIONS, LATER)


def test_a_new_name_must_be_free_too(me, made):
    other, _ = actions.create(me, FeedKind.SITTINGS, replace(OPTIONS, name="Rechner"), builders.NOW)

    with pytest.raises(RuleBroken, match="Ein Abo „Telefon“ haben Sie schon"):
        actions.change(me, other, replace(OPTIONS, name="Telefon"), LATER)
    actions.change(me, other, replace(OPTIONS, name="RECHNER"), LATER)
    assert other.name == "RECHNER"


def test_nobody_signed_in_has_no_subscription(db_session):
    with pytest.raises(Forbidden):
        actions.create(ANONYMOUS, FeedKind.SITTINGS, OPTIONS, builders.NOW)


def test_a_member_is_refused_a_calendar_of_deadlines(me):
    with pytest.raises(RuleBroken):
        actions.create(me, FeedKind.DEADLINES, OPTIONS, builders.NOW)


def test_the_thirteenth_running_subscription_is_refused(db_session, me, made):
    for number in range(11):
        one = replace(OPTIONS, name=f"Abo {number}")
        actions.create(me, FeedKind.SITTINGS, one, builders.NOW)
    last = replace(OPTIONS, name="Noch eines")
    with pytest.raises(RuleBroken, match="12 Abos"):
        actions.create(me, FeedKind.SITTINGS, last, builders.NOW)

    actions.revoke(me, made[0], LATER)
    actions.create(me, FeedKind.SITTINGS, last, LATER)


def test_changed_options_raise_the_stamp_even_within_one_second(db_session, me, made):
    feed, _ = made

    actions.change(me, feed, replace(OPTIONS, has_neutral_title=True), builders.NOW)

    assert feed.has_neutral_title
    assert feed.changed_at == builders.NOW + timedelta(seconds=1)
    assert entries(db_session)[-1].changes == {"has_neutral_title": [False, True]}


def test_saving_without_a_change_changes_nothing(db_session, me, made):
    actions.change(me, made[0], OPTIONS, LATER)

    assert made[0].changed_at == builders.NOW
    assert len(entries(db_session)) == 1


def test_a_new_address_ends_the_old_one_and_keeps_the_options(db_session, me, made):
    old, old_token = made

    new, token = actions.renew(me, old, LATER)

    assert old.revoked_at == LATER
    assert (new.revoked_at, actions.options_of(new), new.kind) == (None, OPTIONS, old.kind)
    ids = [new.id, old.id]
    db_session.commit()
    assert [personal.by_token(one).id for one in (token, old_token)] == ids


def test_an_ended_subscription_stays_ended(me, made):
    feed, _ = made
    actions.revoke(me, feed, builders.NOW)

    for again in (
        lambda: actions.revoke(me, feed, LATER),
        lambda: actions.renew(me, feed, LATER),
        lambda: actions.change(me, feed, replace(OPTIONS, name="Neu"), LATER),
    ):
        with pytest.raises(RuleBroken, match="beendet"):
            again()
    assert feed.revoked_at == builders.NOW


def test_a_deleted_account_takes_its_subscriptions_along(db_session, me, made):
    db_session.delete(made[0].user)
    db_session.commit()

    with pytest.raises(NotFound):
        personal.by_token(made[1])
    assert db_session.query(CalendarFeed).count() == 0
