from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.founding import naming_rules, rules, seat_rules
from gremien_app.people.committees.models import CommitteeName


def refusal_of(call, *arguments, **named):
    with pytest.raises(RuleBroken) as refused:
        call(*arguments, **named)
    return refused.value


def name(text, start=None):
    return CommitteeName(name=text, genitive=f"des {text}", valid_from=start)


def test_groups_of_seats_are_all_seats_together():
    groups = seat_rules.seat_groups([("Gewählte", 22), ("", None), ("Rat", 11)])

    seat_rules.require_groups_fit(groups, 33)
    seat_rules.require_groups_fit([], None)
    assert (
        "zusammen 33 Sitze, das Gremium hat 31"
        in refusal_of(seat_rules.require_groups_fit, groups, 31).message
    )
    assert refusal_of(seat_rules.require_groups_fit, groups, None).field == "group_seats_1"


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([("", 3)], "group_label_1"),
        ([("Rat", None)], "group_seats_1"),
        ([("Rat", 0)], "group_seats_1"),
        ([("Rat", 1), ("Rat", 2)], "group_label_2"),
    ],
)
def test_a_half_filled_row_says_what_is_missing(rows, field):
    assert refusal_of(seat_rules.seat_groups, rows).field == field


@pytest.mark.parametrize(("seats", "filled"), [(0, 0), (501, 0), (12, 13)])
def test_there_are_at_least_as_many_seats_as_are_filled(seats, filled):
    seat_rules.require_seats(13, 13, "term_1")
    seat_rules.require_seats(None, 13, "term_1")

    assert refusal_of(seat_rules.require_seats, seats, filled, "term_1").field == "term_1"


def test_a_name_begins_on_a_free_day_after_the_first_one():
    names = [name("Alt", date(2007, 6, 19)), name("Neu", date(2022, 12, 8))]

    naming_rules.require_free_start(names, date(2010, 1, 1))
    assert (
        "beginnt schon der Name „Neu“"
        in refusal_of(naming_rules.require_free_start, names, date(2022, 12, 8)).message
    )
    assert (
        "erst seit dem 19.06.2007"
        in refusal_of(naming_rules.require_free_start, names, date(2007, 6, 18)).message
    )
    naming_rules.require_free_start([name("Immer")], date(1990, 1, 1))


def test_a_corrected_name_stays_between_its_neighbours():
    before, after = name("Alt", date(2007, 6, 19)), name("Neu", date(2022, 12, 8))

    naming_rules.require_between(before, after, date(2015, 1, 1))
    naming_rules.require_between(None, after, None)
    for day in (None, date(2007, 6, 19), date(2022, 12, 8)):
        assert refusal_of(naming_rules.require_between, before, after, day).field == "valid_from"


def test_the_first_name_is_there_before_the_first_member():
    naming_rules.require_existed(date(2020, 1, 1), date(2020, 1, 1))
    naming_rules.require_existed(None, date(2020, 1, 1))

    assert (
        "01.01.2020"
        in refusal_of(naming_rules.require_existed, date(2020, 1, 2), date(2020, 1, 1)).message
    )


@pytest.mark.parametrize("slug", ["", "AG-Bauen", "ag bauen", "ä", "neu", "alle", "x" * 61])
def test_an_address_is_short_plain_and_free(slug):
    rules.require_slug("ag-bauen", is_taken=False)

    assert refusal_of(rules.require_slug, slug, is_taken=False).field == "slug"
    assert refusal_of(rules.require_slug, "ag-bauen", is_taken=True).field == "slug"


def test_a_name_suggests_an_address():
    assert (
        rules.suggest_slug("AG Barrierefreies Bauen & Wohnen") == "ag-barrierefreies-bauen-wohnen"
    )
    assert len(rules.suggest_slug("Straße " * 20)) <= 60
