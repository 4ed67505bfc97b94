"""Numbers of sittings given and corrected in the same moment."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests import builders as build
from tests.simultaneous import at_once, rounds

pytestmark = pytest.mark.both_engines


@pytest.fixture
def office(app, new_client, login, freeze):
    """A committee and two at browsers who keep it."""
    with freeze("2026-11-22 10:00"):
        committee = build.committee(notice_days=None)
        users = [
            build.account(f"{name}@example.org", name, secretariat_of=[committee])
            for name in ("Ada", "Ben")
        ]
        yield committee, [login(new_client(), user) for user in users]


def numbers() -> list[int | None]:
    db.session.expire_all()
    return [one.number for one in db.session.query(Sitting).order_by(Sitting.starts_at)]


@pytest.mark.parametrize("round_", rounds)
def test_two_dispatches_at_once_give_two_numbers(office, round_):
    committee, browsers = office
    sittings = [
        build.sitting(committee, date(2026, 12, n), room=build.room(f"S{n}"), number=None)
        for n in (10, 17)
    ]
    for one in sittings:
        build.item(one, "Mitteilungen")
    sent = [
        (browser, f"/sitzungen/{one.id}/einladung", {"text": "Ich lade ein.", "version": "1"})
        for one, browser in zip(sittings, browsers, strict=True)
    ]

    at_once(*(lambda b=b, p=p, d=d: b.post(p, data=d) for b, p, d in sent))

    assert sorted(numbers(), key=str) == [1, 2]


@pytest.mark.parametrize("round_", rounds)
def test_of_two_corrections_to_one_number_one_is_refused(office, round_):
    committee, browsers = office
    sittings = [
        build.sitting(committee, date(2026, 12, n), number=n, state=SittingState.INVITED)
        for n in (10, 17)
    ]
    sent = [
        (browser, f"/sitzungen/{one.id}/nummer", {"number": "3", "reason": "x", "version": "1"})
        for one, browser in zip(sittings, browsers, strict=True)
    ]

    answers = at_once(*(lambda b=b, p=p, d=d: b.post(p, data=d) for b, p, d in sent))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert numbers().count(3) == 1
