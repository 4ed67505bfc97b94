"""How a legal text is read: "# " begins a section, «…» is filled in, [[…]] is put in as a block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.legal.models import LegalKey

FIELDS = ("amt", "straße", "ort", "telefon", "e-mail")
_FIELD = re.compile(r"«([^«»\n]{1,30})»")
_BLOCK = re.compile(r"\[\[([A-Z]{3,30})\]\]")


class Block(StrEnum):
    """What the program knows better than any text."""

    RETENTION = "FRISTEN"
    REPORT = "MELDEN"


# Without them the page would lack what the law asks of it.
NEEDED = {
    LegalKey.ACCESSIBILITY: ((Block.REPORT.value, "[[MELDEN]]"), ("Ombudsstelle", "Ombudsstelle")),
    LegalKey.PRIVACY: ((Block.RETENTION.value, "[[FRISTEN]]"),),
    LegalKey.IMPRINT: (),
}


@dataclass
class Section:
    """A heading ("" before the first) with its texts and blocks, in order."""

    heading: str
    parts: list[str | Block] = field(default_factory=list)


def require_body(key: LegalKey, body: str) -> None:
    """Refuse an empty text, unknown fields and blocks, and what must not be missing."""
    if not body.strip():
        raise RuleBroken("Der Text darf nicht leer sein.", field="body")
    known = {block.value for block in Block}
    unknown = [f"«{name}»" for name in _FIELD.findall(body) if name not in FIELDS]
    unknown += [f"[[{name}]]" for name in _BLOCK.findall(body) if name not in known]
    if unknown:
        raise RuleBroken(
            f"Das kennt das Programm nicht: {', '.join(dict.fromkeys(unknown))}.", field="body"
        )
    missing = [told for needed, told in NEEDED[key] if needed not in body]
    if missing:
        raise RuleBroken(f"Es fehlt: {', '.join(missing)}. Das muss dort stehen.", field="body")


def sections(body: str, facts: Mapping[str, str]) -> list[Section]:
    """The page as sections; a field without a value is left out."""
    filled = _FIELD.sub(lambda found: facts.get(found[1], ""), body)
    found = [Section("")]
    for line in filled.splitlines():
        block = _BLOCK.fullmatch(line.strip())
        if line.startswith("# "):
            found.append(Section(line[2:].strip()))
        elif block:
            found[-1].parts.append(Block(block[1]))
        elif found[-1].parts and not isinstance(found[-1].parts[-1], Block):
            found[-1].parts[-1] += f"\n{line}"
        else:
            found[-1].parts.append(line)
    return [one for one in found if one.heading or any(part.strip() for part in one.parts)]
