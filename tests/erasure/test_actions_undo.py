"""What an erasure leaves to take back, and what it makes impossible: refused with a sentence."""

from datetime import date

import pytest

from gremien_app.base.audit.actions import Target, erase
from gremien_app.base.audit.queries import entries_to_erase
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.erasure import queries
from gremien_app.channels.erasure.actions import erase_subject
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import Office
from gremien_app.people.members.change_actions import succeed, undo_following
from gremien_app.people.members.models import Ending, MemberRole, Membership
from gremien_app.people.offices import actions as offices
from tests import builders
from tests.erasure.world import ADMIN

REASON = "Antrag nach Art. 17 DSGVO"
LAST_DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


def followed():
    """A member left with her deputy; somebody else took the seat."""
    committee = builders.committee()
    seat = builders.seat(committee)
    former = builders.member(committee, builders.person("Vorher", "Vera"), seat=seat)
    deputy = builders.member(
        committee, builders.person("Stell", "Stefan"), role=MemberRole.DEPUTY, seat=seat
    )
    new = builders.person("Nachher", "Nora")
    successor = succeed(ADMIN, former, new, last_day=LAST_DAY, reason="Umzug", ends_deputies=True)
    db.session.commit()
    return former, deputy, successor


def erased(person_id):
    erase_subject(ADMIN, queries.get_subject(ADMIN, person_id), REASON)
    db.session.commit()
    db.session.expire_all()


def test_a_succession_whose_texts_were_erased_is_taken_back_whole(app):
    """The record is no memory of it any more: what ended has a table of its own."""
    former, deputy, successor = followed()
    found = entries_to_erase(ADMIN, "person", former.person_id)
    erase(ADMIN, Target("person", former.person_id), found, REASON)
    db.session.commit()

    undo_following(ADMIN, successor)

    assert (former.ends_on, deputy.ends_on) == (None, None)


def test_the_reason_of_an_end_before_goes_with_the_texts_of_whoever_stays_in_minutes(app):
    former, deputy, _ = followed()
    former.ends_on = deputy.ends_on = LAST_DAY
    sitting = builders.sitting(former.committee, state=SittingState.CLOSED)
    sitting.record_closed_at = sitting.starts_at
    builders.attend(sitting, former.person, membership=former)
    endings = {one.membership: one for one in db.session.query(Ending)}
    endings[former].former_reason = endings[deputy].former_reason = "lange krank"
    db.session.commit()

    erased(former.person_id)

    kept = {one.membership_id: one.former_reason for one in db.session.query(Ending)}
    assert kept == {former.id: None, deputy.id: "lange krank"}


def test_a_succession_whose_deputy_is_gone_is_not_taken_back_in_half(app):
    _, deputy, successor = followed()
    erased(deputy.person_id)

    with pytest.raises(RuleBroken, match="gibt es nicht mehr"):
        undo_following(ADMIN, successor)


def test_a_successor_of_somebody_who_is_gone_follows_nobody(app):
    former, _, successor = followed()
    erased(former.person_id)

    with pytest.raises(RuleBroken, match="folgt auf keine andere"):
        undo_following(ADMIN, db.session.get(Membership, successor.id))


def test_a_change_of_office_that_ended_somebody_erased_is_not_taken_back_in_half(app):
    office = Office(title="Oberbürgermeister*in")
    old, new = builders.person("Alt", "Anna"), builders.person("Neu", "Nele")
    db.session.add(office)
    db.session.flush()
    offices.change_holder(ADMIN, office, old, title="OB", starts_on=date(2025, 11, 1))
    tenure = offices.change_holder(ADMIN, office, new, title="OB", starts_on=date(2026, 7, 1))
    db.session.commit()
    erased(old.id)

    with pytest.raises(RuleBroken, match="nicht zurücknehmen"):
        offices.undo(ADMIN, tenure)
