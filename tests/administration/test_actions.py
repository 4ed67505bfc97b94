from datetime import date, timedelta

import pytest
from sqlalchemy import update

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.accounts.actions import Place, open_sign_in
from gremien_app.people.accounts.models import LinkPurpose, LoginSession, User
from gremien_app.people.accounts.password_actions import add_link
from gremien_app.people.accounts.queries import open_link
from gremien_app.people.administration import actions, queries
from gremien_app.people.committees.models import CommitteeName
from gremien_app.people.members.queries import viewer_of
from gremien_app.people.roles import CommitteeRole
from tests.builders import NOW, PASSWORD, account, committee, member, person

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def user(app):
    return account("buero@example.org")


@pytest.fixture
def admin(app):
    return account("admin@example.org", "Admin Beispiel", is_admin=True)


def as_viewer(user):
    return viewer_of(user, TODAY)


def edit(actor, user, **values):
    values = {
        "email": user.email,
        "name": user.name,
        "person_id": user.person_id,
        "is_admin": user.is_admin,
    } | values
    actions.edit_user(actor, user, **values)


def test_an_account_is_made_once_per_address(user):
    with pytest.raises(RuleBroken) as refused:
        account(" BUERO@EXAMPLE.ORG")

    assert refused.value.field == "email"


@pytest.mark.parametrize(
    "email",
    ["", "buero", "@example.org", "buero@", "a b@example.org", "a@example.org\nx", "ä@b.de"],
)
def test_an_account_needs_an_address(app, email):
    with pytest.raises(RuleBroken) as refused:
        actions.create_user(SYSTEM, email=email, name="Alex", password=PASSWORD, now=NOW)

    assert refused.value.field == "email"


def test_an_account_without_a_password_opens_to_nothing(app):
    user = actions.create_user(SYSTEM, email="neu@example.org", name="Neu", password=None, now=NOW)

    assert (user.password_hash, user.has_password) == ("", False)


def test_the_names_of_committees_are_no_passwords(app):
    committee(name="Runder Tisch für Flüchtlingsfragen", short="Runder Tisch")

    with pytest.raises(RuleBroken) as refused:
        actions.create_user(
            SYSTEM, email="a@example.org", name="A", password="Fluechtlingsfragen1", now=NOW
        )

    assert refused.value.field == "password"


def test_the_record_of_changes_holds_no_password(user):
    entry = db.session.query(AuditEntry).filter_by(action="account.created").one()

    assert (entry.changes, PASSWORD in entry.summary) == ({}, False)


def test_a_changed_account_is_recorded_with_old_and_new_but_no_former_name(admin, user):
    old = user.email
    edit(as_viewer(admin), user, name="Sam Neu", email="neu@example.org")

    entry = db.session.query(AuditEntry).filter_by(action="account.changed").one()
    assert entry.changes == {"email": [old, "neu@example.org"]}
    assert entry.summary == "Benutzerkonto Sam Neu geändert: Name geändert"
    assert entry.user_id == admin.id


def test_a_new_address_ends_the_links_sent_to_the_old_one(admin, user):
    key = add_link(user, LinkPurpose.INVITATION, NOW)

    edit(as_viewer(admin), user, email="Neu@example.org")

    assert user.email == "neu@example.org"
    with pytest.raises(NotFound):
        open_link(key, NOW, LinkPurpose.INVITATION)


def test_two_accounts_cannot_share_an_address(admin, user):
    with pytest.raises(RuleBroken) as refused:
        edit(as_viewer(admin), user, email=admin.email)

    assert refused.value.field == "email"


def test_the_administration_is_given_and_taken_but_never_lost(admin, user):
    edit(as_viewer(admin), user, is_admin=True)
    assert as_viewer(user).is_admin

    with pytest.raises(RuleBroken, match="Ihrem eigenen Konto"):
        edit(as_viewer(admin), admin, is_admin=False)
    edit(as_viewer(admin), user, is_admin=False)
    with pytest.raises(RuleBroken, match="das letzte Konto"):
        actions.disable(SYSTEM, admin)
    with pytest.raises(RuleBroken, match="das letzte Konto"):
        edit(SYSTEM, admin, is_admin=False)


@pytest.mark.parametrize("other", ["disabled", "invited"])
def test_an_account_that_nobody_can_open_is_no_other_administrator(admin, other):
    second = account("zwei@example.org", is_admin=True)
    if other == "disabled":
        second.is_disabled = True
    else:
        second.password_hash = ""
    db.session.flush()

    with pytest.raises(RuleBroken, match="das letzte Konto"):
        actions.disable(SYSTEM, admin)


def test_a_locked_account_is_out_at_once_and_comes_back_unchanged(admin, user):
    open_sign_in(user, Place(), NOW, timedelta(hours=9))

    actions.disable(as_viewer(admin), user)

    assert db.session.query(LoginSession).count() == 0
    with pytest.raises(RuleBroken, match="gesperrt"):
        actions.invite(as_viewer(admin), user, NOW, str)
    actions.enable(as_viewer(admin), user)
    assert (user.is_disabled, user.has_password) == (False, True)


def test_a_role_gives_its_rights_from_its_first_to_its_last_day(admin, user):
    council = committee()
    given = actions.assign(
        as_viewer(admin), user, council.id, CommitteeRole.SECRETARIAT, TODAY, TODAY
    )

    assert viewer_of(user, YESTERDAY).secretariat_of == frozenset()
    assert viewer_of(user, TODAY).secretariat_of == {council.id}
    assert viewer_of(user, TODAY + timedelta(days=1)).secretariat_of == frozenset()
    assert given.is_over(TODAY + timedelta(days=1))


def test_a_role_is_not_given_twice(admin, user):
    council = committee()
    actions.assign(as_viewer(admin), user, council.id, CommitteeRole.MINUTE_TAKER, TODAY)

    with pytest.raises(RuleBroken):
        actions.assign(as_viewer(admin), user, council.id, CommitteeRole.MINUTE_TAKER, TODAY)


def test_a_role_ended_yesterday_is_gone_now(admin):
    council = committee()
    user = account(secretariat_of=[council])

    actions.end_role(as_viewer(admin), user.assignments[0], YESTERDAY)

    assert as_viewer(user).secretariat_of == frozenset()
    assert user.assignments[0].ends_on == YESTERDAY


def test_a_role_that_never_began_leaves_only_its_record(admin, user):
    council = committee()
    given = actions.assign(
        as_viewer(admin), user, council.id, CommitteeRole.SECRETARIAT, date(2027, 1, 1)
    )

    actions.end_role(as_viewer(admin), given, YESTERDAY)

    assert user.assignments == []
    assert db.session.query(AuditEntry).filter_by(action="account.role_ended").count() == 1


def test_only_the_administration_reads_accounts(user):
    council = committee()
    secretary = Viewer(user_id=user.id, secretariat_of=frozenset({council.id}))
    admin = Viewer(user_id=user.id, is_admin=True)

    assert queries.users_visible_to(admin) == [user]
    assert queries.get_user(admin, user.id) is user
    with pytest.raises(NotFound):
        queries.users_visible_to(secretary)
    with pytest.raises(NotFound):
        queries.get_user(secretary, user.id)
    with pytest.raises(NotFound):
        queries.get_user(admin, user.id + 1)
    with pytest.raises(NotFound):
        queries.page_of_users(secretary, 1, 50)


def test_accounts_are_read_page_by_page_in_the_order_of_their_names(app):
    for number, name in enumerate(("Zoe", "Änne", "bert")):
        account(f"{number}@example.org", name)
    admin = Viewer(user_id=1, is_admin=True)

    pages = [queries.page_of_users(admin, page, 2) for page in (1, 2, 3)]

    assert [([one.name for one in found], more) for found, more in pages] == [
        (["Änne", "bert"], True),
        (["Zoe"], False),
        ([], False),
    ]


def test_a_person_has_one_account_at_most(app):
    taken, free = person("Aalto"), person("Özdemir")
    user = account(person=taken)
    member(committee(), taken)

    assert [key for key, _name in queries.person_choices(None)] == [str(free.id)]
    assert [key for key, _name in queries.person_choices(user)] == [str(taken.id), str(free.id)]
    assert [one.person_id for one in queries.memberships_of(user)] == [taken.id]


def test_committees_are_offered_by_their_names_of_the_day(app):
    council = committee(short="StAG Q", name="StAG Queerpolitik")
    council.names[0].valid_from = TODAY
    council.names.append(
        CommitteeName(
            name="StadtAG Lesben, Schwule und Transgender",
            genitive="der StadtAG",
            valid_until=YESTERDAY,
        )
    )
    db.session.flush()

    assert queries.committee_choices(TODAY) == [(str(council.id), "StAG Q – StAG Queerpolitik")]
    assert "StadtAG Lesben" in queries.committee_choices(YESTERDAY)[0][1]


def test_the_record_of_a_role_tells_its_days_as_people_write_them(app):
    council = committee()

    role = actions.assign(
        SYSTEM,
        account(name="Alex Beispiel"),
        council.id,
        CommitteeRole.SECRETARIAT,
        date(2026, 1, 1),
    )
    actions.end_role(SYSTEM, role, date(2026, 6, 30))

    told = db.session.query(AuditEntry).filter_by(committee_id=council.id)
    assert [one.summary for one in told.order_by(AuditEntry.id)] == [
        "Alex Beispiel: Geschäftsführung ab 01.01.2026",
        "Alex Beispiel: Geschäftsführung bis 30.06.2026",
    ]


def test_an_account_is_held_as_it_was_saved_last(user):
    number = user.id
    found = queries.get_user(Viewer(name="Kim", is_admin=True), number)
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(update(User).where(User.id == number).values(name="Neuer Name"))

    queries.lock_user(found)

    assert found.name == "Neuer Name"
