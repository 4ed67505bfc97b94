"""How a committee signs, for those of before: what works goes on, nothing signed changes."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.people.committees.models import Committee, SigningWay
from gremien_app.records.minutes.models import MinutesVersion, Signature
from tests.resolutions.test_migration import AT, END, insert

pytestmark = pytest.mark.both_engines
#      id  chaired by  rests on            somebody signed here
COMMITTEES = {
    1: ("mayor", "Rat 10.07.2003", False),
    2: ("elected", "§ 27 GO NRW", False),
    3: ("elected", "§ 27 GO NRW", True),
    4: ("rotating", "eigene Regeln", False),
}


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "sheets").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0035")
        with db.engine.begin() as connection:
            insert(connection, "person", id=1, ref="p1", last_name="Muster", first_name="Kim")
            for number, (mode, basis, is_signed) in COMMITTEES.items():
                about = {"chair_mode": mode, "legal_basis": basis, "to_check": '["notice_days"]'}
                insert(
                    connection,
                    "committee",
                    id=number,
                    slug=f"c{number}",
                    short=f"C{number}",
                    **about,
                )
                sitting = {
                    "ref": f"C{number}",
                    "uid": f"u{number}",
                    "state": "closed",
                    "ends_at": END,
                }
                insert(connection, "sitting", id=number, committee_id=number, **sitting)
                insert(
                    connection,
                    "minutes",
                    id=number,
                    sitting_id=number,
                    state="signed",
                    signed_at=AT,
                )
                version = {"number": 1, "content": "{}", "content_sha256": f"{number}"}
                insert(connection, "minutes_version", id=number, minutes_id=number, **version)
                if is_signed:
                    values = {"role": "chair", "person_id": 1, "is_refused": False}
                    insert(connection, "signature", id=1, version_id=number, **values)
        yield app
        db.session.remove()
        db.engine.dispose()


def test_committees_go_on_as_they_signed_and_the_way_is_to_be_checked(old_office):
    migrate_database()

    c, v, s = Committee, MinutesVersion, Signature
    found = db.session.execute(select(c.signing, c.to_check).order_by(c.id)).all()
    assert [one.signing for one in found] == [
        *(SigningWay.PAPER, SigningWay.PAPER),
        *(SigningWay.SYSTEM, SigningWay.SYSTEM),
    ]
    assert {tuple(one.to_check) for one in found} == {("notice_days", "signing")}
    versions = db.session.execute(select(v.signing, v.content_sha256, v.ended_at).order_by(v.id))
    assert [(way.value, sha, ended) for way, sha, ended in versions] == [
        *(("paper", "1", None), ("paper", "2", None)),
        *(("system", "3", None), ("paper", "4", None)),
    ]
    signature = db.session.execute(select(s.way, s.presided_id, s.signed_on)).one()
    assert tuple(signature) == (SigningWay.SYSTEM, 1, None)
