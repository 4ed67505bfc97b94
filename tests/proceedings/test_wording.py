from datetime import UTC, datetime

import pytest

from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.proceedings import wording
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    AttendanceStatus,
    Vote,
    VoteMode,
)
from gremien_app.people.committees.models import DecisionRule
from gremien_app.people.members.models import MemberRole


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((9, 0, 0, 0), "Einstimmig beschlossen"),
        ((9, 0, 3, 0), "Einstimmig beschlossen bei drei Enthaltungen"),
        ((9, 0, 1, 0), "Einstimmig beschlossen bei einer Enthaltung"),
        ((9, 1, 5, 0), "Mehrheitlich beschlossen bei einer Gegenstimme und fünf Enthaltungen"),
        ((5, 4, 20, 0), "Mehrheitlich beschlossen bei vier Gegenstimmen und 20 Enthaltungen"),
        ((9, 2, 1, 0), "Mehrheitlich beschlossen bei zwei Gegenstimmen und einer Enthaltung"),
        ((0, 9, 0, 0), "Einstimmig abgelehnt"),
        ((1, 9, 0, 0), "Mehrheitlich abgelehnt bei einer Ja-Stimme"),
        ((1, 1, 0, 0), "Bei Stimmengleichheit abgelehnt (eine Ja-Stimme und eine Gegenstimme)"),
        ((0, 0, 12, 0), "Nicht beschlossen bei zwölf Enthaltungen"),
        ((9, 0, 0, 1), "Einstimmig beschlossen; eine ungültige Stimme"),
        ((9, None, None, None), "Einstimmig beschlossen"),
    ],
)
def test_counts_become_the_sentence_of_the_minutes(counts, sentence):
    assert wording.result_sentence(*counts) == sentence


def test_a_tie_names_all_counts():
    assert wording.result_sentence(8, 8, 1) == (
        "Bei Stimmengleichheit abgelehnt (acht Ja-Stimmen, acht Gegenstimmen und eine Enthaltung)"
    )


def test_a_free_wording_wins_and_the_motion_goes_before_it():
    vote = Vote(
        mode=VoteMode.BY_GROUP,
        yes=9,
        no=2,
        motion="Änderungsantrag",
        result_text="Mehrheitlich gegen die Stimmen der X-Fraktion zugestimmt",
    )

    assert wording.vote_sentence(vote) == (
        "Änderungsantrag: Mehrheitlich gegen die Stimmen der X-Fraktion zugestimmt"
    )


@pytest.mark.parametrize(
    ("mode", "is_adopted", "sentence"),
    [
        (VoteMode.CONSENSUS, True, "Einvernehmlich beschlossen"),
        (VoteMode.VERBAL, True, "Beschlossen"),
        (VoteMode.VERBAL, False, "Abgelehnt"),
    ],
)
def test_results_without_counts_have_their_words(mode, is_adopted, sentence):
    vote = Vote(mode=mode, is_adopted=is_adopted, motion="", result_text="")

    assert wording.vote_sentence(vote) == sentence


def test_a_round_table_decides_einvernehmlich_without_counting():
    vote = Vote(mode=VoteMode.VERBAL, is_adopted=True, motion="", result_text="")

    assert wording.vote_sentence(vote, DecisionRule.CONSENSUS) == "Einvernehmlich beschlossen"


def test_part_time_presence_is_noted_as_koeln_prints_it():
    def note(*spans):
        rows = [AttendanceInterval(from_at=start, to_at=end) for start, end in spans]
        return wording.interval_note(Attendance(intervals=rows))

    four, ten_past_five = (datetime(2026, 11, 30, h, m, tzinfo=UTC) for h, m in ((15, 0), (16, 10)))

    assert note() == ""
    assert note((None, ten_past_five)) == "(bis 17:10 Uhr)"
    assert note((four, None)) == "(ab 16:00 Uhr)"
    assert note((four, ten_past_five)) == "(von 16:00 bis 17:10 Uhr)"
    assert note((None, four), (ten_past_five, None)) == "(bis 16:00 Uhr und ab 17:10 Uhr)"


def test_headings_follow_the_number_of_persons():
    assert wording.group_heading(AttendanceGroup.VOTING, 1) == "Stimmberechtigtes Mitglied"
    assert wording.group_heading(AttendanceGroup.VOTING, 2) == "Stimmberechtigte Mitglieder"
    assert wording.group_heading(AttendanceGroup.VOTING, 2, "Fraktionen") == "Fraktionen"


def test_nothing_is_without_a_german_word():
    assert set(wording.OUTCOME_LABELS) == set(Outcome)
    assert all(mode.label for mode in VoteMode)
    assert all(status.label for status in AttendanceStatus)
    assert set(wording.GROUP_HEADINGS) == set(AttendanceGroup)
    assert set(wording.GROUP_OF_ROLE) == set(MemberRole)
