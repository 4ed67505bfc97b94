from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.records.resolutions import actions, queries
from tests import builders


def write(item, text="Die StAG empfiehlt dem Rat, …"):
    return actions.set_resolution(SYSTEM, item, text=text, addressee="Rat")


def test_the_text_is_written_once_per_item_and_then_changed(world):
    first = write(world.items[0])

    second = write(world.items[0], "Geänderter Text")

    assert second is first
    assert (first.text, first.number, first.decided_on) == (
        "Geänderter Text",
        None,
        date(2026, 11, 30),
    )
    assert first.label == "StAG B"


def test_an_empty_text_is_refused_at_its_field(world):
    with pytest.raises(RuleBroken) as refused:
        write(world.items[0], "  ")

    assert refused.value.field == "text"


def test_numbers_follow_the_agenda_and_leave_no_gap(world):
    write(world.items[1])
    write(world.items[0])
    rejected = write(builders.item(world.sitting, "Antrag"))
    rejected.agenda_item.outcome = Outcome.REJECTED
    closed = write(world.items[2])

    issued = actions.issue_numbers(SYSTEM, world.sitting)

    assert [(r.number, r.agenda_item.title) for r in issued] == [
        (1, "Barrierefreie Haltestellen"),
        (2, "Öffentliche Straßenbänke"),
        (3, "Personalangelegenheit"),
    ]
    assert (rejected.number, closed.label) == (None, "StAG B 3/2026")


def test_issuing_again_changes_nothing_and_later_texts_continue(world):
    write(world.items[0])
    actions.issue_numbers(SYSTEM, world.sitting)
    write(world.items[1])

    again = actions.issue_numbers(SYSTEM, world.sitting)

    assert [r.number for r in again] == [2]
    assert actions.issue_numbers(SYSTEM, world.sitting) == []


def test_every_committee_and_every_year_counts_for_itself(world):
    other = builders.committee("runder-tisch", short="RTF")
    for committee, day in [
        (world.committee, date(2026, 12, 1)),
        (world.committee, date(2027, 1, 5)),
        (other, date(2026, 12, 2)),
    ]:
        sitting = builders.sitting(committee, day, state=SittingState.CLOSED)
        write(builders.item(sitting, outcome=Outcome.ADOPTED))
        actions.issue_numbers(SYSTEM, sitting)
    write(world.items[0])
    actions.issue_numbers(SYSTEM, world.sitting)

    labels = [r.label for r in queries.resolutions_visible_to(world.secretary)]

    assert sorted(labels) == ["StAG B 1/2026", "StAG B 1/2027", "StAG B 2/2026"]


def test_closed_texts_stay_out_of_the_audit(world):
    write(world.items[2], "geheim")
    write(world.items[2], "noch geheimer")

    entries = db.session.scalars(select(AuditEntry)).all()

    assert not any("geheim" in f"{e.summary} {e.changes}" for e in entries)


def test_a_text_without_number_can_be_taken_back(world):
    resolution = write(world.items[0])

    actions.remove_resolution(SYSTEM, resolution)

    assert queries.resolution_on(world.items[0]) is None


def test_nothing_changes_once_the_minutes_are_signed(world):
    resolution = write(world.items[0])
    world.sitting.record_closed_at = datetime(2026, 12, 20, tzinfo=UTC)

    for change in [
        lambda: write(world.items[0], "anders"),
        lambda: write(world.items[1]),
        lambda: actions.remove_resolution(SYSTEM, resolution),
        lambda: actions.issue_numbers(SYSTEM, world.sitting),
    ]:
        with pytest.raises(RuleBroken, match="unterzeichnet"):
            change()
