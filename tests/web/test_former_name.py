"""A former name, planted in everything that the program stores, is read nowhere after the change.

Only the secretariat gets the signed file as it was signed.
"""

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.test import Client

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.people.persons.actions import edit_person
from gremien_app.records.minutes.seal_queries import verify_minutes
from tests.web import matrix_world
from tests.web.matrix_world import Walker, address, routes
from tests.web.planted import words_of

FORMER = ("jurgen", "juergen", "ozturk", "oeztuerk")
ROLES = ("anonymous", "member", "secretariat")
SIGNED_FILES = ("/sitzungen/<oid:id>/niederschrift.docx",
                "/sitzungen/<oid:id>/niederschrift-nichtoeffentlich.docx")  # fmt: skip
KEPT = {"minutes_version", "minutes_file", "minutes_publication", "signature", "signed_name"}


@pytest.fixture(scope="module")
def walker(new_app, tmp_path_factory):
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel("2026-11-22 10:00+01:00", tick=False),
    ):
        app = new_app(f"sqlite:///{tmp_path_factory.mktemp('former') / 'gremien.db'}")
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        with app.app_context():
            db.create_all()
            world = matrix_world.matrix_world()
            person = world.attendances[1].person
            asking = Walker(app, world)
            asking.slug = world.committee.slug
            asking.records = {
                "person": person.id,
                "benutzerkonto": world.accounts.member.id,
                "anwesenheit": world.attendances[1].id,
            }
            edit_person(
                world.taker, person, first_name="Jana", last_name="Neuhaus", salutation="Frau"
            )
            db.session.commit()
        yield asking
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def told(walker, role: str, path: str) -> str:
    answer = Client(walker.app, use_cookies=False).get(
        path, headers={"Cookie": walker.cookies[role]}, buffered=True
    )
    assert answer.status_code < 500, path
    return fold(words_of(answer).replace(path.lower(), ""))


def addresses(walker) -> set[tuple[str, str]]:
    found = set()
    for rule, method in routes(walker.app):
        if method == "GET":
            for objects in (walker.world.public, walker.world.closed):
                found.add((rule, address(rule, objects)))
    records = (f"/protokoll/{slug}/{number}" for slug, number in walker.records.items())
    return found | {(path, path) for path in records}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_list_feed_or_file_tells_the_former_name(walker, role):
    leaks = set()
    for rule, path in addresses(walker):
        if role == "secretariat" and rule in SIGNED_FILES:
            continue
        text = told(walker, role, path)
        leaks |= {(path, word) for word in FORMER if word in text}

    assert leaks == set()


def test_the_administration_reads_it_in_no_record(walker):
    pages = ["/protokoll", *(f"/protokoll/{kind}/{id_}" for kind, id_ in walker.records.items())]
    for path in pages:
        text = told(walker, "admin", path)
        assert not any(word in text for word in FORMER), path


def test_old_days_do_not_tell_it_either(walker):
    for path in ("", "/listen/adressen.docx", "/listen/mitglieder.csv"):
        text = told(walker, "secretariat", f"/gremien/{walker.slug}{path}?stand=20.11.2025")
        assert not any(word in text for word in FORMER), path
        assert "neuhaus" in text, path


def test_the_database_keeps_it_only_with_what_was_signed(walker):
    with walker.app.app_context():
        holding = set()
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                text = fold(" ".join(str(value) for value in row))
                if any(word in text for word in FORMER):
                    holding.add(table.name)
        assert holding <= KEPT
        assert verify_minutes().faults == []
        assert verify_chain().faults == []


def test_the_secretariat_still_gets_the_signed_file(walker):
    path = address("/sitzungen/<oid:id>/niederschrift.docx", walker.world.public)

    assert "ozturk" in told(walker, "secretariat", path)
    assert "neuhaus" in told(walker, "member", path)
