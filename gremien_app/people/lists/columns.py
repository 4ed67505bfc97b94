"""The columns of a member list: how they are headed here, and how else offices head them."""

import re
from dataclasses import dataclass

from gremien_app.base.kernel.text import fold, transcribe_german


@dataclass(frozen=True)
class Column:
    """``length``: how many characters fit; ``hint`` explains the column in the template."""

    key: str
    heading: str
    length: int
    example: str
    hint: str
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("salutation", "Anrede", 20, "Frau", "Frau, Herr oder leer"),
    Column("title", "Titel", 40, "Dr.", "Zum Beispiel Dr.", ("Akad. Titel", "Akademischer Titel")),
    Column("first_name", "Vorname", 100, "Kim", "Der Vorname", ("Rufname", "Vornamen")),
    Column(
        "last_name",
        "Nachname",
        100,
        "Beispiel",
        "Muss ausgefüllt sein. Steht der ganze Name in einer Spalte, dann „Name“: Muster, Kim",
        ("Name", "Familienname", "Zuname", "Name, Vorname", "Nachname, Vorname", "Person"),
    ),
    Column(
        "office",
        "Amt",
        120,
        "",
        "Amt außerhalb des Gremiums",
        ("Dienststellung", "Amtsbezeichnung", "Beruf"),
    ),
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
    Column(
        "email",
        "E-Mail",
        254,
        "kim.beispiel@example.org",
        "E-Mail-Adresse",
        ("Mail", "E-Mail-Adresse", "Mailadresse", "Email-Adresse"),
    ),
    Column(
        "phone",
        "Telefon",
        60,
        "0221 123456",
        "Telefon",
        ("Tel", "Telefonnummer", "Festnetz", "Rufnummer"),
    ),
    Column(
        "mobile",
        "Mobiltelefon",
        60,
        "",
        "Mobiltelefon",
        ("Mobil", "Handy", "Mobilnummer", "Handynummer"),
    ),
    Column(
        "street",
        "Straße",
        120,
        "Musterweg 1",
        "Straße und Hausnummer",
        ("Straße und Hausnummer", "Straße/Hausnummer", "Anschrift", "Straße Nr."),
    ),
    Column("postal_code", "PLZ", 10, "50667", "Postleitzahl", ("Postleitzahl",)),
    Column("town", "Ort", 120, "Köln", "Ort", ("Stadt", "Wohnort")),
    Column(
        "language",
        "Sprache",
        60,
        "",
        "Sprache für Schreiben, zum Beispiel Deutsch oder Türkisch",
        ("Bevorzugte Sprache", "Sprache für Schreiben"),
    ),
    Column("papers_as", "Unterlagen als", 60, "", "Word, PDF oder Papier", ("Unterlagen", "Form")),
)
BY_KEY = {column.key: column for column in COLUMNS}
PERSONAL = (
    "salutation",
    "title",
    "first_name",
    "last_name",
    "office",
    "email",
    "phone",
    "mobile",
    "street",
    "postal_code",
    "town",
    "language",
    "papers_as",
)
EXAMPLE = {column.key: column.example for column in COLUMNS}


def heading_key(text: str) -> str:
    """A heading without case, marks and gaps: "E-Mail:" and "eMail" are one."""
    return re.sub("[^a-z0-9]", "", fold(transcribe_german(text)))


_BY_HEADING = {
    heading_key(heading): column.key
    for column in COLUMNS
    for heading in (column.heading, *column.others)
}


def column_of(heading: str) -> str | None:
    """Which column a heading means; None where it is unknown."""
    return _BY_HEADING.get(heading_key(heading))


def columns_in(cells: list[str]) -> dict[int, str]:
    """Positions of the known columns in a row of headings; the first of a kind counts."""
    found: dict[int, str] = {}
    for position, text in enumerate(cells):
        key = column_of(text) if text else None
        if key is not None and key not in found.values():
            found[position] = key
    return found
