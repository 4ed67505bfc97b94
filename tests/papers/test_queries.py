"""Who reads which version of which file, in every state, and what the search finds of it."""

import pytest
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.files import actions as files
from gremien_app.base.files.kinds import Words
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.queries import readable_by
from gremien_app.meetings.papers import queries, search_queries
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build
from tests.web.readable_world import DAY, readable_world

OUTSIDE = {"anonymous", "admin"}


@pytest.fixture
def world(app, freeze):
    with freeze(f"{DAY} 10:00"):
        world = readable_world()
        for item in db.session.scalars(select(AgendaItem)).all():
            build.paper(item, f"intern {item.id}")
            build.paper(item, f"öffentlich {item.id}", published=True)
            build.paper(item, f"weg {item.id}", published=True, removed_at=build.NOW)
        yield world


def items_read(viewer: Viewer) -> dict[int, Part]:
    found = select(AgendaItem).join(AgendaItem.sitting).where(readable_by(viewer))
    return {one.id: one.part for one in db.session.scalars(found)}


def papers_read(viewer: Viewer) -> set[str]:
    found = queries.readable_files(viewer)
    return {one.paper.title for one in db.session.scalars(found)}


def test_each_role_reads_with_the_item_its_papers_and_the_public_what_was_published(world):
    everybody = {"anonymous": ANONYMOUS} | {
        role: viewer_of(user, DAY) for role, user in world.people.items()
    }
    for role, viewer in everybody.items():
        read = papers_read(viewer)
        items = items_read(viewer)
        inside = {number for number in items if number in _of_own(viewer)}

        public = {n for n, part in items.items() if part is Part.PUBLIC} | inside
        assert read == {f"öffentlich {n}" for n in public} | {f"intern {n}" for n in inside}, role
        assert not (role in OUTSIDE and any(title.startswith("intern") for title in read)), role
        assert not any(title.startswith("weg") for title in read), role


def _of_own(viewer: Viewer) -> set[int]:
    """Items of sittings to which the viewer belongs, or to which he or she is admitted."""
    found = db.session.scalars(select(AgendaItem)).all()
    return {
        one.id
        for one in found
        if set(one.sitting.committee_ids) & viewer.belongs_of
        or one.id in viewer.guest_for
        or one.sitting_id in viewer.stands_in_at
    }


def test_the_search_finds_words_of_files_as_far_as_they_may_be_read(app):
    committee = build.committee()
    sitting = build.sitting(committee, state=SittingState.INVITED)
    open_item, closed = build.item(sitting), build.item(sitting, "Personal", part=Part.CLOSED)
    public, internal, secret = (
        build.paper(open_item, "Eins", published=True),
        build.paper(open_item, "Zwei"),
        build.paper(closed, "Drei", published=True),
    )
    for one in (public, internal, secret):
        files.note_words(
            one.newest.stored_file_id, Words("Die Geheimwörter: Straßenbäume"), build.NOW
        )
    user = build.account(secretariat_of=[committee])
    office = viewer_of(user, DAY)

    def found(viewer: Viewer, text: str) -> list[str]:
        return [one.paper.title for one in search_queries.search(viewer, text).files]

    assert found(ANONYMOUS, "strassenbaeume") == ["Eins"]
    assert found(office, "STRASSENBÄUME geheim") == ["Drei", "Zwei", "Eins"]
    assert found(office, "Straßenbäume fehlt") == []
    assert found(office, "  ") == found(office, "%") == []
    # A word of the title and one of the file.
    assert found(office, "zwei strassenbäume") == ["Zwei"]
    assert found(ANONYMOUS, "Zwei") == []


def test_of_versions_the_office_finds_the_newest_and_the_public_the_published_one(app):
    committee = build.committee()
    item = build.item(build.sitting(committee, state=SittingState.INVITED))
    paper = build.paper(item, "Antrag", published=True)
    newer = build.paper(item, "x").files[0]
    paper.files.append(newer)
    newer.number, newer.search_key = 2, "antrag"
    db.session.flush()
    office = viewer_of(build.account(secretariat_of=[committee]), DAY)

    assert queries.newest_of(ANONYMOUS, paper.id).number == 1
    assert queries.newest_of(office, paper.id).number == 2
    with pytest.raises(NotFound):
        queries.version_of(ANONYMOUS, paper.id, 2)
    assert [one.number for one in search_queries.search(office, "Antrag").files] == [2]
    assert [one.number for one in search_queries.search(ANONYMOUS, "Antrag").files] == [1]


def test_an_agenda_with_many_papers_is_one_query(app, query_count):
    committee = build.committee()
    sitting = build.sitting(committee, state=SittingState.INVITED)
    office = viewer_of(build.account(secretariat_of=[committee]), DAY)
    for _ in range(3):
        build.paper(build.item(sitting))
    db.session.commit()
    assert sitting.id  # read again after the commit

    with query_count() as counted:
        found = queries.by_item(office, sitting)

    assert len(found) == 3
    assert counted.count == 1
    assert db.session.query(Paper).count() == 3


def test_a_frequent_word_is_found_step_by_step_and_what_is_unreadable_is_passed_over(
    app, monkeypatch
):
    monkeypatch.setattr(search_queries, "_STEPS", (1, 2))
    item = build.item(build.sitting(build.committee(), state=SittingState.INVITED))
    papers = [build.paper(item, f"Bank {n}", published=n in {1, 4}) for n in range(6)]

    found = search_queries.search(ANONYMOUS, "bank")

    assert [one.paper for one in found.files] == [papers[4], papers[1]]
    assert not found.is_more
    monkeypatch.setattr(search_queries, "FOUND", 1)
    assert search_queries.search(ANONYMOUS, "bank").is_more
