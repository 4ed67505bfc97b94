"""What people type wrongly into agendas: it is told where it stands, and nothing is lost."""

import pytest

from gremien_app.base.extensions import db
from tests import builders as build
from tests.agenda.pages import outline, page_of, shown


@pytest.mark.parametrize("path", ["tagesordnung/neu", "tagesordnung/liste", "sammlung"])
def test_an_empty_form_deletes_nothing(secretary, sitting, path):
    build.item(sitting, "A")
    item = build.item(sitting, "B")
    db.session.commit()

    secretary.post(f"/sitzungen/{sitting.id}/{path}", data={})
    page = shown(secretary.post(f"/tagesordnungspunkte/{item.id}", data={}))

    assert "Bitte geben Sie einen Titel an." in page
    assert outline(sitting.id) == ["Ö 1 A", "Ö 2 B"]


def test_150_items_of_500_characters_are_added_in_one_list_and_the_151st_is_told(
    secretary, sitting
):
    titles = "\n".join(f"{number:03d} ".ljust(500, "x") for number in range(1, 152))
    address = f"{page_of(sitting)}/liste"

    told = shown(secretary.post(address, data={"titles": titles, "place": "public"}))
    assert "mehr als 150 Titel" in told
    assert outline(sitting.id) == []
    most = titles.rpartition("\n")[0]
    secretary.post(address, data={"titles": most, "place": "public"})

    assert len(outline(sitting.id)) == 150


def test_an_equal_title_is_told_at_its_field_and_stands_once(secretary, sitting):
    build.item(sitting, "Haltestellen")
    db.session.commit()
    given = {"title": "Halte\u200bstellen", "place": "public"}

    secretary.post(f"{page_of(sitting)}/neu", data={"title": "Haltestellen", "place": "public"})
    page = shown(secretary.post(f"{page_of(sitting)}/neu", data=given))

    assert "gibt es hier schon" in page
    assert outline(sitting.id) == ["Ö 1 Haltestellen"]
