from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import actions, page_queries
from gremien_app.records.minutes.assembly import minutes_document
from gremien_app.records.minutes.queries import record_of
from tests.minutes.world import NOW, held_sitting


def world_of(*, closed_part: bool, is_public: bool = False):
    world = held_sitting(closed_part=closed_part)
    world.sitting.is_public = is_public
    db.session.flush()
    return world


@pytest.mark.parametrize(
    ("closed_part", "titles", "label"),
    [
        (False, [""], ""),
        (True, ["I. Allgemeiner Teil", "II. Teil nur für Mitglieder"], "allgemeiner Teil"),
    ],
)
def test_minutes_of_a_sitting_that_was_not_public_have_no_public_part(
    app, closed_part, titles, label
):
    world = world_of(closed_part=closed_part)
    record = record_of(world.sitting, None)

    documents = [minutes_document(record, part, date(2025, 12, 1)) for part in Part]

    assert [one.parts[0].title for one in documents][: len(titles)] == titles
    assert documents[0].part_label == label
    assert [one.label for one in documents[0].parts[0].items] == ["1", "2"]


@pytest.mark.parametrize(
    ("is_public", "last"), [(True, "Veröffentlichung"), (False, "Unterzeichnung")]
)
def test_minutes_of_a_sitting_that_was_not_public_wait_for_no_publication(app, is_public, last):
    world = world_of(closed_part=False, is_public=is_public)
    actions.begin(world.taker, world.sitting, NOW)

    page = page_queries.page_of(world.taker, world.sitting)

    assert page.steps[-1]["label"] == last
