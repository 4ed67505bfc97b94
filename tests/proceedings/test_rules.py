from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    AttendanceStatus,
    ConflictOfInterest,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.proceedings.wording import uncalled_deputies
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import DecisionRule, QuorumRule
from gremien_app.people.committees.quorum_rules import quorum, quorum_state

DAY = date(2026, 11, 30)
PRESENT, EXCUSED, ABSENT, OPEN = AttendanceStatus


def at(clock: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(clock), BERLIN)


def person(number, seat="", *, deputy=False, status=PRESENT, spans=(), can_vote=True, member=True):
    return Attendance(
        id=number,
        membership_id=number if member else None,
        name=f"P{number:02}",
        group=AttendanceGroup.DEPUTY if deputy else AttendanceGroup.VOTING,
        position=number,
        seat_key=seat,
        is_deputy=deputy,
        can_vote=can_vote and bool(seat),
        status=status,
        intervals=[AttendanceInterval(from_at=start, to_at=end) for start, end in spans],
    )


def barred(who, item_id):
    return ConflictOfInterest(attendance_id=who.id, agenda_item_id=item_id)


def sitting(state=SittingState.RUNNING, record_closed_at=None):
    return Sitting(
        state=state,
        starts_at=at("17:00"),
        ends_at=at("19:00"),
        record_closed_at=record_closed_at,
    )


@pytest.mark.parametrize(("seats", "required"), [(33, 17), (13, 7), (15, 8), (20, 11), (1, 1)])
def test_the_quorum_is_more_than_half_of_the_statutory_seats(seats, required):
    assert quorum(seats) == required


def test_a_principal_votes_and_the_deputy_beside_does_not():
    principal, deputy = person(1, "a"), person(2, "a", deputy=True)

    assert rules.voters([deputy, principal]) == [principal]


def test_a_deputy_votes_while_the_principal_is_away():
    principal, deputy = person(1, "a", status=EXCUSED), person(2, "a", deputy=True)

    assert rules.voters([principal, deputy]) == [deputy]


def test_a_deputy_takes_over_when_the_principal_leaves():
    principal = person(1, "a", spans=[(None, at("17:10"))])
    deputy = person(2, "a", deputy=True)

    assert rules.voters([principal, deputy], at=at("17:05")) == [principal]
    assert rules.voters([principal, deputy], at=at("17:20")) == [deputy]


def test_two_deputies_of_one_absent_principal_have_one_vote():
    people = [person(1, "a", status=ABSENT), person(2, "a", deputy=True)]
    people.append(person(3, "a", deputy=True))

    assert rules.present_votes(people) == 1


def test_who_left_at_17_10_does_not_count_in_the_vote_at_17_20():
    people = [person(1, "a"), person(2, "b", spans=[(None, at("17:10"))])]

    assert rules.present_votes(people, at=at("17:20")) == 1
    assert rules.present_votes(people, at=at("17:10")) == 1
    assert rules.present_votes(people, at=at("17:09")) == 2


def test_who_came_back_counts_again():
    people = [person(1, "a", spans=[(None, at("17:10")), (at("18:00"), None)])]

    counted = [rules.present_votes(people, at=at(t)) for t in ("17:00", "17:30", "18:00")]

    assert counted == [1, 0, 1]


def test_advisory_members_and_guests_never_count():
    assert rules.present_votes([person(1), person(2, "a", can_vote=False)]) == 0


def test_a_barred_person_does_not_count_on_that_item_only():
    people = [person(n, f"s{n}") for n in range(1, 18)]
    conflicts = [barred(people[0], item_id=5)]

    def lacks(item_id):
        present = rules.present_votes(people, conflicts, item_id=item_id)
        return quorum_state(QuorumRule.MORE_THAN_HALF, 33, present).is_lacking

    assert rules.present_votes(people, conflicts, item_id=5) == 16
    assert [n for n in range(1, 9) if lacks(n)] == [5]


def test_the_deputy_steps_in_for_a_barred_principal():
    principal, deputy = person(1, "a"), person(2, "a", deputy=True)

    assert rules.voters([principal, deputy], [barred(principal, 5)], item_id=5) == [deputy]


def test_the_quorum_can_be_off():
    assert not quorum_state(QuorumRule.NONE, 33, 0).is_lacking
    assert not quorum_state(QuorumRule.MORE_THAN_HALF, None, 0).is_lacking


def test_the_sitting_of_29_september_2015_had_eight_votes_in_the_room():
    principals = ["Rubicon", "KLuST", "LSVD", "TX Köln", "Rheinfetisch"]
    deputies = ["KLuST", "Rubicon", "Rheinfetisch", "HomoKlüngel", "TX Köln", "SC Janus", "anyway"]
    people = [person(n, seat) for n, seat in enumerate(principals, 1)]
    people += [person(n, seat, deputy=True) for n, seat in enumerate(deputies, 6)]
    people += [person(n) for n in range(13, 18)]
    people += [
        person(n, seat, status=ABSENT)
        for n, seat in enumerate(["HomoKlüngel", "SC Janus", "anyway"], 18)
    ]

    voting = rules.voters(people)

    assert len(voting) == 8
    idle = [a for a in people if a.is_deputy and a not in voting]
    assert [a.name for a in idle] == ["P06", "P07", "P08", "P10"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.booleans(),
            st.sampled_from(list(AttendanceStatus)),
            st.integers(0, 4),
            st.integers(1, 4),
            st.booleans(),
        ),
        max_size=10,
    ),
    st.integers(0, 8),
)
def test_present_votes_agree_with_asking_every_seat_in_turn(rows, minute):
    start = datetime(2026, 11, 30, 16, tzinfo=UTC)
    people, conflicts = [], []
    for number, (seat, deputy, status, begin, length, is_barred) in enumerate(rows, 1):
        span = (start + timedelta(minutes=begin), start + timedelta(minutes=begin + length))
        people.append(person(number, seat, deputy=deputy, status=status, spans=[span]))
        if is_barred:
            conflicts.append(ConflictOfInterest(attendance_id=number, agenda_item_id=1))

    taken = 0
    for seat in "abc":
        somebody = False
        for mark, deputy, status, begin, length, is_barred in rows:
            del deputy
            in_room = status is PRESENT and begin <= minute < begin + length
            somebody = somebody or (mark == seat and in_room and not is_barred)
        taken += somebody

    moment = start + timedelta(minutes=minute)
    voting = rules.voters(people, conflicts, item_id=1, at=moment)

    assert len(voting) == taken
    for deputy in (a for a in voting if a.is_deputy):
        principals = [a for a in people if a.seat_key == deputy.seat_key and not a.is_deputy]
        out = {c.attendance_id for c in conflicts}
        assert not any(rules.is_present_at(a, moment) and a.id not in out for a in principals)


def test_present_excused_and_absent_make_the_roster():
    people = [person(1, "a"), person(2, "b", status=EXCUSED), person(3, "c", status=ABSENT)]
    guest = person(4, member=False)

    counted = rules.tally([*people, guest])

    assert (counted.present, counted.excused, counted.absent, counted.roster) == (1, 1, 1, 3)


@pytest.mark.parametrize(
    ("counts", "is_adopted", "summary"),
    [
        ((8, 8, 1), False, "bei Stimmengleichheit abgelehnt"),
        ((5, 4, 20), True, "mehrheitlich bei 20 Enthaltungen"),
        ((9, 0, 3), True, "einstimmig bei 3 Enthaltungen"),
        ((9, 0, 1), True, "einstimmig bei 1 Enthaltung"),
        ((9, 0, 0), True, "einstimmig"),
        ((0, 0, 12), False, "nicht beschlossen bei 12 Enthaltungen"),
        ((0, 9, 0), False, "einstimmig abgelehnt"),
        ((3, 9, 0), False, "mehrheitlich abgelehnt"),
        ((5, 4, None), True, "mehrheitlich"),
    ],
)
def test_a_motion_is_adopted_when_more_say_yes_than_no(counts, is_adopted, summary):
    result = rules.vote_result(*counts)

    assert (result.is_adopted, result.summary) == (is_adopted, summary)


def test_a_committee_that_seeks_consensus_decides_without_counts():
    result = rules.vote_result(None, None, decision_rule=DecisionRule.CONSENSUS)

    assert (result.is_adopted, result.summary) == (True, "einvernehmlich")


def test_without_counts_nothing_is_known_elsewhere():
    assert rules.vote_result(None, None).is_adopted is None


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_abstentions_and_invalid_votes_never_decide(yes, no, abstain, invalid):
    assert rules.vote_result(yes, no, abstain, invalid).is_adopted == (yes > no)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (SittingState.CANCELLED, "Die Sitzung ist abgesagt. Eine Abstimmung ist nicht möglich."),
        (
            SittingState.PLANNED,
            "Die Sitzung ist noch nicht eröffnet. Eine Abstimmung ist nicht möglich.",
        ),
        (
            SittingState.MOVED,
            "Die Sitzung ist noch nicht eröffnet. Eine Abstimmung ist nicht möglich.",
        ),
    ],
)
def test_there_is_no_vote_in_a_sitting_that_was_not_opened(state, message):
    with pytest.raises(RuleBroken) as refused:
        rules.require_votes_allowed(sitting(state))

    assert refused.value.message == message


@pytest.mark.parametrize("state", [SittingState.RUNNING, SittingState.CLOSED])
def test_votes_are_recorded_until_the_minutes_are_signed(state):
    rules.require_votes_allowed(sitting(state))

    with pytest.raises(RuleBroken, match="unterzeichnet"):
        rules.require_votes_allowed(sitting(state, record_closed_at=at("20:00")))


def test_attendance_is_prepared_early_but_not_for_a_cancelled_sitting():
    rules.require_attendance_allowed(sitting(SittingState.PLANNED))

    with pytest.raises(RuleBroken, match="abgesagt"):
        rules.require_attendance_allowed(sitting(SittingState.CANCELLED))


def test_nobody_is_present_before_the_day_of_the_sitting():
    planned = sitting(SittingState.INVITED)

    rules.require_presence_possible(planned, at("16:30"))
    with pytest.raises(RuleBroken, match="noch nicht eröffnet"):
        rules.require_presence_possible(planned, at("16:30") - timedelta(days=1))


def test_more_votes_than_voters_are_refused_naming_the_contradiction():
    with pytest.raises(RuleBroken) as refused:
        rules.require_counts(VoteMode.COUNTED, (9, 4, 1, None), 11)

    assert refused.value.message == (
        "Es sind 14 Stimmen eingegeben (9 Ja, 4 Nein, 1 Enthaltung, 0 ungültig), "
        "stimmberechtigt anwesend waren aber nur 11. Bitte prüfen Sie Stimmen und Anwesenheit."
    )
    assert refused.value.field == "yes"


def test_as_many_votes_as_voters_or_fewer_are_fine():
    rules.require_counts(VoteMode.COUNTED, (9, 1, 1, None), 11)
    rules.require_counts(VoteMode.VERBAL, (None, None, None, None), 0)


def test_negative_counts_are_refused():
    with pytest.raises(RuleBroken, match="negativ"):
        rules.require_counts(VoteMode.COUNTED, (-1, 0, 0, 0), 5)


@pytest.mark.parametrize("mode", [VoteMode.COUNTED, VoteMode.SECRET, VoteMode.ROLL_CALL])
def test_a_counted_vote_needs_its_counts(mode):
    with pytest.raises(RuleBroken, match="ausgezählten"):
        rules.require_counts(mode, (None, None, 2, None), 5)


def test_there_is_no_consensus_against_a_vote():
    with pytest.raises(RuleBroken, match="ohne Gegenstimmen"):
        rules.require_counts(VoteMode.CONSENSUS, (5, 1, 0, 0), 10)


def test_a_result_must_be_known():
    rules.require_known_result(False)
    with pytest.raises(RuleBroken):
        rules.require_known_result(None)


def test_times_of_presence_stand_in_order():
    rules.require_spans([(at("16:00"), at("17:00")), (at("17:30"), None)])
    rules.require_spans([(None, at("17:00"))])

    for spans, field in [
        ([(at("17:00"), at("16:00"))], "to_1"),
        ([(None, at("17:00")), (at("16:30"), None)], "from_2"),
        ([(at("16:00"), None), (at("17:00"), None)], "from_2"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            rules.require_spans(spans)
        assert refused.value.field == field


def test_deputies_who_were_not_needed_are_not_missed():
    people = [
        person(1, "a", status=EXCUSED),
        person(2, "a", deputy=True, status=ABSENT),
        person(3, "b", status=ABSENT),
        person(4, "b", deputy=True, status=EXCUSED),
        person(5, "c"),
        person(6, member=False, status=ABSENT),
    ]

    assert [a.id for a in rules.missing(people)] == [1, 3, 4]


def test_records_from_paper_name_the_excused_though_they_know_no_memberships():
    people = [
        person(1, "a", member=False, status=EXCUSED),
        person(2, "b", member=False, status=ABSENT),
        person(3, member=False, status=ABSENT),
    ]

    assert [a.id for a in rules.missing(people)] == [1, 2]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Genehmigung der Niederschrift der letzten Sitzung", VoteKind.PROCEDURE),
        ("Feststellung der Tagesordnung", VoteKind.PROCEDURE),
        ("Erweiterung der Tagesordnung", VoteKind.PROCEDURE),
        ("Wahl der stellvertretenden Vorsitzenden", VoteKind.ELECTION),
        ("Nachwahl eines Mitglieds für den Beirat", VoteKind.ELECTION),
        ("Barrierefreie Haltestellen", VoteKind.MAIN),
        ("Niederschriften in einfacher Sprache", VoteKind.MAIN),
        ("Auswahl der Standorte", VoteKind.MAIN),
        ("Wahlperiode 2025/2030: Arbeitsprogramm", VoteKind.MAIN),
        ("Wahlbeteiligung bei der Wahl des Integrationsrates", VoteKind.MAIN),
        ("Bericht zur Kommunalwahl 2025", VoteKind.MAIN),
    ],
)
def test_the_usual_kind_of_a_vote_is_suggested_by_the_title(title, kind):
    assert rules.usual_kind(title) is kind


@pytest.mark.parametrize(
    ("member", "deputies", "uncalled"),
    [
        (PRESENT, [ABSENT], {2}),
        (ABSENT, [ABSENT], {2}),  # who does not say so calls nobody
        (EXCUSED, [ABSENT], set()),
        (EXCUSED, [PRESENT, ABSENT], {3}),
        (EXCUSED, [EXCUSED, ABSENT], set()),
        (None, [ABSENT], set()),  # a vacant seat
    ],
)
def test_a_deputy_was_called_when_the_member_is_excused_and_nobody_else_came(
    member, deputies, uncalled
):
    people = [] if member is None else [person(1, "s1", status=member)]
    people += [person(2 + n, "s1", deputy=True, status=one) for n, one in enumerate(deputies)]

    assert uncalled_deputies([*people, person(9, "s2")]) == uncalled
