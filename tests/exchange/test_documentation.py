"""The format's page tells the truth."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from gremien_app.channels.data_format import layout
from gremien_app.channels.data_format.read import Keyed, Kind, Many
from gremien_app.channels.exchange.actions import import_value
from tests.exchange.conftest import NOW

PAGE = Path(__file__).parents[2] / "docs" / "datenformat.md"


def keys(kind: Kind) -> Iterator[str]:
    if isinstance(kind, Many):
        yield from keys(kind.kind)
    if isinstance(kind, Keyed):
        for name, entry in kind.fields.items():
            yield name
            yield from keys(entry.kind)


def test_every_key_is_documented() -> None:
    words = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))

    assert set(keys(layout.FILE)) - words == set()


@pytest.mark.both_engines
def test_the_example_loads(db_session: Session) -> None:
    example = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None

    report = import_value(json.loads(example[1]), NOW, source="example.json")

    assert report.added["sittings"] == report.added["minutes"] == 1
