"""Every address as every role: the answers are those of the access matrix."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from gremien_app.base.web import matrix
from gremien_app.base.web.matrix import ROLES, Route
from gremien_app.base.web.matrix_page import document
from gremien_app.base.web.matrix_routes import ROUTES
from tests.web.matrix_world import Walker, address, routes, walking

LISTED = {(route.rule, method): route for route in ROUTES for method in route.methods.split()}


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory) -> Iterator[Walker]:
    """No page is drawn: only who gets through is asked."""
    with (
        walking(new_app, tmp_path_factory.mktemp("matrix")) as walker,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("flask.templating._render", lambda *_: "")
        yield walker


def test_every_route_is_listed_and_nothing_else(walker):
    found = set(routes(walker.app))

    new = [_suggested(walker, *one) for one in sorted(found - set(LISTED))]
    assert new == [], "add to web/matrix_routes.py, after thinking:\n" + "\n".join(new)
    assert set(LISTED) - found == set(), "these routes are gone"


def _suggested(walker: Walker, rule: str, method: str) -> str:
    """The line to add, with what the roles are answered now."""
    seen = [
        "".join(walker.ask(role, method, rule, getattr(walker.world, kind)) for role in ROLES)
        for kind in ("public", "closed")
    ]
    names = {w.answers: name for name, w in vars(matrix).items() if isinstance(w, matrix.Who)}
    public, closed = (names.get(answers, answers) for answers in seen)
    return f'Route("{method}", "{rule}", {public}' + (
        ")," if closed == public else f", closed={closed}),"
    )


def walked(route: Route, world: SimpleNamespace) -> tuple[str, ...]:
    """With which objects: the closed sitting's only where its address is another one."""
    if route.state:
        return (route.state,)
    same = address(route.rule, world.public) == address(route.rule, world.closed)
    return ("public",) if same else ("public", "closed")


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_as_the_matrix_says(walker, role):
    wrong = []
    for (rule, method), route in LISTED.items():
        for kind in walked(route, walker.world):
            expected = route.expected(kind).answer(role)
            answer = walker.ask(role, method, rule, getattr(walker.world, kind))
            if answer != expected:
                wrong.append(f"{method} {rule} ({kind}): {answer}, not {expected}")

    assert wrong == []


def test_a_guest_gets_no_further_at_the_sitting_to_which_he_or_she_is_invited(walker):
    wrong = []
    for (rule, method), route in LISTED.items():
        if address(rule, walker.world.coming) == address(rule, walker.world.closed):
            continue
        expected = route.expected("closed").answer("guest")
        answer = walker.ask("guest", method, rule, walker.world.coming)
        if answer != expected:
            wrong.append(f"{method} {rule}: {answer}, not {expected}")

    assert wrong == []


def test_the_page_for_people_is_written_from_the_matrix():
    page = Path(__file__).resolve().parents[2] / "docs" / "zugriff.md"

    assert page.read_text(encoding="utf-8") == document(), (
        "python -m gremien_app.base.web.matrix_page > docs/zugriff.md"
    )
