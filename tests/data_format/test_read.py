import json
from datetime import datetime
from pathlib import Path

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.channels.data_format import read
from gremien_app.channels.data_format.read import ImportRefused, parse, read_json

NOW = datetime(2026, 11, 25, 14, 20, tzinfo=BERLIN)


def problems(value: object) -> list[str]:
    _, found = parse(value, NOW)
    return [str(problem) for problem in found]


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_json(path)
    return str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Datei: ist kein gültiges JSON (Zeile 1, Spalte 1)"),
        (b'{"a" 1}', "Datei: ist kein gültiges JSON (Zeile 1, Spalte 6)"),
        ('{"a": "Köln"}'.encode("latin-1"), "Datei: ist nicht in UTF-8 gespeichert"),
        (b'{"a": NaN}', "Datei: ist kein gültiges JSON (NaN ist in JSON nicht erlaubt)"),
        (b"[" * 100_000, "Datei: ist zu tief verschachtelt"),
        (b"9" * 5000, "Datei: ist kein gültiges JSON"),
        (b"\x00\x01PK", "Datei: ist kein gültiges JSON"),
    ],
)
def test_it_says_why_a_file_is_not_readable(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "daten.json"
    path.write_bytes(content)

    assert refusal(path).startswith(message)


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = tmp_path / "big.json"
    big.write_text("[1, 2, 3]")
    monkeypatch.setattr(read, "MAX_BYTES", 5)

    assert "ist nicht lesbar" in refusal(tmp_path / "fehlt.json")
    assert refusal(tmp_path).startswith("Datei: ist ")
    assert "ist zu groß" in refusal(big)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "daten.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"a": "Köln"}).encode())

    assert read_json(path) == {"a": "Köln"}


@pytest.mark.parametrize("value", [None, [], "text", 7, True])
def test_a_file_is_one_object(value: object) -> None:
    assert len(problems(value)) == 1


def test_the_format_is_named() -> None:
    assert problems({}) == ["format: fehlt"]
    assert problems({"format": "gremien/9"}) == [
        (
            "format: diese Fassung des Formats ist unbekannt, erwartet wird „gremien/1“ oder "
            "„gremien/2“ (Wert: „gremien/9“)"
        )
    ]


def test_every_fault_is_told_with_its_path_and_value() -> None:
    sitting = {
        "ref": "s-1",
        "committee": "rat der stadt",
        "date": "2026-02-30",
        "start": "25:00",
        "state": "vielleicht",
        "number": "drei",
        "colour": "blau",
        "agenda": [{"part": "public"}, {"title": "  "}, {"title": "A", "items": [7]}],
    }

    assert problems({"format": "gremien/1", "sittings": [sitting], "persons": {}}) == [
        "persons: erwartet wird eine Liste, gefunden wurde ein Objekt (Wert: ein Objekt)",
        (
            "sittings[0].committee: erlaubt sind höchstens 60 Kleinbuchstaben, Ziffern und "
            "einfache Bindestriche (Wert: „rat der stadt“)"
        ),
        "sittings[0].date: dieses Datum gibt es nicht (Wert: „2026-02-30“)",
        "sittings[0].start: ist keine Uhrzeit (HH:MM oder „jetzt-45“) (Wert: „25:00“)",
        "sittings[0].number: erwartet wird eine ganze Zahl, gefunden wurde ein Text (Wert: „drei“)",
        (
            "sittings[0].state: ist nicht erlaubt; möglich sind „planned“, „invited“, „running“, "
            "„closed“, „cancelled“ und „moved“ (Wert: „vielleicht“)"
        ),
        "sittings[0].agenda[0].title: fehlt",
        "sittings[0].agenda[1].title: ist leer (Wert: „“)",
        (
            "sittings[0].agenda[2].items[0]: erwartet wird ein Objekt, gefunden wurde eine ganze "
            "Zahl (Wert: 7)"
        ),
        "sittings[0].colour: ist ein unbekannter Schlüssel (Wert: „blau“)",
    ]


def test_a_key_given_twice_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "daten.json"
    path.write_text('{"format": "gremien/1", "terms": [], "terms": []}')

    assert problems(read_json(path)) == ["terms: kommt mehrfach vor (Wert: eine Liste)"]


def test_an_agenda_has_three_levels() -> None:
    item = {"title": "4", "items": []}
    for title in "321":
        item = {"title": title, "items": [item]}
    sitting = {"ref": "s", "committee": "c", "date": "2026-01-01", "start": "10:00"}

    found = problems({"format": "gremien/1", "sittings": [sitting | {"agenda": [item]}]})

    assert found == [
        (
            "sittings[0].agenda[0].items[0].items[0].items: eine Tagesordnung hat höchstens 3 "
            "Ebenen (Wert: eine Liste)"
        )
    ]


def test_texts_are_cleaned_and_long_values_cut_in_the_message() -> None:
    person = {"ref": "p\u0000-1", "last_name": "x" * 500}
    data, (problem,) = parse({"format": "gremien/1", "persons": [person]}, NOW)

    assert data is not None
    assert data["persons"][0]["ref"] == "p-1"
    assert problem.message == "ist mit 500 Zeichen zu lang (höchstens 100)"
    assert len(problem.value) < 90


def test_a_sittings_ref_can_carry_its_date() -> None:
    sitting = {"ref": "x-{date}", "committee": "c", "date": "heute+1", "start": "10:00"}

    data, _ = parse({"format": "gremien/1", "sittings": [sitting]}, NOW)

    assert data is not None
    assert data["sittings"][0]["ref"] == "x-2026-11-26"
