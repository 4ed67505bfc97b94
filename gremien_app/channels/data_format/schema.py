"""The format for other programs: a JSON schema made from the same keys that are read.

``python -m gremien_app.channels.data_format.schema`` writes it (``make datenformat``).
"""

import json
import sys
from typing import Any

from gremien_app.channels.data_format.file import FORMAT, DataFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


# Their keys are the columns of the version that writes them; an export is not written by hand.
_ROWS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "object"}},
}


def schema() -> dict[str, Any]:
    """As JSON values; optional keys may be null, which is as if they were left out."""
    found = DataFile.model_json_schema(by_alias=True)
    found["properties"]["rows"] = _ROWS
    for one in (found, *found["$defs"].values()):
        _allow_null(one)
    return {"$schema": _DIALECT, **found, "title": f"Datenformat von Gremien, {FORMAT}"}


def _allow_null(thing: dict[str, Any]) -> None:
    thing.pop("title", None)
    thing.pop("description", None)  # a docstring, for those who build
    needed = thing.get("required", ())
    for key, one in thing.get("properties", {}).items():
        one.pop("title", None)
        if key in needed:
            continue
        default = {"default": one.pop("default")} if "default" in one else {}
        kinds = one.pop("anyOf", None) or [dict(one)]
        if {"type": "null"} not in kinds:
            kinds = [*kinds, {"type": "null"}]
        one.clear()
        one.update({"anyOf": kinds} | default)


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
