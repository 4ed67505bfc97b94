"""What older databases kept of ends in five places becomes rows of one table; nothing is lost."""

import json
from datetime import date

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.models import Ending, Membership
from tests.resolutions.test_migration import insert

pytestmark = pytest.mark.both_engines
START, LAST, NEXT, LATER = "2025-11-01", "2026-11-30", "2026-12-01", "2028-06-30"
# membership: its person, last day, predecessor
MEMBERSHIPS = {
    1: (1, LAST, None),  # left with the deputy 2; 3 follows
    2: (2, LAST, None),
    3: (3, None, 1),
    4: (4, LAST, None),  # left, and the record was erased; 5 follows
    5: (5, None, 4),
    6: (6, LAST, None),  # ended by the renewal, and before that by 8
    7: (7, LAST, None),  # ended with the body
    8: (8, LAST, None),  # the chair that ended with its tenure
    9: (8, None, None),  # presided by hand before its tenure
    10: (9, "2026-12-31", None),  # moved up and gave the deputising up; 11 begins later
    11: (9, None, 1),
}
# in the order of the record: membership, action, changes, is_erased
RECORD = [
    (7, "membership.ended", {"ends_on": [None, LATER], "reason": [None, "Ruhestand"]}, False),
    (7, "membership.ended", {"ends_on": [LATER, LAST], "reason": [None, "geschlossen"]}, False),
    (1, "membership.succeeded", {"ends_on": [LATER, LAST], "reason": [None, "Wegzug"],
                                 "deputies": [{"2": LATER, "99": None}, None]}, False),
    (4, "membership.succeeded", {}, True),
]  # fmt: skip


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "endings").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0025")
        with db.engine.begin() as connection:
            fill(connection)
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(connection) -> None:
    insert(connection, "term", id=1, name="2025/2030", starts_on=START)
    insert(connection, "office", id=1, title="OB")
    body = {"kind": "committee", "chair_mode": "elected", "quorum_rule": "none"}
    body |= {"decision_rule": "majority", "notice_unit": "calendar_days"}
    body |= {"minutes_wording": "resolution", "letterhead": ""}
    closed = {"closed_on": LAST, "closing_ended": json.dumps({"7": LATER, "98": None})}
    insert(connection, "committee", id=1, slug="ir", short="IR", **body, **closed)
    insert(connection, "committee", id=2, slug="o", short="O", closing_ended="{}", **body)
    for id_ in range(1, 10):
        insert(connection, "person", id=id_, ref=f"p{id_}", last_name="Muster")
    tenures = {
        1: (START, LAST, {"left:8": LATER}),
        2: (NEXT, None, {"tenure:1": None, "membership:6": None, "adopted:9": None}),
    }
    for id_, (first, last, ended) in tenures.items():
        days = {"starts_on": first, "ends_on": last, "ended": json.dumps(ended)}
        insert(connection, "office_tenure", id=id_, office_id=1, person_id=8, **days)
    for id_, (person, last, former) in MEMBERSHIPS.items():
        first = NEXT if former else START
        days = {"starts_on": first, "ends_on": last, "predecessor_id": former}
        ids = {"id": id_, "committee_id": 2, "person_id": person, "role": "advisory"}
        ids |= {"can_vote": False}
        insert(connection, "membership", tenure_id=2 if id_ == 9 else None, **ids, **days)
    renewals = {1: None, 2: "2026-01-01 10:00:00"}  # the second was undone
    for id_, undone in renewals.items():
        made = {"created_at": "2026-01-01 09:00:00", "undone_at": undone, "created_seats": "[]"}
        insert(
            connection, "reconstitution", id=id_, committee_id=2, term_id=1, first_day=NEXT,
            ended=json.dumps({"6": LATER}), **made,
        )  # fmt: skip
    for id_, (membership, action, changes_, is_erased) in enumerate(RECORD, start=1001):
        told = {"at": "2026-01-01 10:00:00", "changes": json.dumps(changes_), "summary": "x"}
        what = {"object_type": "membership", "object_id": membership, "action": action}
        insert(connection, "audit_entry", id=id_, is_erased=is_erased, **told, **what)


def rows():
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM ending ORDER BY id")).all()
    return {
        (one.cause, one.membership_id, one.tenure_id): (
            str(one.last_day),
            one.former_end and str(one.former_end),
            one.former_reason,
            bool(one.is_known),
        )
        for one in found
    }


def test_every_end_that_something_remembered_is_kept_and_what_nobody_knows_is_marked(old_office):
    upgrade(revision="0026")

    assert rows() == {
        ("following", 2, None): (LAST, LATER, None, True),
        ("following", None, None): (LAST, None, "", True),  # a deputy who is gone
        ("following", 1, None): (LAST, LATER, None, True),
        ("following", 4, None): (LAST, None, None, False),
        ("leaving", 8, None): (LAST, LATER, None, True),
        ("office", None, 1): (LAST, None, "", True),
        ("office", 6, None): (LAST, None, "", True),
        ("renewal", 6, None): (LAST, LATER, None, True),
        ("closing", 7, None): (LAST, LATER, "Ruhestand", True),
        ("closing", None, None): (LAST, None, "", True),
    }
    with db.engine.connect() as connection:
        adopted = connection.execute(text("SELECT id FROM membership WHERE is_adopted")).all()
    assert [id_ for (id_,) in adopted] == [9]


def test_a_succession_of_before_is_taken_back_as_far_as_its_record_told(old_office):
    upgrade()
    gone = db.session.query(Ending).filter_by(membership_id=None, successor_id=3)
    first, unknown = db.session.get(Membership, 3), db.session.get(Membership, 5)

    with pytest.raises(RuleBroken, match="gibt es nicht mehr"):
        changes.undo_following(SYSTEM, first)
    with pytest.raises(RuleBroken, match="gelöscht worden"):
        changes.undo_following(SYSTEM, unknown)

    gone.delete()
    db.session.query(Ending).filter_by(successor_id=11).delete()
    db.session.delete(db.session.get(Membership, 11))
    db.session.flush()
    changes.undo_following(SYSTEM, first)
    ends = [db.session.get(Membership, id_).ends_on for id_ in (1, 2)]
    assert ends == [date.fromisoformat(LATER)] * 2


def test_the_way_back_gives_the_mappings_back(old_office):
    upgrade(revision="0026")

    downgrade(revision="0025")

    with db.engine.connect() as connection:
        closing = connection.execute(text("SELECT closing_ended FROM committee ORDER BY id")).all()
        tenures = connection.execute(text("SELECT ended FROM office_tenure ORDER BY id")).all()
        renewals = connection.execute(text("SELECT ended FROM reconstitution ORDER BY id")).all()
    assert [_read(one) for (one,) in closing] == [{"7": LATER}, {}]
    assert [_read(one) for (one,) in tenures] == [
        {"left:8": LATER},
        {"tenure:1": None, "membership:6": None, "adopted:9": None},
    ]
    assert [_read(one) for (one,) in renewals] == [{"6": LATER}, {}]


def test_reasons_of_the_program_become_a_choice_and_typed_ones_stay(old_office):
    upgrade(revision="0032")
    told = {1: "Amtswechsel", 2: "nachgerückt", 3: "Amtswechsel nach Streit", 4: ""}
    with db.engine.begin() as connection:
        for id_, words in told.items():
            values = {"id": id_, "words": words}
            for statement in (
                "UPDATE membership SET end_reason = :words WHERE id = :id",
                "UPDATE ending SET former_reason = :words WHERE id = :id",
            ):
                connection.execute(text(statement), values)

    upgrade(revision="0033")

    expected = [("office", ""), ("moved_up", ""), (None, "Amtswechsel nach Streit"), (None, "")]
    with db.engine.connect() as connection:
        for query in (
            "SELECT own_reason, end_reason FROM membership WHERE id < 5 ORDER BY id",
            "SELECT former_own, former_reason FROM ending WHERE id < 5 ORDER BY id",
        ):
            assert [tuple(row) for row in connection.execute(text(query))] == expected


def _read(value):
    return json.loads(value) if isinstance(value, str) else value
