"""Texts that save themselves: read first, then hold, write; whatever changed between is seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, update

from gremien_app.base.extensions import db
from gremien_app.people.accounts.models import Assignment
from gremien_app.records.minutes import actions, saving_views
from gremien_app.records.minutes.models import Minutes, MinutesEntry, MinutesState
from tests.minutes.world import NOW, held_sitting
from tests.simultaneous import at_once, in_own_session

pytestmark = pytest.mark.both_engines
LOCKING, READING = ("BEGIN IMMEDIATE", "FOR UPDATE", "FOR NO KEY UPDATE"), ("SELECT", "WITH")


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    world.minutes_id = actions.begin(world.taker, world.sitting, NOW).id
    world.address = f"/sitzungen/{world.sitting.id}/niederschrift/bearbeiten"
    world.box, world.other = world.first.id, world.second.id
    db.session.commit()
    return world


@pytest.fixture
def taker(client, login, world):
    login(client, world.accounts.taker)
    client.get("/woerter")  # who is here was noted
    return client


def send(world, client, text="Bericht.", version=0, box=None):
    box = box or world.other
    return client.post(
        world.address,
        data={f"text_{box}": text, f"version_{box}": version},
        headers={"Accept": "application/json"},
    )


def text_of(item_id):
    db.session.rollback()
    return db.session.query(MinutesEntry.text).filter_by(agenda_item_id=item_id).scalar()


@pytest.fixture
def statements():
    seen = []

    def watch(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", watch)
    yield seen
    event.remove(Engine, "before_cursor_execute", watch)


def test_nothing_is_held_while_it_reads_and_little_is_read_while_it_is_held(
    world, taker, statements
):
    del statements[:]

    assert send(world, taker).json == {"saved": True, "versions": {f"version_{world.other}": 1}}

    locks = [n for n, one in enumerate(statements) if any(word in one for word in LOCKING)]
    before, held = statements[: locks[0]], statements[locks[0] :]
    assert not any(one.startswith(("INSERT", "UPDATE", "DELETE")) for one in before)
    assert len([one for one in before if one.startswith(READING)]) >= 3
    assert len([one for one in held if one.startswith(READING)]) <= 9
    assert len([one for one in statements if "FROM attendance" in one]) == 0


@pytest.fixture
def between(app, monkeypatch):
    """What somebody else saves after this request has read, and before it holds anything."""

    def arrange(change):
        write_now = saving_views.write_now

        def later():
            monkeypatch.setattr(saving_views, "write_now", write_now)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(in_own_session(app, change)).result()
            write_now()

        monkeypatch.setattr(saving_views, "write_now", later)

    return arrange


def test_a_text_that_was_saved_between_stands_beside_the_own_one(world, taker, between):
    assert send(world, taker).status_code == 200
    between(
        lambda: db.session.execute(
            update(MinutesEntry)
            .where(MinutesEntry.agenda_item_id == world.other)
            .values(text="Von nebenan.", version=2)
        ),
    )

    answer = send(world, taker, "Mein Text.", version=1)

    assert answer.status_code == 409
    assert "Von nebenan." in answer.text
    assert "Mein Text." in answer.text
    assert text_of(world.other) == "Von nebenan."


def test_a_right_that_was_taken_between_saves_nothing(world, taker, between):
    between(lambda: db.session.query(Assignment).delete())

    assert send(world, taker).status_code in {403, 404}
    assert text_of(world.other) is None


def test_minutes_that_were_submitted_between_keep_what_the_chair_reads(world, taker, between):
    between(
        lambda: db.session.execute(
            update(Minutes).values(state=MinutesState.SUBMITTED, version=Minutes.version + 1)
        ),
    )

    answer = send(world, taker, "Nachgetragen.")

    assert answer.status_code == 409
    assert text_of(world.other) is None


def test_a_box_of_no_item_is_told_with_what_was_typed(world, taker):
    answer = send(world, taker, "Ohne Punkt.", box=99_999)

    assert answer.status_code == 409
    assert "Ohne Punkt." in answer.text


def test_who_takes_no_minutes_saves_nothing(world, client, login):
    login(client, world.accounts.member)

    assert send(world, client).status_code in {403, 404}
    assert text_of(world.other) is None


def test_four_who_save_at_once_lose_nothing(app, world, new_client, login):
    clients = [login(new_client(), world.accounts.taker) for _ in range(4)]
    db.session.commit()

    def saves(client, box):
        return [
            send(world, client, f"Stand {number}.", number - 1, box).status_code
            for number in range(1, 4)
        ]

    boxes = [world.other, world.closed.id]
    stored = at_once(*(lambda c=c, b=b: saves(c, b) for c, b in zip(clients, boxes, strict=False)))
    both = at_once(*(lambda c=c: send(world, c, "Zugleich.", 3).status_code for c in clients[2:]))

    assert stored == [[200] * 3] * 2
    assert sorted(both) in ([200, 200], [200, 409])
    assert [text_of(box) for box in boxes] == ["Zugleich.", "Stand 3."]
