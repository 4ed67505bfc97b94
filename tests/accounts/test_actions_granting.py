"""Rights are remembered while nothing that grants them changes, and not a click longer."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.transactions import commit
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.proceedings.representation_queries import RIGHTS
from gremien_app.meetings.replies.models import Calling
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.fact_queries import tables_of
from gremien_app.people.accounts.models import Assignment, RightsVersion, User
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from tests import builders
from tests.databases import traced


@pytest.fixture
def world(app):
    """A member with an account, a guest at a sitting, a secretary; rights have a value."""
    committee = builders.committee(short="IR", slug="ir")
    member, guest = builders.person("Baum", "Kim"), builders.person("Gast", "Robin")
    seated = builders.member(committee, member, seat=builders.seat(committee))
    sitting = builders.sitting(committee, today(), state=SittingState.INVITED)
    builders.guest(sitting, builders.item(sitting), who=guest)
    builders.call(sitting, seated)
    builders.account("kim@example.org", "Kim Ast", person=member)
    builders.account("akte@example.org", "Robin Akte", secretariat_of=[committee])
    commit()
    return committee


def value():
    db.session.rollback()
    return db.session.scalar(select(RightsVersion.value))


def test_all_from_which_rights_follow_renews_them():
    assert tables_of(RIGHTS) == {
        *("assignment", "membership", "committee", "guest", "admission"),
        *("agenda_item", "sitting", "calling"),
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda: setattr(db.session.scalars(select(Membership)).one(), "sees_closed", False),
        lambda: db.session.delete(db.session.scalars(select(Assignment)).one()),
        lambda: db.session.execute(update(Guest).values(uninvited_at=utc_now())),
        lambda: db.session.execute(delete(Admission)),
        lambda: db.session.execute(text("UPDATE calling SET state = 'ended'")),
        lambda: setattr(db.session.scalars(select(Sitting)).one(), "state", SittingState.CANCELLED),
        lambda: setattr(db.session.scalars(select(AgendaItem)).one(), "title", "Anderes"),
        lambda: builders.committee(short="UAG", slug="uag"),
        lambda: db.session.connection().execute(update(Committee).values(parent_id=None)),
        lambda: db.session.execute(delete(Calling)),
        lambda: db.session.execute(delete(User).where(User.email == "akte@example.org")),
    ],
)
def test_whatever_way_a_right_is_granted_or_ended_the_value_is_another(world, change):
    before = value()

    change()
    commit()

    assert value() != before


def test_what_was_taken_back_or_grants_nothing_leaves_the_value(world):
    before = value()

    db.session.execute(update(Membership).values(sees_closed=False))
    db.session.rollback()
    assert value() == before

    db.session.execute(update(User).values(name="Kim Zweig"))
    assert db.session.scalars(select(Calling)).one().name == ""
    assert value() == before


@pytest.fixture
def two_processes(app, new_app, world, login):
    """Two servers on one database; nothing that one remembers is known to the other."""
    other = new_app(app.config["SQLALCHEMY_DATABASE_URI"])
    yield [one.test_client() for one in (app, other)]
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def account(email):
    return db.session.scalars(select(User).where(User.email == email)).one()


def test_a_right_that_was_taken_ends_with_the_next_click_in_every_process(two_processes, login):
    for client in two_processes:
        login(client, account("kim@example.org"))
        assert ["Baum" in client.get("/gremien/ir").text for _ in range(2)] == [True, True]

    db.session.execute(update(Membership).values(ends_on=today() - timedelta(days=1)))
    commit()

    assert ["Baum" in client.get("/gremien/ir").text for client in two_processes] == [False] * 2


def test_a_right_that_was_given_begins_with_the_next_click_in_every_process(two_processes, login):
    for client in two_processes:
        login(client, account("akte@example.org"))
        assert client.get("/verwaltung/konten").status_code == 403

    db.session.execute(update(User).values(is_admin=True))
    commit()

    assert [c.get("/verwaltung/konten").status_code for c in two_processes] == [200, 200]


def reads_of(client, path, *tables):
    with traced() as trace:
        client.get(path)
    return [one for one in trace.reads if any(f"FROM {table}" in one for table in tables)]


def test_who_is_known_costs_one_statement_and_a_stranger_none(world, client, login):
    tables = ("user_account", "assignment", "membership", "guest", "rights_version")

    assert reads_of(client, "/woerter", *tables) == []

    login(client, account("kim@example.org"))
    assert len(reads_of(client, "/woerter", *tables)) == 2
    assert len(reads_of(client, "/woerter", *tables)) == 1
