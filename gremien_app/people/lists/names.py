"""A whole name in one cell as salutation, title, first and last name; a guess is said to be one."""

import re
from dataclasses import dataclass

from gremien_app.base.kernel.text import fold

SALUTATIONS = {"frau": "Frau", "fr.": "Frau", "fr": "Frau", "herr": "Herr", "hr.": "Herr"}
SALUTATIONS |= {"hr": "Herr", "herrn": "Herr", "divers": ""}
_DEGREE = (
    r"(?:prof|dr|dres|dipl|mag|pd|univ|apl|jun|hon|habil|mult|rer|nat|med|jur|phil|theol|pol|oec|"
    r"ing|h|c|e|em|ll|b|m|a|sc|ed|ba|ma|bsc|msc|mba|llm|phd)"
)
# "Prof. Dr. h. c.", "Dr.-Ing.", "PD"; a lone letter only with its dot, or it is a name.
_STRONG = r"(?:prof|dr|dres|dipl|mag|pd|univ|apl|hon|ing)\b[.\-\w]*"
_TITLE = re.compile(
    rf"^{_STRONG}(?:\s*(?:{_STRONG}|{_DEGREE}\.[.\-\w]*|\(fh\)))*(?=\s|$)", re.IGNORECASE
)
_ONLY_TITLES = re.compile(rf"(?:{_DEGREE}(?:\b|\.)[.\-\s]*)+", re.IGNORECASE)
_PARTICLES = {
    "von", "vom", "van", "de", "da", "do", "du", "das", "dos", "des", "del", "dal", "della",
    "delle", "degli", "di", "der", "den", "dem", "zu", "zum", "zur", "el", "al", "la", "le",
    "las", "los", "ben", "bin", "ibn", "abu", "bat", "ter", "ten", "te", "af", "av", "o", "mac",
    "mc", "ni", "nic", "ui", "'t", "van't", "st.", "saint", "san", "santa", "y", "e",
}  # fmt: skip
_IBERIAN = {
    "garcia", "ruiz", "diaz", "cruz", "munoz", "moreno", "romero", "torres", "ramos", "vega",
    "silva", "santos", "ortiz", "blanco", "castro", "rivera", "reyes", "flores", "navarro",
    "molina", "rojas", "vargas", "costa", "pereira", "oliveira", "ferreira",
}  # fmt: skip


@dataclass(frozen=True)
class WholeName:
    """What the cell says, by a person's columns; ``doubt`` where it could be read otherwise."""

    parts: dict[str, str]
    doubt: str = ""


def split_name(whole: str) -> WholeName:
    """ "Muster, Dr. Kim", "Frau Dr. Kim von Muster", "Muster, Kim, Dr."."""
    salutation, rest = _split_salutation(whole)
    pieces = [one.strip() for one in rest.split(",") if one.strip()]
    titles = [one for one in pieces[1:] if _ONLY_TITLES.fullmatch(one)]
    named = [one for one in pieces if one not in titles]
    if len(named) == 2:
        said, first = _split_salutation(named[1])
        title, first = split_title(first)
        found = {"salutation": salutation or said, "first_name": first, "last_name": named[0]}
        doubt = ""
    elif len(named) == 1:
        title, found, doubt = _without_comma(named[0])
        found["salutation"] = salutation
    else:
        return WholeName({"last_name": whole}, f"Der Name „{whole}“ ist nicht zu lesen.")
    found["title"] = " ".join(filter(None, (title, *titles)))
    return WholeName({key: text for key, text in found.items() if text}, doubt)


def split_title(text: str) -> tuple[str, str]:
    match = _TITLE.match(text)
    return (match[0].strip(), text[match.end() :].strip()) if match else ("", text)


def _split_salutation(text: str) -> tuple[str, str]:
    word, _, rest = text.strip().partition(" ")
    known = SALUTATIONS.get(fold(word))
    return (known, rest.strip()) if known and rest.strip() else ("", text.strip())


def _without_comma(text: str) -> tuple[str, dict[str, str], str]:
    title, rest = split_title(text)
    words = rest.split()
    particle = next((at for at, one in enumerate(words) if at and _is_particle(one)), None)
    start = particle if particle is not None else len(words) - 1
    is_iberian = len(words) > 2 and all(map(_is_iberian, words[-2:]))
    if particle is None and is_iberian:
        start = len(words) - 2
    found = {"first_name": " ".join(words[:start]), "last_name": " ".join(words[start:])}
    if len(words) < 2:
        return title, found, ""
    doubt = ""
    if len(words) > 2 and particle is None and not is_iberian:
        doubt = (
            f"Wo im Namen „{rest}“ der Nachname beginnt, ist nicht sicher; gelesen ist "
            f"„{found['last_name']}“."
        )
    return title, found, doubt


def _is_particle(word: str) -> bool:
    return fold(word) in _PARTICLES


def _is_iberian(word: str) -> bool:
    return fold(word).endswith("ez") or fold(word) in _IBERIAN
