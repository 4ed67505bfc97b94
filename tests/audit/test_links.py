"""The record links to nothing that its reader could not open."""

from datetime import date

import pytest
from lxml import html

from gremien_app.base.audit.actions import SYSTEM, Target, record
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.mail.models import OutboxMail
from gremien_app.rooms import ROOMS
from tests import builders as b
from tests.web.matrix_world import matrix_world

HOUSE = House(ROOMS)
GONE = 987_654


def links(client, path):
    page = client.get(path)
    assert page.status_code == 200
    return {
        str(one)
        for one in html.document_fromstring(page.text).xpath(
            "//main//table//a/@href | //main/div//p/a/@href"
        )
        if str(one).startswith("/")
    }


@pytest.mark.parametrize("role", ["secretariat", "other_secretariat", "admin"])
def test_no_link_of_the_record_is_refused_to_its_reader(app, client, login, role):
    world = matrix_world()
    own, other = world.committee, world.b
    group = b.committee("gruppe", name="Gruppe", kind="working_group", is_public=False)
    hidden = b.sitting(group, date(2026, 12, 1))
    stranger = b.person("Fremd", "Franziska")
    mail = db.session.query(OutboxMail).first()
    for committee in (own, other, group, None):
        committee_id = committee.id if committee else None
        for table in HOUSE.recorded:
            ids = {GONE} | ({1} if table in HOUSE.pages else set())
            for id_ in sorted(ids):
                record(SYSTEM, "test.x", Target(table, id_), summary="x", committee_id=committee_id)
        for thing in (hidden, stranger, mail):
            record(SYSTEM, "test.x", thing, summary="x", committee_id=committee_id)
    db.session.commit()
    login(client, next(one for key, one in people(world).items() if key == role))

    kinds = [HOUSE.recorded[table].slug for table in HOUSE.pages]
    pages = set().union(*(links(client, f"/protokoll?art={one}") for one in kinds))

    assert len(pages) > 5
    assert {one: client.get(one).status_code for one in pages} == dict.fromkeys(pages, 200)
    assert not any(str(GONE) in one for one in pages if not one.startswith("/protokoll/"))


def people(world):
    from gremien_app.people.accounts.models import User  # noqa: PLC0415 -- only here

    return {
        role: db.session.query(User).filter_by(email=email).one()
        for role, email in world.emails.items()
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_whether_objects_have_a_page_costs_one_query_for_each_kind(
    app, client, login, query_count, rows
):
    council = b.committee()
    login(client, b.account("buero@example.org", secretariat_of=[council]))
    for number in range(rows):
        sitting = b.sitting(council, date(2026, 12, 1 + number))
        record(SYSTEM, "sitting.noted", sitting, summary="x", committee_id=council.id)
    db.session.commit()
    client.get("/protokoll")

    with query_count() as counted:
        assert client.get("/protokoll?art=sitzung").status_code == 200

    asked = [one for one in counted.reads if "FROM sitting" in one]
    assert len(asked) == 1
