"""Erasure (Art. 17 GDPR) on both databases: a planted name is looked for in every table."""

from datetime import date

import pytest
from sqlalchemy import Text, cast, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import Fate
from gremien_app.base.kernel.errors import Forbidden, NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.erasure import queries
from gremien_app.channels.erasure.actions import erase_subject
from gremien_app.channels.erasure.places import emptied
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.operation.cli.verify import examine
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.members.models import Membership, OwnReason
from gremien_app.people.persons.models import Person
from gremien_app.people.roles import CommitteeRole
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import Signature
from gremien_app.records.minutes.seal_queries import verify_minutes
from tests import builders
from tests.erasure.world import ADMIN, ENDED, LAST, NAME, WORDS, planted, signed

REASON = "Antrag nach Art. 17 DSGVO vom 20.11.2026"


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def world(app):
    committee = builders.committee("stag-planted")
    return planted(committee, builders.sitting(committee, date(2026, 12, 10)))


def erased(world, reason=REASON):
    told = erase_subject(ADMIN, queries.get_subject(ADMIN, world.id), reason)
    db.session.commit()
    db.session.expire_all()
    return told


def places(*words) -> set[str]:
    """The columns of the whole database in which one of the words stands."""
    found = set()
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if column.type.python_type is bytes:
                continue
            texts = db.session.scalars(select(cast(column, Text))).all()
            if any(word.casefold() in (text or "").casefold() for word in words for text in texts):
                found.add(f"{table.name}.{column.name}")
    return found


def test_the_name_was_planted_where_the_list_says(world):
    found = places(*WORDS)

    assert len(found) > 25
    assert found <= {str(column) for column in house().columns(*Fate)}


def test_whoever_stands_in_no_minutes_is_gone_but_for_the_offices_texts(world):
    erased(world)

    assert db.session.get(Person, world.id) is None
    assert places(*WORDS) == {"agenda_item.presenter", "sitting.note"}
    assert verify_chain().faults == []
    assert examine().faults == []


def test_whoever_signed_is_emptied_and_what_was_signed_stays(world):
    signed(world)

    erased(world)

    left = places(*WORDS)
    assert left <= {str(column) for column in house().columns(Fate.STAYS, Fate.TOLD)}
    assert left >= {"attendance.name", "signature.name", "minutes_version.content"}
    assert verify_chain().faults == []
    assert verify_minutes().faults == []
    person = db.session.get(Person, world.id)
    assert {name: getattr(person, name) for name in emptied()} == (dict.fromkeys(emptied(), ""))
    assert (person.name, len(person.memberships)) == (f"Dr. {NAME}", 1)
    assert person.memberships[0].end_reason == ""
    own = select(Signature.user_id).where(Signature.name.contains(LAST))
    assert db.session.scalars(own).all() == [None]


def test_whose_former_name_stands_in_a_signed_text_is_not_deleted(world):
    """Without the row that finds it there, the signed paper would print it."""
    db.session.add(
        SignedName(sitting_id=world.sitting.id, person_id=world.id, first_name="A", last_name="B")
    )
    db.session.commit()

    erased(world)

    assert db.session.get(Person, world.id) is not None
    assert db.session.query(SignedName).count() == 1


def test_others_are_untouched(world):
    other = builders.account("lea@example.org", "Lea Andere", person=builders.person("Andere"))
    db.session.commit()
    before = (other.email, other.person.name, other.person.id)

    erased(world)

    kept = db.session.get(User, other.id)
    assert (kept.email, kept.person.name, kept.person.id) == before


def test_it_is_on_record_without_the_name_and_who_acted_is_somebody(world):
    told = erased(world)

    assert (told.action, told.summary) == ("person.erased", f"Person gelöscht: {REASON}")
    assert told.changes["accounts"] == [None, 1]
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "sitting.noted")).one()
    assert (noted.actor, noted.summary) == ("gelöschte Person", "gelöschte Person vermerkt")
    assert noted.changes == {"kept_reason": [None, "gelöschte Persons Vermerk"]}


def test_a_namesake_keeps_the_name_where_it_may_be_meant(world):
    builders.account("zq2@example.org", NAME)
    db.session.commit()

    erased(world)

    assert "outbox_mail.body" in places(LAST)
    assert "user_account.name" in places(LAST)
    assert db.session.query(User).filter_by(name=NAME).count() == 1
    assert verify_chain().faults == []


@pytest.mark.parametrize("reason", ["", f"Wunsch von {NAME}"])
def test_the_reason_is_asked_for_and_names_nobody(world, reason):
    with pytest.raises(RuleBroken) as refusal:
        erased(world, reason)

    assert refusal.value.field == "reason"


def test_only_the_administration_erases(world):
    staff = Viewer(user_id=5, name="Kim", secretariat_of=frozenset({world.committee.id}))

    with pytest.raises(Forbidden):
        erase_subject(staff, queries.get_subject(staff, world.id), REASON)


def test_a_secretariat_of_another_committee_finds_nobody(world):
    with pytest.raises(NotFound):
        queries.get_subject(Viewer(user_id=5, secretariat_of=frozenset({999})), world.id)


def running_membership(world):
    builders.member(world.committee, world.person, starts_on=date(2026, 8, 1))


def role_of_account(world):
    role = CommitteeRole.SECRETARIAT
    world.account.assignments.append(
        Assignment(committee=world.committee, role=role, starts_on=date(2026, 1, 1))
    )


def last_administrator(world):
    world.account.is_admin = True


def unsigned_minutes(world):
    held = builders.sitting(world.committee, date(2026, 6, 1), state=SittingState.CLOSED)
    builders.attend(held, world.person)


@pytest.mark.parametrize(
    ("tie", "word"),
    [
        (running_membership, "Mitgliedschaft"),
        (role_of_account, "Aufgabe"),
        (last_administrator, "letzte Konto"),
        (unsigned_minutes, "Unterzeichnung"),
    ],
)
def test_what_would_break_is_refused_with_its_reason(world, tie, word):
    tie(world)
    db.session.commit()

    with pytest.raises(RuleBroken, match=word):
        erased(world)

    assert db.session.get(Person, world.id) is not None


def test_nobody_erases_himself_or_herself(world):
    own = Viewer(user_id=world.account.id, name=NAME, is_admin=True)

    with pytest.raises(RuleBroken, match="eigenes Konto"):
        erase_subject(own, queries.get_subject(own, world.id), REASON)


def test_the_plan_tells_what_goes_what_stays_and_which_texts_name_the_person(world):
    signed(world)
    staff = Viewer(user_id=5, secretariat_of=frozenset({world.committee.id}))

    plan = queries.plan_of(staff, queries.get_subject(staff, world.id))
    others = queries.plan_of(ADMIN, queries.get_subject(ADMIN, world.id))

    assert dict(plan.goes)["Kalender-Abos"] == 1
    assert dict(plan.stays) == {
        "Anwesenheit in Niederschriften": 1,
        "Unterschriften": 1,
        "Mitgliedschaften": 1,
        "Amtszeiten": 1,
    }
    told = {(one.what, one.sitting) for one in plan.mentions}
    assert ("Sitzung, Vermerk", world.sitting) in told
    assert ("Tagesordnungspunkt, Vortrag", world.sitting) in told
    assert all(one.sitting is None for one in others.mentions)
    assert any(one.is_hidden for one in others.mentions)


def test_no_number_of_the_deleted_is_given_again(world):
    old = (world.id, world.account.id)

    erased(world)
    new = builders.person("Neu"), builders.account("neu@example.org", "Neu Konto")

    assert new[0].id > old[0]
    assert new[1].id > old[1]


def test_the_end_that_a_life_gave_goes_and_the_programs_own_stays(world):
    signed(world)
    db.session.query(Membership).filter_by(ends_on=ENDED).one().own_reason = OwnReason.OFFICE
    db.session.commit()

    erased(world)

    assert db.session.query(Membership).filter_by(ends_on=ENDED).one().reason_told == "Amtswechsel"
