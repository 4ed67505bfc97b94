"""Mails about planned dates: one a person, only for whoever wants them."""

from datetime import date, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.sittings import actions, occasions, telling_actions
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.administration.occasions import GRANTED
from gremien_app.people.administration.telling_actions import tell_granted
from gremien_app.people.persons.reader_queries import office_readers
from tests import builders as build

ORIGIN = "https://gremien.example"
WANTED = {one.key: True for one in occasions.OCCASIONS}


@pytest.fixture
def world(app):
    committee = build.committee()
    sittings = [build.sitting(committee, date(2026, 12, day)) for day in (10, 17)]
    for name, wanted in (("will", True), ("schweigt", False)):
        who = build.person(name, "Kim", email=f"{name}@example.org")
        build.member(committee, who)
        if wanted:
            db.session.add(Correspondence(person=who, occasions=WANTED))
    db.session.flush()
    return sittings


def mails():
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def test_a_plan_is_one_mail_for_whoever_wants_it(world):
    count = telling_actions.tell_planned(world, ORIGIN, build.NOW)

    assert count == 1
    [mail] = mails()
    assert (mail.to_address, mail.subject) == ("will@example.org", "Neu geplant: 2 Termine")
    assert "Donnerstag, 10. Dezember 2026" in mail.body
    assert "Donnerstag, 17. Dezember 2026" in mail.body


def test_a_changed_date_says_what_it_was(world):
    one = world[0]
    move = actions.move(
        Viewer(name="Gerda Geschäft", secretariat_of=frozenset({one.committee_id})), one,
        starts_at=one.starts_at + timedelta(days=1), ends_at=one.ends_at + timedelta(days=1),
        room=None, reason="", now=build.NOW,
    )  # fmt: skip

    telling_actions.tell_changed(one, move, ORIGIN, build.NOW)

    [mail] = mails()
    assert "Bisher:\nDonnerstag, 10. Dezember 2026" in mail.body
    assert "Neu:\nFreitag, 11. Dezember 2026" in mail.body


def test_a_move_after_the_invitation_has_its_own_mail(world):
    world[0].state = SittingState.MOVED

    assert telling_actions.tell_changed(world[0], None, ORIGIN, build.NOW) == 0
    assert mails() == []


def test_dates_gone_by_are_told_to_nobody(world):
    assert telling_actions.tell_dropped(world, ORIGIN, build.NOW + timedelta(days=60)) == 0


def test_an_access_is_told_without_its_committee_and_only_on_wish(world):
    committee = world[0].committee
    who = build.person("Neu", "Kim")
    user = build.account("neu@example.org", "Kim Neu", person=who, secretariat_of=[committee])

    tell_granted(user.assignments[0], ORIGIN, build.NOW)
    db.session.add(Correspondence(person=who, occasions={GRANTED.key: True}))
    db.session.flush()
    tell_granted(user.assignments[0], ORIGIN, build.NOW)

    [mail] = mails()
    assert "Geschäftsführung" in mail.body
    assert committee.name_on(date(2026, 12, 1)).name not in mail.subject + mail.body


def test_the_office_of_a_committee_serves_its_working_groups(world):
    committee = world[0].committee
    group = build.committee("gruppe", parent_id=committee.id)
    build.account("gs@example.org", "Gerda", secretariat_of=[committee])

    assert [one.address for one in office_readers(group, date(2026, 12, 1))] == ["gs@example.org"]
