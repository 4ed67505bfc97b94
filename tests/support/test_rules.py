"""What may be kept, and what counts."""

from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.support import rules
from gremien_app.meetings.support.measures import GROUPS, Measure, Needs


def test_every_measure_stands_in_one_group():
    assert sorted(one for *_, measures in GROUPS for one in measures) == sorted(Measure)


def test_a_language_belongs_to_the_interpreting():
    rules.require_needs(Needs((Measure.INTERPRETING,), language="Arabisch"))

    with pytest.raises(RuleBroken) as refused:
        rules.require_needs(Needs((Measure.INTERPRETING,)))
    assert refused.value.field == "language"
    with pytest.raises(RuleBroken, match="nicht gewählt"):
        rules.require_needs(Needs(language="Arabisch"))


def test_without_consent_nothing_is_kept():
    with pytest.raises(RuleBroken) as refused:
        rules.require_consent("")

    assert refused.value.field == "consent"


@pytest.mark.parametrize(
    ("state", "day", "is_ahead"),
    [
        (SittingState.INVITED, date(2026, 12, 10), True),
        (SittingState.RUNNING, date(2026, 12, 10), True),
        (SittingState.INVITED, date(2026, 12, 11), False),
        (SittingState.CLOSED, date(2026, 12, 10), False),
        (SittingState.CANCELLED, date(2026, 12, 1), False),
    ],
)
def test_something_can_be_arranged_until_the_day_is_over(state, day, is_ahead):
    sitting = Sitting(state=state, ends_at=datetime(2026, 12, 10, 15, tzinfo=UTC))

    assert rules.is_ahead(sitting, day) is is_ahead


def test_the_words_of_a_need_name_its_language_and_what_no_measure_names():
    told = Needs((Measure.BREAKS, Measure.INTERPRETING), language="Farsi", words="leise Ecke")

    assert told.labels == [
        "Pausen",
        "Sprachmittlung in eine andere Sprache: Farsi",
        "leise Ecke",
    ]
    assert not told.is_nothing
    assert Needs().is_nothing


def test_measures_are_counted_by_persons():
    told = [Needs((Measure.LOOP, Measure.BREAKS)), Needs((Measure.LOOP,)), Needs()]

    assert rules.counted(told) == {Measure.LOOP: 2, Measure.BREAKS: 1}
