"""Who may be invited to what; nothing here asks a database."""

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests import rules
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def item(id=1, part=Part.PUBLIC, mark=ItemMark.NONE, sitting_id=7):
    return AgendaItem(id=id, part=part, mark=mark, sitting_id=sitting_id, title="Geheim")


def numbered(one, number):
    return NumberedItem(one, number, 1, is_first=True, is_last=True)


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (SittingState.PLANNED, True),
        (SittingState.INVITED, True),
        (SittingState.MOVED, True),
        (SittingState.RUNNING, True),
        (SittingState.CLOSED, False),
        (SittingState.CANCELLED, False),
    ],
)
def test_guests_come_to_what_is_ahead_or_running(state, may):
    sitting = Sitting(state=state)

    assert rules.can_invite(sitting) is may
    if may:
        rules.require_open(sitting)
    else:
        with pytest.raises(RuleBroken):
            rules.require_open(sitting)


@pytest.mark.parametrize(
    "items",
    [[], [item(sitting_id=8)], [item(mark=ItemMark.REMOVED)]],
    ids=["none", "of another sitting", "deleted"],
)
def test_at_least_one_item_of_this_agenda(items):
    with pytest.raises(RuleBroken):
        rules.require_items(Sitting(id=7), items)


@pytest.mark.parametrize("mark", [ItemMark.WITHDRAWN, ItemMark.ADJOURNED, ItemMark.REMOVED])
def test_nobody_is_invited_to_what_is_not_dealt_with(mark):
    assert not rules.is_offered(item(mark=mark))
    assert rules.is_offered(item(mark=ItemMark.ADDED_LATE))


def test_a_member_who_reads_everything_is_no_guest_but_one_without_that_right_may_be():
    kim = Person(id=3, first_name="Kim", last_name="Muster")
    rules.require_needs_admission(kim, [Membership(person_id=3, sees_closed=False)])
    rules.require_needs_admission(kim, [Membership(person_id=4, sees_closed=True)])

    with pytest.raises(RuleBroken, match="Kim Muster gehört"):
        rules.require_needs_admission(kim, [Membership(person_id=3, sees_closed=True)])


def test_the_record_names_items_by_number_and_never_a_closed_title():
    public, closed, unnumbered = item(1), item(2, Part.CLOSED), item(3, Part.CLOSED)
    agenda = [numbered(public, "4"), numbered(closed, "2"), numbered(unnumbered, "")]

    assert rules.describe(agenda, [closed, public]) == "TOP Ö 4 und TOP N 2"
    assert rules.describe(agenda, [unnumbered]) == "nichtöffentlicher TOP"
