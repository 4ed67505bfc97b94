"""Pages, Word files, feeds and lists tell of an agenda exactly what the one condition says."""

from collections.abc import Iterator

import pytest
import time_machine
from werkzeug.test import Client

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from tests.web.matrix_world import Walker
from tests.web.planted import words_of
from tests.web.readable_world import CASES, DAY, PARTS, Case, readable_world, word
from tests.web.routes import ROLE

ASKED = [case for case in CASES if case.name not in {"moved", "running", "published"}]
PUBLIC = {kind for kind, part in PARTS.items() if part is Part.PUBLIC}


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory) -> Iterator[Walker]:
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(f"{DAY} 10:00+01:00", tick=False),
    ):
        app = new_app(f"sqlite:///{tmp_path_factory.mktemp('readable') / 'gremien.db'}")
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        with app.app_context():
            db.create_all()
            world = readable_world()
            world.at = {case.name: f"/sitzungen/{world.sittings[case.name].id}" for case in CASES}
            walker = Walker(app, world)
        yield walker
        with app.app_context():
            db.engine.dispose()


def told(walker: Walker, role: str, path: str) -> str | None:
    """What the answer says; None where there is none for this role."""
    client = Client(walker.app, use_cookies=False)
    answer = client.get(path, headers={"Cookie": walker.cookies[role]}, buffered=True)
    assert answer.status_code in {200, 302, 403, 404}, path
    return words_of(answer) if answer.status_code == 200 else None


def kinds_in(case: Case, text: str | None) -> set[str]:
    """Of which kinds of items the text speaks; the waste basket would be one."""
    return {kind for kind in (*PARTS, "removed") if text and word(case, kind) in text}


@pytest.mark.parametrize("role", ROLE)
def test_page_files_and_feed_tell_what_the_role_may_read(walker, role):
    for case in ASKED:
        at = walker.world.at[case.name]
        may = {kind for kind in PARTS if role in case.readers[kind]}
        # A guest of a sitting that is not public reads single items on its page, and no file.
        has_agenda = role in case.readers["public"]

        page = kinds_in(case, told(walker, role, f"{at}/tagesordnung"))
        file = kinds_in(case, told(walker, role, f"{at}/tagesordnung.docx"))
        both = kinds_in(case, told(walker, role, f"{at}/tagesordnung.docx?teil=alle"))
        feed = kinds_in(case, told(walker, role, f"{at}.ics"))

        # The secretariat finds the waste basket beside the agenda, to take things out again.
        assert page - {"removed"} == may, case.name
        assert file == (may & PUBLIC if has_agenda else set()), case.name
        assert both == (may if has_agenda and role in case.readers["closed"] else set()), case.name
        assert feed == (may & PUBLIC if has_agenda and case.told else set()), case.name


@pytest.mark.parametrize("role", ROLE)
def test_the_list_of_resolutions_tells_what_the_role_may_read(walker, role):
    text = "".join(told(walker, role, f"/beschluesse?seite={n}") or "" for n in (1, 2))

    for case in CASES:
        may = {kind for kind in PARTS if role in case.resolved(kind)}
        assert kinds_in(case, text) == may, case.name


def test_a_draft_that_was_called_off_is_in_no_file_for_strangers(walker):
    case = next(one for one in CASES if one.name == "neverinvited")

    file = told(walker, "anonymous", f"{walker.world.at[case.name]}/tagesordnung.docx")

    assert kinds_in(case, file) == set()
