"""Every row arrives, on either engine, or none does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.operation.backups import actions
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups import copy_actions as copies
from gremien_app.operation.backups import target_queries as targets
from gremien_app.operation.backups.copy_actions import TableSum
from gremien_app.operation.cli.schema import known_revisions
from gremien_app.operation.service.schema_queries import known
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from tests import builders as b


def engine_of(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def sums_of(app: Flask) -> dict[str, TableSum]:
    with engine_of(app).connect() as connection:
        return copies.sums(connection)


def copied(office: Flask, target: Flask) -> dict[str, TableSum]:
    with office.app_context():
        return actions.copy_all(engine_of(office), engine_of(target))


@pytest.mark.parametrize("target_name", ["sqlite", "postgresql"])
def test_all_rows_are_copied_with_equal_checksums(
    office: Flask, new_office: Callable[[str], Flask], target_name: str
) -> None:
    target = new_office(target_name)

    read = copied(office, target)

    assert sums_of(target) == sums_of(office) == read
    with target.app_context():
        group = db.session.scalars(select(Committee).where(Committee.parent_id.is_not(None))).one()
        assert group.parent is not None
        assert group.parent.slug == "stag-queerpolitik"
        assert db.session.scalars(
            select(Membership).where(Membership.predecessor_id.is_not(None))
        ).one()


def test_new_rows_go_on_counting_after_a_copy(
    office: Flask, new_office: Callable[[str], Flask]
) -> None:
    target = new_office("postgresql")
    copied(office, target)

    with target.app_context():
        highest = db.session.scalar(select(Committee.id).order_by(Committee.id.desc()))
        made = b.committee("integrationsrat")

        assert highest is not None
        assert made.id == highest + 1
        db.session.rollback()


def test_a_database_with_rows_is_never_copied_over(
    office: Flask, new_office: Callable[[str], Flask], engine_name: str
) -> None:
    target = new_office(engine_name)
    copied(office, target)

    with pytest.raises(RuleBroken, match="nicht leer"):
        copied(office, target)

    assert sums_of(target) == sums_of(office)


def test_a_database_of_another_version_is_refused(
    office: Flask, new_office: Callable[[str], Flask], engine_name: str
) -> None:
    target = new_office(engine_name)
    with engine_of(target).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(RuleBroken, match="nicht auf demselben Stand"):
        copied(office, target)


def test_a_backup_brings_everything_back_but_sign_ins_and_unsent_mails(
    office: Flask, new_office: Callable[[str], Flask], engine_name: str, tmp_path: Path
) -> None:
    target = new_office(engine_name)
    path = archive.write_backup(engine_of(office), tmp_path, tmp_path / "sicherungen", b.NOW)
    before = sums_of(office)

    with archive.opened(path, known_revisions()) as backup:
        actions.put_back(backup, engine_of(target), b.NOW)

    assert sums_of(target) == before
    with target.app_context(), db.engine.begin() as connection:
        actions.forget_what_must_not_return(connection, b.NOW)
    after = sums_of(target)
    changed = {name for name, one in after.items() if one != before[name]}
    versions = {"calendar_version", "rights_version"}
    assert changed <= {"login_session", "one_time_link", "outbox_mail", *versions}
    assert after["login_session"].rows == 0
    with target.app_context():
        mail = db.session.scalars(select(OutboxMail)).one()
        assert mail.given_up_at == b.NOW
        assert "nicht noch einmal versandt" in mail.last_error


def test_a_restored_database_replaces_what_was_there(
    office: Flask, engine_name: str, tmp_path: Path
) -> None:
    path = archive.write_backup(engine_of(office), tmp_path, tmp_path / "sicherungen", b.NOW)
    before = sums_of(office)
    with office.app_context():
        b.committee("spaeter-gegruendet")
        db.session.commit()
        db.session.remove()

    with archive.opened(path, known_revisions()) as backup:
        actions.put_back(backup, engine_of(office), b.NOW)

    assert sums_of(office) == before


def test_it_tells_an_empty_database_from_one_in_use(
    office: Flask, new_office: Callable[[str], Flask], engine_name: str
) -> None:
    with office.app_context():
        in_use = targets.content_of(engine_of(office))
        new = targets.content_of(engine_of(new_office(engine_name)))

    assert (in_use.is_empty, new.is_empty) == (False, True)
    assert in_use.waiting_mails == 1
    assert in_use.revision == new.revision == known().newest
