from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.accounts import rules
from gremien_app.people.accounts.common_passwords import words_of
from gremien_app.people.accounts.devices import describe_device
from gremien_app.people.accounts.models import LoginSession
from gremien_app.people.accounts.rules import Failures
from gremien_app.people.roles import CommitteeRole

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CONTEXT = {"gremien", "koeln", "koln"} | words_of(
    "StAG Behindertenpolitik", "Integrationsrat", "Alex Beispiel", "alex.beispiel@example.org"
)


@pytest.mark.parametrize("few", [Failures(), Failures(9, 99, 49), Failures(2, 99, 5000)])
def test_few_failures_do_not_lock_anybody_out(few):
    rules.require_not_throttled(few)


@pytest.mark.parametrize("many", [Failures(10), Failures(0, 100), Failures(3, 0, 50)])
def test_many_failures_do(many):
    with pytest.raises(RuleBroken, match="zu viele Fehlversuche"):
        rules.require_not_throttled(many)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "Mein Hund frisst gern Äpfel",
        "Οδυσσέας ταξιδεύει",
        "рыбка плывёт",
        "😀🐟🚲🌻🎈🧀🎺🪁",
        "ein langer Satz mit Umlauten äöü, Leerzeichen und 🧀 ohne Ende, ok",
        "tanzender-Biber-9",
        "ab8374927364",
        "Rheinufer und Koeln am Abend",
        "lang-genug" * 20,
    ],
)
def test_a_password_needs_length_only(password):
    rules.require_usable_password(password[:200], CONTEXT)


@pytest.mark.parametrize("password", ["", "1234567", "x" * 201, "a\u0308" * 7])
def test_a_password_too_short_or_too_long_is_refused(password):
    with pytest.raises(RuleBroken, match="Zeichen") as refused:
        rules.require_usable_password(password)

    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "passwort1",
        "Passw0rt!",
        "P@ssw0rt1",
        "12345678",
        "qwertzui",
        "11111111",
        "abcabcabc",
        "hallohallo",
        "Hallo12345678",
        "sommer2024",
        "Dezember2025!",
        "01.02.1980",
        "19800412",
        "Schalke04!",
        "iloveyou",
        "GEHEIM1234",
    ],
)
def test_a_password_that_guessers_try_first_is_refused(password):
    with pytest.raises(RuleBroken, match="zuerst ausprobiert"):
        rules.require_usable_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "Koeln2024",
        "Köln2024!",
        "Stadt Köln",
        "Gremien2025",
        "integrationsrat2026",
        "Behindertenpolitik1",
        "alexbeispiel",
        "beispiel.alex1",
        "GremienKöln",
        "K0eln-2026",
    ],
)
def test_a_password_of_obvious_words_is_refused(password):
    with pytest.raises(RuleBroken, match="naheliegenden Wörtern"):
        rules.require_usable_password(password, CONTEXT)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox unter Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari auf dem iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
            "Chrome unter Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge unter Windows",
        ),
        ("<script>alert(1)</script>", "Unbekanntes Programm"),
        ("", "Unbekanntes Programm"),
    ],
)
def test_a_browser_is_named_in_two_words(header, words):
    assert describe_device(header) == words


@pytest.mark.parametrize(
    ("seen_ago", "ends_in"),
    [
        (timedelta(minutes=1), 59 * 60),  # too short ago to be written down again
        (timedelta(minutes=20), 60 * 60),
    ],
)
def test_a_sign_in_lasts_from_the_visit_that_is_noted(seen_ago, ends_in):
    sign_in = LoginSession(last_seen_at=NOW - seen_ago, expires_at=NOW + timedelta(hours=8))

    found = rules.lasting(sign_in, timedelta(hours=1), NOW)

    assert (found.ends_in, found.last_end_in, found.pause) == (ends_in, 8 * 3600, 3600)


def test_no_visit_lengthens_a_sign_in_beyond_its_last_hour():
    sign_in = LoginSession(last_seen_at=NOW, expires_at=NOW + timedelta(minutes=10))

    assert rules.lasting(sign_in, timedelta(hours=1), NOW).ends_in == 600


@pytest.mark.parametrize("role", CommitteeRole)
def test_a_task_gives_the_rights_of_every_circle_around_its_own(role):
    given = {circle for circle, ids in rules.circles_of([(7, role)]).items() if ids == {7}}
    none = rules.circles_of([])

    assert given == role.circle.around & set(none)
    assert role.circle in given
    assert {*none.values()} == {frozenset()}
