"""Mails about signing and what became public: to whom, and with which words."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import Minutes, SignatureRole
from gremien_app.records.publication.occasions import PUBLISHED
from gremien_app.records.publication.telling_actions import tell_published
from tests.minutes.world import NOW, SECRET, held_sitting


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    actions.begin(world.taker, world.sitting, NOW)
    db.session.commit()
    return world


@pytest.fixture
def press(new_client, login, world):
    """A button of the minutes, pressed in this role."""

    def pressed(role, page, **data):
        client = login(new_client(), getattr(world.accounts, role))
        return client.post(f"/sitzungen/{world.sitting.id}/niederschrift/{page}", data=data)

    return pressed


def mails() -> list[OutboxMail]:
    db.session.expire_all()
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def _minutes() -> Minutes:
    return db.session.query(Minutes).one()


def test_who_chaired_is_told_that_minutes_wait(world, press):
    press("taker", "vorlegen")

    [mail] = mails()
    assert mail.to_address == "vorsitz@example.org"
    assert mail.subject == "Eine Niederschrift wartet auf Sie: Sitzung am 16.11.2025"
    assert f"/sitzungen/{world.sitting.id}/niederschrift" in mail.body
    for told in (SECRET, world.committee.name_on(world.sitting.date).name, "StAG B"):
        assert told not in mail.subject + mail.body


def test_minutes_that_come_from_a_file_write_no_mail(world):
    actions.submit(world.taker, _minutes(), NOW)
    db.session.commit()

    assert mails() == []


def test_who_signed_is_told_that_it_is_void(world, press):
    press("taker", "vorlegen")
    minutes = _minutes()
    version = minutes.current_version
    actions.sign(world.chair, minutes, SignatureRole.CHAIR, version.content_sha256, NOW)
    db.session.commit()

    press("taker", "zurueckholen")

    assert [(one.to_address, one.subject) for one in mails()[1:]] == [
        ("vorsitz@example.org", "Ihre Unterschrift gilt nicht mehr: Sitzung am 16.11.2025")
    ]


def test_whoever_returns_the_minutes_is_not_told_what_he_did(world, press):
    press("taker", "vorlegen")

    press("chair", "entscheiden", remark_all="Bitte kürzer.", decision="return")

    assert len(mails()) == 1


def test_a_new_version_is_a_new_mail(world, press):
    press("taker", "vorlegen")
    press("taker", "zurueckholen")
    press("taker", "vorlegen")

    assert [one.subject[:20] for one in mails()] == ["Eine Niederschrift w"] * 2


def test_what_is_published_is_told_to_whoever_wants_it(world):
    wishes = Correspondence(person=world.chair_person, occasions={PUBLISHED.key: True})
    db.session.add(wishes)
    db.session.flush()

    count = tell_published(world.sitting, "ein Beschluss", "https://gremien.example/b/1", NOW)

    assert count == 1
    assert [one.to_address for one in mails()] == ["vorsitz@example.org"]
