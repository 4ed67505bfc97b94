"""A sitting's papers at once: an archive in little memory, one page, one Word file."""

import io
import tracemalloc
import zipfile

import pytest
from docx import Document

from gremien_app.base.extensions import db
from gremien_app.base.files.kinds import Kind
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.papers.bundle import Entry, entry_name, index_page, stream
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build


def test_an_archive_of_a_hundred_megabytes_needs_little_memory(tmp_path):
    source = tmp_path / "source"
    with source.open("wb") as file:
        for number in range(25):
            file.write(bytes([number]) * (1024 * 1024))
    entries = [Entry("TOP 1", f"Plan {n}", "", f"{n:03d} plan.pdf", source) for n in range(4)]
    tracemalloc.start()

    size = sum(len(piece) for piece in stream(entries, "Unterlagen"))

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 0
    assert most < 16 * 1024 * 1024


def test_the_index_leads_to_each_file_and_a_missing_one_is_told(tmp_path):
    there = tmp_path / "a"
    there.write_bytes(b"%PDF")
    entries = [
        Entry("TOP Ö 1: <Bänke>", "Antrag & Plan", "", entry_name(1, "Ö 1", "a.pdf"), there),
        Entry("TOP Ö 1: <Bänke>", "Fehlt", "", entry_name(2, "Ö 1", "b.pdf"), tmp_path / "b"),
        Entry("TOP Ö 2", "Tischvorlage", "wird verteilt", "", None),
    ]

    archive = zipfile.ZipFile(io.BytesIO(b"".join(stream(entries, "Sitzung"))))

    assert archive.testzip() is None
    assert archive.namelist() == ["index.html", "001 Ö 1 a.pdf", "002 Ö 1 b.pdf.fehlt.txt"]
    page = archive.read("index.html").decode()
    assert page == index_page(entries, "Sitzung")
    assert '<a href="001%20%C3%96%201%20a.pdf">Antrag &amp; Plan</a>' in page
    assert "&lt;Bänke&gt;" in page
    assert "Tischvorlage (wird verteilt)" in page


@pytest.fixture
def sitting(app):
    made = build.sitting(build.committee(), state=SittingState.INVITED)
    item = build.item(made, "Bänke", printed_number="1", explanation="Weil", proposal="Mehr davon")
    build.paper(item, "Plan", stored=build.stored_file(kind=Kind.PNG))
    build.motion(made.committee, "Antrag", at=[item], text="Begründung", is_tabled=True)
    secret = build.item(made, "Personal", part=Part.CLOSED, printed_number="1")
    build.paper(secret, "Geheimes")
    made.clerk = build.account(secretariat_of=[made.committee])
    db.session.commit()
    return made


def test_the_office_gets_everything_with_headings_and_scans_by_name(client, login, sitting):
    office = login(client, sitting.clerk)

    page = office.get(f"/sitzungen/{sitting.id}/mappe").get_data(as_text=True)
    answer = office.get(f"/sitzungen/{sitting.id}/mappe.docx?teil=alle")
    packed = office.get(f"/sitzungen/{sitting.id}/unterlagen.zip")

    assert "TOP Ö 1: Bänke" in page
    assert "ist nur ein Bild ohne Text" in page
    word = Document(io.BytesIO(answer.data))
    heads = [p.text for p in word.paragraphs if p.style.name.lower().startswith("heading")]
    assert "TOP Ö 1: Bänke" in heads
    assert "TOP N 1: Personal" in heads
    texts = [p.text for p in word.paragraphs]
    assert {"Weil", "Mehr davon", "Begründung"} <= set(texts)
    assert any("ist nur ein Bild ohne Text" in text for text in texts)
    names = zipfile.ZipFile(io.BytesIO(packed.data)).namelist()
    assert [name[4:] for name in names] == ["x.html", "Ö 1 Plan.pdf", "N 1 Geheimes.pdf"]


def test_the_public_file_holds_what_everybody_reads_whoever_fetches_it(client, login, sitting):
    office = login(client, sitting.clerk)

    answer = office.get(f"/sitzungen/{sitting.id}/mappe.docx")

    told = " ".join(p.text for p in Document(io.BytesIO(answer.data)).paragraphs)
    assert "oeffentlicher-Teil" in answer.headers["Content-Disposition"]
    assert "Mehr davon" in told  # a proposal is public with its item
    assert "Weil" not in told
    assert "Begründung" not in told


def test_the_public_gets_nothing_internal_and_no_closed_part(client, sitting):
    page = client.get(f"/sitzungen/{sitting.id}/mappe").get_data(as_text=True)
    word = client.get(f"/sitzungen/{sitting.id}/mappe.docx")
    packed = client.get(f"/sitzungen/{sitting.id}/unterlagen.zip")

    assert "Bänke" in page
    for secret in ("Weil", "Plan", "Begründung", "Personal", "Geheimes"):
        assert secret not in page, secret
    told = " ".join(p.text for p in Document(io.BytesIO(word.data)).paragraphs)
    assert "Personal" not in told
    assert "Weil" not in told
    assert zipfile.ZipFile(io.BytesIO(packed.data)).namelist() == ["index.html"]
    assert client.get(f"/sitzungen/{sitting.id}/mappe.docx?teil=alle").status_code == 404
