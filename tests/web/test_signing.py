"""What was signed by a clock that is a little ahead is good; what is too old or false is not."""

from datetime import timedelta

import pytest
from itsdangerous import BadSignature, SignatureExpired

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.web.signing import serializer

MAX_AGE = 600


@pytest.fixture
def signed(app, freeze):
    def sign(minutes):
        with freeze(utc_now() + timedelta(minutes=minutes)):
            return serializer("test").dumps("Text")

    return sign


@pytest.mark.parametrize("minutes", [-9, 0, 1, 60, 119])
def test_it_lasts_its_time_and_may_come_from_a_clock_that_is_ahead(signed, minutes):
    assert serializer("test").loads(signed(minutes), max_age=MAX_AGE) == "Text"


@pytest.mark.parametrize("minutes", [-11, 122, 60 * 24 * 365])
def test_what_is_too_old_or_too_far_ahead_is_refused(signed, minutes):
    with pytest.raises(SignatureExpired):
        serializer("test").loads(signed(minutes), max_age=MAX_AGE)


def test_another_use_and_another_key_are_refused(app, signed, monkeypatch):
    text = signed(0)

    with pytest.raises(BadSignature):
        serializer("other").loads(text, max_age=MAX_AGE)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another-key-" * 4)
    with pytest.raises(BadSignature):
        serializer("test").loads(text, max_age=MAX_AGE)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", ["only-for-tests-" * 4])
    assert serializer("test").loads(text, max_age=MAX_AGE) == "Text"
