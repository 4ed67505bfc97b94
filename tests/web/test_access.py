import pytest
from flask import Flask, abort

from gremien_app.base.kernel.rights import ADMINISTRATION, EVERYONE, OVERSIGHT, SIGNED_IN
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.web import access
from gremien_app.base.web.access import Pages
from gremien_app.people.rights import (
    ANY_SECRETARIAT,
    CLOSED,
    CLOSED_HIDDEN,
    CLOSING,
    RECORDERS,
    SECRETARIAT_HIDDEN,
)
from tests.builders import account, committee

MEMBER = Viewer(user_id=1, member_of=frozenset({1}))
SECRETARY = Viewer(user_id=2, secretariat_of=frozenset({1}))
ADMINISTRATOR = Viewer(user_id=3, is_admin=True)


@pytest.mark.parametrize(
    ("right", "allowed"),
    [
        (EVERYONE, {ANONYMOUS, MEMBER, SECRETARY, ADMINISTRATOR}),
        (SIGNED_IN, {MEMBER, SECRETARY, ADMINISTRATOR}),
        (ANY_SECRETARIAT, {SECRETARY}),
        (SECRETARIAT_HIDDEN, {SECRETARY}),
        (OVERSIGHT, {SECRETARY, ADMINISTRATOR}),
        (CLOSING, {SECRETARY, ADMINISTRATOR}),
        (RECORDERS, {MEMBER, SECRETARY, ADMINISTRATOR}),
        (CLOSED_HIDDEN, {ANONYMOUS, MEMBER, SECRETARY, ADMINISTRATOR}),
        (ADMINISTRATION, {ADMINISTRATOR}),
    ],
)
def test_each_right_lets_exactly_these_ask(right, allowed):
    viewers = {ANONYMOUS, MEMBER, SECRETARY, ADMINISTRATOR}

    assert {viewer for viewer in viewers if right.allows(viewer)} == allowed


def test_a_route_without_a_right_is_an_error_at_once():
    with pytest.raises(TypeError):
        Pages("open", __name__).route("/offen")


def test_an_endpoint_cannot_change_its_right():
    def page():
        return ""

    Pages("twice", __name__).route("/a", access=EVERYONE)(page)

    with pytest.raises(TypeError, match="two rights"):
        Pages("twice", __name__).route("/b", access=ANY_SECRETARIAT)(page)
    del access.RULES["twice.page"]


def test_a_right_for_the_closed_part_needs_the_same_guard():
    with pytest.raises(TypeError, match="another guard"):
        Pages("other", __name__).route("/a", access=EVERYONE, closed=CLOSED)


def test_a_request_to_a_route_without_a_right_is_refused():
    app = Flask(__name__)
    app.config["SESSIONLESS"] = frozenset()
    access.init_app(app, lambda: ANONYMOUS, lambda: abort(401))
    app.add_url_rule("/offen", "open", lambda: "offen")

    assert app.test_client().get("/offen").status_code == 403


def test_a_stranger_is_led_to_the_sign_in_and_back(client):
    response = client.get("/verwaltung/konten?seite=2")

    assert response.status_code == 302
    assert response.location == "/anmelden?weiter=/verwaltung/konten?seite%3D2"


def test_a_signed_in_person_without_the_right_is_told_so(client, login):
    login(client, account(secretariat_of=[committee()]))

    assert client.get("/verwaltung/konten").status_code == 403


def test_the_object_id_has_one_spelling(client):
    for address in ("00001", "١", "0", "-1", "1e3", "2147483648", "99999999999999999999"):
        assert client.get(f"/sitzungen/{address}").status_code == 404
