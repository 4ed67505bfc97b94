"""The format's page tells the truth."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from sqlalchemy.orm import Session

from gremien_app.channels.data_format.file import DataFile
from gremien_app.channels.data_format.schema import text
from gremien_app.channels.exchange.actions import import_value
from tests.exchange.conftest import NOW

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "datenformat.md"


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from keys(kind)


def test_every_key_is_documented() -> None:
    words = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))

    assert set(keys(DataFile)) - words == set()


def test_the_schema_is_made_from_what_is_read() -> None:
    stored = (DOCS / "datenformat.schema.json").read_text(encoding="utf-8")

    assert stored == text(), "make datenformat"


@pytest.mark.both_engines
def test_the_example_loads(db_session: Session) -> None:
    example = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None

    report = import_value(json.loads(example[1]), NOW, source="example.json")

    assert report.added["sittings"] == report.added["minutes"] == 1
