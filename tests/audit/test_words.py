"""The record in German."""

import re
from pathlib import Path

import pytest

from gremien_app.base.audit import words
from gremien_app.base.house.gathered import House
from gremien_app.rooms import ROOMS

HOUSE = House(ROOMS)
PACKAGE = Path(words.__file__).resolve().parents[2]
RECORDED = re.compile(
    r"(?:record|audit|log|_record|_log)\(\s*(?:current_viewer\(\)|\w+(?:\.\w+)?),\s*"
    r"\"([a-z_]+\.[a-z_]+)\"|_Note\(\s*\"([a-z_]+\.[a-z_]+)\""
)


def recorded():
    """The codes that stand in the code."""
    for path in PACKAGE.rglob("*.py"):
        for match in RECORDED.finditer(path.read_text(encoding="utf-8")):
            yield match[1] or match[2]


def test_every_action_belongs_to_a_named_area():
    codes = set(recorded())

    assert {code for code in codes if code.partition(".")[0] not in HOUSE.areas} == set()
    assert len(codes) > 40


def test_every_kind_of_object_has_a_german_address_of_its_own():
    slugs = {one.slug for one in HOUSE.recorded.values()}

    assert len(slugs) == len(HOUSE.recorded)
    assert all(re.fullmatch("[a-z-]+", slug) for slug in slugs)


def test_every_named_page_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {page.endpoint for page in HOUSE.pages.values()} - endpoints == set()
    assert set(HOUSE.pages) - set(HOUSE.recorded) == set()


@pytest.mark.parametrize(
    ("object_type", "name", "value", "told"),
    [
        ("sitting", "number", None, "–"),
        ("sitting", "note", "", "–"),
        ("sitting", "is_public", True, "ja"),
        ("sitting", "starts_on", "2026-11-22", "22.11.2026"),
        ("sitting", "starts_at", "2026-12-10T13:00:00+00:00", "10.12.2026, 14:00 Uhr"),
        ("sitting", "starts_at", "2026-12-10T13:00:00+01:00", "10.12.2026, 13:00 Uhr"),
        ("sitting", "state", "planned", "geplant, noch ohne Einladung"),
        ("agenda_item", "mode", "counted", "ausgezählt"),
        ("sitting", "state", "unbekannt", "unbekannt"),
        ("committee", "to_check", ["a", "b"], "a, b"),
        ("x", "y", {"a": True}, "a: ja"),
        ("x", "y", 7, "7"),
    ],
)
def test_values_are_told_in_words(object_type, name, value, told):
    assert words.in_words(object_type, name, value) == told


def test_fields_are_told_in_words(app):
    assert words.field_label("starts_at") == "Beginn"
    assert words.field_label("email.given_on") == "erteilt am"
    assert words.field_label("some_new_field") == "some new field"
