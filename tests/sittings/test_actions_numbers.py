from datetime import date, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings import actions, number_actions, number_queries, rules
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.builders import NOW

ACTOR = Viewer(name="Gerda Geschäft")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def committee(app):
    build.term()
    return build.committee()


def plan(committee, day):
    starts_at, ends_at = rules.period(day, time(14), time(16))
    return actions.plan(ACTOR, committee, starts_at=starts_at, ends_at=ends_at, now=NOW)


def invited(committee, day, **values):
    sitting = plan(committee, day)
    actions.mark_invited(ACTOR, sitting, NOW, **values)
    return sitting


def move(sitting, day):
    starts_at, ends_at = rules.period(day, time(15), time(17))
    actions.move(
        ACTOR, sitting, starts_at=starts_at, ends_at=ends_at, room=None, reason="Saal", now=LATER
    )


def correct(sitting, **values):
    known = {"number": sitting.number, "reference": sitting.reference, "reason": "Zählfehler"}
    number_actions.correct(ACTOR, sitting, now=LATER, **(known | values))


def test_numbers_are_given_at_the_dispatch_in_the_order_of_the_dates(committee):
    late, early = plan(committee, date(2026, 12, 17)), plan(committee, date(2026, 12, 10))
    assert (early.number, late.number) == (None, None)

    for one in (early, late):
        actions.mark_invited(ACTOR, one, NOW)

    assert (early.number, late.number) == (1, 2)


def test_what_was_sent_does_not_move_for_an_earlier_one(committee):
    late = invited(committee, date(2026, 12, 17))
    early = invited(committee, date(2026, 12, 10))

    assert (late.number, early.number) == (1, 2)


def test_a_second_dispatch_keeps_the_number(committee):
    sitting, other = (invited(committee, date(2026, 12, n)) for n in (10, 11))
    move(sitting, date(2026, 12, 17))

    actions.mark_invited(ACTOR, sitting, LATER)

    assert (sitting.number, other.number) == (1, 2)


def test_of_the_called_off_ones_only_what_was_sent_keeps_its_number(committee):
    sent = invited(committee, date(2026, 12, 10))
    unsent = plan(committee, date(2026, 12, 11))
    unsent.number = 2  # given by a release of before

    for one in (sent, unsent):
        actions.cancel(ACTOR, one, reason="Krank", now=LATER)

    assert (sent.number, unsent.number) == (1, None)
    assert invited(committee, date(2026, 12, 12)).number == 2


def test_outside_every_term_a_dispatched_sitting_has_no_number(committee):
    assert invited(committee, date(2010, 5, 5)).number is None


def test_another_number_than_the_next_needs_a_reason_and_is_on_record(committee, db_session):
    sitting = plan(committee, date(2026, 12, 10))

    with pytest.raises(RuleBroken) as refusal:
        actions.mark_invited(ACTOR, sitting, NOW, number=12)
    actions.mark_invited(ACTOR, sitting, NOW, number=12, number_reason="Elf Sitzungen auf Papier")

    assert refusal.value.field == "number_reason"
    assert sitting.number == 12
    entry = db_session.query(AuditEntry).filter_by(action="sitting.invited").one()
    assert entry.changes["number"] == [None, 12]
    assert entry.changes["number_reason"] == ["", "Elf Sitzungen auf Papier"]
    assert invited(committee, date(2026, 12, 17)).number == 13


def test_a_taken_number_is_refused_at_the_dispatch_and_the_free_one_told(committee):
    invited(committee, date(2026, 12, 10))
    other = plan(committee, date(2026, 12, 17))

    with pytest.raises(RuleBroken, match="Die nächste freie ist 2") as refusal:
        actions.mark_invited(ACTOR, other, NOW, number=1, number_reason="Ich will")

    assert refusal.value.field == "number"


def test_moved_into_another_term_the_number_stays_behind_and_nobody_else_gets_it(committee):
    build.term("2014/2020", date(2014, 6, 1), date(2020, 10, 31))
    sitting = invited(committee, date(2026, 12, 10))

    move(sitting, date(2019, 5, 7))

    assert (sitting.term.name, sitting.number) == ("2014/2020", None)
    assert (sitting.moves[-1].old_number, sitting.moves[-1].old_term_id) == (1, build.term().id)
    assert invited(committee, date(2026, 12, 17)).number == 2
    move(sitting, date(2026, 12, 18))
    assert number_queries.suggested_number(sitting) == 3


def test_a_plan_moved_into_another_term_leaves_nothing_behind(committee):
    build.term("2014/2020", date(2014, 6, 1), date(2020, 10, 31))
    sitting = plan(committee, date(2026, 12, 10))

    move(sitting, date(2019, 5, 7))

    assert (sitting.number, sitting.moves[-1].old_number) == (None, None)


def test_a_correction_needs_a_reason_and_is_on_record(committee, db_session):
    sitting = invited(committee, date(2026, 12, 10))

    with pytest.raises(RuleBroken) as refusal:
        correct(sitting, number=5, reason="")
    correct(sitting, number=5, reference="IR/0009/2026")

    assert refusal.value.field == "reason"
    assert (sitting.number, sitting.reference) == (5, "IR/0009/2026")
    assert (sitting.changed_at > NOW, sitting.sequence) == (True, 1)
    [entry] = number_queries.corrections_of(sitting)
    assert entry.changes["number"] == [1, 5]
    assert entry.changes["number_reason"] == ["", "Zählfehler"]


def test_a_correction_to_a_taken_number_is_refused(committee):
    first, second = (invited(committee, date(2026, 12, n)) for n in (10, 11))

    with pytest.raises(RuleBroken, match="schon eine andere Sitzung") as refusal:
        correct(second, number=first.number)

    assert refusal.value.field == "number"
    correct(first, number=None)
    correct(second, number=1)
    assert second.number == 1


def test_a_correction_that_changes_nothing_is_refused(committee):
    with pytest.raises(RuleBroken, match="nichts zu berichtigen"):
        correct(invited(committee, date(2026, 12, 10)))


def test_the_number_of_a_called_off_sitting_can_be_corrected(committee):
    sitting = invited(committee, date(2026, 12, 10))
    actions.cancel(ACTOR, sitting, reason="Krank", now=LATER)

    correct(sitting, number=None)

    assert sitting.number is None


def test_after_the_minutes_are_signed_no_number_is_corrected(committee):
    sitting = build.sitting(committee, state=SittingState.CLOSED, number=3)
    sitting.record_closed_at = NOW

    with pytest.raises(RuleBroken, match="unterzeichnet"):
        correct(sitting, number=4)


def test_a_kennung_that_was_sent_is_not_edited_but_corrected(committee):
    sitting = invited(committee, date(2026, 12, 10))
    kept = {name: getattr(sitting, name) for name in ("room", "kind", "format", "is_public")}

    with pytest.raises(RuleBroken) as refusal:
        actions.edit(
            ACTOR,
            sitting,
            **kept,
            online_url="",
            note="",
            partners=[],
            reference="Anders/1",
            now=LATER,
        )

    assert refusal.value.field == "reference"


def test_two_people_who_take_one_number_at_once_are_told(committee, monkeypatch, db_session):
    invited(committee, date(2026, 12, 10))
    other = invited(committee, date(2026, 12, 11))
    monkeypatch.setattr(number_queries, "number_is_taken", lambda *_: False)

    with pytest.raises(RuleBroken, match="gerade eben vergeben") as refusal:
        correct(other, number=1)

    db_session.rollback()
    assert refusal.value.field == "number"
