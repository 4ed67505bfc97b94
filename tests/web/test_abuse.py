"""Every route against strangers: nothing confidential is told, nothing is changed."""

import itertools

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.routing import Rule

from gremien_app.base.extensions import db
from gremien_app.base.kernel.rights import Answer
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web import access
from tests import builders as build
from tests.web.planted import MARK, planted_world, words_of
from tests.web.routes import ROLE, stated_routes

STRANGERS = ("anonymous", "member", "secretary")
# Everyone's own settings: they may be posted by anybody, and change nothing of the office's.
OWN = {
    "accounts.own_sign_in_end",
    "accounts.set_password",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.theme",
    "own.confirm_address",
    "own.give_up_address",
    # Whoever comes to a public sitting; members hand in at their own committee.
    "questions.register",
    "paper_handing.new",
}
# The offices share their rooms.
SHARED = {
    *("venues.index", "venues.room", "venues.retire", "venues.venue", "venues.reopen"),
    *("sittings.plan", "planning.propose"),
}
# What the ids in an address count; of other things a stranger tries the first.
TABLES = {
    "abstimmungen": "vote",
    "anwesenheiten": "attendance",
    "beschluesse": "resolution",
    "mitgliedschaften": "membership",
    "personen": "person",
    "sitzungen": "sitting",
    "tagesordnungspunkte": "agenda_item",
    "verwaltung": "user_account",
    "vorsitze": "chair_period",
}
# Sign-ins, and what refused attempts leave in the record on purpose.
UNRELATED = {"login_session", "failed_sign_in", "audit_entry", "audit_head", "outbox_mail"}
UNRELATED |= {"calendar_version", "rights_version"}
# The secretariats share some rooms: there B is no stranger.
SHARED_FORMS = {
    route.rule for route in stated_routes() if route.answer(ROLE["other_secretariat"]) is Answer.YES
}


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def world(app):
    return planted_world(published=False)


@pytest.fixture
def stranger(new_client, login):
    """Nobody, a member or the secretariat of another committee, in their own browsers."""

    def browser(role, world):
        client = new_client()
        if role == "anonymous":
            return client
        if role == "member":
            person = build.person("Fremd")
            build.member(world.other, person)
            return login(client, build.account(person=person))
        return login(client, build.account(secretariat_of=[world.other]))

    return browser


def rules_of(app: Flask, method: str) -> list[Rule]:
    found = (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))
    return sorted((r for r in found if r.endpoint != "static"), key=str)


def addresses(app: Flask, rule: Rule) -> list[str]:
    """The rule with every id and every name there is, and one that there is not."""
    table = db.metadata.tables.get(TABLES.get(rule.rule.split("/")[1], ""))
    known = [1] if table is None else db.session.scalars(select(table.c.id)).all()
    ids = {*known, 2**31 - 1}
    slugs = db.session.scalars(select(db.metadata.tables["committee"].c.slug)).all()
    values = {"slug": [*slugs, "gibt-es-nicht"]}
    choices = [sorted(values.get(name, ids)) for name in sorted(rule.arguments)]
    if len(choices) > 1:
        choices = [one[:2] for one in choices]
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, dict(zip(sorted(rule.arguments), chosen, strict=True)))
        for chosen in itertools.product(*choices)
    ]


def asked(app: Flask, rule: Rule, role: str) -> list[str]:
    """All its addresses; one where the guard turns this role away before looking at any."""
    found = addresses(app, rule)
    return found[:1] if is_narrow(rule) and role != "secretary" else found


def is_narrow(rule: Rule) -> bool:
    """The guard turns away whoever merely has an account."""
    return not access.RULES[rule.endpoint].allows(Viewer(user_id=1))


def stored() -> dict[str, list[tuple[object, ...]]]:
    """All rows of the office's tables."""
    db.session.rollback()
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table))]
        for table in db.metadata.sorted_tables
        if table.name not in UNRELATED
    }


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("role", STRANGERS)
def test_no_page_feed_or_file_tells_a_stranger_what_is_confidential(app, stranger, role, published):
    world = planted_world(published=published)
    client = stranger(role, world)
    told = set()

    for rule in rules_of(app, "GET"):
        if role == "secretary" and rule.endpoint in SHARED:
            continue
        for address in asked(app, rule, role):
            response = client.get(address)
            assert response.status_code in {200, 302, 403, 404, 409}, address
            if MARK in words_of(response).replace(address.lower(), ""):
                told.add(address)

    assert told == set()


@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_changes_nothing_and_learns_nothing_by_posting(app, world, stranger, role):
    client = stranger(role, world)
    before = stored()
    told, answered = set(), set()

    for rule in rules_of(app, "POST"):
        if rule.endpoint in OWN or not rule.arguments:
            continue
        if role == "secretary" and rule.rule in SHARED_FORMS:
            continue
        for address in asked(app, rule, role):
            if role == "secretary" and f"/{world.other.slug}/" in address:
                continue  # its own committee
            response = client.post(address, data={"reason": "x", "version": "1"})
            answered.add(response.status_code)
            if MARK in words_of(response).replace(address.lower(), ""):
                told.add(address)

    assert told == set()
    # 404: addresses with a key, for whoever has it
    assert answered <= ({302, 404} if role == "anonymous" else {403, 404})
    assert stored() == before


@pytest.mark.parametrize("role", ["anonymous", "member"])
def test_staff_pages_are_closed_to_all_others(app, world, stranger, role):
    client = stranger(role, world)
    for rule in rules_of(app, "GET"):
        if is_narrow(rule):
            for address in asked(app, rule, role):
                expected = {302} if role == "anonymous" else {403, 404}
                assert client.get(address).status_code in expected, address


def test_the_secretariat_itself_reads_what_strangers_do_not(world, secretary):
    at = f"/sitzungen/{world.sitting.id}"
    for address in ("/tagesordnung", "/niederschrift", "/niederschrift-nichtoeffentlich.docx"):
        assert MARK in words_of(secretary.get(at + address)), address


@pytest.fixture
def secretary(world, new_client, login):
    return login(new_client(), world.accounts.taker)


def test_no_form_is_taken_without_its_token(app, world, secretary):
    before = stored()

    answers = {
        secretary.post(address, data={}, csrf=False).status_code
        for rule in rules_of(app, "POST")
        for address in addresses(app, rule)[:1]
    }

    assert answers <= {400, 403}
    assert stored() == before


def test_a_feed_names_the_configured_host_only(app, world, client):
    for path in (
        "/kalender/alle.ics",
        "/kalender/stag-behindertenpolitik.ics",
        "/kalender/abonnieren",
    ):
        response = client.get(
            path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        )
        assert "evil.example" not in words_of(response)


GARBAGE = [
    "x",
    "-1",
    "0",
    "9" * 20,
    "99999-99",
    "2026-13",
    "\x00",
    "%00",
    "٣",
    "’",
    "a" * 5000,
    "[]",
]
FILTERS = ["zeitraum", "monat", "seite", "gremium", "jahr", "suche", "q", "nach", "wo", "teil"]
FILTERS += ["richtung", "stand", "weiter", "person", "rolle"]


def test_no_filter_breaks_a_page(app, world, secretary):
    pages = [r for r in rules_of(app, "GET") if not r.arguments]
    for number, rule in enumerate(pages * 3):
        mixed = itertools.islice(itertools.cycle(GARBAGE), number % len(GARBAGE), None)
        typed = dict(zip(FILTERS, mixed, strict=False))
        response = secretary.get(str(rule), query_string=typed)
        assert response.status_code < 500, (rule, typed)


@pytest.mark.parametrize("path", ["/%00", "/gremien/%00", "/kalender/%ff.ics", "/sitzungen/1%00"])
def test_an_odd_address_is_not_found(world, client, path):
    assert client.get(path).status_code == 404


def test_an_odd_address_behind_a_sign_in_leads_nowhere_else(world, client, login):
    account = world.accounts.member
    for target in (
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/%09/evil.example",
    ):
        client.post("/abmelden")
        response = client.post(
            "/anmelden",
            query_string={"weiter": target},
            data={"email": account.email, "password": build.PASSWORD},
        )
        assert (response.status_code, response.location) == (302, "/")


TYPED = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["01.01.2026", "31.02.2026", "25:00", "02:30", "-1", "9" * 30, "\x00", "\ud800"]
    ),
)
FIELDS = ["title", "date", "start", "end", "reason", "text", "version", "number", "room", "place"]
FORMS = [
    "/sitzungen/neu",
    "/sitzungen/{0}/verlegen",
    "/sitzungen/{0}/absagen",
    "/sitzungen/{0}/zeiten",
]
FORMS += ["/sitzungen/{0}/tagesordnung/neu", "/sitzungen/{0}/bearbeiten", "/orte/neu"]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(form=st.sampled_from(FORMS), values=st.dictionaries(st.sampled_from(FIELDS), TYPED))
def test_whatever_is_typed_a_form_answers(world, secretary, form, values):
    response = secretary.post(
        form.format(world.sitting.id),
        data={k: v.encode("utf-8", "replace") for k, v in values.items()},
    )

    assert response.status_code < 500
