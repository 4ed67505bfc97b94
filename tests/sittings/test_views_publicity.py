"""How public a sitting is: as its committee, and wider only when it is meant."""

import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Sitting
from tests import builders as build

QUESTION = "tagt sonst nichtöffentlich"
MEANT = {"publicity_meant": "y"}


@pytest.fixture
def religions(app):
    return build.committee("rat-der-religionen", short="RdR", is_public=False)


@pytest.fixture
def queer(app):
    return build.committee("stag-queerpolitik", short="StAG Q")


@pytest.fixture
def secretary(client, login, religions, queer):
    return login(client, build.account(secretariat_of=[queer, religions]))


def planning(of, **values) -> dict[str, object]:
    fields = {"day": "10.12.2026", "start": "14:00", "end": "16:00", "room": "0"}
    kinds = {"kind": "regular", "format": "in_person", "publicity": ""}
    return {"committee": str(of.id), **fields, **kinds, **values}


def made() -> Sitting | None:
    db.session.expire_all()
    return db.session.query(Sitting).one_or_none()


def test_from_the_start_page_a_sitting_follows_the_committee_that_is_chosen(
    secretary, religions, queer
):
    """The form began with the publicity of the first committee in the list."""
    page = secretary.get("/sitzungen/neu").get_data(as_text=True)
    secretary.post("/sitzungen/neu", data=planning(religions))

    chosen = re.search(r'<select[^>]* name="publicity".*?selected[^>]*>([^<]*)<', page, re.DOTALL)
    assert chosen[1] == "wie beim Gremium üblich"
    assert made().is_public is False


def test_a_public_committees_sitting_is_public_by_itself(secretary, queer):
    secretary.post("/sitzungen/neu", data=planning(queer))

    assert made().is_public is True


def test_a_joint_sitting_is_as_public_as_the_more_reserved_of_its_committees(
    secretary, queer, religions
):
    secretary.post("/sitzungen/neu", data=planning(queer, partners=[str(religions.id)]))

    assert made().is_public is False


def test_a_wider_publicity_is_asked_about_and_says_who_reads_it_then(secretary, religions):
    secretary.get("/sitzungen/neu")

    asked = secretary.post("/sitzungen/neu", data=planning(religions, publicity="ja"))

    page = asked.get_data(as_text=True)
    assert made() is None
    assert f"RdR {QUESTION}" in page
    assert "alle im Internet und im öffentlichen Kalender" in page
    secretary.post("/sitzungen/neu", data=planning(religions, publicity="ja", **MEANT))
    assert made().is_public is True


def test_a_later_change_to_public_is_asked_about_once(secretary, religions):
    sitting = build.sitting(religions)
    address = f"/sitzungen/{sitting.id}/bearbeiten"
    data = {"room": "0", "kind": "regular", "format": "in_person", "publicity": "ja"}
    secretary.get(address)

    asked = secretary.post(address, data=data | {"version": str(sitting.version)})

    assert QUESTION in asked.get_data(as_text=True)
    assert made().is_public is False
    secretary.post(address, data=data | MEANT | {"version": str(made().version)})
    assert made().is_public is True
    same = secretary.post(address, data=data | {"note": "x", "version": str(made().version)})
    assert same.status_code == 302


def test_a_group_is_read_by_its_committee_at_most(secretary, queer, app, login, new_client):
    group = build.committee(
        "ag", short="AG", is_public=False, kind="working_group", parent_id=queer.id
    )
    clerk = login(new_client(), build.account(secretariat_of=[group]))
    clerk.get("/sitzungen/neu")

    page = clerk.post(
        "/sitzungen/neu", data=planning(group, kind="working_group", publicity="ja")
    ).get_data(as_text=True)

    assert "auch die Mitglieder des übergeordneten Gremiums" in page
    assert "Internet" not in page
