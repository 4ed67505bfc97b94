"""Inviting, changing, uninviting and back; each on record once."""

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.actions import change_part
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.guests import actions, queries
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as b
from tests.guests.conftest import DAY


def entries(db_session):
    db_session.flush()
    found = db_session.query(AuditEntry).filter(AuditEntry.action.like("guest.%"))
    return [(one.action, one.summary) for one in found.order_by(AuditEntry.id)]


def test_an_invitation_names_items_by_number_on_record(world, db_session):
    guest = actions.invite(
        world.taker, world.sitting, world.anna, [world.open, world.closed], detail="Universität"
    )

    assert {one.agenda_item_id for one in guest.admissions} == {world.open.id, world.closed.id}
    assert entries(db_session) == [
        ("guest.invited", "Dr. Anna Beispiel als Gast eingeladen zu TOP Ö 1 und TOP N 1")
    ]
    entry = db_session.query(AuditEntry).filter_by(action="guest.invited").one()
    assert entry.committee_id == world.committee.id


def test_nobody_is_invited_twice_or_without_an_item_or_after_the_sitting(world):
    actions.invite(world.taker, world.sitting, world.anna, [world.open])
    for person, items in ((world.anna, [world.closed]), (b.person(), [])):
        with pytest.raises(RuleBroken):
            actions.invite(world.taker, world.sitting, person, items)
    world.sitting.state = SittingState.CLOSED
    with pytest.raises(RuleBroken, match="Anwesenheitsliste"):
        actions.invite(world.taker, world.sitting, b.person(), [world.open])


def test_a_member_who_reads_everything_is_not_invited(world):
    b.member(world.committee, world.anna)

    with pytest.raises(RuleBroken, match="gehört am Tag der Sitzung zum Gremium"):
        actions.invite(world.taker, world.sitting, world.anna, [world.open])


def test_other_items_are_on_record_old_and_new(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.open])

    assert actions.change(world.taker, guest, [world.closed], detail="Amt") is True

    assert [one.agenda_item_id for one in guest.admissions] == [world.closed.id]
    assert world.viewer().guest_for == {world.closed.id}
    entry = db_session.query(AuditEntry).filter_by(action="guest.changed").one()
    assert entry.changes == {"items": ["TOP Ö 1", "TOP N 1"], "detail": ["", "Amt"]}


def test_saving_the_same_leaves_no_entry(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.open], detail="Amt")

    assert actions.change(world.taker, guest, [world.open], detail="Amt") is False
    assert len(entries(db_session)) == 1


def test_what_changed_its_part_is_admitted_anew_by_an_own_act(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.open])
    change_part(world.taker, world.open, Part.CLOSED, is_confirmed=True)
    assert world.viewer().guest_for == frozenset()

    assert actions.change(world.taker, guest, [world.open], detail="") is True

    assert world.viewer().guest_for == {world.open.id}
    assert len(entries(db_session)) == 2


def test_who_is_uninvited_reads_nothing_and_is_invited_back_to_the_same(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.closed])

    actions.uninvite(world.taker, guest, b.NOW)
    actions.uninvite(world.taker, guest, b.NOW)
    assert world.viewer().guest_at == frozenset()
    actions.invite_again(world.taker, guest)
    actions.invite_again(world.taker, guest)

    assert world.viewer().guest_for == {world.closed.id}
    assert [action for action, _ in entries(db_session)] == [
        "guest.invited",
        "guest.uninvited",
        "guest.invited",
    ]


def test_inviting_somebody_who_was_uninvited_makes_no_second_guest(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.closed])
    actions.uninvite(world.taker, guest, b.NOW)

    again = actions.invite(world.taker, world.sitting, world.anna, [world.open], detail="neu")

    assert again is guest
    assert (again.detail, again.uninvited_at) == ("neu", None)
    assert world.viewer().guest_for == {world.open.id}
    assert db_session.query(Guest).count() == 1


def test_the_admission_goes_with_its_item(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.open, world.other])
    db_session.commit()

    db_session.delete(world.other)
    db_session.commit()
    db_session.expire_all()

    assert [one.agenda_item_id for one in guest.admissions] == [world.open.id]


def test_other_items_alone_make_an_open_form_stale(world, db_session):
    guest = actions.invite(world.taker, world.sitting, world.anna, [world.open])
    db_session.commit()
    before = guest.version

    actions.change(world.taker, guest, [world.closed], detail="")
    db_session.commit()

    assert guest.version > before


def test_two_who_invite_at_the_same_moment_are_told_in_words(world, db_session, monkeypatch):
    b.guest(world.sitting, world.open, who=world.anna)
    db_session.commit()
    monkeypatch.setattr(queries, "guest_called", lambda *_: None)  # as the second one saw it

    with pytest.raises(RuleBroken, match="ist zu dieser Sitzung schon als Gast eingeladen"):
        actions.invite(world.taker, world.sitting, world.anna, [world.open])
    db_session.rollback()


def test_who_is_uninvited_is_not_changed_unseen(world):
    guest = b.guest(world.sitting, world.open, who=world.anna, uninvited_at=b.NOW)

    with pytest.raises(RuleBroken, match="ist wieder ausgeladen"):
        actions.change(world.taker, guest, [world.closed], detail="")


def test_nobody_is_invited_back_to_nothing(world):
    guest = b.guest(world.sitting, world.open, world.closed, who=world.anna, uninvited_at=b.NOW)
    world.open.part = Part.CLOSED
    world.closed.mark = ItemMark.REMOVED

    with pytest.raises(RuleBroken, match="gibt es so nicht mehr"):
        actions.invite_again(world.taker, guest)


def test_rights_can_be_taken_away_after_the_sitting_too(world):
    guest = b.guest(world.sitting, world.closed, who=world.anna)
    world.sitting.state = SittingState.CLOSED
    assert world.viewer(DAY).guest_for == {world.closed.id}

    actions.uninvite(world.taker, guest, b.NOW)

    assert world.viewer(DAY).guest_at == frozenset()
