"""A form that changes something leaves one entry in the record (case K1)."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from tests.databases import traced
from tests.web.matrix_world import SENT, Walker, address, walking
from tests.web.routes import stated_routes

FORMS = [route for route in stated_routes() if "POST" in route.methods]
# One entry for each thing that is new: the sending organisation, the sittings of a plan, the record
# of an organisation that is set apart again; for each resolution that is withdrawn; for the item
# that a paper gets; for the entries in which a former name gave way.
SEVERAL = {
    "/sitze/<oid:id>/bearbeiten",
    "/sitzungsplan/vorschlaege/<oid:id>/uebernehmen",
    "/unterlagen/<oid:id>/tagesordnung",
    "/sitzungen/<oid:id>/niederschrift/veroeffentlichung-zuruecknehmen",
    "/verwaltung/konten/<oid:id>/bearbeiten",
    "/zusammenlegungen/<oid:id>/trennen",
}
FIELD = re.compile(r"<input[^>]*>|<textarea[^>]*>|<select[^>]*>.*?</select>", re.DOTALL)
OWN_TABLES = re.compile(r"\baudit_|\blogin_session|\bfailed_sign_in")


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory) -> Iterator[Walker]:
    with walking(new_app, tmp_path_factory.mktemp("record")) as walker:
        yield walker


def filled(page: str) -> dict[str, str]:
    """The form as it stands on its page, with something new in every text."""
    values = {}
    for tag in FIELD.findall(page):
        name = re.search(r'\sname="([^"]+)"', tag)
        if name is None or name[1] == "csrf_token":
            continue
        value = re.search(r'\svalue="([^"]*)"', tag)
        if tag.startswith("<select"):
            chosen = re.search(r'value="([^"]*)"\s+selected', tag)
            every = re.findall(r'<option[^>]*value="([^"]*)"', tag)
            values[name[1]] = chosen[1] if chosen else (every or [""])[-1]
        elif 'type="checkbox"' in tag or 'type="radio"' in tag:
            if "checked" in tag:
                values[name[1]] = value[1] if value else "y"
        elif 'type="hidden"' in tag:
            values[name[1]] = value[1] if value else ""
        elif name[1] in {"title", "name", "about"} or tag.startswith("<textarea"):
            values[name[1]] = "Neuer Text 12"
        else:
            values[name[1]] = value[1] if value and value[1] else "Text 12"
    return values | {"reason": "Ein Grund"}


def changes_and_entries(walker: Walker, route, objects) -> tuple[int, int]:
    """How many other rows the form wrote, and how many entries."""
    path, cookie = address(route.rule, objects), {"Cookie": walker.cookies[route.insider]}
    client = Client(walker.app, use_cookies=False)
    page = client.get(path, headers=cookie).get_data(as_text=True) if "GET" in route.methods else ""
    sent = SENT.get(route.rule, {})
    data = filled(page) | dict(sent.get("data", {}))
    with traced() as trace:
        query = sent.get("query_string")
        answer = client.post(path, data=data, headers=cookie, query_string=query)
    assert answer.status_code < 500, path
    # A question that comes first (409) takes back what was written before it.
    is_asked = answer.status_code == 409
    other = [w for w in trace.writes if not is_asked and not OWN_TABLES.search(w[:60])]
    entries = [w for w in trace.writes if w.startswith("INSERT INTO audit_entry")]
    return len(other), len(entries)


def test_k1_every_form_that_changes_something_leaves_one_entry(walker):
    silent, talkative, spoken = [], [], set()
    for route in FORMS:
        for kind in ("public", "submitted"):
            objects = walker.world.public | getattr(walker.world, kind)
            other, entries = changes_and_entries(walker, route, objects)
            if other and not entries:
                silent.append(f"{route.rule} ({kind})")
            if entries > 1 and route.rule not in SEVERAL:
                talkative.append(f"{route.rule} ({kind})")
            if other and entries:
                spoken.add(route.rule)

    assert (silent, talkative) == ([], [])
    assert {"/darstellung"} < spoken
    assert len(spoken) > 25  # the forms were really taken
