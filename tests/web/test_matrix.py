"""Every address as every role: the answers are those of the right that its route states."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.web.access_page import document
from tests.web.matrix_world import (
    MISSING,
    OWNERS,
    STATES,
    Walker,
    address,
    expected,
    routes,
    walking,
)
from tests.web.routes import ROLE, Route, stated_routes


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory) -> Iterator[Walker]:
    """No page is drawn: only who gets through is asked."""
    with (
        walking(new_app, tmp_path_factory.mktemp("matrix")) as walker,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("flask.templating._render", lambda *_: "")
        yield walker


def test_every_route_is_asked_and_nothing_else(walker):
    asked = [(route.rule, method) for route in stated_routes() for method in route.methods]

    assert sorted(asked) == sorted(set(routes(walker.app)))
    assert {*STATES, *MISSING, *OWNERS} <= {rule for rule, _method in asked}


def walked(route: Route, world: SimpleNamespace) -> tuple[str, ...]:
    """With which objects: the closed sitting's only where its address is another one."""
    if route.rule in STATES:
        return (STATES[route.rule],)
    same = address(route.rule, world.public) == address(route.rule, world.closed)
    return ("public",) if same else ("public", "closed")


@pytest.mark.parametrize("role", ROLE)
def test_every_route_answers_as_its_right_says(walker, role):
    wrong = []
    for route in stated_routes():
        for kind in walked(route, walker.world):
            right = expected(route, role, kind)
            for method in route.methods:
                answer = walker.ask(role, method, route.rule, getattr(walker.world, kind))
                if answer is not right:
                    wrong.append(f"{method} {route.rule} ({kind}): {answer}, not {right}")

    assert wrong == []


def test_a_guest_gets_no_further_at_the_sitting_to_which_he_or_she_is_invited(walker):
    wrong = []
    for route in stated_routes():
        if address(route.rule, walker.world.coming) == address(route.rule, walker.world.closed):
            continue
        right = expected(route, "guest", "closed")
        for method in route.methods:
            answer = walker.ask("guest", method, route.rule, walker.world.coming)
            if answer is not right:
                wrong.append(f"{method} {route.rule}: {answer}, not {right}")

    assert wrong == []


def test_the_page_for_people_is_written_from_the_rights():
    page = Path(__file__).resolve().parents[2] / "docs" / "zugriff.md"

    assert page.read_text(encoding="utf-8") == document(), "make zugriff"
