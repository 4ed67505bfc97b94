"""What was not decided gets no number, and a number that was issued stays."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.decisions import Decision, standing_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.proceedings.models import Vote, VoteKind, VoteMode
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.records.resolutions import actions, queries
from gremien_app.records.resolutions.models import Resolution
from tests import builders


def vote(item, yes, no, abstain=0, *, kind=VoteKind.MAIN, brought=None, position=1):
    one = Vote(
        agenda_item=item,
        mode=VoteMode.COUNTED,
        kind=kind,
        yes=yes,
        no=no,
        abstain=abstain,
        is_adopted=yes > no,
        brought=brought,
        position=position,
    )
    db.session.add(one)
    db.session.flush()
    return one


def write(item, text="Die StAG empfiehlt dem Rat, …"):
    return actions.set_resolution(SYSTEM, item, text=text)


def numbers(sitting):
    issued = actions.issue_numbers(SYSTEM, sitting)
    return [(one.agenda_item.title, one.number) for one in issued]


def item(world, title, outcome=None, **values):
    return builders.item(world.sitting, title, outcome=outcome, **values)


@pytest.fixture
def world(world):
    for one in world.items:
        db.session.delete(one)
    world.items = []
    db.session.flush()
    return world


@pytest.mark.parametrize(
    "votes", [[(8, 8, 1)], [(2, 7, 0)], [(9, 0, 0), (1, 8, 0)], [(0, 0, 12)], []]
)
def test_what_was_not_adopted_gets_no_number_and_the_next_one_gets_1(world, votes):
    lost = item(world, "Abgelehnt")
    for position, counts in enumerate(votes, start=1):
        vote(lost, *counts, position=position)
    won = item(world, "Angenommen")
    vote(won, 9, 0)
    write(lost)
    write(won)

    assert numbers(world.sitting) == [("Angenommen", 1)]


def test_a_contradiction_gets_no_number(world):
    doubtful = item(world, "3 zu 6", Outcome.ADOPTED)
    vote(doubtful, 3, 6)
    write(doubtful)

    assert numbers(world.sitting) == []


@pytest.mark.parametrize("kind", [VoteKind.PROCEDURE, VoteKind.REFERRAL])
def test_votes_on_procedure_have_no_number_and_elections_have_one(world, kind):
    agenda = item(world, "Tagesordnung", Outcome.ADOPTED)
    vote(agenda, 9, 0, kind=kind, brought=Outcome.ADOPTED)
    election = item(world, "Wahl einer Sprecherin")
    vote(election, 9, 0, kind=VoteKind.ELECTION)
    write(agenda)
    write(election)

    assert numbers(world.sitting) == [("Wahl einer Sprecherin", 1)]


def test_a_committee_decides_by_its_outcome_without_a_vote(world):
    agreed = item(world, "Einvernehmlich", Outcome.ADOPTED)
    vote(agreed, 9, 0, kind=VoteKind.PROCEDURE)  # a right to speak, voted on before
    write(agreed)

    assert numbers(world.sitting) == [("Einvernehmlich", 1)]


@pytest.mark.parametrize("mark", [ItemMark.WITHDRAWN, ItemMark.ADJOURNED])
def test_no_text_is_written_for_an_item_that_went_off_the_agenda(world, mark):
    gone = item(world, "Nicht mehr", mark=mark)

    with pytest.raises(RuleBroken, match="nichts beschließen"):
        write(gone)


def test_the_closed_part_counts_by_itself_from_2027_on(world):
    labels = []
    for day in (date(2026, 12, 1), date(2027, 1, 5)):
        sitting = builders.sitting(world.committee, day, state=SittingState.CLOSED)
        for part in (Part.PUBLIC, Part.CLOSED, Part.CLOSED):
            write(builders.item(sitting, f"{part} {day}", part=part, outcome=Outcome.ADOPTED))
        labels.append([one.printed_number for one in actions.issue_numbers(SYSTEM, sitting)])

    assert labels == [["1/2026", "2/2026", "3/2026"], ["1/2027", "N 1/2027", "N 2/2027"]]


def corrected(world):
    """A number was issued, the minutes came back, and the count turned out to be wrong."""
    one = item(world, "Haltestellen")
    counted = vote(one, 7, 2)
    resolution = write(one)
    actions.issue_numbers(SYSTEM, world.sitting)
    counted.yes, counted.no, counted.is_adopted = 2, 7, False
    db.session.flush()
    return resolution


def test_an_issued_number_stays_and_its_entry_says_why_it_is_no_resolution(world):
    resolution = corrected(world)
    after = item(world, "Danach", Outcome.ADOPTED)
    write(after)

    assert numbers(world.sitting) == [("Danach", 2)]
    assert resolution.number == 1
    assert queries.standings([resolution])[resolution.id].why_not == "abgelehnt"


def test_the_public_register_never_shows_what_was_rejected(world):
    resolution = corrected(world)
    world.sitting.record_closed_at = datetime(2026, 12, 20, tzinfo=UTC)
    db.session.flush()

    assert queries.resolutions_visible_to(ANONYMOUS) == []
    assert queries.years_visible_to(ANONYMOUS) == []
    assert queries.resolutions_visible_to(world.member) == [resolution]


def test_the_office_has_a_list_of_what_is_to_be_clarified(world):
    resolution = corrected(world)
    doubtful = item(world, "3 zu 6", Outcome.ADOPTED)
    vote(doubtful, 3, 6)
    withdrawn = item(world, "Doch beschlossen", mark=ItemMark.WITHDRAWN)
    vote(withdrawn, 9, 0)
    item(world, "Ordentlich", Outcome.ADOPTED)
    item(world, "Nur vertagt", Outcome.ADJOURNED, mark=ItemMark.ADJOURNED)

    found = queries.to_clarify(world.secretary)

    assert [(one.item.title, one.resolution) for one in found] == [
        ("Haltestellen", resolution),
        ("3 zu 6", None),
        ("Doch beschlossen", None),
    ]
    assert [bool(one.standing.contradiction) for one in found] == [False, True, True]
    assert queries.to_clarify(world.member) == []


def test_the_database_answers_as_the_table(world):
    said = (None, True, False)
    for outcome in (None, *Outcome):
        for mark in ItemMark:
            for main in said:
                one = item(world, f"{outcome} {mark} {main}", outcome, mark=mark)
                vote(one, 0, 0, kind=VoteKind.AMENDMENT).is_adopted = True
                if main is not None:
                    vote(one, 0, 0, position=2).is_adopted = main
                else:
                    vote(one, 0, 0, kind=VoteKind.PROCEDURE, brought=outcome, position=2)
    db.session.flush()

    for decision in Decision:
        query = select(AgendaItem).join(AgendaItem.sitting).where(queries.stands_as(decision))
        found = {one.title for one in db.session.scalars(query)}
        items = db.session.scalars(select(AgendaItem)).all()
        assert found == {
            one.title for one in items if standing_of(one, one.votes).decision is decision
        }


def test_two_who_number_at_once_leave_no_gap(world, app):
    """Two sittings of one committee, each with both parts, numbered by two connections."""
    ids = []
    for day in (date(2027, 2, 1), date(2027, 3, 1)):
        sitting = builders.sitting(world.committee, day, state=SittingState.CLOSED)
        for part in Part:
            for number in range(3):
                write(builders.item(sitting, f"{number}", part=part, outcome=Outcome.ADOPTED))
        ids.append(sitting.id)
    db.session.commit()
    db.session.remove()
    together = threading.Barrier(2)

    def number(sitting_id):
        with app.app_context():
            together.wait()
            actions.issue_numbers(SYSTEM, db.session.get(Sitting, sitting_id))
            db.session.commit()
            db.session.remove()

    runs = [threading.Thread(target=number, args=[one]) for one in ids]
    for one in runs:
        one.start()
    for one in runs:
        one.join()

    rows = db.session.execute(
        select(Resolution.part, Resolution.number).order_by(Resolution.part, Resolution.number)
    )
    assert [tuple(row) for row in rows] == [
        (part, number) for part in (Part.CLOSED, Part.PUBLIC) for number in range(1, 7)
    ]
