"""A paper on its way: entered, received, checked, collected, on agendas, handled, or left out."""

from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda import actions as agenda
from gremien_app.meetings.agenda import leaving_actions
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.papers import actions, place_actions, queries, stage_actions
from gremien_app.meetings.papers.entry_rules import submitters_of
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW

EARLY, LATE = date(2026, 12, 10), date(2027, 1, 14)


@pytest.fixture
def council(app):
    return build.committee()


@pytest.fixture
def office(council):
    return viewer_of(build.account(secretariat_of=[council]), NOW.date())


def begun(office, council, **values):
    values = {"kind": PaperKind.MOTION, "way": Way.POST, "title": "Mehr Bänke"} | values
    return actions.begin(office, council, submitters_of([], "Seniorenrat"), **values)


def test_a_paper_goes_its_way_stage_by_stage_and_each_stage_back(office, council):
    paper = begun(office, council)
    assert paper.state is PaperState.DRAFT
    stage_actions.receive(office, paper, NOW - timedelta(days=1), NOW)
    assert (paper.state, paper.submitters[0].confirmed_at) == (
        PaperState.RECEIVED,
        paper.received_at,
    )
    with pytest.raises(RuleBroken, match="zuerst formal"):
        stage_actions.collect(office, paper, NOW)
    stage_actions.check(office, paper, NOW, is_in_time=False, is_in_form=True, check_note="zu spät")
    stage_actions.collect(office, paper, NOW)
    assert paper.state is PaperState.COLLECTED

    for state in (PaperState.CHECKED, PaperState.RECEIVED, PaperState.DRAFT):
        stage_actions.step_back(office, paper)
        assert paper.state is state
    with pytest.raises(RuleBroken, match="keine Stufe"):
        stage_actions.step_back(office, paper)


def test_nothing_comes_from_the_future_from_nobody_or_urgent_without_a_reason(office, council):
    with pytest.raises(RuleBroken, match="Zukunft"):
        stage_actions.receive(office, begun(office, council), NOW + timedelta(hours=1), NOW)
    nobody = actions.begin(office, council, [], kind=PaperKind.INFORMATION, title="x", way=Way.HAND)
    with pytest.raises(RuleBroken, match="von wem"):
        stage_actions.receive(office, nobody, NOW, NOW)
    urgent = begun(office, council, kind=PaperKind.URGENT_MOTION, title="Eilig")
    with pytest.raises(RuleBroken, match="Dringlichkeit"):
        stage_actions.receive(office, urgent, NOW, NOW)
    answer = begun(office, council, kind=PaperKind.ANSWER, title="Antwort")
    with pytest.raises(RuleBroken, match="Bezug"):
        stage_actions.receive(office, answer, NOW, NOW)


def test_the_chair_s_refusal_keeps_its_reason_out_of_the_record_and_waits_for_an_answer(
    office, council
):
    paper = build.motion(council)

    stage_actions.refuse(office, paper, NOW, refusal="Frau Geheim ist befangen")
    stage_actions.note_answer(office, paper, NOW)

    assert (paper.state, paper.answered_at) == (PaperState.REFUSED, NOW)
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.like("paper.%")).all()
    assert [one.action for one in entries] == ["paper.refused", "paper.answered"]
    assert not any("Geheim" in f"{one.summary}{one.changes}" for one in entries)
    with pytest.raises(RuleBroken, match="Nur der Vorsitz"):
        stage_actions.step_back(office, paper)
    stage_actions.take_up(office, paper)
    assert (paper.state, paper.refusal) == (PaperState.COLLECTED, "")


def test_own_numbers_are_off_until_a_sign_is_set_and_are_never_given_twice(office, council):
    one = begun(office, council)
    stage_actions.receive(office, one, NOW, NOW)
    assert one.own_number == ""

    stage_actions.set_series(office, council, "IR-V")
    two, three = begun(office, council), begun(office, council, title="Zwei")
    stage_actions.receive(office, two, NOW, NOW)
    db.session.delete(two)
    db.session.flush()
    stage_actions.receive(office, three, NOW, NOW)

    assert three.own_number == f"IR-V 2/{NOW.year}"
    stage_actions.set_series(office, council, "")
    four = begun(office, council, title="Vier")
    stage_actions.receive(office, four, NOW, NOW)
    assert four.own_number == ""


def test_an_item_has_the_words_of_its_paper_until_dispatch_and_keeps_them_then(office, council):
    paper = build.motion(council, text="Weil es fehlt", number="AN/1/2026")
    early, late = build.sitting(council, EARLY), build.sitting(council, LATE)

    item = place_actions.put_on_agenda(office, paper, early)
    other = place_actions.put_on_agenda(office, paper, late)
    actions.edit_words(office, paper, title="Noch mehr Bänke", proposal="Zehn Bänke")
    assert (item.title, item.proposal, item.explanation) == (
        "Noch mehr Bänke",
        "Zehn Bänke",
        "Weil es fehlt",
    )
    assert item.reference == "AN/1/2026"
    early.state = SittingState.INVITED
    actions.edit_words(office, paper, title="Hundert Bänke")

    assert (item.title, other.title) == ("Noch mehr Bänke", "Hundert Bänke")
    with pytest.raises(RuleBroken, match="steht schon auf dieser"):
        place_actions.put_on_agenda(office, paper, early)


def test_at_an_item_that_is_there_one_paper_gives_the_words(office, council):
    item = build.item(build.sitting(council), "Verschiedenes")
    one, two = build.motion(council, "Eins"), build.motion(council, "Zwei")

    place_actions.put_at(office, one, item, gives_words=False)
    assert item.title == "Verschiedenes"
    place_actions.put_at(office, two, item, gives_words=True)
    assert item.title == "Zwei"
    with pytest.raises(RuleBroken, match="steht schon an"):
        place_actions.put_at(office, two, item, gives_words=False)
    with pytest.raises(RuleBroken, match="schon aus einer anderen"):
        place_actions.put_at(office, build.motion(council, "Drei"), item, gives_words=True)


def test_state_and_part_follow_the_items_whoever_moves_them(office, council):
    paper = build.motion(council)
    sitting = build.sitting(council)
    item = place_actions.put_on_agenda(office, paper, sitting)
    db.session.commit()
    assert paper.state is PaperState.ON_AGENDA

    agenda.change_part(office, item, Part.CLOSED, is_confirmed=True)
    db.session.commit()
    assert paper.part is Part.CLOSED
    agenda.change_part(office, item, Part.PUBLIC, is_confirmed=True)
    agenda.remove_item(office, item)
    db.session.commit()
    assert (paper.part, paper.state) == (Part.PUBLIC, PaperState.COLLECTED)
    agenda.restore_item(office, item)
    sitting.state = SittingState.CLOSED
    db.session.commit()
    assert paper.state is PaperState.HANDLED
    sitting.state = SittingState.RUNNING
    db.session.commit()
    assert paper.state is PaperState.ON_AGENDA


def test_what_comes_up_again_brings_its_papers_along(office, council):
    paper = build.motion(council)
    first = build.sitting(council, EARLY)
    item = place_actions.put_on_agenda(office, paper, first)
    file = build.paper(item, "Anlage")
    first.state = SittingState.INVITED
    db.session.commit()
    later = build.sitting(council, LATE)

    carried = leaving_actions.adjourn(office, item, later)
    db.session.commit()

    assert carried is not None
    assert [one.title for one in queries.papers_of(carried)] == [paper.title, file.title]
    assert item.mark is ItemMark.ADJOURNED
    assert paper.state is PaperState.ON_AGENDA
    actions.edit_words(office, paper, title="Neu")
    assert carried.title == "Neu"


def test_a_closed_item_of_one_body_keeps_the_paper_from_the_public_of_another(office, council):
    open_item = build.item(build.sitting(council, state=SittingState.INVITED))
    paper = build.motion(council, at=[open_item], state=PaperState.ON_AGENDA)
    db.session.commit()
    actions.publish(office, paper, NOW, is_looked_through=True)
    db.session.commit()
    assert paper.published_at == NOW
    other = build.committee("b", short="B")
    closed = build.item(build.sitting(other), part=Part.CLOSED)
    theirs = viewer_of(build.account("b@example.org", secretariat_of=[other]), NOW.date())

    place_actions.put_at(theirs, paper, closed, gives_words=False)
    db.session.commit()

    assert (paper.published_at, paper.part) == (None, Part.CLOSED)


def test_changed_words_are_public_no_longer_until_somebody_looked_again(office, council):
    item = build.item(build.sitting(council, state=SittingState.INVITED))
    paper = build.motion(council, at=[item], state=PaperState.ON_AGENDA, published_at=NOW)

    actions.edit_words(office, paper, number="AN/7/2026")
    assert paper.published_at == NOW
    actions.edit_words(office, paper, text="Herr Geheim wohnt dort")

    assert paper.published_at is None


def test_a_number_stands_once_per_kind(office, council):
    build.motion(council, number="AN/1/2026")
    build.motion(council, "Andere", number="AN/1/2026", kind=PaperKind.QUESTION)
    build.motion(council, "Weg", number="AN/1/2026", removed_at=NOW)

    with pytest.raises(RuleBroken, match="schon eine andere Vorlage"):
        build.motion(council, "Noch eine", number="AN/1/2026")
