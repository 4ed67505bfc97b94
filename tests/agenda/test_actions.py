from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda import actions, leaving_actions, queries, rules, standing_actions
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.builders import NOW

ACTOR = Viewer(name="Gerda Geschäft")


def outline(sitting) -> list[str]:
    return [
        f"{one.label} {one.item.title}" for one in rules.number_items(queries.all_items(sitting))
    ]


def add(sitting, *titles, **values) -> list[AgendaItem]:
    return [actions.add_item(ACTOR, sitting, title=title, **values) for title in titles]


def invite(sitting):
    actions.freeze(sitting)
    sitting.state = SittingState.INVITED


def test_items_are_appended_to_their_part_or_parent(sitting):
    a, _b = add(sitting, "A", "B")
    add(sitting, "A1", "A2", parent=a)
    add(sitting, "Z", part=Part.CLOSED)

    assert outline(sitting) == ["Ö 1 A", "Ö 1.1 A1", "Ö 1.2 A2", "Ö 2 B", "N 1 Z"]


def test_an_item_stands_in_the_part_of_its_parent(sitting):
    (closed,) = add(sitting, "Z", part=Part.CLOSED)

    (child,) = add(sitting, "Z1", parent=closed, part=Part.PUBLIC)

    assert child.part is Part.CLOSED


@pytest.mark.parametrize("title", ["", "   "])
def test_an_item_needs_a_title(sitting, title):
    with pytest.raises(RuleBroken) as refusal:
        add(sitting, title)

    assert refusal.value.field == "title"


def test_a_parent_of_another_sitting_is_refused(committee, sitting):
    foreign = build.item(build.sitting(committee, date(2027, 1, 5)), "Fremd")

    with pytest.raises(RuleBroken):
        add(sitting, "A", parent=foreign)


def test_the_standard_agenda_fills_an_empty_one_only(sitting):
    standing_actions.add_standard_agenda(ACTOR, sitting)

    assert outline(sitting) == [
        "Ö 1 Eröffnung und Feststellung der Beschlussfähigkeit",
        "Ö 2 Genehmigung der Niederschrift der letzten Sitzung",
        "Ö 3 Mitteilungen",
        "Ö 4 Verschiedenes",
    ]
    with pytest.raises(RuleBroken):
        standing_actions.add_standard_agenda(ACTOR, sitting)


def test_the_committees_standing_agenda_wins_over_the_standard(committee, sitting):
    committee.standing_agenda = [
        {"title": "Bericht", "part": "public"},
        {"title": "Verträge", "part": "closed"},
    ]

    standing_actions.add_standard_agenda(ACTOR, sitting)

    assert outline(sitting) == ["Ö 1 Bericht", "N 1 Verträge"]


def test_an_item_moves_up_and_down_with_everything_below_it(sitting):
    a, _b, c = add(sitting, "A", "B", "C")
    add(sitting, "A1", parent=a)

    actions.move_step(ACTOR, a, "down")
    assert outline(sitting) == ["Ö 1 B", "Ö 2 A", "Ö 2.1 A1", "Ö 3 C"]
    actions.move_step(ACTOR, c, "up")
    assert outline(sitting) == ["Ö 1 B", "Ö 2 C", "Ö 3 A", "Ö 3.1 A1"]


def test_at_the_end_of_the_list_nothing_moves(sitting):
    a, b = add(sitting, "A", "B")
    before = outline(sitting)

    actions.move_step(ACTOR, a, "up")
    actions.move_step(ACTOR, b, "down")

    assert outline(sitting) == before


def test_items_with_equal_positions_still_move(sitting):
    _a, b = build.item(sitting, "A", position=1), build.item(sitting, "B", position=1)

    actions.move_step(ACTOR, b, "up")

    assert outline(sitting) == ["Ö 1 B", "Ö 2 A"]


def test_an_item_moves_behind_under_or_to_the_beginning(sitting):
    a, b, c = add(sitting, "A", "B", "C")

    actions.move_to(ACTOR, a, after=b)
    assert outline(sitting) == ["Ö 1 B", "Ö 2 A", "Ö 3 C"]
    actions.move_to(ACTOR, c, under=b)
    assert outline(sitting) == ["Ö 1 B", "Ö 1.1 C", "Ö 2 A"]
    actions.move_to(ACTOR, c)
    assert outline(sitting) == ["Ö 1 C", "Ö 2 B", "Ö 3 A"]


def test_an_item_moves_into_another_branch(sitting):
    a, b = add(sitting, "A", "B")
    (a1,) = add(sitting, "A1", parent=a)
    (b1,) = add(sitting, "B1", parent=b)

    actions.move_to(ACTOR, a1, after=b1)

    assert outline(sitting) == ["Ö 1 A", "Ö 2 B", "Ö 2.1 B1", "Ö 2.2 A1"]


def test_an_item_never_moves_into_the_other_part_or_below_itself(sitting):
    a, b = add(sitting, "A", "B")
    (a1,) = add(sitting, "A1", parent=a)
    (z,) = add(sitting, "Z", part=Part.CLOSED)

    for target in ({"under": z}, {"after": z}):
        with pytest.raises(RuleBroken):
            actions.move_to(ACTOR, b, **target)
    for target in ({"under": a1}, {"after": a1}, {"after": a}):
        with pytest.raises(RuleBroken):
            actions.move_to(ACTOR, a, **target)


def test_the_part_changes_with_a_confirmation_and_all_below_goes_along(sitting):
    a, _b = add(sitting, "A", "B")
    add(sitting, "A1", parent=a)
    add(sitting, "Z", part=Part.CLOSED)

    with pytest.raises(RuleBroken):
        actions.change_part(ACTOR, a, Part.CLOSED, is_confirmed=False)
    actions.change_part(ACTOR, a, Part.CLOSED, is_confirmed=True)

    assert outline(sitting) == ["Ö 1 B", "N 1 Z", "N 2 A", "N 2.1 A1"]


def test_a_frozen_item_that_changes_its_part_gets_a_number_there(sitting):
    a, _b = add(sitting, "A", "B")
    add(sitting, "A1", parent=a)
    add(sitting, "Z", part=Part.CLOSED)
    invite(sitting)

    actions.change_part(ACTOR, a, Part.CLOSED, is_confirmed=True)

    assert outline(sitting) == ["Ö 2 B", "N 1 Z", "N 2 A", "N 2.1 A1"]


def test_a_deleted_item_comes_back_with_what_lay_below(sitting):
    a, _b = add(sitting, "A", "B")
    (a1,) = add(sitting, "A1", parent=a)
    add(sitting, "A11", parent=a1)
    before = outline(sitting)

    actions.remove_item(ACTOR, a)
    assert outline(sitting) == ["Ö 1 B"]
    actions.restore_item(ACTOR, a)

    assert outline(sitting) == before


def test_an_item_whose_parent_is_gone_comes_back_on_the_first_level(sitting):
    a, _b = add(sitting, "A", "B")
    (a1,) = add(sitting, "A1", parent=a)
    actions.remove_item(ACTOR, a)

    actions.restore_item(ACTOR, a1)

    assert sorted(outline(sitting)) == ["Ö 1 A1", "Ö 2 B"]


def test_freezing_fixes_the_numbers_and_empties_the_waste_basket(sitting, db_session):
    a, b, c = add(sitting, "A", "B", "C")
    add(sitting, "B1", parent=b)
    actions.remove_item(ACTOR, b)
    actions.remove_item(ACTOR, a)

    actions.freeze(sitting)

    assert c.printed_number == "1"
    assert db_session.query(AgendaItem).count() == 1


def test_after_the_invitation_new_items_are_a_nachtrag_at_the_end(sitting):
    a, _b = add(sitting, "A", "B")
    invite(sitting)

    (late,) = add(sitting, "C")
    (below,) = add(sitting, "A1", parent=a)

    assert (late.mark, below.mark) == (ItemMark.ADDED_LATE, ItemMark.ADDED_LATE)
    assert outline(sitting) == ["Ö 1 A", "Ö 1.1 A1", "Ö 2 B", "Ö 3 C"]


def test_after_the_invitation_the_order_stays(sitting):
    a, b = add(sitting, "A", "B")
    invite(sitting)

    for change in (
        lambda: actions.move_step(ACTOR, a, "down"),
        lambda: actions.move_to(ACTOR, a, after=b),
        lambda: actions.remove_item(ACTOR, a),
    ):
        with pytest.raises(RuleBroken):
            change()


def test_a_withdrawn_item_keeps_its_number_and_can_come_back(sitting):
    a, _b = add(sitting, "A", "B")
    invite(sitting)

    leaving_actions.withdraw(ACTOR, a)
    assert (a.mark, a.printed_number) == (ItemMark.WITHDRAWN, "1")
    with pytest.raises(RuleBroken):
        leaving_actions.withdraw(ACTOR, a)
    leaving_actions.reinstate(ACTOR, a)

    assert a.mark is ItemMark.NONE
    with pytest.raises(RuleBroken):
        leaving_actions.reinstate(ACTOR, a)


def test_an_adjourned_item_comes_up_again_with_a_reference(committee, sitting):
    later = build.sitting(committee, date(2027, 2, 4))
    (item,) = add(sitting, "Barrierefreie Haltestellen", proposal="Die StAG empfiehlt …")
    invite(sitting)

    carried = leaving_actions.adjourn(ACTOR, item, later)

    assert (item.mark, item.outcome) == (ItemMark.ADJOURNED, Outcome.ADJOURNED)
    assert carried is not None
    assert (carried.sitting, carried.carried_from) == (later, item)
    assert (carried.title, carried.proposal) == (item.title, "Die StAG empfiehlt …")


def test_an_item_can_be_adjourned_without_a_date(sitting):
    (item,) = add(sitting, "A")
    invite(sitting)

    assert leaving_actions.adjourn(ACTOR, item) is None


def test_items_are_only_carried_forward_within_the_committee(committee, sitting):
    (item,) = add(sitting, "A")
    invite(sitting)
    earlier = build.sitting(committee, date(2026, 1, 4))
    foreign = build.sitting(build.committee("integrationsrat"), date(2027, 2, 4))

    for target in (earlier, foreign, sitting):
        with pytest.raises(RuleBroken):
            leaving_actions.adjourn(ACTOR, item, target)


def test_after_the_minutes_are_signed_the_agenda_stays(sitting):
    (item,) = add(sitting, "A")
    invite(sitting)
    sitting.record_closed_at = NOW
    texts = {"reference": "", "presenter": "", "explanation": "", "proposal": ""}

    for change in (
        lambda: add(sitting, "B"),
        lambda: actions.edit_item(ACTOR, item, now=NOW, title="Neu", **texts),
        lambda: leaving_actions.withdraw(ACTOR, item),
        lambda: leaving_actions.adjourn(ACTOR, item),
        lambda: actions.change_part(ACTOR, item, Part.CLOSED, is_confirmed=True),
    ):
        with pytest.raises(RuleBroken):
            change()


def test_the_audit_keeps_closed_texts_out(sitting, db_session):
    (item,) = add(sitting, "Geheimer Titel", part=Part.CLOSED)

    actions.edit_item(
        ACTOR,
        item,
        now=NOW,
        title="Anderer geheimer Titel",
        reference="",
        presenter="",
        explanation="Geheim",
        proposal="",
    )

    kept = [(e.summary, e.changes) for e in db_session.query(AuditEntry)]
    assert "eheim" not in str(kept)
    assert kept[-1] == (
        "nichtöffentlicher TOP: geändert",
        {"title": ["…", "…"], "explanation": ["…", "…"]},
    )


def test_saving_the_same_texts_leaves_no_trace(sitting, db_session):
    (item,) = add(sitting, "A")
    before = db_session.query(AuditEntry).count()

    actions.edit_item(
        ACTOR, item, now=NOW, title="A", reference="", presenter="", explanation="", proposal=""
    )

    assert db_session.query(AuditEntry).count() == before


def test_a_form_sent_twice_makes_one_item(committee):
    sitting = build.sitting(committee)
    first = actions.add_item(ACTOR, sitting, title="Bericht")

    with pytest.raises(RuleBroken, match="gibt es hier schon") as refusal:
        actions.add_item(ACTOR, sitting, title="Bericht")

    assert refusal.value.field == "title"
    actions.add_item(ACTOR, sitting, title="Bericht", presenter="Frau Ast")
    actions.add_item(ACTOR, sitting, title="Bericht", parent=first)


def test_what_is_below_a_withdrawn_item_goes_and_returns_with_it(sitting):
    (a,) = add(sitting, "A")
    below, other, _third = add(sitting, "A1", "A2", "A3", parent=a)
    invite(sitting)
    leaving_actions.withdraw(ACTOR, other)
    leaving_actions.withdraw(ACTOR, a)
    assert {one.mark for one in queries.all_items(sitting)} == {ItemMark.WITHDRAWN}
    with pytest.raises(RuleBroken, match="Oberpunkt"):
        leaving_actions.reinstate(ACTOR, below)

    leaving_actions.reinstate(ACTOR, a)

    marks = {one.title: one.mark for one in queries.all_items(sitting)}
    assert marks == {
        "A": ItemMark.NONE,
        "A1": ItemMark.NONE,
        "A2": ItemMark.WITHDRAWN,
        "A3": ItemMark.NONE,
    }


def test_a_nachtrag_that_returns_is_a_nachtrag_again(sitting):
    add(sitting, "A")
    invite(sitting)
    (late,) = add(sitting, "B")

    leaving_actions.withdraw(ACTOR, late)
    leaving_actions.reinstate(ACTOR, late)

    assert late.mark is ItemMark.ADDED_LATE


def test_taking_an_adjournment_back_removes_the_copy_from_a_draft(committee, sitting):
    later = build.sitting(committee, date(2027, 2, 4))
    (item,) = add(sitting, "A")
    add(sitting, "A1", parent=item)
    invite(sitting)
    copy = leaving_actions.adjourn(ACTOR, item, later)

    returned = leaving_actions.reinstate(ACTOR, item)

    assert (returned.copy, returned.is_removed, item.outcome) == (copy, True, None)
    assert outline(later) == []
    assert outline(sitting) == ["Ö 1 A", "Ö 1.1 A1"]


def test_adjourning_again_finds_the_copy(committee, sitting):
    later = build.sitting(committee, date(2027, 2, 4))
    (item,) = add(sitting, "A")
    add(sitting, "A1", parent=item)
    invite(sitting)
    copy = leaving_actions.adjourn(ACTOR, item, later)
    leaving_actions.reinstate(ACTOR, item)

    again = leaving_actions.adjourn(ACTOR, item, later)

    assert again is copy
    assert outline(later) == ["Ö 1 A", "Ö 1.1 A1"]


def test_a_copy_on_an_agenda_that_is_sent_is_named_and_stays_the_only_one(committee, sitting):
    later = build.sitting(committee, date(2027, 2, 4))
    other = build.sitting(committee, date(2027, 5, 4))
    (item,) = add(sitting, "A")
    invite(sitting)
    copy = leaving_actions.adjourn(ACTOR, item, later)
    invite(later)

    returned = leaving_actions.reinstate(ACTOR, item)

    assert (returned.copy, returned.is_removed) == (copy, False)
    with pytest.raises(RuleBroken, match=r"schon auf der Tagesordnung der Sitzung am 04\.02\.2027"):
        leaving_actions.adjourn(ACTOR, item, other)
    assert leaving_actions.adjourn(ACTOR, item, later) is copy
    leaving_actions.reinstate(ACTOR, item)
    leaving_actions.withdraw(ACTOR, copy)
    assert leaving_actions.adjourn(ACTOR, item, other) is not copy


@pytest.mark.parametrize(
    ("there", "late"),
    [
        (["1", "2", "2.12", "3"], "4"),
        (["III."], "IV."),
        (["A 1", "A 2"], "A 3"),
        (["a)", "b)"], "c)"),
    ],
)
def test_a_nachtrag_gets_the_next_free_number_of_the_same_depth_and_form(sitting, there, late):
    add(sitting, *[f"Punkt {one}" for one in there])
    for item, number in zip(queries.all_items(sitting), there, strict=True):
        item.printed_number = number
    invite(sitting)

    (made,) = add(sitting, "Neu")

    assert made.printed_number == late


def test_an_item_that_leaves_its_part_and_returns_has_its_number_and_place_again(sitting):
    _a, b, _c = add(sitting, "A", "B", "C")
    (b1,) = add(sitting, "B1", parent=b)
    add(sitting, "Z", part=Part.CLOSED)
    invite(sitting)
    before = outline(sitting)

    for item in (b, b1):
        actions.change_part(ACTOR, item, Part.CLOSED, is_confirmed=True)
        add(sitting, f"Nachtrag zu {item.title}")
        actions.change_part(ACTOR, item, Part.PUBLIC, is_confirmed=True)

    late = ["Ö 4 Nachtrag zu B", "Ö 5 Nachtrag zu B1"]
    assert [one for one in outline(sitting) if one not in late] == before
    assert set(late) < set(outline(sitting))


def test_the_number_of_an_item_in_the_other_part_is_given_to_nobody_else(sitting):
    _a, b = add(sitting, "A", "B")
    invite(sitting)
    actions.change_part(ACTOR, b, Part.CLOSED, is_confirmed=True)

    add(sitting, "Neu")

    assert outline(sitting) == ["Ö 1 A", "Ö 3 Neu", "N 1 B"]


def test_a_changed_title_of_an_invited_item_is_remembered_until_it_is_the_old_one_again(sitting):
    (item,) = add(sitting, "A")
    actions.edit_item(ACTOR, item, now=NOW, title="B")
    assert item.invited_title is None
    invite(sitting)

    actions.edit_item(ACTOR, item, now=NOW, title="C")
    actions.edit_item(ACTOR, item, now=NOW, title="D")
    assert (item.invited_title, item.retitled_at) == ("B", NOW)
    actions.edit_item(ACTOR, item, now=NOW, title="B")

    assert (item.invited_title, item.retitled_at) == (None, None)


def test_new_items_of_a_draft_come_before_verschiedenes(sitting):
    add(sitting, "A", "Verschiedenes", "B")
    assert outline(sitting) == ["Ö 1 A", "Ö 2 B", "Ö 3 Verschiedenes"]
    invite(sitting)

    add(sitting, "C")

    assert outline(sitting)[-1] == "Ö 4 C"


@pytest.mark.parametrize("title", ["\u200b\u2060", "\u3164", " "])
def test_a_title_that_nobody_sees_is_none(sitting, title):
    with pytest.raises(RuleBroken):
        add(sitting, title)


def test_a_title_of_more_than_a_thousand_characters_is_refused_with_its_length(sitting):
    with pytest.raises(RuleBroken, match="1001"):
        add(sitting, "x" * 1001)


def test_the_standing_agenda_comes_around_what_was_carried_over(sitting):
    add(sitting, "Haltestellen", "Mitteilungen")

    standing_actions.add_standard_agenda(ACTOR, sitting)

    assert [one.partition(" ")[2][2:] for one in outline(sitting)] == [
        "Eröffnung und Feststellung der Beschlussfähigkeit",
        "Genehmigung der Niederschrift der letzten Sitzung",
        "Haltestellen",
        "Mitteilungen",
        "Verschiedenes",
    ]


def test_the_standing_agenda_knows_the_last_sitting_its_closed_resolutions_and_who_is_new(
    committee, sitting
):
    last = build.sitting(committee, date(2026, 3, 12), number=4, state=SittingState.CLOSED)
    build.item(last, "Vertrag", part=Part.CLOSED, outcome=Outcome.ADOPTED)
    person = build.person("Neumann", "Nora")
    build.member(committee, person, starts_on=date(2026, 4, 1))

    made = standing_actions.add_standard_agenda(ACTOR, sitting)

    assert [one.title for one in made][:4] == [
        "Eröffnung und Feststellung der Beschlussfähigkeit",
        "Genehmigung der Niederschrift der 4. Sitzung am 12.03.2026",
        "Einführung und Verpflichtung",
        "Bekanntgabe nichtöffentlich gefasster Beschlüsse",
    ]
    assert made[2].explanation == "Neu im Gremium: Nora Neumann."
