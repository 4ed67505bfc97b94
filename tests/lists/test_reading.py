import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gremien_app.base.tables.lines import TableRefused
from gremien_app.people.lists.reading import read_csv, read_xlsx
from gremien_app.people.lists.writing import template_csv, template_xlsx
from tests.lists.files import HEADINGS, table, xlsx

MUSTER = ("Muster", "Kim", "Verein", "Mitglied", "01.11.2025", "", "kim@example.org")
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = xlsx(MUSTER)


def refusal_of(read, data) -> str:
    with pytest.raises(TableRefused) as refused:
        read(data)
    assert refused.value.field == "file"
    return refused.value.message


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The same archive with parts exchanged or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_umlauts_are_read_in_every_usual_encoding_and_with_every_mark(encoding, mark):
    text = table(mark.join(("Name", "Vorname", "Rolle")), mark.join(("Größe", "Jörg", "Gast")))

    (row,) = read_csv(text.encode(encoding)).rows

    assert row.cells == {"last_name": "Größe", "first_name": "Jörg", "role": "Gast"}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Familienname", "last_name"),
        ("NACHNAME", "last_name"),
        ("E-Mail:", "email"),
        ("eMail", "email"),
        ("Fraktion/Verband", "organization"),
        ("Straße", "street"),
        ("Strasse", "street"),
        ("Stellvertretung für", "principal"),
        ("Stellvertretung fuer", "principal"),
        ("seit", "starts_on"),
        ("stimmberechtigt", "can_vote"),
    ],
)
def test_headings_are_known_in_their_usual_variants(heading, key):
    text = table(f"Zuname;Funktion;{heading}", "Muster;Gast;x")

    (row,) = read_csv(text.encode()).rows

    assert row.cells["last_name" if key == "last_name" else key] in {"x", "Muster"}


def test_columns_stand_in_any_order_and_unknown_ones_are_named():
    read = read_csv(table("Rolle;Schuhgröße;Name", "Gast;44;Muster").encode())

    assert read.rows[0].cells == {"role": "Gast", "last_name": "Muster"}
    assert read.ignored == ["Schuhgröße"]


def test_lines_above_the_headings_and_empty_lines_are_skipped_but_counted():
    text = table("Mitgliederliste 2026", "", "Name;Rolle", "", "Muster;Gast", ";")

    assert [row.line for row in read_csv(text.encode()).rows] == [5]


def test_a_line_break_inside_a_cell_does_not_shift_the_line_numbers():
    text = table("Name;Rolle", '"Mus\r\nter";Gast', "Zwei;Gast")

    assert [(r.line, r.cells["last_name"]) for r in read_csv(text.encode()).rows] == [
        (2, "Mus ter"),
        (4, "Zwei"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Die Liste ist leer."),
        (b"\n\n", "Die Liste ist leer."),
        ("Name;Ort\nMuster;Köln".encode(), "fehlt eine Spalte „Rolle“ oder „Stimmberechtigt“"),
        (b"Vorname;Rolle\nKim;Gast", "keine bekannten Überschriften"),
        (b"a;b;c\n1;2;3", "Gefunden: „a“, „b“ und „c“"),
        (b"\x00\x01\x02\x03" * 50, "weder eine Excel- noch eine CSV-Liste"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "alte Excel-Format"),
        ("Name;Rolle\nMÃ¼ller;Gast".encode(), "Umlaute der Liste sind beschädigt (Zeile 2"),
        (("Name;Rolle\n" + "Muster;Gast\n" * 10_000).encode(), "mehr als 2.000 Zeilen"),
        (b"Name;Rolle\n" + b"\n" * 2_000_000, "mehr als 2.000 Zeilen"),
        (b"Name;Rolle\n" + b";" * 2_000_000 + b"\nMuster;Gast" * 2_100, "mehr als 2.000 Zeilen"),
        (b'Name;Rolle\n"' + b"x" * 200_000, "lässt sich nicht lesen"),
    ],
)
def test_a_csv_file_that_is_no_list_is_refused_with_a_sentence(data, message):
    assert message in refusal_of(read_csv, data)


@settings(max_examples=30)
@given(data=st.binary(max_size=200), names=st.booleans())
def test_any_bytes_are_read_or_refused(data, names):
    head = b"Name;Rolle\n" if names else b""
    with suppress(TableRefused):
        read_csv(head + data)
    with suppress(TableRefused):
        read_xlsx(data)


@settings(max_examples=20)
@given(at=st.integers(0, 4_000), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(at, byte):
    data = bytearray(WORKBOOK)
    data[at % len(data)] = byte
    with suppress(TableRefused):
        read_xlsx(bytes(data))


# Excel


def test_dates_numbers_and_ticks_of_excel_become_text():
    # Excel knows no time zones.
    row = ("Muster", 4711, None, True, datetime(2025, 11, 1), date(2026, 1, 31), 12.0)  # noqa: DTZ001 -- as a workbook holds it

    (read,) = read_xlsx(xlsx(row)).rows

    assert read.cells == {
        "last_name": "Muster",
        "first_name": "4711",
        "role": "ja",
        "starts_on": "2025-11-01",
        "ends_on": "2026-01-31",
        "email": "12",
    }


def test_the_first_sheet_with_headings_is_read():
    def hide(sheet):
        other = sheet.parent.create_sheet("Deckblatt", 0)
        other["A1"] = "Stand November"

    assert len(read_xlsx(xlsx(MUSTER, change=hide)).rows) == 1


def test_a_formula_and_an_error_are_named_with_line_and_column():
    (row,) = read_xlsx(xlsx(("Muster", "=A2", "#REF!", "Mitglied"))).rows

    assert [fault.split(".")[0] for fault in row.faults] == [
        "Vorname: Hier steht eine Formel",
        "Organisation: Hier steht der Fehlerwert #REF!",
    ]


def test_merged_cells_are_named():
    data = xlsx(MUSTER, change=lambda sheet: sheet.merge_cells("A2:B3"))

    assert "Zellen verbunden: A2:B3." in refusal_of(read_xlsx, data)


def test_a_merged_title_above_the_headings_does_no_harm():
    def title(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "Mitgliederliste"
        sheet.merge_cells("A1:D1")

    assert [row.line for row in read_xlsx(xlsx(MUSTER, change=title)).rows] == [3]


def test_a_lost_cell_far_below_costs_no_time():
    def lost(sheet):
        sheet.cell(row=1_048_576, column=16_384, value=" ")

    assert len(read_xlsx(xlsx(MUSTER, change=lost)).rows) == 1


def test_ten_thousand_rows_are_refused():
    data = xlsx(*[MUSTER] * 3_000)

    assert "mehr als 2.000 Zeilen" in refusal_of(read_xlsx, data)


def test_a_zip_bomb_is_refused_by_its_table_of_contents():
    sheet = b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>"
    bomb = repacked(xlsx(MUSTER), **{"xl/worksheets/sheet1.xml": sheet})

    assert len(bomb) < 100_000
    assert "entpackt zu groß" in refusal_of(read_xlsx, bomb)


def test_ten_thousand_parts_are_refused():
    data = repacked(xlsx(MUSTER), **{f"x/{number}": b"" for number in range(400)})

    assert "entpackt zu groß" in refusal_of(read_xlsx, data)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_are_refused_and_never_resolved(doctype, part):
    data = xlsx(MUSTER)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(part).decode().replace("Muster", "&a;")
    body = content.split("?>", 1)[-1] if content.startswith("<?xml") else content
    hostile = repacked(data, **{part: (doctype + body).encode()})

    assert "keine lesbare Excel-Liste" in refusal_of(read_xlsx, hostile)


def test_macros_are_refused():
    data = repacked(xlsx(MUSTER), **{"xl/vbaProject.bin": b"x"})

    assert "enthält Makros" in refusal_of(read_xlsx, data)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, b"no archive"])
def test_a_broken_archive_is_refused(data):
    assert "keine lesbare Excel-Liste" in refusal_of(read_xlsx, data)


def test_another_office_file_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert "keine lesbare Excel-Liste" in refusal_of(read_xlsx, buffer.getvalue())


def test_a_workbook_with_parts_missing_is_refused():
    data = repacked(xlsx(MUSTER), **{CONTENT_TYPES: b"<broken"})

    assert "keine lesbare Excel-Liste" in refusal_of(read_xlsx, data)


def test_an_empty_workbook_is_refused():
    assert "leer" in refusal_of(read_xlsx, xlsx(headings=None))


def test_the_workbooks_headings_are_those_of_the_test():
    (row,) = read_xlsx(xlsx(MUSTER)).rows

    assert len(row.cells) == len([cell for cell in MUSTER if cell])
    assert len(HEADINGS) == len(MUSTER)


@pytest.mark.parametrize(
    ("read", "template"), [(read_xlsx, template_xlsx), (read_csv, template_csv)]
)
def test_the_template_can_be_read_with_its_example(read, template):
    (row,) = read(template()).rows

    assert row.cells["last_name"] == "Beispiel"
