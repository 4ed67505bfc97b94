"""How versions are written and read, format by format; pure."""

import dataclasses
import hashlib

import pytest

from gremien_app.base.documents.content import MinutesItem
from gremien_app.records.minutes import frozen
from tests.documents.samples import sitting_2015

DOCUMENT = dataclasses.replace(sitting_2015(), signatures=(), is_draft=False, content_hash="")
USUAL = dataclasses.replace(DOCUMENT.parts[0].items[0], resolution_heading="Beschluss")
FORMATS = range(frozen.FORMAT + 1)


def whole(document=DOCUMENT, format=frozen.FORMAT):
    content = frozen.whole({"public": document})
    if format < 2:
        del content["format"]
    return content


def with_item(item: MinutesItem):
    part = dataclasses.replace(DOCUMENT.parts[0], items=(item,))
    return dataclasses.replace(DOCUMENT, parts=(part,))


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_frozen_is_read_as_it_was(format):
    read = frozen.documents(whole(format=format), format)

    reading = {0: 1, 1: 1, 2: 2}.get(format, DOCUMENT.reading)
    assert read == {"public": dataclasses.replace(DOCUMENT, reading=reading)}


def test_the_number_stands_inside_from_format_2_on():
    assert whole()["format"] == frozen.FORMAT == 3


def test_a_field_that_came_later_says_what_was_meant_before(monkeypatch):
    monkeypatch.setitem(frozen._MEANT, "MinutesItem.resolution_heading", "Ergebnis")
    before = whole(with_item(USUAL))
    del before["public"]["parts"][0]["items"][0]["resolution_heading"]

    read = frozen.documents(before, frozen.FORMAT)["public"].parts[0].items[0]
    assert read == dataclasses.replace(USUAL, resolution_heading="Ergebnis")


def test_a_renamed_field_is_read_by_its_old_name(monkeypatch):
    monkeypatch.setitem(frozen._CALLED, "MinutesDocument.committee", ("body", frozen.FORMAT))

    before = whole()
    before["public"]["body"] = before["public"].pop("committee")

    assert frozen.documents(before, frozen.FORMAT)["public"] == DOCUMENT
    assert frozen.documents(whole(), frozen.FORMAT + 1)["public"] == DOCUMENT


def test_a_field_that_nobody_knows_any_more_is_passed_over():
    before = whole()
    before["public"]["weather"] = "Regen"

    assert frozen.documents(before, frozen.FORMAT) == {"public": DOCUMENT}


def test_only_minutes_from_paper_may_carry_the_hash_of_their_parts():
    content = whole(format=1)
    of_parts = hashlib.sha256(frozen.fingerprint(content["public"]).encode()).hexdigest()

    assert frozen.fingerprints(content, frozen.FROM_PAPER) == {
        frozen.fingerprint(content),
        of_parts,
    }
    assert frozen.fingerprints(content, 1) == {frozen.fingerprint(content)}
