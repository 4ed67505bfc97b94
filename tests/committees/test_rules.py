from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.committees import rules
from gremien_app.people.committees.models import Committee, CommitteeName
from gremien_app.people.committees.rules import (
    SETTING_LABELS,
    label_of,
    require_contact,
    require_days,
    require_to_check,
)
from gremien_app.people.members.models import MemberRole


@pytest.mark.parametrize(("notice", "due"), [(None, 1), (0, 28), (7, 365), (365, 90)])
def test_it_accepts_usual_periods(notice, due):
    require_days(notice, due)


@pytest.mark.parametrize(
    ("notice", "due", "field"),
    [
        (-1, 28, "notice_days"),
        (366, 28, "notice_days"),
        (7, 0, "minutes_due_days"),
        (None, 366, "minutes_due_days"),
    ],
)
def test_it_refuses_periods_that_cannot_be_meant(notice, due, field):
    with pytest.raises(RuleBroken) as refused:
        require_days(notice, due)

    assert refused.value.field == field


@pytest.mark.parametrize("email", ["", "amt@stadt-koeln.de", "a.b+c@sub.example.org"])
def test_it_accepts_an_address_or_none(email):
    require_contact(email)


@pytest.mark.parametrize(
    "email", ["amt", "amt@", "@koeln.de", "a b@koeln.de", "a@b@c.de", "amt@koeln", "<amt@koeln.de>"]
)
def test_it_refuses_what_is_no_address(email):
    with pytest.raises(RuleBroken) as refused:
        require_contact(email)

    assert refused.value.field == "contact_email"


def test_only_a_setting_on_the_list_is_confirmed():
    require_to_check(["notice_days"], "notice_days")

    with pytest.raises(RuleBroken, match="schon bestätigt"):
        require_to_check([], "notice_days")


def test_every_setting_that_the_data_format_knows_has_a_german_name():
    columns = set(Committee.__table__.columns.keys())

    assert set(SETTING_LABELS) - columns == {"statutory_seats"}
    assert label_of("notice_days") == "Ladungsfrist"


def refusal_of(call, *arguments, **named):
    with pytest.raises(RuleBroken) as refused:
        call(*arguments, **named)
    return refused.value


def name(text, start=None):
    return CommitteeName(name=text, genitive=f"des {text}", valid_from=start)


def test_the_groups_know_every_role_of_the_roster():
    assert list(rules.GROUP_HEADINGS) == [role.value for role in MemberRole]


def test_groups_come_in_the_committees_order_and_the_others_after_them():
    council = Committee(
        attendance_groups=[{"role": "standing_guest", "heading": "Gäste"}, {"role": "chair"}]
    )

    groups = rules.attendance_groups(council)

    assert groups[:3] == [("standing_guest", "Gäste"), ("chair", ""), ("voting", "")]
    assert len(groups) == 7
    assert rules.attendance_groups(Committee(attendance_groups=[]))[0] == ("chair", "")


def test_groups_that_are_as_usual_are_not_stored():
    places = {role: place for place, role in enumerate(rules.GROUP_HEADINGS, start=1)}

    assert rules.ordered_groups(places, {"chair": "Vorsitz"}) == []
    assert rules.ordered_groups(places | {"chair": 9}, {})[-1] == {"role": "chair", "heading": ""}
    assert rules.ordered_groups(places, {"chair": "Leitung"})[0]["heading"] == "Leitung"


@pytest.mark.parametrize(
    ("place", "message"), [(1, "Den Platz 1 hat schon"), (None, "jeder Gruppe einen Platz")]
)
def test_every_group_has_a_place_of_its_own(place, message):
    places = {role: number for number, role in enumerate(rules.GROUP_HEADINGS, start=1)}

    refused = refusal_of(rules.ordered_groups, places | {"voting": place}, {})

    assert message in refused.message
    assert refused.field == "place_voting"


def test_the_standing_agenda_has_one_item_per_line():
    items = rules.standing_items("Eröffnung\n\n  Mitteilungen  ", "Verträge")

    assert items == [
        {"title": "Eröffnung", "part": "public"},
        {"title": "Mitteilungen", "part": "public"},
        {"title": "Verträge", "part": "closed"},
    ]
    assert refusal_of(rules.standing_items, "x\n" * 31, "").field == "public_items"
    assert refusal_of(rules.standing_items, "", "x" * 301).field == "closed_items"


@pytest.mark.parametrize(("motions", "access"), [(-1, None), (None, 366)])
def test_deadlines_lie_within_a_year(motions, access):
    rules.require_deadlines(None, 0)

    assert "zwischen 0 und 365" in refusal_of(rules.require_deadlines, motions, access).message


@pytest.mark.parametrize("color", ["blau", "#FFF", "#12345", "#0A5FB4", "red;}"])
def test_a_colour_is_what_calendars_understand(color):
    rules.require_color("")
    rules.require_color("#0a5fb4")

    assert refusal_of(rules.require_color, color).field == "color"


def test_groups_of_seats_are_all_seats_together():
    groups = rules.seat_groups([("Gewählte", 22), ("", None), ("Rat", 11)])

    rules.require_groups_fit(groups, 33)
    rules.require_groups_fit([], None)
    assert (
        "zusammen 33 Sitze, das Gremium hat 31"
        in refusal_of(rules.require_groups_fit, groups, 31).message
    )
    assert refusal_of(rules.require_groups_fit, groups, None).field == "group_seats_1"


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
    assert refusal_of(rules.seat_groups, rows).field == field


@pytest.mark.parametrize(("seats", "filled"), [(0, 0), (501, 0), (12, 13)])
def test_there_are_at_least_as_many_seats_as_are_filled(seats, filled):
    rules.require_seats(13, 13, "term_1")
    rules.require_seats(None, 13, "term_1")

    assert refusal_of(rules.require_seats, seats, filled, "term_1").field == "term_1"


def test_a_name_begins_on_a_free_day_after_the_first_one():
    names = [name("Alt", date(2007, 6, 19)), name("Neu", date(2022, 12, 8))]

    rules.require_free_start(names, date(2010, 1, 1))
    assert (
        "beginnt schon der Name „Neu“"
        in refusal_of(rules.require_free_start, names, date(2022, 12, 8)).message
    )
    assert (
        "erst seit dem 19.06.2007"
        in refusal_of(rules.require_free_start, names, date(2007, 6, 18)).message
    )
    rules.require_free_start([name("Immer")], date(1990, 1, 1))


def test_a_corrected_name_stays_between_its_neighbours():
    before, after = name("Alt", date(2007, 6, 19)), name("Neu", date(2022, 12, 8))

    rules.require_between(before, after, date(2015, 1, 1))
    rules.require_between(None, after, None)
    for day in (None, date(2007, 6, 19), date(2022, 12, 8)):
        assert refusal_of(rules.require_between, before, after, day).field == "valid_from"


def test_the_first_name_is_there_before_the_first_member():
    rules.require_existed(date(2020, 1, 1), date(2020, 1, 1))
    rules.require_existed(None, date(2020, 1, 1))

    assert (
        "01.01.2020"
        in refusal_of(rules.require_existed, date(2020, 1, 2), date(2020, 1, 1)).message
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
