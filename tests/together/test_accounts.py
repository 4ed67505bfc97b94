"""Accounts changed in the same moment: the last administrators, roles, links, attempts."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.accounts.models import Assignment, FailedSignIn, OneTimeLink, User
from gremien_app.people.accounts.rules import MOST_OF_PAIR, MOST_RESETS_OF_ACCOUNT
from tests import builders as build
from tests.simultaneous import at_once, rounds

pytestmark = pytest.mark.both_engines


@pytest.fixture
def admins(app, new_client, login):
    """Two who keep the accounts, each at a browser; their ids."""
    users = [build.account(f"{name}@example.org", name, is_admin=True) for name in ("Ada", "Ben")]
    browsers = [login(new_client(), user) for user in users]
    return [(user.id, browser) for user, browser in zip(users, browsers, strict=True)]


def post(browser, path: str, **fields: str):
    return lambda: browser.post(path, data=fields)


@pytest.mark.parametrize("round_", rounds)
def test_the_last_two_administrators_never_lock_each_other_out(admins, round_):
    (ada, adas), (ben, bens) = admins

    at_once(
        post(adas, f"/verwaltung/konten/{ben}/sperren"),
        post(bens, f"/verwaltung/konten/{ada}/sperren"),
    )

    running = db.session.query(User).filter_by(is_admin=True, is_disabled=False).count()
    assert running == 1
    assert verify_chain().faults == []


@pytest.mark.parametrize("round_", rounds)
def test_two_who_give_one_role_for_overlapping_times_give_it_once(admins, round_):
    council = build.committee()
    other = build.account("andere@example.org", "Andere")
    db.session.flush()
    path, day = f"/verwaltung/konten/{other.id}/aufgaben/neu", today()
    fields = {"committee": str(council.id), "role": "secretariat"}

    at_once(
        *(
            post(browser, path, starts_on=f"{day + timedelta(days=n):%d.%m.%Y}", **fields)
            for n, (_id, browser) in enumerate(admins)
        )
    )

    assert db.session.query(Assignment).filter_by(user_id=other.id).count() == 1


@pytest.mark.parametrize("round_", rounds)
def test_of_many_who_forgot_a_password_at_once_no_more_than_the_limit_get_a_mail(
    app, new_client, round_
):
    build.account("vergessen@example.org", "Vera")
    browsers = [new_client() for _ in range(MOST_RESETS_OF_ACCOUNT + 3)]

    at_once(*(post(one, "/passwort-vergessen", email="vergessen@example.org") for one in browsers))

    assert db.session.query(OutboxMail).count() == MOST_RESETS_OF_ACCOUNT
    assert db.session.query(OneTimeLink).filter(OneTimeLink.used_at.is_(None)).count() == 1


def test_of_many_wrong_passwords_at_once_no_more_than_the_limit_are_tried(app, new_client):
    build.account("ziel@example.org", "Zoe")
    browsers = [new_client() for _ in range(MOST_OF_PAIR + 4)]

    answers = at_once(
        *(
            post(one, "/anmelden", email="ziel@example.org", password=f"falsch-{number}")
            for number, one in enumerate(browsers)
        )
    )

    assert db.session.query(FailedSignIn).count() == MOST_OF_PAIR
    pages = [answer.get_data(as_text=True) for answer in answers]
    assert sum("zu viele Fehlversuche" in page for page in pages) == 4
