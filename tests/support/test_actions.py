"""Needs are kept sealed, by consent, and for a short time."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.support import actions, queries
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import AccessNeed
from tests import builders as b
from tests.support.conftest import WORD, needs


def save(world, person=None, sitting=None, *measures, **values):
    return actions.save(
        world.office, person or world.anna, sitting, needs(*measures, **values), day=b.NOW
    )


def test_the_row_tells_nothing(world):
    need = save(world, None, world.sitting, Measure.BRAILLE, words=WORD)

    assert WORD not in need.sealed
    assert "braille" not in need.sealed
    assert queries.opened(need).labels == ["Unterlagen in Braille", WORD]


def test_said_again_it_replaces_what_was_said(world):
    save(world, None, world.sitting, Measure.BRAILLE)
    save(world, None, world.sitting, Measure.LOOP)

    (told, _bela) = queries.told_for(world.sitting)
    assert told.needs.measures == (Measure.LOOP,)
    assert db.session.query(AccessNeed).count() == 1


def test_what_is_said_for_a_sitting_goes_before_what_is_said_for_all(world):
    save(world, None, None, Measure.LOOP)
    save(world, world.bela, None, Measure.BREAKS)
    save(world, None, world.sitting)

    anna, bela = queries.told_for(world.sitting)

    assert (anna.needs.is_nothing, anna.is_standing) == (True, False)
    assert (bela.needs.measures, bela.is_standing) == ((Measure.BREAKS,), True)


def test_guests_are_asked_as_members_are(world):
    b.guest(world.sitting, b.item(world.sitting), who=b.person("Zuletzt", "Zoe"))

    assert [one.name for one in queries.told_for(world.sitting)] == [
        "Anna Beispiel",
        "Bela Muster",
        "Zoe Zuletzt",
    ]


def test_nothing_is_kept_without_consent_or_for_a_sitting_that_is_over(world):
    with pytest.raises(RuleBroken, match="Ohne Einwilligung"):
        save(world, None, world.sitting, Measure.LOOP, consent="")
    world.sitting.state = SittingState.CANCELLED
    with pytest.raises(RuleBroken, match="abgesagt"):
        save(world, None, world.sitting, Measure.LOOP)


def test_the_record_names_neither_person_nor_measure(world):
    need = save(world, None, world.sitting, Measure.BRAILLE, words=WORD)
    actions.delete(world.office, need)

    entries = db.session.query(AuditEntry).order_by(AuditEntry.id).all()
    assert [one.action for one in entries] == ["support.saved", "support.deleted"]
    assert {one.object_type for one in entries} == {"sitting"}
    for one in entries:
        told = f"{one.summary} {one.changes}"
        assert not any(word in told for word in (WORD, "Beispiel", "Braille", "braille"))


def test_needs_go_a_while_after_the_sitting_and_standing_ones_stay(world):
    save(world, None, world.sitting, Measure.LOOP)
    save(world, world.bela, None, Measure.BREAKS)
    end = world.sitting.ends_at

    assert actions.tidy(end + timedelta(days=14)) == 0
    assert actions.tidy(end + timedelta(days=15, hours=12)) == 1

    (left,) = db.session.query(AccessNeed).all()
    assert left.person is world.bela


def test_standing_needs_go_a_while_after_the_last_membership(world):
    save(world, None, None, Measure.LOOP)
    last = world.sitting.ends_at
    world.anna.memberships[0].ends_on = world.sitting.date

    assert actions.tidy(last + timedelta(days=14)) == 0
    assert actions.tidy(last + timedelta(days=16)) == 1


def test_a_new_key_seals_everything_anew_and_loses_nothing(world):
    need = save(world, None, world.sitting, Measure.LOOP)
    before = need.sealed

    assert actions.renew_key() == 1

    assert need.sealed != before
    assert queries.opened(need).measures == (Measure.LOOP,)


def test_a_lost_key_is_told_and_asked_for_anew(world):
    need = save(world, None, world.sitting, Measure.LOOP)
    queries.safe().path.unlink()

    assert queries.count_unreadable() == 1
    assert queries.told_for(world.sitting)[0].is_unreadable
    save(world, None, world.sitting, Measure.LOOP)
    assert queries.count_unreadable() == 0
    assert queries.opened(need).measures == (Measure.LOOP,)


def test_only_who_organises_gets_to_a_need(world):
    standing = save(world, None, None, Measure.LOOP)
    special = save(world, None, world.sitting, Measure.LOOP)
    other = b.committee("integrationsrat")
    stranger = Viewer(name="B", secretariat_of=frozenset({other.id}))

    for need in (standing, special):
        assert queries.manageable_need(world.office, need.id) is need
        with pytest.raises(NotFound):
            queries.manageable_need(stranger, need.id)
    with pytest.raises(NotFound):
        queries.organised(stranger, world.sitting.id)
    with pytest.raises(NotFound):
        queries.organised(Viewer(is_admin=True), world.sitting.id)


def test_a_guests_standing_need_is_for_who_invited(world):
    guest = b.person("Gast", "Gabi")
    need = save(world, guest, None, Measure.LOOP)
    with pytest.raises(NotFound):
        queries.manageable_need(world.office, need.id)

    b.guest(world.sitting, b.item(world.sitting), who=guest)

    assert queries.manageable_need(world.office, need.id) is need
