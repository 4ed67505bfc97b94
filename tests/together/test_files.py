"""Uploads at the same moment, and one beside the work that removes unused files."""

import io
from datetime import timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.files import actions, inspection, queries, removal_actions
from gremien_app.base.files.kinds import Kind, Report
from gremien_app.base.files.models import StoredFile
from gremien_app.meetings.papers import actions as paper_actions
from gremien_app.meetings.papers import queries as papers
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.both_engines
LATER = NOW + timedelta(days=40)


@pytest.fixture(autouse=True)
def _quick(app, tmp_path, monkeypatch):
    monkeypatch.setattr(inspection, "look", lambda _path, _target: Report(Kind.PDF, 1))
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)


def upload(now=NOW):
    return actions.take(io.BytesIO(b"%PDF-1 the same"), now).id


@pytest.mark.parametrize("_round", rounds)
def test_the_same_bytes_uploaded_at_once_are_stored_once(app, _round):
    found = at_once(*[in_own_session(app, upload)] * 3)

    assert len(set(found)) == 1
    assert db.session.query(StoredFile).count() == 1


@pytest.mark.parametrize("_round", rounds)
def test_a_file_uploaded_again_while_it_would_be_removed_is_there_afterwards(app, _round):
    upload()
    db.session.commit()

    def remove():
        store = queries.store()
        with store.alone() as is_free:
            if is_free:
                hashes = removal_actions.delete(LATER)
                db.session.commit()
                store.remove(hashes)

    def upload_as_a_request():
        with app.test_request_context("/", method="POST"):
            upload(LATER)
            db.session.commit()

    at_once(in_own_session(app, remove), upload_as_a_request)

    (row,) = db.session.query(StoredFile).all()
    assert queries.store().path(row.sha256).is_file()


@pytest.mark.parametrize("_round", rounds)
def test_two_new_versions_at_once_get_two_numbers_and_one_is_published(app, _round):
    committee = build.committee(f"gremium-{_round}")
    sitting = build.sitting(committee, state=SittingState.INVITED)
    paper = build.paper(build.item(sitting))
    office = viewer_of(build.account(secretariat_of=[committee]), NOW.date())
    id_ = paper.id
    db.session.commit()

    def replace(number: int):
        def work():
            with app.test_request_context("/", method="POST"):
                found = papers.manageable(office, id_)
                stored = build.stored_file(f"{number}".encode() * 9)
                paper_actions.replace(office, found, stored, NOW, name=f"{number}.pdf")
                paper_actions.publish(office, found, NOW, is_looked_through=True)
                db.session.commit()

        return work

    told = at_once(replace(1), replace(2))

    assert told == [None, None]
    found = db.session.get(Paper, id_)
    assert [one.number for one in found.files] == [1, 2, 3]
    assert found.published is found.newest
