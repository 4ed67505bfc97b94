import pytest

from gremien_app.committees.models import Committee
from gremien_app.committees.rules import (
    SETTING_LABELS,
    label_of,
    require_contact,
    require_days,
    require_to_check,
)
from gremien_app.kernel.errors import RuleBroken


@pytest.mark.parametrize(("notice", "due"), [(None, 1), (0, 28), (7, 365), (365, 90)])
def test_it_accepts_usual_periods(notice, due):
    require_days(notice, due)


@pytest.mark.parametrize(
    ("notice", "due", "field"),
    [
        (-1, 28, "notice_days"),
        (366, 28, "notice_days"),
        (7, 0, "minutes_due_days"),
        (None, 366, "minutes_due_days"),
    ],
)
def test_it_refuses_periods_that_cannot_be_meant(notice, due, field):
    with pytest.raises(RuleBroken) as refused:
        require_days(notice, due)

    assert refused.value.field == field


@pytest.mark.parametrize("email", ["", "amt@stadt-koeln.de", "a.b+c@sub.example.org"])
def test_it_accepts_an_address_or_none(email):
    require_contact(email)


@pytest.mark.parametrize(
    "email", ["amt", "amt@", "@koeln.de", "a b@koeln.de", "a@b@c.de", "amt@koeln", "<amt@koeln.de>"]
)
def test_it_refuses_what_is_no_address(email):
    with pytest.raises(RuleBroken) as refused:
        require_contact(email)

    assert refused.value.field == "contact_email"


def test_only_a_setting_on_the_list_is_confirmed():
    require_to_check(["notice_days"], "notice_days")

    with pytest.raises(RuleBroken, match="schon bestätigt"):
        require_to_check([], "notice_days")


def test_every_setting_that_the_data_format_knows_has_a_german_name():
    columns = set(Committee.__table__.columns.keys())

    assert set(SETTING_LABELS) - columns == {"statutory_seats"}
    assert label_of("notice_days") == "Ladungsfrist"
