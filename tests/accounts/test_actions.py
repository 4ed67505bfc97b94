from datetime import timedelta

import pytest

from gremien_app.accounts import actions, queries
from gremien_app.accounts.models import FailedSignIn, LoginSession, Theme
from gremien_app.accounts.secrets import digest
from gremien_app.audit.actions import SYSTEM
from gremien_app.audit.models import AuditEntry
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound, RuleBroken
from gremien_app.kernel.viewer import Viewer
from tests.builders import NOW, PASSWORD, account, committee

HOURS = timedelta(hours=12)


def sign_in(email="buero@example.org", password=PASSWORD, now=NOW):
    return actions.sign_in(email, password, now, HOURS)


@pytest.fixture
def user(app):
    return account("buero@example.org")


def test_the_right_password_opens_a_session_kept_as_a_hash(user):
    found, key = sign_in()

    row = db.session.query(LoginSession).one()
    assert found is user
    assert (row.key_hash, row.expires_at) == (digest(key), NOW + HOURS)
    assert key not in user.password_hash


@pytest.mark.parametrize("email", ["  BUERO@example.org ", "Buero@Example.Org"])
def test_the_address_is_known_in_any_case(user, email):
    assert sign_in(email)[0] is user


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("buero@example.org", "falsch"),
        ("buero@example.org", ""),
        ("niemand@example.org", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("buero@example.org", PASSWORD + "\ud800"),
    ],
)
def test_anything_else_opens_none_and_is_counted_without_the_address(user, email, password):
    signed_in = sign_in(email, password)

    assert signed_in is None
    assert db.session.query(LoginSession).count() == 0
    assert "example" not in db.session.query(FailedSignIn).one().account_hash


def test_a_disabled_account_cannot_sign_in(user):
    user.is_disabled = True

    assert sign_in() is None


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(user):
    for _ in range(10):
        sign_in(password="falsch")

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        sign_in()
    assert sign_in(now=NOW + timedelta(minutes=16))[0] is user


def test_unknown_addresses_are_throttled_alike(user):
    for _ in range(10):
        sign_in("niemand@example.org")

    with pytest.raises(RuleBroken, match="Viertelstunde"):
        sign_in("niemand@example.org")
    assert sign_in()[0] is user


def test_signing_out_ends_this_session_only(user):
    _, first = sign_in()
    _, second = sign_in()
    actions.sign_out(first)

    assert queries.find_signed_in(user.id, user.nonce, first, NOW) is None
    assert queries.find_signed_in(user.id, user.nonce, second, NOW) is user


def test_a_session_ends_by_itself(user):
    _, key = sign_in()

    assert queries.find_signed_in(user.id, user.nonce, key, NOW + HOURS) is None


def test_a_new_nonce_ends_all_sessions(user):
    _, key = sign_in()
    former, user.nonce = user.nonce, "neu"
    db.session.flush()

    assert queries.find_signed_in(user.id, former, key, NOW) is None


def test_an_account_is_made_once_per_address(user):
    with pytest.raises(RuleBroken) as refused:
        account(" BUERO@EXAMPLE.ORG")

    assert refused.value.field == "email"


@pytest.mark.parametrize("email", ["", "buero", "@example.org", "buero@", "a b@example.org"])
def test_an_account_needs_an_address(app, email):
    with pytest.raises(RuleBroken) as refused:
        actions.create_user(SYSTEM, email=email, name="Alex", password=PASSWORD, now=NOW)

    assert refused.value.field == "email"


def test_the_record_of_changes_holds_no_password(user):
    entry = db.session.query(AuditEntry).filter_by(action="account.created").one()

    assert (entry.changes, PASSWORD in entry.summary) == ({}, False)


def test_the_display_is_chosen(user):
    actions.choose_theme(user, Theme.DARK)

    assert user.theme is Theme.DARK


def test_only_the_administration_lists_accounts(user):
    council = committee()
    secretary = Viewer(user_id=user.id, secretariat_of=frozenset({council.id}))

    assert queries.users_visible_to(Viewer(user_id=user.id, is_admin=True)) == [user]
    with pytest.raises(NotFound):
        queries.users_visible_to(secretary)
