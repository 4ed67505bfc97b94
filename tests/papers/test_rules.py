"""Where a paper stands follows from its moments and its items, and it is as closed as they are."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.papers import place_rules, rules, stage_rules
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests.builders import NOW


def item(state=SittingState.PLANNED, *, days=0, part=Part.PUBLIC, mark=ItemMark.NONE, outcome=None):
    sitting = Sitting(state=state, starts_at=NOW + timedelta(days=days))
    return AgendaItem(id=days + 1, sitting=sitting, part=part, mark=mark, outcome=outcome)


COLLECTED = {"received_at": NOW, "checked_at": NOW, "collected_at": NOW}


@pytest.mark.parametrize(
    ("moments", "items", "state"),
    [
        ({}, [], PaperState.DRAFT),
        ({"received_at": NOW}, [], PaperState.RECEIVED),
        ({"received_at": NOW, "checked_at": NOW}, [], PaperState.CHECKED),
        (COLLECTED, [], PaperState.COLLECTED),
        (COLLECTED, [item()], PaperState.ON_AGENDA),
        (COLLECTED, [item(mark=ItemMark.REMOVED)], PaperState.COLLECTED),
        (COLLECTED, [item(mark=ItemMark.WITHDRAWN)], PaperState.COLLECTED),
        ({"received_at": NOW}, [item(mark=ItemMark.REMOVED)], PaperState.RECEIVED),
        (COLLECTED, [item(SittingState.RUNNING)], PaperState.ON_AGENDA),
        (COLLECTED, [item(SittingState.CLOSED)], PaperState.HANDLED),
        (COLLECTED, [item(SittingState.CLOSED, mark=ItemMark.ADJOURNED)], PaperState.ON_AGENDA),
        (COLLECTED, [item(SittingState.CLOSED, outcome=Outcome.DEFERRED)], PaperState.ON_AGENDA),
        (COLLECTED, [item(SittingState.CLOSED), item(days=30)], PaperState.ON_AGENDA),
        (COLLECTED, [item(days=30), item(SittingState.CLOSED)], PaperState.ON_AGENDA),
        (COLLECTED | {"retracted_at": NOW}, [item()], PaperState.RETRACTED),
        (COLLECTED | {"refused_at": NOW}, [], PaperState.REFUSED),
    ],
)
def test_the_state_follows_from_moments_and_items(moments, items, state):
    assert rules.state_of(Paper(**moments), items) is state


def test_one_closed_item_makes_the_paper_closed_also_from_the_waste_basket():
    paper = Paper(is_closed=False)

    assert rules.part_of(paper, [item(), item(days=1)]) is Part.PUBLIC
    assert rules.part_of(paper, [item(), item(days=1, part=Part.CLOSED)]) is Part.CLOSED
    removed = item(part=Part.CLOSED, mark=ItemMark.REMOVED)
    assert rules.part_of(paper, [removed]) is Part.CLOSED
    assert rules.part_of(Paper(is_closed=True), []) is Part.CLOSED


@pytest.mark.parametrize(
    ("kind", "other", "refused"),
    [
        (PaperKind.ANSWER, PaperKind.QUESTION, False),
        (PaperKind.ANSWER, PaperKind.RESIDENT_QUESTION, False),
        (PaperKind.ANSWER, PaperKind.MOTION, True),
        (PaperKind.AMENDMENT, PaperKind.PROPOSAL, False),
        (PaperKind.AMENDMENT, PaperKind.QUESTION, True),
        (PaperKind.STATEMENT, PaperKind.MOTION, False),
        (PaperKind.STATEMENT, PaperKind.STATEMENT, True),
        (PaperKind.MOTION, PaperKind.MOTION, True),
    ],
)
def test_answers_belong_to_questions_and_amendments_to_motions(kind, other, refused):
    why = pytest.raises(RuleBroken, match="bezieh") if refused else nullcontext()

    with why:
        rules.require_fitting(kind, Paper(id=1, kind=other))


def test_a_paper_never_refers_to_itself():
    paper = Paper(id=7, kind=PaperKind.QUESTION)

    with pytest.raises(RuleBroken, match="nicht auf sich selbst"):
        rules.require_fitting(PaperKind.ANSWER, paper, own_id=7)


@pytest.mark.parametrize("state", list(PaperState))
def test_only_what_is_collected_or_under_way_comes_on_an_agenda(state):
    paper = Paper(title="Bänke", state=state)

    if state in {PaperState.COLLECTED, PaperState.ON_AGENDA, PaperState.HANDLED}:
        place_rules.require_placeable(paper)
    else:
        with pytest.raises(RuleBroken, match=state.label):
            place_rules.require_placeable(paper)


@pytest.mark.parametrize("state", list(PaperState))
def test_the_chair_leaves_out_only_what_stands_on_no_agenda_and_says_why(state):
    paper = Paper(title="Bänke", state=state)

    if state in stage_rules.REFUSABLE:
        stage_rules.require_refusable(paper, "Nicht zuständig")
        with pytest.raises(RuleBroken, match="warum"):
            stage_rules.require_refusable(paper, "")
    else:
        with pytest.raises(RuleBroken):
            stage_rules.require_refusable(paper, "Nicht zuständig")


def test_a_paper_is_put_on_one_agenda_once_and_on_others_too():
    there = item(days=3)
    there.sitting_id = 5
    paper = Paper(title="Bänke", places=[PaperPlace(item=there)])

    with pytest.raises(RuleBroken, match="steht schon"):
        place_rules.require_not_there(paper, Sitting(id=5))
    place_rules.require_not_there(paper, Sitting(id=6))


def test_the_words_of_an_item_are_those_of_the_paper():
    paper = Paper(title="Bänke", number="AN/1/2026", own_number="", text="Weil", proposal="Mehr")

    assert place_rules.words_of(paper) == {
        "title": "Bänke",
        "reference": "AN/1/2026",
        "explanation": "Weil",
        "proposal": "Mehr",
    }


@pytest.mark.parametrize(
    ("paper", "title", "proposal"),
    [
        (
            Paper(kind=PaperKind.URGENT_DECISION, title="Ersatzbus", proposal=""),
            "Genehmigung der Dringlichkeitsentscheidung: Ersatzbus",
            "Die Dringlichkeitsentscheidung wird genehmigt.",
        ),
        (
            Paper(kind=PaperKind.URGENT_DECISION, title="Genehmigung: Ersatzbus", proposal="Ja"),
            "Genehmigung: Ersatzbus",
            "Ja",
        ),
        (Paper(kind=PaperKind.MOTION, title="Bänke", proposal=""), "Bänke", ""),
    ],
)
def test_an_urgent_decision_comes_to_an_agenda_to_be_approved(paper, title, proposal):
    paper.number, paper.own_number, paper.text = "", "", ""

    words = place_rules.words_of(paper)

    assert (words["title"], words["proposal"]) == (title, proposal)
