"""What waits for an agenda is put on one: adjourned items, and those of a sitting called off."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda import leaving_actions
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.guests.queries import guests_of
from gremien_app.meetings.papers.queries import papers_of
from gremien_app.meetings.pool import actions, queries
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW


@pytest.fixture
def committee(app):
    return build.committee()


@pytest.fixture
def office(committee):
    return viewer_of(build.account(secretariat_of=[committee]), NOW.date())


@pytest.fixture
def held(committee):
    return build.sitting(committee, date(2026, 3, 4), state=SittingState.INVITED)


@pytest.fixture
def coming(committee):
    return build.sitting(committee, date(2027, 3, 4))


def item(sitting, title, **values) -> AgendaItem:
    return build.item(sitting, title, **{"printed_number": "1"} | values)


def titles(offered) -> list[str]:
    return [one.offer.title for one in offered]


def keys(office, sitting) -> list[str]:
    return [one.key for one in queries.offered_for(office, sitting)]


def outline(sitting) -> list[str]:
    return [f"{one.label} {one.item.title}" for one in number_items(all_items(sitting))]


def test_an_adjourned_item_waits_until_it_stands_on_an_agenda(office, held, coming):
    leaving_actions.adjourn(office, item(held, "Haltestellen"))
    assert titles(queries.offered_for(office, coming)) == ["Haltestellen"]

    actions.take(office, coming, keys(office, coming))

    assert outline(coming) == ["Ö 1 Haltestellen"]
    assert queries.offered_for(office, coming) == []


def test_an_adjourned_item_waits_again_when_its_copy_is_deleted(office, held, coming):
    first = item(held, "Haltestellen")
    copy = leaving_actions.adjourn(office, first, coming)
    assert queries.offered_for(office, coming) == []

    copy.mark = ItemMark.REMOVED
    db.session.flush()

    assert titles(queries.offered_for(office, coming)) == ["Haltestellen"]


def test_what_was_adjourned_is_offered_to_later_sittings_of_the_committee_only(
    office, committee, held
):
    leaving_actions.adjourn(office, item(held, "Haltestellen"))
    earlier = build.sitting(committee, date(2026, 1, 4))
    other = build.sitting(build.committee("anderes", short="AND"), date(2027, 3, 4))

    assert queries.offered_for(office, earlier) == []
    assert queries.offered_for(office, other) == []


def test_the_tree_the_texts_the_files_and_the_guests_come_along(office, held, coming):
    top = item(held, "Umbau", explanation="Warum", proposal="Wir bitten")
    below = item(held, "Rampen", parent=top, printed_number="1.1")
    item(held, "Aufzüge", parent=below, printed_number="1.1.1")
    paper = build.paper(below, "Plan", published=True)
    guest = build.guest(held, below)
    leaving_actions.adjourn(office, top)

    (made,) = actions.take(office, coming, keys(office, coming))

    assert outline(coming) == ["Ö 1 Umbau", "Ö 1.1 Rampen", "Ö 1.1.1 Aufzüge"]
    assert (made.explanation, made.proposal, made.carried_from) == ("Warum", "Wir bitten", top)
    copy = next(one for one in all_items(coming) if one.title == "Rampen")
    (carried,) = papers_of(copy)
    assert carried.newest.stored is paper.newest.stored
    assert carried.published is carried.newest
    (there,) = guests_of(coming)
    assert (there.person, [one.agenda_item for one in there.admissions]) == (guest.person, [copy])


def test_what_was_decided_or_withdrawn_below_an_adjourned_item_stays(office, held, coming):
    top = item(held, "Umbau")
    item(held, "Entschieden", parent=top, outcome=Outcome.ADOPTED)
    item(held, "Abgesetzt", parent=top, mark=ItemMark.WITHDRAWN)
    item(held, "Offen", parent=top)
    leaving_actions.adjourn(office, top, coming)

    assert outline(coming) == ["Ö 1 Umbau", "Ö 1.1 Offen"]
    marks = {one.title: one.mark for one in all_items(held)}
    assert marks == {
        "Umbau": ItemMark.ADJOURNED,
        "Entschieden": ItemMark.NONE,
        "Abgesetzt": ItemMark.WITHDRAWN,
        "Offen": ItemMark.ADJOURNED,
    }


def test_a_called_off_sittings_items_reach_the_next_one_in_their_order(office, committee, coming):
    off = build.sitting(committee, date(2027, 2, 4), state=SittingState.CANCELLED)
    first = item(off, "Bericht", printed_number=None)
    item(off, "Anlage", parent=first, printed_number=None)
    item(off, "Vertrag", part=Part.CLOSED, printed_number=None)
    item(off, "Verschiedenes", printed_number=None)
    item(off, "Zurückgezogen", mark=ItemMark.WITHDRAWN)
    item(coming, "Verschiedenes", printed_number=None)
    (one, *_rest) = queries.offered_for(office, coming)

    actions.take(office, coming, [], group=one.group)

    assert outline(coming) == ["Ö 1 Bericht", "Ö 1.1 Anlage", "Ö 2 Verschiedenes", "N 1 Vertrag"]
    assert queries.offered_for(office, coming) == []


def test_an_item_of_a_sitting_put_off_is_brought_forward_and_withdrawn_there(
    office, committee, coming
):
    put_off = build.sitting(committee, date(2027, 6, 4), state=SittingState.MOVED)
    urgent = item(put_off, "Eilt")
    earlier = build.sitting(committee, date(2027, 1, 4))

    actions.take(office, coming, keys(office, coming))

    assert (outline(coming), urgent.mark) == (["Ö 1 Eilt"], ItemMark.WITHDRAWN)
    assert queries.offered_for(office, earlier) == []


@pytest.mark.parametrize("sent", [[], ["vertagt-999999"], ["vertagt-"], ["gibtesnicht-1"], ["x"]])
def test_nothing_is_put_on_where_nothing_that_waits_was_chosen(office, held, coming, sent):
    leaving_actions.adjourn(office, item(held, "Haltestellen"))

    with pytest.raises(RuleBroken):
        actions.take(office, coming, sent)

    assert outline(coming) == []


def test_what_is_laid_aside_is_offered_no_longer_and_can_come_back(office, held, coming):
    leaving_actions.adjourn(office, item(held, "Haltestellen"))
    (key,) = keys(office, coming)

    actions.lay_aside(office, coming, key, NOW)
    (one,) = queries.offered_for(office, coming)
    assert one.offer.is_laid_aside
    actions.lay_aside(office, coming, key, None)

    (one,) = queries.offered_for(office, coming)
    assert not one.offer.is_laid_aside


def test_the_same_number_of_queries_serves_one_and_three_offers(office, held, coming, query_count):
    queries.offered_for(office, coming)  # what stays loaded
    counts = []
    for title in ("Eins", "Zwei", "Drei"):
        leaving_actions.adjourn(office, item(held, title))
        with query_count() as counted:
            queries.offered_for(office, coming)
        counts.append(counted.count)

    assert counts[2] <= counts[0] <= 9  # one more for each room that offers something
