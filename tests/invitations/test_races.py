"""Two who press at once, and a process that is killed in the middle of its mails."""

from datetime import timedelta

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.mail import delivery_actions
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.mail.rules import LEASE
from gremien_app.meetings.invitations.dispatch_models import Dispatch, DispatchState, Recipient
from tests import builders as build
from tests.invitations.world import NOW, invited_world, sent
from tests.mail.conftest import settings_for
from tests.simultaneous import at_once

LATER = NOW + timedelta(minutes=10)


@pytest.mark.both_engines
def test_pressed_by_two_at_once_it_is_sent_once(app, new_client, login, freeze):
    with freeze("2026-11-23 10:00"):
        world = invited_world()
        second = build.account("zweite@example.org", secretariat_of=[world.committee])
        db.session.commit()
        browsers = [login(new_client(), who) for who in (world.clerk, second)]
        place = f"/sitzungen/{world.sitting.id}/versand/invitation"
        browsers[0].post(place, data={"text": "Ich lade ein.", "version": "0"})
        page = html.fromstring(browsers[0].get(f"{place}/pruefung").text)
        fields = {
            name: page.xpath(f"//form//input[@name='{name}']/@value")[0]
            for name in ("seen", "version")
        } | {"reason": "Eilt"}

        answers = at_once(*(lambda b=b: b.post(f"{place}/pruefung", data=fields) for b in browsers))

    assert [one.state for one in db.session.query(Dispatch)] == [DispatchState.DISPATCHED]
    assert (db.session.query(OutboxMail).count(), db.session.query(Recipient).count()) == (4, 6)
    assert all(one.status_code in {200, 302, 409} for one in answers)


class Killed(BaseException):
    pass


@pytest.mark.both_engines
def test_killed_in_the_middle_nobody_is_left_out_and_one_mail_goes_twice(app, sending, monkeypatch):
    sent(invited_world())
    db.session.commit()
    marked = delivery_actions.actions.mark_sent
    calls = []

    def mark(mail, now):
        calls.append(mail.id)
        if len(calls) == 2:
            raise Killed
        marked(mail, now)

    monkeypatch.setattr(delivery_actions.actions, "mark_sent", mark)
    with pytest.raises(Killed):
        delivery_actions.deliver_due(lambda: LATER)
    db.session.rollback()
    delivery_actions.deliver_due(lambda: LATER + LEASE)

    ids = [one["Message-ID"] for one in sending.messages]
    assert (len(ids), len(set(ids))) == (5, 4)
    handed = [one.handed_at for one in db.session.query(Recipient) if one.mail_key]
    assert len(handed) == 4
    assert None not in handed


def test_with_the_server_down_all_mails_wait_and_go_out_later(app, mailbox, monkeypatch):
    sent(invited_world())
    db.session.commit()

    monkeypatch.setitem(app.config, "MAIL", settings_for(9))  # where nobody listens
    assert delivery_actions.deliver_due(lambda: LATER).sent == 0
    monkeypatch.setitem(app.config, "MAIL", settings_for(mailbox.port))

    assert delivery_actions.deliver_due(lambda: LATER + LEASE).sent == 4
    assert len(mailbox.messages) == 4
