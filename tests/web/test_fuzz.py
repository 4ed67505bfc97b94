"""Whatever is typed, asked or uploaded: no answer is 500. Small and the same in every run."""

import io
import itertools
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from tests.web.matrix_world import STATES, Walker, address, walking
from tests.web.routes import stated_routes

NAME = re.compile(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"')
CASES = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NASTY = [
    "9" * 20,
    "-1",
    "0",
    "2147483648",
    "1e9",
    "NaN",
    "\x00",
    "\ud800",
    "\ufffe",
    "٣",
    "31.02.2026",
    "01.01.0001",
    "31.12.9999",
    "29.03.2026",
    "02:30",
    "25:00",
    "nein",
    "y",
    "closed",
    "{{7*7}}",
    "' OR 1=1--",
    "a" * 70_000,
    "\u202e abc \r\n X: 1",
]
TYPED = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
FORMS = [route for route in stated_routes() if "POST" in route.methods]
PAGES = [route for route in stated_routes() if "GET" in route.methods]
UPLOADS = [
    "/gremien/stag-behindertenpolitik/listen",
    "/besondere-tage/einlesen",
    "/andere-sitzungen",
]
# These end the sign-in of whoever tries them.
LAST = {"/abmelden", "/konto/ueberall-abmelden", "/konto/passwort"}


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory) -> Iterator[Walker]:
    with walking(new_app, tmp_path_factory.mktemp("fuzz")) as walker:
        yield walker


def send(walker: Walker, role: str, method: str, path: str, **sent) -> int:
    client = Client(walker.app, use_cookies=False)
    answer = client.open(
        path, method=method, headers={"Cookie": walker.cookies[role]}, buffered=True, **sent
    )
    assert answer.status_code < 500, (method, path, sent)
    return answer.status_code


def clean(values: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode("utf-8", "surrogatepass") for name, text in values.items()}


def fields_of(walker: Walker, route, path: str) -> list[str]:
    """The names on the form's own page, and some that are often asked for."""
    usual = ["title", "reason", "version", "text", "day", "name", "part", "setting", "kind"]
    if "GET" not in route.methods:
        return usual
    cookie = {"Cookie": walker.cookies[route.insider]}
    page = Client(walker.app, use_cookies=False).get(path, headers=cookie).get_data(as_text=True)
    return sorted(set(NAME.findall(page)) - {"csrf_token"}) or usual


def test_no_form_breaks_whatever_is_typed(walker):
    nasty = itertools.cycle(NASTY)
    for route in FORMS:
        if route.rule in LAST:
            continue
        objects = getattr(walker.world, STATES.get(route.rule, "public"))
        path = address(route.rule, objects)
        names = fields_of(walker, route, path)
        for _ in range(2):
            values = dict(zip(names, nasty, strict=False))
            send(walker, route.insider, "POST", path, data=clean(values))


@CASES
@given(
    route=st.sampled_from([route for route in FORMS if route.rule not in LAST]),
    values=st.dictionaries(
        st.sampled_from(["title", "reason", "version", "day", "start", "end", "number", "name"]),
        TYPED,
        max_size=5,
    ),
)
def test_no_form_breaks_by_chance(walker, route, values):
    objects = getattr(walker.world, STATES.get(route.rule, "public"))
    send(walker, route.insider, "POST", address(route.rule, objects), data=clean(values))


@CASES
@given(
    route=st.sampled_from(PAGES),
    part=st.sampled_from(
        ["9" * 20, "0", "01", "-1", "%00", "%2e%2e", "%ed%a0%80", "%ff", "..%2f..", "1%0a", "٣"]
    ),
    query=st.dictionaries(
        st.sampled_from(["q", "vor", "nach", "jahr", "monat", "zeitraum", "tag", "von", "gremium"]),
        TYPED,
        max_size=4,
    ),
)
def test_no_address_breaks(walker, route, part, query):
    path = re.sub(r"<[^>]+>", part, route.rule)
    words = "&".join(f"{k}={quote(v.encode('utf-8', 'surrogatepass'))}" for k, v in query.items())
    send(walker, route.insider, "GET", f"{path}?{words}")


FILES = [
    b"",
    b"\x00" * 100,
    b"PK\x03\x04" + b"\xff" * 200,
    b"Nachname;Vorname\n" + b"\xff\xfe;\x00\n" * 50,
    "\ufeffNachname;Vorname;Beginn\nMüller;Kim;31.02.2026\n".encode(),
    b'"' * 5000,
    b"Nachname," * 3000,
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999\r\n",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
]


@CASES
@given(
    path=st.sampled_from(UPLOADS),
    content=st.one_of(st.sampled_from(FILES), st.binary(max_size=300)),
    name=st.sampled_from(["liste.csv", "liste.xlsx", "x.ics", "../../x.csv", "\x00.csv", "", "a"]),
)
def test_no_upload_breaks(walker, path, content, name):
    send(walker, "secretariat", "POST", path, data={"file": (io.BytesIO(content), name)})
