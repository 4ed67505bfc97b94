"""A signed sheet entered, confirmed, rejected and pulled back in the same moment."""

from datetime import date

import pytest

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.assembly import chairs_of
from gremien_app.records.minutes.models import Minutes, MinutesFile, MinutesState, Signature
from gremien_app.records.minutes.queries import record_of
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.minutes.sheet_actions import enter_sheet
from gremien_app.records.minutes.sheet_models import SignedSheet
from gremien_app.records.minutes.sheet_rules import Entered, signatories
from tests import builders
from tests.minutes.world import NOW, held_sitting
from tests.simultaneous import at_once, rounds
from tests.together.test_signing import press

pytestmark = pytest.mark.both_engines
FIELDS = {"way": "paper", "answer_0": "signed", "answer_1": "signed"} | dict.fromkeys(
    ("day_0", "day_1"), "03.12.2025"
)


@pytest.fixture
def world(app):
    world = held_sitting()
    world.committee.signing = SigningWay.PAPER
    world.clerks = [
        builders.account(f"{name}@example.org", f"{name} Akte", secretariat_of=[world.committee])
        for name in ("robin", "toni", "sam")
    ]
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.version = actions.submit(world.taker, world.minutes, NOW)
    world.address = f"/sitzungen/{world.sitting.id}/niederschrift"
    world.minutes_id = world.minutes.id
    world.fields = FIELDS | {"sha256": world.version.content_sha256}
    db.session.commit()
    return world


@pytest.fixture
def clerks(world, new_client, login):
    return [login(new_client(), one) for one in world.clerks]


def entered(world) -> str:
    """The address where a second person confirms it."""
    clerk = world.taker.__class__(name="Robin", secretariat_of=frozenset({world.committee.id}))
    chairs = chairs_of(record_of(world.sitting, world.minutes))
    missing = signatories(world.version, chairs, world.minutes.minute_taker)
    sheet = enter_sheet(
        clerk,
        world.minutes,
        [Entered(one, date(2025, 12, 1)) for one in missing],
        way=SigningWay.PAPER,
        remark="",
        shown_sha256=world.version.content_sha256,
        now=NOW,
    )
    world.sheet = sheet.id
    db.session.commit()
    return f"{world.address}/unterschriften/{sheet.id}/gesehen"


def whole() -> None:
    assert verify_minutes().faults == []
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_a_sheet_entered_by_two_at_once_waits_once_and_is_confirmed_once(world, clerks, round_):
    address = f"{world.address}/unterschriften"
    pages = at_once(*[press(clerk, address, world.fields) for clerk in clerks[:2]])
    assert sum("Das Blatt ist eingetragen." in one.text for one in pages) == 1
    db.session.expire_all()
    [sheet] = db.session.query(SignedSheet).all()

    seen = f"{address}/{sheet.id}/gesehen"
    at_once(*[press(clerk, seen, {}) for clerk in clerks])

    db.session.expire_all()
    assert db.session.get(Minutes, world.minutes_id).state is MinutesState.SIGNED
    assert db.session.query(Signature).count() == 2
    assert db.session.query(MinutesFile).count() == 1
    whole()


@pytest.mark.parametrize("round_", rounds)
def test_confirming_and_rejecting_at_once_is_one_of_the_two(world, clerks, round_):
    seen = entered(world)
    back = f"{world.address}/unterschriften/bestaetigen"

    at_once(
        press(clerks[1], seen, {}),
        press(clerks[2], back, {"sheet": str(world.sheet), "reason": "Anderer Tag"}),
    )

    db.session.expire_all()
    sheet = db.session.get(SignedSheet, world.sheet)
    assert (sheet.confirmed_at is None) != (sheet.rejected_at is None)
    assert db.session.query(Signature).count() == (2 if sheet.confirmed_at else 0)
    whole()


@pytest.mark.parametrize("round_", rounds)
def test_confirming_and_pulling_back_at_once_is_one_of_the_two(world, clerks, round_):
    seen = entered(world)

    at_once(press(clerks[1], seen, {}), press(clerks[2], f"{world.address}/zurueckholen", {}))

    db.session.expire_all()
    state = db.session.get(Minutes, world.minutes_id).state
    assert (state, db.session.query(Signature).count()) in {
        (MinutesState.SIGNED, 2),
        (MinutesState.DRAFT, 0),
    }
    whole()
