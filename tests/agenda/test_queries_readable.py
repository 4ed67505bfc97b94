"""The one condition of who reads which item, and what follows from it for resolutions."""

import pytest
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.queries import (
    agenda_of,
    get_item,
    public_agenda_of,
    readable_by,
)
from gremien_app.meetings.agenda.rules import sees_draft
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.rules import sees_closed
from gremien_app.people.roles import ROLES
from gremien_app.records.resolutions.queries import resolutions_visible_to
from tests.web.readable_world import CASES, DAY, PARTS, readable_world, word


@pytest.fixture
def world(app, freeze):
    with freeze(f"{DAY} 10:00"):
        yield readable_world()


@pytest.fixture
def viewers(world) -> dict[str, Viewer]:
    known = {role: viewer_of(user, DAY) for role, user in world.people.items()}
    assert {"anonymous", *known} == {role.key for role in ROLES}
    return {"anonymous": ANONYMOUS} | known


def readable(viewer: Viewer) -> set[str]:
    found = select(AgendaItem.title).join(AgendaItem.sitting).where(readable_by(viewer))
    return {title for title in db.session.scalars(found) if title.startswith("zz")}


def test_each_role_reads_the_items_that_it_may_in_every_state_and_no_other(viewers):
    for role, viewer in viewers.items():
        told = readable(viewer)
        resolved = {one.agenda_item.title for one in resolutions_visible_to(viewer)}
        resolved = {title for title in resolved if title.startswith("zz")}

        assert told == {
            word(case, kind) for case in CASES for kind in PARTS if role in case.readers[kind]
        }, role
        assert resolved == {
            word(case, kind) for case in CASES for kind in PARTS if role in case.resolved(kind)
        }, role
        assert resolved <= readable(viewer.without_admissions), role


def test_agenda_item_and_the_rules_of_a_loaded_sitting_say_the_same(world, viewers):
    for role, viewer in viewers.items():
        told = readable(viewer)
        for case in CASES:
            where, sitting = (role, case.name), world.sittings[case.name]
            items = {kind: world.items[case.name, kind] for kind in PARTS}
            here = {one.title for one in items.values()} & told
            public = {one.title for one in items.values() if one.part is Part.PUBLIC}
            may_draft = case.numbers or sees_draft(viewer, sitting)

            assert {one.item.title for one in agenda_of(viewer, sitting)} == here, where
            shown = {one.item.title for one in public_agenda_of(viewer, sitting)}
            assert shown == here & public, where
            closed = items["closed"]
            assert is_found(viewer, closed) == (closed.title in told), where
            assert (sees_closed(viewer, sitting) and may_draft) == (closed.title in told), where


def is_found(viewer: Viewer, item: AgendaItem) -> bool:
    try:
        return get_item(viewer, item.id) is item
    except NotFound:
        return False
