"""The one table: from outcome, mark and votes to whether something was resolved."""

from types import SimpleNamespace

import pytest

from gremien_app.meetings.agenda.decisions import (
    ADOPTING,
    DONE,
    TABLE,
    Decision,
    MainVote,
    decide,
    main_vote_of,
    standing_of,
)
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome

RESOLVED, OPEN, CONTRADICTION = Decision
NO_VOTE, FOR, AGAINST, PROCEDURE = MainVote


def vote(is_adopted, *, decides=True, is_procedural=False, brought=None):
    return SimpleNamespace(
        is_adopted=is_adopted, decides=decides, is_procedural=is_procedural, brought=brought
    )


@pytest.mark.parametrize(
    ("outcome", "no_vote", "vote_for", "vote_against", "procedure"),
    [
        (None, OPEN, RESOLVED, OPEN, OPEN),
        (Outcome.ADOPTED, RESOLVED, RESOLVED, CONTRADICTION, OPEN),
        (Outcome.ADOPTED_AMENDED, RESOLVED, RESOLVED, CONTRADICTION, OPEN),
        (Outcome.RECOMMENDED_AMENDED, RESOLVED, RESOLVED, CONTRADICTION, OPEN),
        (Outcome.NOTED, RESOLVED, RESOLVED, CONTRADICTION, OPEN),
        (Outcome.REJECTED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.FINALLY_REJECTED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.TO_ADMINISTRATION, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.REFERRED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.REFERRED_FOLLOWING, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.DEFERRED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.ADJOURNED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.RETRACTED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.WITHDRAWN, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.SETTLED, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.NEXT_ITEM, OPEN, CONTRADICTION, OPEN, OPEN),
        (Outcome.NO_DECISION, OPEN, CONTRADICTION, OPEN, OPEN),
    ],
)
def test_the_table(outcome, no_vote, vote_for, vote_against, procedure):
    said = [TABLE[outcome, column] for column in (NO_VOTE, FOR, AGAINST, PROCEDURE)]

    assert said == [no_vote, vote_for, vote_against, procedure]


def test_the_table_has_a_cell_for_everything():
    assert len(TABLE) == (len(Outcome) + 1) * len(MainVote)


@pytest.mark.parametrize("mark", [ItemMark.NONE, ItemMark.ADDED_LATE])
def test_what_stands_on_the_agenda_goes_by_the_table(mark):
    assert all(decide(*cell[:1], mark, cell[1]) is found for cell, found in TABLE.items())


@pytest.mark.parametrize("mark", [ItemMark.WITHDRAWN, ItemMark.ADJOURNED])
@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_nothing_is_resolved_on_an_item_that_went_off_the_agenda(mark, outcome):
    said = [decide(outcome, mark, column) for column in (NO_VOTE, FOR, AGAINST, PROCEDURE)]

    otherwise = CONTRADICTION if outcome in DONE else OPEN
    assert said == [otherwise, CONTRADICTION, CONTRADICTION, otherwise]


def test_a_deleted_item_is_nothing():
    assert {decide(o, ItemMark.REMOVED, v) for o, v in TABLE} == {OPEN}


@pytest.mark.parametrize(
    ("votes", "outcome", "says"),
    [
        ([], Outcome.ADOPTED, NO_VOTE),
        ([vote(False)], None, AGAINST),  # (8,8,1), (2,7,0)
        ([vote(True), vote(False)], None, AGAINST),  # [(9,0), (1,8)]: the last one counts
        ([vote(False), vote(True)], None, FOR),
        ([vote(True), vote(False, decides=False)], None, FOR),  # an amendment afterwards
        ([vote(True, decides=False)], None, NO_VOTE),  # the amendment alone decides nothing
        ([vote(None)], Outcome.ADOPTED, NO_VOTE),
        (
            [vote(True, decides=False, is_procedural=True, brought=Outcome.ADOPTED)],
            Outcome.ADOPTED,
            PROCEDURE,
        ),
        # A right to speak was voted on, and then the committee agreed without a vote.
        ([vote(True, decides=False, is_procedural=True)], Outcome.ADOPTED, NO_VOTE),
    ],
)
def test_what_the_votes_say_of_the_matter(votes, outcome, says):
    assert main_vote_of(votes, outcome) is says


@pytest.mark.parametrize(
    ("outcome", "mark", "votes", "why"),
    [
        (Outcome.ADOPTED, ItemMark.NONE, [], ""),
        (None, ItemMark.NONE, [], "noch nicht entschieden"),
        (None, ItemMark.NONE, [vote(False)], "abgelehnt"),
        (Outcome.FINALLY_REJECTED, ItemMark.NONE, [vote(False)], "endgültig abgelehnt"),
        (Outcome.REFERRED, ItemMark.NONE, [], "verwiesen"),
        (None, ItemMark.WITHDRAWN, [], "abgesetzt"),
        (Outcome.ADJOURNED, ItemMark.ADJOURNED, [], "vertagt"),
        (
            Outcome.ADOPTED,
            ItemMark.NONE,
            [vote(True, decides=False, is_procedural=True, brought=Outcome.ADOPTED)],
            "Abstimmung zum Verfahren",
        ),
        (
            Outcome.ADOPTED,
            ItemMark.NONE,
            [vote(False)],
            "Der Antrag wurde abgelehnt, aber als Beschlussart steht „ungeändert beschlossen“.",
        ),
        (
            Outcome.ADJOURNED,
            ItemMark.NONE,
            [vote(True)],
            "Der Antrag wurde angenommen, aber als Beschlussart steht „vertagt“.",
        ),
        (
            None,
            ItemMark.WITHDRAWN,
            [vote(True)],
            "Der Punkt ist abgesetzt, aber der Antrag wurde angenommen.",
        ),
        (
            Outcome.NOTED,
            ItemMark.ADJOURNED,
            [],
            "Der Punkt ist vertagt, aber als Beschlussart steht „zur Kenntnis genommen“.",
        ),
    ],
)
def test_the_reason_is_told_in_words(outcome, mark, votes, why):
    standing = standing_of(AgendaItem(outcome=outcome, mark=mark), votes)

    assert standing.why_not == why
    assert standing.is_resolved is (why == "")
    assert standing.contradiction == (why if why.startswith("Der ") else "")


def test_adopting_outcomes_are_done():
    assert ADOPTING < DONE
