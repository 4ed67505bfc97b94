from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.minute_takers import rules
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.people.persons.models import Person

DAY = date(2026, 12, 10)


def taker(id, name, *, is_deputy=False, starts_on=date(2026, 1, 1), ends_on=None) -> MinuteTaker:
    person = Person(id=id, first_name="", last_name=name)
    return MinuteTaker(
        person_id=id, person=person, is_deputy=is_deputy, starts_on=starts_on, ends_on=ends_on
    )


def test_a_committee_without_minute_taker_is_told_so():
    assert rules.absence_note([], "IR", DAY) == (
        "Für IR ist zum 10.12.2026 niemand für die Schriftführung bestellt (§ 52 GO NRW)."
    )
    assert "nur die Stellvertretung" in rules.absence_note(
        [taker(1, "A", is_deputy=True)], "IR", DAY
    )
    assert rules.absence_note([taker(1, "A"), taker(2, "B", is_deputy=True)], "IR", DAY) == ""


def test_who_writes_without_being_appointed_is_told_as_far_as_that_is_known():
    running = [taker(1, "Acht"), taker(2, "Bos", is_deputy=True)]

    assert rules.writer_note(running, 9, "Cem", "IR") == (
        "Cem ist für IR nicht bestellt. Bestellt: Acht und Bos."
    )
    assert rules.writer_note(running, 2, "Bos", "IR") == ""
    assert rules.writer_note(running, None, "Cem", "IR") == ""


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (date(2026, 7, 1), None, True),
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2027, 1, 1), None, False),
    ],
)
def test_nobody_is_appointed_twice_for_a_day(starts_on, ends_on, is_refused):
    others = [taker(1, "Acht", ends_on=date(2026, 12, 31))]

    rules.require_apart(others, 2, starts_on, ends_on)
    if is_refused:
        with pytest.raises(RuleBroken, match="schon bestellt"):
            rules.require_apart(others, 1, starts_on, ends_on)
    else:
        rules.require_apart(others, 1, starts_on, ends_on)
