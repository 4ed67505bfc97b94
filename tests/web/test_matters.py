"""What each role reads of each matter in each state, on all pages and in all files."""

from functools import cache

import pytest
import time_machine
from werkzeug.test import Client

from gremien_app.base.extensions import db
from gremien_app.people.roles import ROLES
from tests import builders as build
from tests.minutes.world import held_sitting
from tests.web.matrix_world import Walker, people_of
from tests.web.matter_world import plant_matters, word
from tests.web.matters import MATTERS
from tests.web.planted import words_of


@pytest.fixture(scope="module")
def reads(new_app, tmp_path_factory):
    """``reads(role, key)``: whether one of the matter's addresses tells the role its word."""
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel("2026-11-22 10:00+01:00", tick=False),
    ):
        app = new_app(f"sqlite:///{tmp_path_factory.mktemp('matters') / 'gremien.db'}")
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        with app.app_context():
            db.create_all()
            world = held_sitting()
            world.b = build.committee("integrationsrat", name="Integrationsrat")
            world.emails = {role: user.email for role, user in people_of(world).items()}
            pages = plant_matters(world)
            walker = Walker(app, world)

        @cache
        def told(role: str, page: str) -> str:
            client = Client(app, use_cookies=False)
            cookie = {"Cookie": walker.cookies[role]}
            answer = client.get(page, headers=cookie, buffered=True)
            assert answer.status_code < 500, page
            return words_of(answer)

        yield lambda role, key: any(word(key) in told(role, page) for page in pages[key])
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.key)
def test_a_matter_is_read_by_those_who_may_and_nobody_else(reads, matter):
    readers = {role.key for role in ROLES if reads(role.key, matter.key)}

    assert readers == {role.key for role in ROLES if matter.is_read_by(role)}
