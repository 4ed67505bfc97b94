"""The personal link in the mails of a dispatch: whose, in which, and how long it holds."""

import re
from datetime import timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.house.messages import MailNews
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations import dispatch_actions
from gremien_app.meetings.invitations.dispatch_models import DispatchKind
from gremien_app.meetings.replies import link_actions, link_queries
from gremien_app.meetings.replies.models import ReplyLink
from gremien_app.meetings.sittings.actions import cancel, move
from tests.invitations.world import NOW, invited_world, sent

AFTER = NOW + timedelta(minutes=11)


@pytest.fixture
def world(app):
    return invited_world()


def links() -> dict[str, str]:
    """By address: the token in the newest mail, "" where it has none."""
    found = {}
    for mail in db.session.query(OutboxMail).order_by(OutboxMail.id):
        tokens = re.findall(r"/antwort/([\w-]{43})\n", mail.body)
        found[mail.to_address] = tokens[0] if tokens else ""
    return found


def moved(world):
    week = timedelta(days=7)
    starts_at, ends_at = world.sitting.starts_at + week, world.sitting.ends_at + week
    move(
        world.actor, world.sitting, starts_at=starts_at, ends_at=ends_at, room=None,
        reason="Raum", now=AFTER,
    )  # fmt: skip


def test_everybody_has_a_link_of_ones_own_and_a_shared_mailbox_none(world):
    sent(world)

    told = links()
    assert sorted(address for address, token in told.items() if token) == [
        "nennt@example.org",
        "neutral@example.org",
        "vertretung@example.org",
    ]
    asked = link_queries.asked_by(told["neutral@example.org"])
    assert (asked.person.name, asked.sitting) == ("Kim Neutral", world.sitting)
    shared = db.session.query(OutboxMail).filter_by(to_address="postfach@example.org").one()
    assert f"/sitzungen/{world.sitting.id}/antwort" in shared.body
    assert "rufen Sie an" in shared.body


def test_only_the_hash_is_kept_and_the_mail_is_blanked_once_it_is_sent(world):
    sent(world)

    stored = {one.token_hash for one in db.session.query(ReplyLink)}
    assert not stored & set(links().values())
    assert {one.holds_secret for one in db.session.query(OutboxMail)} == {True, False}


def test_a_deputy_is_told_that_nobody_asks_yet(world):
    sent(world)

    mail = db.session.query(OutboxMail).filter_by(to_address="vertretung@example.org").one()
    assert "Als Stellvertretung kommen Sie nur, wenn Sie darum gebeten werden." in mail.body
    assert "Kommen Sie?" not in mail.body


def test_the_link_of_a_move_replaces_the_older_one_when_it_is_handed_over(world):
    sent(world)
    older = links()["neutral@example.org"]
    moved(world)
    dispatch = sent(world, DispatchKind.MOVE, now=AFTER)
    newer = links()["neutral@example.org"]
    key = next(one.mail_key for one in dispatch.recipients if one.person == world.neutral.person)

    link_actions.hear(MailNews(key=key, at=AFTER, failure="Postfach voll"))
    assert link_queries.asked_by(older).link.ended_at is None

    link_actions.hear(MailNews(key=key, at=AFTER))

    assert link_queries.asked_by(older).link.ended_at == AFTER
    assert link_queries.asked_by(newer).link.ended_at is None


def test_an_addendum_and_a_cancellation_ask_nothing(world):
    sent(world)
    db.session.query(OutboxMail).delete()
    sent(world, DispatchKind.ADDENDUM, now=AFTER)
    assert set(links().values()) == {""}
    db.session.query(OutboxMail).delete()

    cancel(world.actor, world.sitting, reason="Schimmel", now=AFTER)
    sent(world, DispatchKind.CANCELLATION, now=AFTER)

    assert set(links().values()) == {""}


def test_who_has_left_since_gets_no_link(world):
    sent(world)
    world.neutral.ends_on = world.sitting.date - timedelta(days=3)
    moved(world)
    db.session.query(OutboxMail).delete()

    sent(world, DispatchKind.MOVE, now=AFTER, with_former=True)

    assert links()["neutral@example.org"] == ""
    assert links()["nennt@example.org"]


def test_a_stopped_dispatch_takes_its_links_back_with_its_mails(world):
    dispatch = sent(world)
    dispatch_actions.stop(world.actor, dispatch, now=NOW)

    assert links() == {}
