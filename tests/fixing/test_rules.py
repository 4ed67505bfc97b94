from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.fixing import rules
from gremien_app.meetings.fixing.models import AgendaFixing, FixingWay
from gremien_app.meetings.fixing.rules import Stage
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee, FixingRule

TODAY = date(2026, 11, 30)
ASKED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def sitting(rule=FixingRule.CHAIR, state=SittingState.PLANNED, **values) -> Sitting:
    return Sitting(committee=Committee(agenda_fixing=rule), state=state, **values)


def signs(*titles, part=Part.PUBLIC) -> list[str]:
    items = [
        AgendaItem(id=place, part=part, position=place, title=title, mark=ItemMark.NONE)
        for place, title in enumerate(titles, start=1)
    ]
    return rules.signs_of(number_items(items))


def fixed(items, **values) -> AgendaFixing:
    given = {"fixed_on": date(2026, 11, 25), "fixed_at": ASKED, "way": FixingWay.PHONE}
    return AgendaFixing(items=items, **(given | values))


def standing(fixing, now, **values) -> rules.Standing:
    return rules.standing_of(sitting(**values), fixing, now, TODAY)


def test_nobody_has_set_an_agenda_of_which_nothing_is_on_record():
    found = standing(None, signs("A"))

    assert found.stage is Stage.OPEN
    assert found.told == "Der Vorsitz hat die Tagesordnung noch nicht festgesetzt."


def test_the_office_reads_since_when_the_agenda_lies_with_the_chair():
    found = standing(AgendaFixing(asked_at=ASKED, items=[]), signs("A"))

    assert found.stage is Stage.WAITING
    assert found.told == "Die Tagesordnung liegt seit dem 24.11.2026 (6 Tage) beim Vorsitz."


def test_an_agenda_is_set_as_long_as_it_is_the_one_that_was_set():
    found = standing(fixed(signs("A", "B")), signs("A", "B"))

    assert found.is_settled
    assert found.told == "Die Tagesordnung ist am 25.11.2026 telefonisch festgesetzt."


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (("A", "B", "C"), "1 Punkt neu oder anders"),
        (("A", "Bb"), "1 Punkt neu oder anders"),
        (("A",), "1 Punkt fehlt"),
        (("B", "A"), "andere Reihenfolge"),
        (("C", "D", "A"), "2 Punkte neu oder anders"),
    ],
)
def test_a_change_says_that_the_agenda_is_to_be_set_anew(now, what):
    found = standing(fixed(signs("A", "B")), signs(*now))

    assert found.stage is Stage.CHANGED
    assert f"seitdem geändert ({what}). Sie ist neu festzusetzen." in found.told


def test_another_part_is_another_agenda():
    assert signs("A") != signs("A", part=Part.CLOSED)


def test_signs_tell_no_title():
    assert "Personal" not in " ".join(signs("Personal", part=Part.CLOSED))


def test_a_changed_agenda_that_was_put_before_the_chair_again_waits():
    again = fixed(signs("A"), asked_at=datetime(2026, 11, 30, 8, 0, tzinfo=UTC))

    found = standing(again, signs("A", "B"))

    assert found.stage is Stage.WAITING
    assert found.told == "Die Tagesordnung liegt seit dem 30.11.2026 beim Vorsitz."


def test_with_the_mayor_the_agenda_is_settled_once_the_benehmen_is_on_record():
    items = signs("A")

    open_ = standing(fixed(items), items, rule=FixingRule.WITH_MAYOR)
    done = standing(fixed(items, agreed_on=TODAY), items, rule=FixingRule.WITH_MAYOR)

    assert [open_.is_settled, done.is_settled] == [False, True]


def test_the_vote_on_the_extension_is_nobodys_choice():
    extension = AgendaItem(
        id=1, part=Part.PUBLIC, position=0, title="Erweiterung der Tagesordnung", is_extension=True
    )

    assert rules.signs_of(number_items([extension])) == []


@pytest.mark.parametrize(
    ("rule", "state", "is_asked"),
    [
        (FixingRule.CHAIR, SittingState.PLANNED, True),
        (FixingRule.WITH_MAYOR, SittingState.MOVED, True),
        (FixingRule.CHAIR, SittingState.INVITED, True),
        (FixingRule.NONE, SittingState.PLANNED, False),
        (FixingRule.CHAIR, SittingState.RUNNING, False),
        (FixingRule.CHAIR, SittingState.CANCELLED, False),
    ],
)
def test_an_agenda_is_set_where_the_rules_ask_and_the_sitting_is_ahead(rule, state, is_asked):
    assert rules.is_asked_for(sitting(rule, state)) is is_asked


def test_nobody_sets_an_agenda_that_he_or_she_has_not_seen():
    seen = rules.seen_of(signs("A"))

    with pytest.raises(RuleBroken, match="hat sich geändert"):
        rules.require_fixable(sitting(), signs("A", "B"), seen)


def test_an_empty_agenda_is_not_set():
    with pytest.raises(RuleBroken, match="noch leer"):
        rules.require_fixable(sitting(), [], rules.seen_of([]))
