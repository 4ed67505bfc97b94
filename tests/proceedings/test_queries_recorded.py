"""How often the database is asked while votes are recorded; the same for few and for many."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings import queries
from gremien_app.meetings.proceedings.models import ConflictOfInterest, Vote
from tests import builders as build
from tests.databases import traced

MOST_READS = 12  # who asks (2), the item, its lock, the record (4), the head of the chain


@pytest.fixture
def secretary(world, client, login):
    world.mark("Ast", "Birke")
    return login(client, build.account(secretariat_of=[world.committee]))


def counted(item):
    return {
        "version": item.version,
        "mode": "counted",
        "kind": "main",
        "yes": "2",
        "no": "0",
        "abstain": "0",
        "outcome": "adopted",
        "taken_at": "",
    }


def reads_of(post, item, path, data):
    values = data(item)
    db.session.rollback()  # nothing that the test holds is read for it again
    with traced() as trace:
        answer = post(path, data=values)
    assert answer.status_code == 302
    return len(trace.reads)


def grow(world):
    """A longer list, a longer agenda, votes and a conflict on other items."""
    for number in range(6):
        build.attend(world.sitting, build.person(f"Gast{number}"))
        other = build.item(world.sitting, f"Punkt {number}")
        kind = {"mode": "counted", "yes": 1, "no": 0, "abstain": 0, "is_adopted": True}
        db.session.add(Vote(agenda_item=other, position=1, **kind))
    there = world.people["Birke"]
    db.session.add(ConflictOfInterest(agenda_item=other, attendance=there))
    db.session.commit()


@pytest.mark.parametrize(
    ("page", "data"),
    [("einstimmig", lambda item: {"version": item.version}), ("abstimmung", counted)],
)
def test_a_recorded_vote_is_a_dozen_reads_at_most_however_long_the_record(
    secretary, world, page, data
):
    path = f"/tagesordnungspunkte/{world.item.id}/{page}"

    few = reads_of(secretary.post, world.item, path, data)
    grow(world)
    many = reads_of(secretary.post, world.item, path, data)

    # The first vote decides the item, so its papers are asked for; the second decides nothing new.
    assert many <= few <= MOST_READS


def test_a_corrected_vote_is_a_dozen_reads_at_most(secretary, world):
    item = world.item
    secretary.post(f"/tagesordnungspunkte/{item.id}/abstimmung", data=counted(item))
    db.session.expire_all()
    vote = db.session.query(Vote).one()

    reads = reads_of(secretary.post, item, f"/abstimmungen/{vote.id}", counted)

    assert reads <= MOST_READS


def test_a_refused_vote_shows_what_is_stored_and_not_what_was_refused(secretary, world):
    there = world.people["Ast"]
    data = counted(world.item) | {"yes": "40", "barred": [str(there.id)]}

    answer = secretary.post(f"/tagesordnungspunkte/{world.item.id}/abstimmung", data=data)

    assert answer.status_code == 200
    recorded = queries.record_of(world.sitting)
    assert recorded.conflicts_on(world.item) == recorded.votes_on(world.item) == []
