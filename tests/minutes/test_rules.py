from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.records.minutes import rules, signing_rules
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)
from gremien_app.records.minutes.rules import ChairFacts, ItemFacts
from gremien_app.records.minutes.sheet_models import Covers

CHAIR = ChairFacts(person_id=1, name="Dr. Yıldız")
SECOND = ChairFacts(person_id=2, name="Kim Muster", covers=Covers("Ö 4 bis Ö 7"))


def item(**values) -> ItemFacts:
    facts = {
        "label": "Ö 3",
        "mark": ItemMark.NONE,
        "has_children": False,
        "has_text": True,
        "has_outcome": False,
    }
    return ItemFacts(**facts | values)


def version(*signatures: tuple[SignatureRole, int | None, int | None]) -> MinutesVersion:
    made = MinutesVersion(number=1, format=2, content={}, content_sha256="a" * 64)
    for role, user_id, person_id in signatures:
        made.signatures.append(
            Signature(
                role=role,
                user_id=user_id,
                person_id=person_id,
                signed_at=datetime(2026, 1, 5, tzinfo=UTC),
            )
        )
    return made


def sign(role, *, user_id=9, person_id=None, takes_minutes=False, signed=()):
    return signing_rules.require_signer(
        role,
        Viewer(user_id=user_id, person_id=person_id),
        takes_minutes=takes_minutes,
        chairs=[CHAIR],
        version=version(*signed),
    )


@pytest.mark.parametrize("start", list(MinutesState))
@pytest.mark.parametrize("target", list(MinutesState))
def test_only_the_transitions_of_the_table_are_possible(start, target):
    minutes = Minutes(state=start)
    allowed = target in rules.TRANSITIONS[start]

    if allowed:
        rules.require_transition(minutes, target)
    else:
        with pytest.raises(RuleBroken):
            rules.require_transition(minutes, target)


def test_nothing_leads_out_of_published_minutes():
    assert rules.TRANSITIONS[MinutesState.PUBLISHED] == frozenset()


@pytest.mark.parametrize(
    ("state", "editable"),
    [
        (MinutesState.DRAFT, True),
        (MinutesState.RETURNED, True),
        (MinutesState.REFUSED, True),
        (MinutesState.SUBMITTED, False),
        (MinutesState.SIGNED, False),
        (MinutesState.PUBLISHED, False),
    ],
)
def test_the_text_is_written_before_the_submission_only(state, editable):
    assert state.is_editable == editable


def test_minutes_begin_when_the_sitting_was_opened():
    rules.require_held(Sitting(state=SittingState.RUNNING))

    with pytest.raises(RuleBroken, match="eröffnet"):
        rules.require_held(Sitting(state=SittingState.INVITED))


def test_the_due_day_counts_from_the_sitting():
    assert rules.due_on(date(2026, 11, 16), 28) == date(2026, 12, 14)


def test_a_draft_is_overdue_from_the_day_after_the_due_day():
    due = date(2026, 12, 14)

    assert not rules.is_overdue(MinutesState.DRAFT, due, due)
    assert rules.is_overdue(MinutesState.RETURNED, due, date(2026, 12, 15))
    assert not rules.is_overdue(MinutesState.SUBMITTED, due, date(2026, 12, 15))


def test_complete_minutes_have_no_gaps():
    sitting = Sitting(state=SittingState.CLOSED)

    assert rules.gaps(sitting, [item()], [CHAIR], present=10) == []


def test_every_gap_is_named():
    sitting = Sitting(state=SittingState.RUNNING)
    items = [
        item(label="Ö 1", has_text=False),
        item(label="Ö 2", has_text=False, mark=ItemMark.WITHDRAWN),
        item(label="Ö 3", has_text=False, has_children=True),
        item(label="Ö 4", has_text=False, has_outcome=True, vote_errors=("zu viele Stimmen.",)),
    ]

    assert rules.gaps(sitting, items, [], present=0) == [
        "Die Sitzung ist noch nicht geschlossen; das Ende fehlt.",
        "Es ist niemand als anwesend eingetragen.",
        "Es ist nicht eingetragen, wer die Sitzung geleitet hat.",
        "Ö 1: Es gibt weder einen Text noch ein Ergebnis.",
        "Ö 4: zu viele Stimmen.",
    ]


def test_the_signature_covers_exactly_the_text_that_was_shown():
    current = version()

    signing_rules.require_same_content(current, "a" * 64, [])

    with pytest.raises(RuleBroken, match="neuen Fassung"):
        signing_rules.require_same_content(current, "b" * 64, [])
    with pytest.raises(RuleBroken, match=r"Seit der Vorlage .* \(Ö 2, Text\)"):
        signing_rules.require_same_content(current, "a" * 64, ["Ö 2, Text"])
    with pytest.raises(RuleBroken, match=r"\(a; b; c und weitere\)"):
        signing_rules.require_same_content(current, "a" * 64, list("abcd"))


def test_who_presided_signs_as_chair():
    assert sign(SignatureRole.CHAIR, person_id=1) == [CHAIR]


def test_a_chair_who_did_not_preside_cannot_sign():
    with pytest.raises(RuleBroken, match="wer diese Sitzung geleitet hat"):
        sign(SignatureRole.CHAIR, person_id=7)


def test_an_account_without_a_person_cannot_sign_as_chair():
    with pytest.raises(RuleBroken):
        sign(SignatureRole.CHAIR, person_id=None)


def test_only_the_minute_taker_signs_as_such():
    assert sign(SignatureRole.MINUTE_TAKER, takes_minutes=True) == []

    with pytest.raises(RuleBroken, match="Schriftführung"):
        sign(SignatureRole.MINUTE_TAKER)


def test_who_presided_does_not_sign_as_minute_taker_too():
    with pytest.raises(RuleBroken, match="eine andere Person"):
        sign(SignatureRole.MINUTE_TAKER, person_id=1, takes_minutes=True)


def test_nobody_signs_twice():
    with pytest.raises(RuleBroken, match="schon unterzeichnet"):
        sign(SignatureRole.CHAIR, person_id=1, signed=[(SignatureRole.CHAIR, 9, 1)])
    with pytest.raises(RuleBroken, match="schon unterzeichnet"):
        sign(
            SignatureRole.MINUTE_TAKER,
            user_id=8,
            takes_minutes=True,
            signed=[(SignatureRole.MINUTE_TAKER, 9, None)],
        )


def test_a_chair_hand_over_asks_for_two_chair_signatures():
    taker = (SignatureRole.MINUTE_TAKER, 9, None)
    first, second = (SignatureRole.CHAIR, 5, 1), (SignatureRole.CHAIR, 6, 2)
    chairs = [CHAIR, SECOND]

    assert not signing_rules.is_fully_signed(version(taker, first), chairs)
    assert not signing_rules.is_fully_signed(version(first, second), chairs)
    assert signing_rules.is_fully_signed(version(taker, first, second), chairs)


def test_a_return_needs_a_remark():
    with pytest.raises(RuleBroken, match="Anmerkung"):
        rules.require_remark(["", ""])

    rules.require_remark(["", "Bitte den Namen berichtigen."])


def test_a_refusal_needs_a_reason():
    with pytest.raises(RuleBroken) as refusal:
        signing_rules.require_reason("")

    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    ("own", "covers"),
    [
        ([0, 1, 2], "Ö 1 bis Ö 3"),
        ([0, 1, 2, 5], "Ö 1 bis Ö 3, Ö 6"),
        ([0, 2, 4], "Ö 1, Ö 3, Ö 5"),
        ([3, 4, 7], "Ö 4 bis Ö 5; N 2"),
        ([0, 1, 2, 5, 6], "Ö 1 bis Ö 3, Ö 6; N 1"),
        ([5, 6, 7], "Ö 6; N 1 bis N 2"),
    ],
)
def test_a_chair_signs_for_real_ranges_of_items(own, covers):
    agenda = [(Part.PUBLIC, f"Ö {n}") for n in range(1, 7)] + [
        (Part.CLOSED, f"N {n}") for n in (1, 2)
    ]

    assert rules.covers_of(agenda, own).text == covers


def test_the_public_part_tells_no_number_of_a_closed_item():
    items = [(Part.PUBLIC, "Ö 5"), (Part.PUBLIC, "Ö 6"), (Part.CLOSED, "N 1"), (Part.CLOSED, "N 2")]

    covers = rules.covers_of(items)

    assert covers.told_in(Part.CLOSED) == covers.text == "Ö 5 bis Ö 6; N 1 bis N 2"
    assert covers.told_in(Part.PUBLIC) == "Ö 5 bis Ö 6"
    assert rules.covers_of(items[2:3]).told_in(Part.PUBLIC) == "nichtöffentlicher Teil"
    assert rules.covers_of([]).told_in(Part.PUBLIC) == ""


def test_a_title_that_reads_like_the_number_of_a_closed_item_stays_whole_for_the_public():
    items = [(Part.PUBLIC, "„Anfragen; Neues; N 1“"), (Part.CLOSED, "N 1")]

    covers = rules.covers_of(items)

    assert covers.told_in(Part.PUBLIC) == "„Anfragen; Neues; N 1“"
    assert covers.told_in(Part.CLOSED) == "„Anfragen; Neues; N 1“; N 1"
