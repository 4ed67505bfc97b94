import pytest

from gremien_app.base.kernel.labels import Labelled


class Weather(Labelled):
    SUN = "sun", "Sonne"
    NONE = "none", ""


def test_a_member_is_its_value_and_carries_what_it_is_called():
    assert (Weather.SUN.value, str(Weather.SUN), Weather.SUN.label) == ("sun", "sun", "Sonne")
    assert Weather("sun") is Weather.SUN
    assert Weather.SUN == "sun"
    assert Weather.NONE.label == ""


def test_a_member_that_nobody_named_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="rain of Forgotten has no label"):

        class Forgotten(Labelled):
            RAIN = "rain"


def test_a_member_is_asked_which_one_it_is():
    assert [one.name for one in Weather if getattr(one, f"is_{one.name.lower()}")] == [
        one.name for one in Weather
    ]
    first, second = list(Weather)[:2]
    assert not getattr(first, f"is_{second.name.lower()}")
