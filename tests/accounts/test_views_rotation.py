import pytest

from gremien_app.base.extensions import db
from tests.builders import PASSWORD, account

FIRST, SECOND, THIRD = ("eins-0123456789-" * 3, "zwei-0123456789-" * 3, "drei-0123456789-" * 3)


@pytest.fixture(scope="module")
def apps_by_key(new_app, new_database):
    """One database, served with one key after the other."""
    url = new_database("sqlite", "rotation")
    made = [
        new_app(url, secret_key=FIRST),
        new_app(url, secret_key=SECOND, secret_key_fallbacks=(FIRST,)),
        new_app(url, secret_key=THIRD, secret_key_fallbacks=(SECOND,)),
    ]
    with made[0].app_context():
        db.create_all()
        account("kim@example.org")
        db.session.commit()
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


def test_one_rotation_signs_nobody_out_and_the_second_one_does(apps_by_key):
    browsers = [app.test_client() for app in apps_by_key]
    signed_in = browsers[0].post(
        "/anmelden", data={"email": "kim@example.org", "password": PASSWORD}
    )
    assert signed_in.status_code == 302

    [cookie] = [one for one in browsers[0]._cookies.values() if "geraet" not in one.key]
    for browser in browsers[1:]:
        browser.set_cookie(cookie.key, cookie.value)

    assert [browser.get("/konto").status_code for browser in browsers] == [200, 200, 302]
