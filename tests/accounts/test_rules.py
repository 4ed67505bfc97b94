from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.accounts import rules
from gremien_app.kernel.errors import RuleBroken

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def failures(count, age=timedelta(minutes=1)):
    return [NOW - age] * count


@pytest.mark.parametrize("recent", [[], failures(9), failures(50, rules.FAILURE_WINDOW)])
def test_few_or_old_failures_do_not_lock_anybody_out(recent):
    rules.require_not_throttled(recent, NOW)


@pytest.mark.parametrize("recent", [failures(10), [*failures(9), NOW], failures(300)])
def test_ten_failures_in_a_quarter_of_an_hour_do(recent):
    with pytest.raises(RuleBroken, match="zu viele Fehlversuche"):
        rules.require_not_throttled(recent, NOW)


@pytest.mark.parametrize("password", ["12345678", "ä" * 8, "correct horse battery", "x" * 200])
def test_a_password_needs_length_only(password):
    rules.require_usable_password(password)


@pytest.mark.parametrize("password", ["", "1234567", "x" * 201])
def test_a_password_too_short_or_too_long_is_refused(password):
    with pytest.raises(RuleBroken) as refused:
        rules.require_usable_password(password)

    assert refused.value.field == "password"
