import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock

import pytest
from docx.oxml.ns import qn

from gremien_app.base.documents.content import AgendaLine, Copy, MinutesItem, MinutesPart
from gremien_app.base.documents.minutes import opening_sentence, write_minutes
from tests.documents.reading import (
    all_text,
    header_texts,
    headings,
    list_lines,
    members,
    opened,
    texts,
)
from tests.documents.samples import (
    EXTREME_TITLE,
    extreme_sitting,
    group,
    long_sitting,
    part,
    sitting_2015,
    sitting_2016,
    sitting_2017,
)
from tests.steps import calls

SAMPLES = (sitting_2015, sitting_2016, sitting_2017, long_sitting, extreme_sitting)


def test_the_sentence_names_sitting_term_day_hours_and_place():
    assert opening_sentence(sitting_2016()) == (
        "über die 9. Sitzung der Stadtarbeitsgemeinschaft Lesben, Schwule und Transgender in der "
        "Wahlperiode 2014/2020 am Dienstag, dem 04.10.2016, 17:00 Uhr bis 19:30 Uhr, "
        "Rathaus Spanischer Bau, Theodor-Heuss-Saal, Raum-Nr. A 119"
    )


def test_what_is_unknown_leaves_no_gap_in_the_sentence():
    doc = sitting_2015(
        ordinal_text="", term_name="", place="", end=None, committee_genitive="des Rates"
    )

    assert (
        opening_sentence(doc) == "über die Sitzung des Rates am Dienstag, dem 29.09.2015, 17:00 Uhr"
    )


def test_the_minutes_of_2017_have_the_order_that_koeln_publishes():
    assert headings(write_minutes(sitting_2017())) == [
        (1, "Niederschrift"),
        (2, "Anwesend waren:"),
        (3, "Vorsitz"),
        (3, "Stimmberechtigte Mitglieder"),
        (3, "Nicht stimmberechtigte Mitglieder"),
        (3, "Ständige Gäste"),
        (3, "Verwaltung"),
        (2, "Tagesordnung"),
        (3, "I. Öffentlicher Teil"),
        (3, "II. Nichtöffentlicher Teil"),
        (2, "I. Öffentlicher Teil"),
        (3, "TOP 1 Begrüßung"),
        (3, "TOP 2 Änderung der Geschäftsordnung"),
        (4, "TOP 2.1 Barrierefreie Durchführung aller öffentlichen Sitzungen der Stadt Köln"),
        (3, "TOP 3 Sachstand Aufzüge (abgesetzt)"),
        (3, "Änderungsantrag ohne Nummer"),
        (2, "II. Nichtöffentlicher Teil"),
        (3, "TOP 1 Personalien"),
        (2, "Ende der Sitzung"),
    ]


def test_empty_groups_are_left_out_and_absentees_stand_apart():
    found = headings(write_minutes(sitting_2016()))

    assert [text for _, text in found if text in ("Presse", "Zuschauer")] == []
    assert (2, "Entschuldigt fehlen:") in found
    assert [text for _, text in found].count("Stimmberechtigte Mitglieder") == 2


def test_all_persons_of_2015_stand_with_organisation_and_principal():
    lines = texts(write_minutes(sitting_2015()), "Anwesenheit")

    assert len(lines) == 17
    assert lines[0] == "P01\tRubicon e.V."
    assert lines[8] == "P09\tHomoKlüngel e.V.\nVertretung für P18"
    assert lines[15] == "Stadtkämmerin P16"


def test_part_time_presence_follows_the_organisation_unbroken():
    lines = texts(write_minutes(sitting_2017()), "Anwesenheit")

    assert lines[5] == "P06\tBlinden- und Sehbehindertenverein Köln e.V. (bis\xa016:10\xa0Uhr)"


def test_a_name_too_long_for_its_column_gets_a_line_of_its_own():
    name = "Frau Bezirksbürgermeisterin Prof. Dr. von der Heydt-Großkötter"
    doc = sitting_2015(present=(group("Gäste", (name, "Caritasverband")),))

    assert texts(write_minutes(doc), "Anwesenheit") == [f"{name}\nCaritasverband"]


def test_the_decision_is_labelled_paragraph_by_paragraph():
    written = texts(write_minutes(sitting_2015()))
    start = written.index("Beschluss 12/2015:")

    assert written[start : start + 5] == [
        "Beschluss 12/2015:",
        "Die Stadtarbeitsgemeinschaft empfiehlt dem Rat, die Mittel fortzuführen.",
        "Abstimmungsergebnis:",
        "Einstimmig beschlossen bei einer Enthaltung (7 Ja, 0 Nein, 1 Enth.)",
        "Beschlussart: ungeändert beschlossen",
    ]


def test_bold_and_italic_use_the_character_styles():
    runs = [
        (run.text, run.style.name)
        for paragraph in opened(write_minutes(sitting_2015())).paragraphs
        for run in paragraph.runs
        if run.style.name in ("Strong", "Emphasis")
    ]

    assert ("institutionellen", "Emphasis") in runs
    assert ("Zeitplan", "Strong") in runs


def test_numbers_begin_at_one_in_every_list_of_every_item():
    lines = [line for line in list_lines(write_minutes(sitting_2015())) if line[1] == "decimal"]

    assert [line[4] for line in lines] == [
        "der Höhe der institutionellen Förderung,", "dem Zeitplan.", "Termin", "Raum",
    ]  # fmt: skip
    assert lines[0][0] == lines[1][0] != lines[2][0] == lines[3][0]
    assert {line[3] for line in lines} == {1}


def test_nested_lists_keep_kind_and_level():
    lines = list_lines(write_minutes(long_sitting(1)))

    assert [(kind, level, text) for _, kind, level, _, text in lines[:6]] == [
        ("bullet", 0, "Wegeführung im Bestand"),
        ("bullet", 1, "taktile Leitelemente"),
        ("bullet", 1, "Beleuchtung"),
        ("decimal", 2, "Eingangsbereiche"),
        ("decimal", 2, "Treppenhäuser"),
        ("bullet", 0, "Zeitplan und Finanzierung"),
    ]


def test_heading_levels_never_skip_where_a_parent_is_missing():
    items = [MinutesItem("9.2.1", "Unterpunkt", 3), MinutesItem("9.3", "Punkt", 2)]
    items += [MinutesItem("9.3.1.1", "Zu tief", 7), MinutesItem("10", "Zu flach", 0)]

    levels = [level for level, text in headings(write_minutes(sitting_2015(parts=(part(*items),))))]

    assert levels[-5:] == [3, 4, 5, 3, 2]


def test_an_unsigned_line_is_left_for_the_hand_and_a_signed_one_says_so():
    assert texts(write_minutes(sitting_2015()), "Unterschrift") == [
        "Vorsitz: P01",
        "Unterschrift: \t",
        "Schriftführung: P17",
        "Unterzeichnet im System von P17 am 29.10.2015",
    ]


def test_two_chairs_sign_for_their_items():
    lines = texts(write_minutes(sitting_2017()), "Unterschrift")

    assert lines[0::2] == [
        "Vorsitz (TOP 1 bis 2): Beigeordneter Dr. P01",
        "Vorsitz (TOP 3): Dr. P02",
        "Schriftführung: P19",
    ]


def test_signatures_of_a_sitting_without_an_end_have_their_own_heading():
    assert headings(write_minutes(sitting_2015(end=None)))[-1] == (2, "Unterschriften")


def test_a_draft_says_so_in_both_headers_and_in_the_text():
    data = write_minutes(sitting_2016())

    assert header_texts(data) == (
        [
            "Stadtarbeitsgemeinschaft Lesben, Schwule und Transgender",
            f"ENTWURF · Niederschrift der Sitzung vom 04.10.2016 · {Copy.NAMED.label}",
        ],
        ["ENTWURF"],
    )
    assert "Entwurf: Diese Fassung ist noch nicht unterzeichnet." in texts(data)


@pytest.mark.parametrize("copy", Copy)
def test_title_header_and_first_line_say_what_a_file_contains(copy):
    data = write_minutes(replace(sitting_2015(), copy=copy))

    assert texts(data)[0] == f"Fassung: {copy.label}"
    assert header_texts(data)[0][1].endswith(f" · {copy.label}")
    assert opened(data).core_properties.title.endswith(f", {copy.label}")


def test_a_final_version_shows_no_trace_of_a_draft():
    data = write_minutes(sitting_2017())

    assert "entwurf" not in all_text(data).casefold()
    assert header_texts(data)[1] == [""]


def test_the_footer_shows_the_code_and_counts_pages_with_a_cached_result():
    footer = opened(write_minutes(sitting_2017())).sections[0].footer

    assert footer.paragraphs[0].text == "Kennung: SAG-B/2017/4\tSeite 1 von 1"
    codes = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_properties_are_ours():
    properties = opened(write_minutes(sitting_2015())).core_properties

    assert properties.title == (
        "Niederschrift der Sitzung der Stadtarbeitsgemeinschaft Lesben, Schwule und Transgender "
        f"vom 29.09.2015, {Copy.NAMED.label}"
    )
    assert properties.author == "Amt für Integration und Vielfalt"
    assert properties.language == "de-DE"
    assert properties.identifier == "SAG-LST/2015/5"
    assert properties.created == properties.modified == datetime(2015, 10, 29, tzinfo=UTC)


def test_links_lead_from_the_agenda_to_existing_items():
    document = opened(write_minutes(sitting_2017(), with_links=True)).element
    anchors = [link.get(qn("w:anchor")) for link in document.iter(qn("w:hyperlink"))]
    bookmarks = [start.get(qn("w:name")) for start in document.iter(qn("w:bookmarkStart"))]

    assert (
        anchors == bookmarks == ["top_1_1", "top_1_2", "top_1_3", "top_1_4", "top_1_5", "top_2_1"]
    )


def test_a_line_of_the_agenda_without_its_item_leads_nowhere():
    lonely = MinutesPart("I. Öffentlicher Teil", (AgendaLine("7", "Nur angekündigt"),), ())

    data = write_minutes(sitting_2015(parts=(lonely,)), with_links=True)

    assert texts(data, "Tagesordnung 1") == ["7\tNur angekündigt"]
    assert list(opened(data).element.iter(qn("w:hyperlink"))) == []


def test_control_characters_and_bare_surrogates_never_reach_the_file():
    data = write_minutes(extreme_sitting())

    raw = "".join(content.decode() for content in members(data).values())
    assert [
        char for char in raw if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r"
    ] == []
    assert "\u202e" not in raw
    assert "\ufffe" not in raw


def test_titles_of_608_characters_and_markup_are_printed_as_typed():
    data = write_minutes(extreme_sitting())

    title = " ".join(EXTREME_TITLE[:608].translate({0: None, 7: None, 27: None}).split())
    title = title.replace("\ufffe", "").replace("\ud800", "").replace("  ", " ")
    assert (3, f"TOP 1 {title}") in headings(data)
    assert (4, "(ohne Titel)") in headings(data)


def test_right_to_left_words_are_marked_for_word():
    marked = [
        run.text
        for paragraph in opened(write_minutes(extreme_sitting())).paragraphs
        for run in paragraph.runs
        if run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    ]

    assert set(marked) == {"שלום עולם مرحبا", "שלום", "مرحبا"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_paragraph_of_the_body_is_empty(sample):
    assert [text for text in texts(write_minutes(sample())) if not text.strip()] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_content_gives_the_same_bytes(sample):
    assert write_minutes(sample()) == write_minutes(sample())


def test_another_process_in_another_zone_writes_the_same_bytes():
    code = (
        "import hashlib, sys\n"
        "from gremien_app.base.documents.minutes import write_minutes\n"
        "from tests.documents.samples import *\n"
        "for sample in (sitting_2015, sitting_2017, extreme_sitting):\n"
        "    print(hashlib.sha256(write_minutes(sample(), with_links=True)).hexdigest())\n"
    )

    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Pacific/Auckland"))
    }

    assert len(outputs) == 1
    assert len(outputs.pop().split()) == 3


def test_every_change_of_content_changes_the_bytes():
    documents = [sitting_2015(), sitting_2015(end=clock(19)), sitting_2015(is_draft=True)]

    assert len({write_minutes(doc) for doc in documents}) == 3


def test_every_member_of_the_file_has_the_same_date():
    with zipfile.ZipFile(io.BytesIO(write_minutes(sitting_2015()))) as archive:
        infos = archive.infolist()

    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert infos[0].filename == "[Content_Types].xml"


def test_a_document_without_its_closed_part_holds_nothing_of_it():
    whole = sitting_2017()
    public = sitting_2015(parts=whole.parts[:1])

    assert "Personalien" in all_text(write_minutes(whole))
    assert "Personalien" not in all_text(write_minutes(public))


def test_the_work_grows_evenly_with_the_number_of_items():
    def work(count):
        doc = long_sitting(count)
        return calls(lambda: write_minutes(doc))

    write_minutes(long_sitting(6))
    assert work(96) < work(24) * 4 * 1.25
