"""Who reads what of the record; on both databases."""

from datetime import date

import pytest

from gremien_app.base.audit import queries
from gremien_app.base.audit.actions import SYSTEM, erase, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import Change, Filters, entries_of, entries_visible_to
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from tests import builders as build

ADMIN = Viewer(user_id=1, name="Verwaltung", is_admin=True)


@pytest.fixture
def world(app, freeze):
    with freeze("2026-11-22 10:00"):
        here, there = build.committee("a"), build.committee("b")
        sitting = build.sitting(here)
        staff = Viewer(user_id=2, name="Kim", secretariat_of=frozenset({here.id}))
        moved = {"state": ("planned", "cancelled"), "starts_at": (None, sitting.starts_at)}
        record(staff, "sitting.moved", sitting, summary="A", committee_id=here.id, changes=moved)
        record(staff, "agenda.item_added", summary="B", committee_id=there.id)
        record(staff, "person.edited", build.person("Öz"), summary="Person")
        record(SYSTEM, "person.edited", build.person("Fremd"), summary="Fremde Person")
        record(SYSTEM, "room.added", build.room(), summary="Raum")
        record(SYSTEM, "account.created", build.account("x@example.org"), summary="Konto")
        db.session.commit()
        yield here, there, sitting, staff


def summaries(viewer, **filters):
    lines = entries_visible_to(viewer, Filters(**filters), limit=50)
    return [line.entry.summary for line in lines if line.entry.action != "account.created"]


def test_the_secretariat_reads_its_committee_its_own_acts_and_what_all_share(world):
    assert summaries(world[3]) == ["Raum", "Person", "A"]


def test_the_administration_reads_all_but_no_committees_details(world):
    lines = entries_visible_to(ADMIN, Filters(), limit=50)

    told = {line.entry.action: (line.has_details, line.changes) for line in lines}
    assert told["sitting.moved"] == (False, ())
    assert told["agenda.item_added"] == (False, ())
    assert told["account.created"][0] is True
    assert {line.committee for line in lines} == {"", "a", "b"}


@pytest.mark.parametrize(
    "viewer", [ANONYMOUS, Viewer(user_id=9, name="M", member_of=frozenset({1}))]
)
def test_nobody_else_reads_anything(world, viewer):
    with pytest.raises(Forbidden):
        entries_visible_to(viewer, Filters(), limit=5)
    assert entries_of(viewer, "sitting", world[2].id) == []


def test_the_history_of_an_object_is_in_words(world):
    _, _, sitting, staff = world

    (line,) = entries_of(staff, "sitting", sitting.id)

    assert line.changes == (
        Change("Stand", "geplant, noch ohne Einladung", "abgesagt"),
        Change("Beginn", "–", "10.12.2026, 14:00 Uhr"),
    )


def test_an_object_of_another_committee_has_no_history(world):
    _, there, _, staff = world
    other = build.sitting(there)
    record(SYSTEM, "sitting.planned", other, summary="fremd", committee_id=there.id)
    db.session.commit()

    assert entries_of(staff, "sitting", other.id) == []
    assert entries_of(staff, "sitting", 2**31 - 1) == []


def test_the_list_narrows(world):
    staff = world[3]

    assert summaries(staff, actor="kim") == ["Person", "A"]
    assert summaries(staff, actor="100%") == []
    assert summaries(staff, area="person") == ["Person"]
    assert summaries(staff, object_type="sitting") == ["A"]
    assert summaries(staff, first_day=date(2026, 11, 22)) == ["Raum", "Person", "A"]
    assert summaries(staff, first_day=date(2026, 11, 23)) == []
    assert summaries(staff, last_day=date(2026, 11, 22)) == ["Raum", "Person", "A"]
    assert summaries(staff, last_day=date(2026, 11, 21)) == []


def test_the_list_is_paged_by_key(world):
    staff = world[3]
    first = entries_visible_to(staff, Filters(), limit=1)

    then = entries_visible_to(staff, Filters(), before=first[0].entry.seq, limit=1)

    assert [line.entry.summary for line in (*first, *then)] == ["Raum", "Person"]


def test_an_erased_entry_still_stands_in_the_list(world):
    _, _, sitting, staff = world
    entry = db.session.query(AuditEntry).filter_by(action="sitting.moved").one()
    erase(SYSTEM, sitting, [entry], "Antrag")
    db.session.commit()

    told, line = entries_of(staff, "sitting", sitting.id)

    assert (told.entry.action, told.changes) == ("audit.erased", ())
    assert (line.entry.is_erased, line.changes) == (True, ())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_row_as_for_three(world, query_count, rows):
    here, _, _, staff = world
    for number in range(rows):
        record(staff, "test.made", summary=str(number), committee_id=here.id)
    db.session.commit()

    with query_count() as counted:
        queries.entries_visible_to(staff, Filters(actor="Kim"), limit=rows)

    assert counted.count == 2
