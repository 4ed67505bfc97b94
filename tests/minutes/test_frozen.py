"""How versions are written, read and compared, format by format; pure."""

import dataclasses
import hashlib
from datetime import date

import pytest

from gremien_app.documents.content import MinutesItem
from gremien_app.minutes import frozen
from tests.documents.samples import sitting_2015

DOCUMENT = dataclasses.replace(sitting_2015(), signatures=(), is_draft=False, content_hash="")
USUAL = dataclasses.replace(DOCUMENT.parts[0].items[0], resolution_heading="Beschluss")
FORMATS = range(frozen.FORMAT + 1)


def whole(document=DOCUMENT, format=frozen.FORMAT):
    return frozen.whole({"public": document}, format)


def with_item(item: MinutesItem):
    part = dataclasses.replace(DOCUMENT.parts[0], items=(item,))
    return dataclasses.replace(DOCUMENT, parts=(part,))


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_frozen_is_read_as_it_was(format):
    read = frozen.documents(whole(format=format), format)

    reading = 1 if format < 2 else DOCUMENT.reading
    assert read == {"public": dataclasses.replace(DOCUMENT, reading=reading)}


def test_the_number_stands_inside_from_format_2_on():
    assert "format" not in whole(format=1)
    assert whole()["format"] == frozen.FORMAT == 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_changed_day_is_another_content(format):
    moved = dataclasses.replace(DOCUMENT, day=date(1999, 1, 1))

    assert frozen.is_same(whole(format=format), whole(format=format))
    assert not frozen.is_same(whole(format=format), whole(moved, format))


def test_an_item_more_or_less_is_another_content():
    assert not frozen.is_same(whole(), whole(with_item(USUAL)))
    assert not frozen.is_same(whole(with_item(USUAL)), whole())


def test_a_part_more_or_less_is_another_content():
    both = frozen.whole({"public": DOCUMENT, "closed": DOCUMENT})

    assert not frozen.is_same(whole(), both)
    assert not frozen.is_same(both, whole())


def test_a_field_that_comes_later_is_not_missed_in_what_was_frozen_before(monkeypatch):
    monkeypatch.setitem(frozen._MEANT, "resolution_heading", "Ergebnis")
    before = whole(with_item(USUAL))
    del before["public"]["parts"][0]["items"][0]["resolution_heading"]

    assert frozen.is_same(before, whole(with_item(USUAL)))
    read = frozen.documents(before, 2)["public"].parts[0].items[0]
    assert read == dataclasses.replace(USUAL, resolution_heading="Ergebnis")


def test_a_renamed_field_is_read_and_compared_by_its_old_name(monkeypatch):
    monkeypatch.setitem(frozen._CALLED, "committee", ("body", 2))

    before = whole()

    assert before["public"]["body"] == DOCUMENT.committee
    assert "committee" not in before["public"]
    assert frozen.documents(before, 2)["public"] == DOCUMENT
    assert whole(format=3)["public"]["committee"] == DOCUMENT.committee


def test_a_field_that_nobody_knows_any_more_is_passed_over():
    before = whole()
    before["public"]["weather"] = "Regen"

    assert frozen.documents(before, 2) == {"public": DOCUMENT}
    assert frozen.is_same(before, whole())


def test_only_minutes_from_paper_may_carry_the_hash_of_their_parts():
    content = whole(format=1)
    of_parts = hashlib.sha256(frozen.fingerprint(content["public"]).encode()).hexdigest()

    assert frozen.fingerprints(content, frozen.FROM_PAPER) == {
        frozen.fingerprint(content),
        of_parts,
    }
    assert frozen.fingerprints(content, 1) == {frozen.fingerprint(content)}
