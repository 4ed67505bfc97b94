"""The items for which somebody signed, by part: for signatures and sheets of before too."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes.models import Signature
from gremien_app.records.minutes.sheet_models import SheetLine
from gremien_app.records.minutes.signing_rules import signature_sha256
from tests.resolutions.test_migration import END, insert

pytestmark = pytest.mark.both_engines
# As it was signed, and what the public reads of it.
COVERS = {
    "": "",
    "Ö 4": "Ö 4",
    "Ö 1 bis Ö 3.2, Ö 6; N 1": "Ö 1 bis Ö 3.2, Ö 6",
    "Ö 6; N 1 bis N 2.10, N 4": "Ö 6",
    "N 1 bis N 2": "nichtöffentlicher Teil",
    "Ö 2; N": "Ö 2",
    "N": "nichtöffentlicher Teil",
    "14:00 bis 15:30 Uhr": "14:00 bis 15:30 Uhr",
    "„Anfragen; Neues; N 1“; N 1": "„Anfragen; Neues; N 1“",
    "Ö 1, „Neues; N 2“": "Ö 1, „Neues; N 2“",
}


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "covers").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0041")
        with db.engine.begin() as connection:
            insert(connection, "committee", id=1, slug="ir", short="IR")
            sitting = {"ref": "s", "uid": "u", "state": "closed", "ends_at": END}
            insert(connection, "sitting", id=1, committee_id=1, **sitting)
            insert(connection, "minutes", id=1, sitting_id=1, state="submitted")
            version = {"number": 1, "content": "{}", "signing": "paper"}
            insert(connection, "minutes_version", id=1, minutes_id=1, **version)
            insert(connection, "signed_sheet", id=1, version_id=1, way="paper")
            for number, covers in enumerate(COVERS, start=1):
                signed = {"role": "chair", "is_refused": False, "covers": covers}
                own = {"version_id": 1, "is_repetition": True, "way": "paper", **signed}
                insert(connection, "signature", id=number, **own)
                insert(connection, "sheet_line", id=number, sheet_id=1, **signed)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("kind", [Signature, SheetLine])
def test_the_text_stays_letter_by_letter_and_the_public_reads_its_own_part(old_office, kind):
    upgrade()

    found = db.session.scalars(select(kind).order_by(kind.id)).all()

    assert {one.covers.text: one.covers.told_in(Part.PUBLIC) for one in found} == COVERS


def test_the_hash_of_a_signature_is_that_of_before(old_office):
    upgrade()
    signature = db.session.scalars(select(Signature).where(Signature.id == 3)).one()
    given = signature_sha256(signature)

    signature.covers_public, signature.covers_closed = "Ö 1 bis Ö 3.2, Ö 6; N 1", ""

    assert signature_sha256(signature) == given


def test_going_back_joins_the_parts_again(old_office):
    upgrade(revision="0042")
    downgrade(revision="0041")

    with db.engine.connect() as connection:
        for table in ("signature", "sheet_line"):
            query = text(f"SELECT covers FROM {table} ORDER BY id")
            assert list(connection.scalars(query)) == list(COVERS)
