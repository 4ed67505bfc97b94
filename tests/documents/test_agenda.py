from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from gremien_app.base.documents.agenda import write_agenda
from gremien_app.base.documents.content import Copy
from tests.documents.reading import header_texts, headings, opened, texts
from tests.documents.samples import invitation


def test_an_invitation_says_when_where_and_what():
    assert texts(write_agenda(invitation()))[5:] == [
        "Datum: 02.11.2017",
        "Einladung",
        "zur Sitzung der Stadtarbeitsgemeinschaft Behindertenpolitik in der Wahlperiode 2014/2020",
        "Tag:\tDonnerstag, 16. November 2017",
        "Beginn:\t14:00 Uhr",
        "Ort:\tStadthaus Deutz, Konferenzraum 16 F 43",
        "Barrierefreiheit:\tDer Raum ist stufenlos erreichbar; eine Höranlage ist vorhanden.",
        "Sehr geehrte Damen und Herren,",
        "hiermit lade ich Sie herzlich ein. Bitte antworten Sie bis zum 09.11.2017.",
        "Tagesordnung",
        "I. Öffentlicher Teil",
        "1\tBegrüßung",
        "2\tÄnderung der Geschäftsordnung",
        "2.1\tBarrierefreie Durchführung aller Sitzungen (Nachtrag)",
        "2.1.1\tÄnderungsantrag der Fraktionen",
        "3\tVerschiedenes",
        "Mit freundlichen Grüßen\nIm Auftrag",
        "Nadja Weißenfels",
    ]


def test_a_letterhead_stands_first_and_leaves_out_what_is_empty():
    doc = invitation()
    bare = replace(doc, letterhead=replace(doc.letterhead, phone="", address_lines=("", " ")))

    assert texts(write_agenda(bare), "Briefkopf") == [
        "Amt für Integration und Vielfalt",
        "Geschäftsführung\nStadtarbeitsgemeinschaft Behindertenpolitik",
        "Frau Nadja Weißenfels\nE-Mail: IntegrationundVielfalt@stadt-koeln.de",
        "Datum: 02.11.2017",
    ]


def test_a_part_without_items_is_not_mentioned():
    assert headings(write_agenda(invitation())) == [
        (1, "Einladung"),
        (2, "Tagesordnung"),
        (3, "I. Öffentlicher Teil"),
    ]


def test_a_bare_agenda_does_not_repeat_its_title():
    assert headings(write_agenda(invitation("Tagesordnung"))) == [
        (1, "Tagesordnung"),
        (2, "I. Öffentlicher Teil"),
    ]


def test_sub_items_are_set_in_by_level():
    document = opened(write_agenda(invitation()))
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("Tages")]

    assert [int(name[-1]) for name in styles] == [1, 1, 2, 3, 1]


def test_the_running_header_names_committee_and_day():
    assert header_texts(write_agenda(invitation())) == (
        [
            "Stadtarbeitsgemeinschaft Behindertenpolitik",
            "Einladung zur Sitzung am 16.11.2017 · öffentlicher Teil",
        ],
        [""],
    )


def test_the_same_invitation_gives_the_same_bytes():
    assert write_agenda(invitation()) == write_agenda(invitation())


def test_nothing_in_an_invitation_is_hidden_or_protected():
    document = opened(write_agenda(invitation()))

    assert list(document.element.iter(qn("w:vanish"))) == []
    assert document.settings.element.find(qn("w:documentProtection")) is None


@pytest.mark.parametrize("copy", Copy)
def test_title_header_and_first_line_say_what_a_file_contains(copy):
    data = write_agenda(replace(invitation(), copy=copy))

    assert texts(data)[0] == f"Fassung: {copy.label}"
    assert header_texts(data)[0][1].endswith(f" · {copy.label}")
    assert opened(data).core_properties.title.endswith(f", {copy.label}")
