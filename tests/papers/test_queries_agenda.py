"""An agenda of 120 items and 60 papers is asked as often as one of two items and a paper."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build


@pytest.fixture
def sitting(app):
    return build.sitting(build.committee(), state=SittingState.INVITED)


def fill(sitting, items: int, papers: int) -> None:
    for number in range(1, items + 1):
        item = build.item(sitting, f"Punkt {number}", printed_number=str(number))
        if number <= papers:
            build.paper(item, f"Antrag {number}", published=True, stored=sitting.stored)
    db.session.commit()


@pytest.mark.parametrize(("items", "papers"), [(2, 1), (120, 60)])
def test_everybody_reads_an_agenda_with_papers_by_six_queries(
    sitting, client, query_count, items, papers
):
    sitting.stored = build.stored_file()
    fill(sitting, items, papers)
    address = f"/sitzungen/{sitting.id}/tagesordnung"

    with query_count() as counted:
        page = client.get(address).get_data(as_text=True)

    assert f"Antrag {papers}" in page
    assert counted.count <= 6
