"""What two saves at once doubled in an older database: merged or marked, or shown before."""

from datetime import UTC, datetime

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.upgrade_actions import tell
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.config import SettingsError
from gremien_app.operation.cli import stock
from gremien_app.operation.cli.schema import migrate_database, revisions
from gremien_app.people.accounts import granting_actions as granting
from gremien_app.people.accounts.models import Assignment, OneTimeLink
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import Minutes, MinutesState, Signature
from gremien_app.records.minutes.seal_queries import verify_minutes
from tests.minutes.world import NOW, held_sitting

pytestmark = pytest.mark.both_engines
BEFORE = "0010"  # the last revision without the constraints


@pytest.fixture
def office(engine_name, new_database, new_app):
    """Submitted minutes in a database of the revision before."""
    app = new_app(new_database(engine_name, "doubled").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade()
        world = held_sitting()
        # The way back takes from votes what later migrations gave them; this is not about votes.
        db.session.delete(world.resolution)
        db.session.delete(world.vote)
        minutes = actions.begin(world.taker, world.sitting, NOW)
        version = actions.submit(world.taker, minutes, NOW)
        world.minutes_id, world.version_id = minutes.id, version.id
        world.sha256, world.committee_id = version.content_sha256, world.committee.id
        world.ref = world.sitting.ref
        world.ids = {role: user.id for role, user in vars(world.accounts).items()}
        world.chair_id = world.chair_person.id
        db.session.commit()
        db.session.remove()
        downgrade(revision=BEFORE)
        steps = app.extensions["before_commit"]  # that database has no value of rights yet
        app.extensions["before_commit"] = tuple(one for one in steps if one is not granting.renew)
        yield world
        db.session.remove()
        db.engine.dispose()


def insert(table: str, **values) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    db.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def old_signature(office, role: str, name: str, user: str, person_id=None) -> None:
    """As two processes at once stored it, each with its entry in the record."""
    insert(
        "signature",
        version_id=office.version_id,
        role=role,
        user_id=office.ids[user],
        person_id=person_id,
        name=name,
        covers="",
        signed_at=datetime(2026, 1, 5, tzinfo=UTC),
        content_sha256=office.sha256,
        is_refused=False,
        refusal_reason="",
    )
    tell(
        db.session.connection(),
        "minutes.signed",
        "minutes",
        office.minutes_id,
        summary=f"Unterschrift zu {office.ref} geleistet",
        changes={"content_sha256": [None, office.sha256]},
    )


def test_a_signature_stored_thrice_counts_once_and_signed_minutes_are_closed(office):
    for _ in range(3):
        old_signature(office, "chair", "Ayşe Yıldız", "chair", office.chair_id)
    old_signature(office, "minute_taker", "Kim Protokoll", "taker")
    db.session.commit()

    migrate_database()

    minutes = db.session.get(Minutes, office.minutes_id)
    [version] = minutes.versions
    assert minutes.state is MinutesState.SIGNED
    assert [one.name for one in version.signatures] == ["Ayşe Yıldız", "Kim Protokoll"]
    assert len(version.repetitions) == 2
    assert db.session.query(Signature).count() == 4
    assert minutes.sitting.record_closed_at is not None
    assert len(version.files) == 1
    assert verify_minutes().faults == []
    assert verify_chain().faults == []
    assert actions_on_record(office) >= {
        "minutes.signature_repeated",
        "minutes.closed_later",
        "minutes.closed",
    }


def actions_on_record(_office) -> set[str]:
    return {one.action for one in db.session.query(AuditEntry)}


def test_roles_subscriptions_and_links_that_stand_twice_are_merged_on_record(office):
    chair = office.ids["chair"]
    for ends_on in ("2026-06-30", None, "2026-12-31"):
        insert(
            "assignment",
            user_id=chair,
            committee_id=office.committee_id,
            role="minute_taker",
            starts_on="2026-01-01",
            ends_on=ends_on,
        )
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    for number, used in enumerate((None, "2026-01-06", "2026-01-07")):
        insert(
            "calendar_feed",
            user_id=chair,
            name="Meine Termine",
            kind="sittings",
            token_hash=f"{number}" * 64,
            reminder="none",
            uid_key=f"{number}",
            created_at=moment,
            changed_at=moment,
            last_used_on=used,
            version=1,
            **dict.fromkeys(("has_neutral_title", "has_place"), False),
            **dict.fromkeys(("has_agenda", "shows_cancelled", "shows_holds"), True),
        )
    for number in range(3):
        insert(
            "one_time_link",
            user_id=chair,
            purpose="invitation",
            key_hash=f"{number}" * 64,
            created_at=moment,
            expires_at=moment,
        )
    db.session.commit()

    with db.engine.connect() as connection:
        assert len(stock.mended(connection)) == 3
    migrate_database()
    later = stock_after()

    roles = db.session.query(Assignment).filter_by(user_id=chair).all()
    assert [one.ends_on for one in roles] == [None]
    feeds = db.session.query(CalendarFeed).order_by(CalendarFeed.id).all()
    assert [(one.name, one.revoked_at is None) for one in feeds] == [
        ("Meine Termine", False),
        ("Meine Termine", True),
        ("Meine Termine (2)", True),
    ]
    links = db.session.query(OneTimeLink).order_by(OneTimeLink.id).all()
    assert [one.used_at is None for one in links] == [False, False, True]
    assert verify_chain().faults == []
    assert actions_on_record(office) >= {
        "account.role_merged",
        "account.link_ended",
        "calendar_feed.parted",
    }
    assert later == []


def stock_after() -> list[str]:
    db.session.rollback()  # SQLite gives one writer's lock at a time
    with db.engine.connect() as connection:
        return stock.mended(connection)


def test_two_minute_takers_of_one_version_stop_the_upgrade_before_any_change(office):
    old_signature(office, "minute_taker", "Kim Protokoll", "taker")
    old_signature(office, "minute_taker", "Alex Vertretung", "stranger")
    db.session.commit()

    with pytest.raises(SettingsError) as refused:
        migrate_database()

    assert f"Niederschrift zu {office.ref}, Fassung 1" in str(refused.value)
    assert "Kim Protokoll und danach Alex Vertretung" in str(refused.value)
    assert revisions()[0] == BEFORE
    with db.engine.connect() as connection:
        assert len(stock.undecided(connection)) == 1
    migrate_database(first_counts=True)
    assert [one.is_repetition for one in db.session.query(Signature).order_by(Signature.id)] == [
        False,
        True,
    ]
