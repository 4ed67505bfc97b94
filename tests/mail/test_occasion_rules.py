"""Which mails go, when, and what their texts may name."""

from dataclasses import replace
from datetime import datetime

import pytest

from gremien_app.base.house.occasions import NO_WISHES, Occasion, Placeholder, Usual, Wishes
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail import occasion_rules as rules
from gremien_app.rooms import ROOMS

OCCASIONS = [one for room in ROOMS for one in room.occasions]
DAY = Placeholder("datum", "der Tag", "17.12.2026", is_short=True)
LINK = Placeholder("link", "die Seite", "https://gremien.example/", is_needed=True)
ALWAYS = Occasion(
    key="a", label="A", readers="alle", order=1, subject="Am {datum}", text="Hier: {link}",
    places=(DAY, LINK),
)  # fmt: skip
# As the issue has it: nobody may miss these, and none of them waits for a daily mail.
NEVER_MISSED = {
    "invited", "invited_informed", "addendum", "moved", "place_changed", "cancelled",
    "deputy_called", "signature_waits", "signature_void",
}  # fmt: skip
ON_WISH = {
    "date_planned", "date_changed", "date_dropped", "published", "handed_in", "access_granted",
}  # fmt: skip


def of(usual: Usual, **more) -> Occasion:
    return replace(ALWAYS, usual=usual, **more)


def test_what_nobody_may_miss_always_goes_and_the_rest_only_on_wish():
    by_key = {one.key: one.usual for one in OCCASIONS}

    assert {by_key[key] for key in NEVER_MISSED} == {Usual.ALWAYS}
    assert {key for key, usual in by_key.items() if usual is Usual.OFF} == ON_WISH


def test_no_two_occasions_share_a_key_or_a_place_on_the_page():
    assert len({one.key for one in OCCASIONS}) == len(OCCASIONS)
    assert len({one.order for one in OCCASIONS}) == len(OCCASIONS)


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda one: one.key)
def test_the_words_that_come_along_name_only_what_there_is(occasion):
    rules.require_subject(occasion, occasion.subject)
    rules.require_text(occasion, occasion.text)

    filled = rules.fill(occasion.text, rules.examples(occasion.places))
    assert "{" not in filled
    assert "\n" not in rules.fill(occasion.subject, rules.examples(occasion.places))


@pytest.mark.parametrize(
    ("usual", "wishes", "is_on", "goes"),
    [
        (Usual.ALWAYS, NO_WISHES, True, True),
        (Usual.ALWAYS, Wishes(chosen={"a": False}), True, True),
        (Usual.ALWAYS, Wishes(has_stopped=True), True, False),
        (Usual.ALWAYS, Wishes(lost_address="Kim@Example.org"), True, False),
        (Usual.ALWAYS, Wishes(lost_address="old@example.org"), True, True),
        (Usual.OFF, NO_WISHES, False, False),
        (Usual.OFF, NO_WISHES, True, True),
        (Usual.OFF, Wishes(chosen={"a": True}), False, True),
        (Usual.ON, Wishes(chosen={"a": False}), True, False),
        (Usual.OFF, Wishes(chosen={"a": True}, has_stopped=True), True, False),
    ],
)
def test_who_gets_a_mail(usual, wishes, is_on, goes):
    assert rules.goes(of(usual), wishes, "kim@example.org", is_on=is_on) is goes


def test_an_answer_reaches_whoever_asked_for_it_even_without_other_post():
    wishes = Wishes(has_stopped=True)

    assert rules.goes(of(Usual.ALWAYS, is_answer=True), wishes, "kim@example.org", is_on=True)
    assert not rules.goes(of(Usual.ALWAYS, is_answer=True), wishes, "", is_on=True)


def test_only_what_can_be_chosen_waits_for_the_daily_mail():
    wishes = Wishes(gets_digest=True)

    assert rules.is_gathered(of(Usual.OFF), wishes)
    assert not rules.is_gathered(of(Usual.ALWAYS), wishes)
    assert not rules.is_gathered(of(Usual.OFF), NO_WISHES)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ((2026, 11, 30, 18, 33), (2026, 11, 30, 18, 33)),
        ((2026, 11, 30, 19, 59), (2026, 11, 30, 19, 59)),
        ((2026, 11, 30, 20, 0), (2026, 12, 1, 7, 0)),
        ((2026, 12, 1, 6, 59), (2026, 12, 1, 7, 0)),
        ((2026, 12, 5, 21, 0), (2026, 12, 7, 7, 0)),  # a Saturday, then a Sunday
        ((2026, 12, 6, 12, 0), (2026, 12, 7, 7, 0)),
        ((2026, 12, 24, 22, 0), (2026, 12, 28, 7, 0)),  # Christmas, then a Sunday
        ((2026, 3, 28, 23, 0), (2026, 3, 30, 7, 0)),  # the night of summer time
    ],
)
def test_nobody_is_written_to_at_night_on_sundays_and_holidays(now, leaves):
    assert rules.by_day(datetime(*now, tzinfo=BERLIN)) == datetime(*leaves, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ((2026, 12, 1, 6, 0), (2026, 12, 1, 7, 0)),
        ((2026, 12, 1, 7, 0), (2026, 12, 2, 7, 0)),
        ((2026, 12, 5, 12, 0), (2026, 12, 7, 7, 0)),
    ],
)
def test_the_daily_mail_leaves_in_the_morning_of_the_next_working_day(now, leaves):
    assert rules.daily(datetime(*now, tzinfo=BERLIN)) == datetime(*leaves, tzinfo=BERLIN)


def test_an_empty_placeholder_takes_its_line_and_paragraph_along():
    text = "Anfang\n\n{gremium}\n\nBisher:\n{bisher}\n{neu}\n\nEnde"

    found = rules.fill(text, {"gremium": "", "bisher": "", "neu": "am Montag"})

    assert found == "Anfang\n\nBisher:\nam Montag\n\nEnde"


def test_what_is_filled_in_is_never_read_as_a_template():
    assert rules.fill("{a} {b}", {"a": "{b}", "b": "{{7*7}}"}) == "{b} {{7*7}}"


@pytest.mark.parametrize("text", ["{titel} {link}", "{{7*7}} {link}", "{} {link}", "{Link} {link}"])
def test_an_unknown_placeholder_is_refused_at_the_text(text):
    with pytest.raises(RuleBroken, match="das gibt es nicht") as refused:
        rules.require_text(ALWAYS, text)

    assert refused.value.field == "text"
    assert "{datum}, {link}" in refused.value.message


def test_a_text_without_its_link_is_refused():
    with pytest.raises(RuleBroken, match=r"fehlt \{link\}"):
        rules.require_text(ALWAYS, "Nur Worte am {datum}.")


def test_a_link_never_stands_in_a_subject():
    with pytest.raises(RuleBroken) as refused:
        rules.require_subject(ALWAYS, "Hier: {link}")

    assert refused.value.field == "subject"


def test_a_single_brace_is_a_letter_like_others():
    rules.require_text(ALWAYS, "Ein { allein, {link}")

    assert rules.fill("Ein { allein", {}) == "Ein { allein"
