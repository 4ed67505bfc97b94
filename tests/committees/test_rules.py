import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.committees import rules
from gremien_app.people.committees.models import Committee
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
