"""Forms as large as real ones are taken, larger ones are refused with a page that says so."""

from contextlib import ExitStack
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from werkzeug.test import encode_multipart

from gremien_app.base.extensions import db
from gremien_app.base.web.limits import DOCUMENTS_AT_ONCE
from gremien_app.meetings.sittings.models import SittingState
from tests.builders import account, committee, member, person, sitting

KINDS = ["multipart/form-data", "application/x-www-form-urlencoded"]
TOO_MUCH = "Die Datei oder der Text ist größer, als das Programm annimmt."


@pytest.fixture
def council(app):
    return committee()


@pytest.fixture
def secretary(council, client, login):
    login(client, account(secretariat_of=[council]))
    return client


def send(client, path, kind, data):
    """As a browser encodes it; the test client's own encoder leaves large files open."""
    data = {"csrf_token": client._csrf_token()} | data
    if kind == KINDS[1]:
        return client.post(path, data=urlencode(data), content_type=kind, csrf=False)
    boundary, body = encode_multipart(data)
    kind = f"{kind}; boundary={boundary}"
    return client.post(path, data=body, content_type=kind, csrf=False)


def plan(client, council, kind, data):
    path = f"/sitzungen/neu?gremium={council.slug}"
    return send(client, path, kind, {"committee": council.slug} | data)


@pytest.mark.parametrize("kind", KINDS)
def test_an_attendance_list_of_1500_fields_is_taken(secretary, council, kind, freeze):
    someone = person("Vogel")
    member(council, someone)
    held = sitting(council, datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    data = {f"people-{n // 3}-{'abc'[n % 3]}": "present" for n in range(1500)}

    with freeze("2026-11-23 17:05"):
        answer = send(secretary, f"/sitzungen/{held.id}/anwesenheit", kind, data)

    assert answer.status_code in {200, 302, 409}


@pytest.mark.parametrize("kind", KINDS)
def test_two_megabytes_of_text_reach_the_form(secretary, council, kind):
    answer = plan(secretary, council, kind, {"note": "Wort fuer Wort. " * 130_000})

    assert answer.status_code == 200
    assert "Bitte kürzen Sie den Text" in answer.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [{"note": "x" * 5_000_000}, {f"f{n}": "" for n in range(6_000)}])
def test_what_nobody_types_is_refused_with_a_page(secretary, council, kind, data):
    answer = plan(secretary, council, kind, data)

    assert (answer.status_code, TOO_MUCH in answer.text) == (413, True)


def test_a_body_without_a_length_is_counted_too(secretary):
    body = urlencode([("f", "")] * 20_000)

    answer = secretary.post(
        "/sitzungen/neu", data=body, content_type=KINDS[1], csrf=False, headers={}
    )

    assert answer.status_code == 413


def test_documents_take_some_of_the_places_and_give_them_back(app, client):
    """The one too many is told so; afterwards there is room again."""
    one = sitting(committee(), state=SittingState.INVITED)
    db.session.commit()
    path = f"/sitzungen/{one.id}/tagesordnung.docx"
    with ExitStack() as held:
        for _ in range(DOCUMENTS_AT_ONCE):
            context = held.enter_context(app.test_request_context(path))
            assert context.app.preprocess_request() is None
        refused = client.get(path)
        assert client.get(f"/sitzungen/{one.id}").status_code == 200

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "10"
    assert "noch nicht an der Reihe" in refused.get_data(as_text=True)
    assert client.get(path).status_code == 200
