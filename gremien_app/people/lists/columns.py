"""The columns of a member list: how they are headed here, and how else offices head them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gremien_app.base.columns import descriptions, table_of
from gremien_app.base.kernel.text import fold, transcribe_german
from gremien_app.people.persons.models import Person


@dataclass(frozen=True)
class Column:
    """``length``: how many characters fit; ``hint`` explains the column in the template."""

    key: str
    heading: str
    length: int
    example: str
    hint: str
    others: tuple[str, ...] = ()


# Before what a membership says; all else of a person stands after it.
_FIRST = ("salutation", "title", "first_name", "last_name", "office")
_OF_MEMBERSHIP = (
    Column(
        "organization",
        "Organisation",
        200,
        "Musterverein e. V.",
        "Wer die Person entsendet: Fraktion, Liste, Verband, Gemeinschaft",
        (
            "Fraktion",
            "Verband",
            "Verein",
            "Liste",
            "Partei",
            "Gruppe",
            "Institution",
            "Gemeinschaft",
            "Entsendende Organisation",
            "Entsendet von",
            "Organisation/Fraktion/Verband",
            "Fraktion/Verband",
            "Fraktion/Gruppe",
        ),
    ),
    Column(
        "role",
        "Rolle",
        120,
        "stimmberechtigtes Mitglied",
        "stimmberechtigtes Mitglied, Stellvertretung, beratendes Mitglied, "
        "sachkundige*r Einwohner*in, ständiger Gast, Verwaltung oder Vorsitz",
        ("Funktion", "Status", "Mitgliedschaft", "Art der Mitgliedschaft", "Funktion/Rolle"),
    ),
    Column(
        "can_vote",
        "Stimmberechtigt",
        20,
        "ja",
        "ja oder nein",
        ("Stimmrecht", "Stimmberechtigung", "Stimme"),
    ),
    Column(
        "chair_office",
        "Amt im Vorsitz",
        60,
        "",
        "Vorsitz, stellvertretender Vorsitz oder leer",
        ("Vorsitz",),
    ),
    Column(
        "seat_group",
        "Sitzgruppe",
        120,
        "",
        "Nur wenn die Sitze des Gremiums in Gruppen geteilt sind",
        ("Gruppe der Sitze",),
    ),
    Column(
        "principal",
        "Stellvertretung für",
        200,
        "",
        "Nur bei einer Stellvertretung: Name des Mitglieds oder der Organisation",
        ("Vertretung für", "Vertritt", "Stellv. für", "Stellvertreter von", "Stellvertretung von"),
    ),
    Column(
        "starts_on",
        "Von",
        40,
        "01.11.2025",
        "Erster Tag der Mitgliedschaft, zum Beispiel 01.11.2025",
        ("Beginn", "Ab", "Seit", "Mitglied seit", "Eintritt", "Von/Seit", "Datum von"),
    ),
    Column(
        "ends_on",
        "Bis",
        40,
        "",
        "Letzter Tag oder leer",
        ("Ende", "Ausgeschieden", "Ausgeschieden am", "Austritt", "Mitglied bis", "Datum bis"),
    ),
)


def _of_persons() -> Iterator[Column]:
    """What the columns of a person say of lists."""
    for name, said in descriptions(Person):
        if said.listed:
            length: int = table_of(Person).c[name].type.length  # type: ignore[attr-defined]  # all are String
            heading = said.listed.heading or said.label
            one = said.listed
            yield Column(name, heading, length, one.example, one.hint, one.others)


_PERSON = {one.key: one for one in _of_persons()}
_REST = tuple(one for one in _PERSON.values() if one.key not in _FIRST)
COLUMNS = (*(_PERSON[name] for name in _FIRST), *_OF_MEMBERSHIP, *_REST)
# Read, but not written: our own lists have a line for each deputy.
_READ_ONLY = (
    Column(
        "deputy",
        "Vertretung durch",
        200,
        "",
        "Name der Person, die dieses Mitglied vertritt",
        (
            "Vertretung",
            "Stellvertretung",
            "Stellvertreter",
            "Stellvertreterin",
            "Stellvertreter*in",
            "Stellvertreter/in",
            "Stellvertretendes Mitglied",
            "Persönliche Vertretung",
            "Persönliche Stellvertretung",
            "Ersatz",
            "Ersatzmitglied",
            "Vertreten durch",
            "Name der Vertretung",
        ),
    ),
)
READ = (*COLUMNS, *_READ_ONLY)
BY_KEY = {column.key: column for column in READ}
PERSONAL = (*_FIRST, *(one.key for one in _REST))
EXAMPLE = {column.key: column.example for column in COLUMNS}


def heading_key(text: str) -> str:
    """A heading without case, marks and gaps: "E-Mail:" and "eMail" are one."""
    return re.sub("[^a-z0-9]", "", fold(transcribe_german(text)))


_BY_HEADING = {
    heading_key(heading): column.key
    for column in READ
    for heading in (column.heading, *column.others)
}


def column_of(heading: str) -> str | None:
    """Which column a heading means; None where it is unknown."""
    return _BY_HEADING.get(heading_key(heading))


def columns_in(cells: list[str], own: Mapping[str, str]) -> dict[int, str]:
    """Positions of the known columns in a row of headings; the first of a kind counts.

    ``own``: what this committee's headings mean by ``heading_key``; "" is a column left out.
    """
    found: dict[int, str] = {}
    for position, text in enumerate(cells):
        key = (own.get(heading_key(text)) or None) if heading_key(text) in own else column_of(text)
        if key is not None and key not in found.values():
            found[position] = key
    return found
