"""Every room registers itself, and the house asks them in one order."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

import gremien_app
from gremien_app.base.columns import labels
from gremien_app.base.extensions import Base
from gremien_app.base.house.gathered import House, Unsaid
from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, MenuEntry, Registration, Tab
from gremien_app.base.house.tables import SILENT, TableFacts
from gremien_app.config import Settings
from gremien_app.rooms import ROOMS

HOUSE = House(ROOMS)
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gremien_app"


def name_of(folder: Path) -> str:
    return ".".join(folder.relative_to(PACKAGE).parts)


def height_of(room: str) -> tuple[int, int]:
    """Its wing, and its place in the wing's line, counted from below."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = {one["id"]: one["layers"] for one in config["tool"]["importlinter"]["contracts"]}
    wing, name = room.split(".")
    line = [[one.strip() for one in layer.split("|")] for layer in lines[wing]]
    place = next(place for place, names in enumerate(line) if name in names)
    return -lines["wings"].index(wing), -place


def test_no_room_says_again_what_a_column_says_of_itself():
    said = labels(Base.metadata)
    again = {name for room in ROOMS for name, word in room.fields.items() if said.get(name) == word}

    assert again == set()


def test_every_room_with_pages_or_tables_registers_itself():
    furnished = {
        path.parent for name in ("views", "models") for path in PACKAGE.rglob(f"{name}.py")
    }

    assert {name_of(one) for one in furnished} - {room.room for room in ROOMS} == set()


def test_every_registration_stands_on_the_list():
    assert {name_of(path.parent) for path in PACKAGE.rglob("room.py")} == {r.room for r in ROOMS}


def test_the_list_goes_from_bottom_to_top():
    heights = [height_of(room.room) for room in ROOMS]

    assert heights == sorted(heights)


def test_the_menu_is_the_same_in_whatever_order_the_rooms_say_it():
    rooms = [
        Registration(room="b", menu=(MenuEntry("Zweites", "b.index", order=2),)),
        Registration(room="a", menu=(MenuEntry("Erstes", "a.index", order=1),)),
    ]

    assert [entry.label for entry in House(rooms).menu] == ["Erstes", "Zweites"]
    assert House(rooms).menu == House(rooms[::-1]).menu


def test_a_room_puts_its_pages_under_the_entry_of_another():
    entry = MenuEntry("Sitzungen", "sittings.index", order=1)
    lower = Registration(room="a", menu=(entry,), current={"sittings.index": ("sittings.",)})
    upper = Registration(room="b", current={"sittings.index": ("papers.",)})

    assert House([lower, upper]).current == {"sittings.index": ("sittings.", "papers.")}


def test_the_sub_pages_of_an_object_come_in_their_order_from_whatever_rooms():
    upper = Registration(room="b", tabs=(Tab("sitting", "Zweite", "b.show", order=2),))
    lower = Registration(room="a", tabs=(Tab("sitting", "Erste", "a.show", order=1),))
    other = Registration(room="c", tabs=(Tab("person", "Andere", "c.show", order=1),))

    tabs = House([upper, lower, other]).tabs_of("sitting")

    assert [tab.label for tab in tabs] == ["Erste", "Zweite"]


def test_every_room_may_say_words_that_nobody_takes_as_a_password():
    below = Registration(room="people.below", guessed=lambda: ["Blaumeise"])
    silent = Registration(room="people.silent")
    above = Registration(room="people.above", guessed=lambda: ["Christrose", "Buntspecht"])

    assert House((below, silent, above)).guessed() == ["Blaumeise", "Christrose", "Buntspecht"]


def test_an_address_names_its_object_by_the_last_part():
    assert About("/gremien/<slug>/namen/<oid:id>", object).key == "id"
    assert About("/gremien/<slug>", object).key == "slug"


def test_every_page_named_by_a_room_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    house = House(ROOMS)

    named = {entry.endpoint for entry in house.menu} | house.sessionless | house.watched
    named |= {tab.endpoint for room in ROOMS for tab in room.tabs}
    begun = {one for under in house.current.values() for one in under}
    begun |= set(house.private) | set(house.secret_forms)

    assert named - endpoints == set()
    assert {one for one in begun if not any(e.startswith(one) for e in endpoints)} == set()


def test_no_entry_of_the_menu_is_claimed_that_nobody_has():
    house = House(ROOMS)

    claimed = {entry for room in ROOMS for entry in room.current}

    assert claimed == {entry.endpoint for entry in house.menu}


def test_no_two_rooms_say_the_same_thing():
    for said in (
        lambda room: [one.name for one in room.tables],
        lambda room: [one.code for one in room.areas],
        lambda room: list(room.fields),
        lambda room: [one.table for one in room.pages],
        lambda room: [one.beginning for one in room.about],
        lambda room: [one.order for one in room.menu],
        lambda room: [(one.table, one.order) for one in room.tabs],
    ):
        named = [one for room in ROOMS for one in said(room)]
        assert len(named) == len(set(named))


def test_every_table_is_said_by_its_room():
    HOUSE.require_complete(Base.metadata)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.room)
def test_a_room_that_forgets_its_tables_starts_no_application(room):
    silent = [replace(one, tables=()) if one is room else one for one in ROOMS]

    if not room.tables:
        House(silent).require_complete(Base.metadata)
        return
    with pytest.raises(Unsaid, match="no room says anything of the table"):
        House(silent).require_complete(Base.metadata)


@pytest.fixture
def planted():
    """The tables, with one more that hangs on sittings."""
    metadata = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(metadata)
    return Table(
        "planted",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("sitting_id", ForeignKey("sitting.id")),
    )


@pytest.mark.parametrize(("said", "is_enough"), [(None, False), (True, True), (False, True)])
def test_whatever_hangs_on_a_sitting_says_whether_it_is_content(planted, said, is_enough):
    facts = TableFacts(planted, calendars=SILENT, keeping=RECORDS, is_content=said)
    house = House([*ROOMS, Registration(room="meetings.papers", tables=(facts,))])

    if is_enough:
        house.require_complete(planted.metadata)
        columns = [column for column, _ in house.content_of("sitting")]
        assert any(one is planted.c.sitting_id for one in columns) is said
    else:
        with pytest.raises(Unsaid, match="planted does not say whether it is content of sitting"):
            house.require_complete(planted.metadata)


def test_an_application_is_not_made_where_a_table_was_forgotten(monkeypatch, tmp_path):
    monkeypatch.setattr(gremien_app, "ROOMS", ROOMS[1:])

    with pytest.raises(Unsaid, match="audit_entry"):
        gremien_app.create_app(Settings(data_dir=tmp_path, secret_key="x" * 64))


def test_each_kind_of_data_has_its_own_place_on_the_page_of_lengths():
    kinds = {one.keeping for one in HOUSE.tables.values()}
    kinds |= {one for room in ROOMS for one in room.keepings}

    assert len(HOUSE.keepings) == len(kinds)
