"""Which names stayed in a published text and on what that rests; pure.

Kept with the text: later only these names are looked for, where their basis ended or somebody
decided otherwise. What was public by mistake stays until it is withdrawn.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from gremien_app.records.names.hiding import WITHHELD
from gremien_app.records.names.judging import Fate, Judged, Standing

Relied = dict[str, Any]


def relied_on(judged: Iterable[Judged], standings: Mapping[str, Standing]) -> list[Relied]:
    """By the key of the find: the texts in which it stands, and whose basis keeps it there."""
    found: dict[str, Relied] = {}
    for one in judged:
        if one.fate is not Fate.STAYS:
            continue
        entry = found.setdefault(one.find.key, {"key": one.find.key, "texts": [], "persons": []})
        if one.find.text not in entry["texts"]:
            entry["texts"].append(one.find.text)
        for key in one.find.persons:
            _rely(entry, standings[key])
    return list(found.values())


def relied_lines(names: Iterable[str], standings: Mapping[str, Standing]) -> list[Relied]:
    """The same for the names that lists print."""
    public = [one for one in standings.values() if one.is_public]
    return [_relied_line(name, public) for name in names]


def relied_signatures(names: Iterable[str], standings: Mapping[str, Standing]) -> list[Relied]:
    """The same for names that stand under what was signed, and nowhere else."""
    signing = [one for one in standings.values() if one.may_sign]
    return [_relied_line(name, signing) | {"signing": True} for name in names]


def _relied_line(name: str, standings: Iterable[Standing]) -> Relied:
    entry: Relied = {"key": "", "texts": [name], "persons": []}
    for standing in standings:
        if name.endswith(standing.shown):
            _rely(entry, standing)
    return entry


def _rely(entry: Relied, standing: Standing) -> None:
    pair = [standing.person_id, standing.membership_id]
    if pair not in entry["persons"]:
        entry["persons"].append(pair)


def without(text: str, ended: Collection[str]) -> str:
    """The text without these, which stand in it letter for letter."""
    pattern = _pattern(ended)
    return pattern.sub(WITHHELD, text) if pattern else text


def _pattern(texts: Collection[str]) -> re.Pattern[str] | None:
    if not texts:
        return None
    longest_first = sorted(texts, key=lambda one: (-len(one), one))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
