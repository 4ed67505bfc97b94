"""Twenty kinds of good and of bad files: what each is taken for, told of, or refused with."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from gremien_app.base.files import inspection
from gremien_app.base.files.kinds import Kind, Note, Refusal, Refused, Report
from tests.files import samples


def looked_at(folder: Path, data: bytes) -> tuple[Report, bytes]:
    sent, clean = folder / "sent", folder / "clean"
    sent.write_bytes(data)
    report = inspection.look(sent, clean)
    return report, (clean if report.is_rewritten else sent).read_bytes()


GOOD = {
    "pdf": (samples.pdf, Kind.PDF, ()),
    "scan": (samples.scanned_pdf, Kind.PDF, (Note.NO_TEXT, Note.NO_TITLE, Note.NO_LANGUAGE)),
    "script": (samples.scripted_pdf, Kind.PDF, (Note.SCRIPTS,)),
    "attachment": (samples.pdf_with_attachment, Kind.PDF, (Note.EMBEDDED,)),
    "docx": (samples.docx, Kind.DOCX, ()),
    "author": (lambda: samples.docx(author="Kim Muster"), Kind.DOCX, (Note.AUTHOR,)),
    "changes": (samples.with_tracked_changes, Kind.DOCX, (Note.CHANGES,)),
    "xlsx": (samples.xlsx, Kind.XLSX, (Note.NO_TITLE,)),
    "pptx": (samples.pptx, Kind.PPTX, (Note.NO_TITLE,)),
    "odt": (samples.odt, Kind.ODT, (Note.NO_TITLE,)),
    "jpeg": (samples.photo, Kind.JPEG, ()),
    "png": (samples.png, Kind.PNG, ()),
    "heic": (samples.heic, Kind.JPEG, ()),
}
BAD = {
    "empty": (lambda: b"", Refusal.EMPTY),
    "web page": (samples.web_page, Refusal.UNKNOWN),
    "program": (samples.program, Refusal.UNKNOWN),
    "other archive": (lambda: samples.packed({"a.txt": "x"}), Refusal.UNKNOWN),
    "old word": (samples.old_word, Refusal.OLD_OFFICE),
    "macros": (samples.with_macros, Refusal.MACROS),
    "bomb": (samples.bomb, Refusal.BOMB),
    "entities": (samples.entity_bomb, Refusal.DAMAGED),
    "other files": (samples.reads_other_files, Refusal.DAMAGED),
    "remote": (samples.with_remote_template, Refusal.REMOTE),
    "locked pdf": (samples.locked_pdf, Refusal.PASSWORD),
    "half a pdf": (lambda: b"%PDF-1.7\n" + bytes(300), Refusal.DAMAGED),
    "half a docx": (lambda: samples.truncated(samples.docx()), Refusal.DAMAGED),
    "half a photo": (lambda: samples.photo()[:300], Refusal.DAMAGED),
    "endless png": (samples.endless_png, Refusal.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_what_its_content_is(name, tmp_path):
    made, kind, notes = GOOD[name]

    report, _stored = looked_at(tmp_path, made())

    assert (report.kind, set(report.notes)) == (kind, set(notes))


@pytest.mark.parametrize("name", BAD)
def test_what_is_damaged_or_dangerous_is_refused_with_its_reason(name, tmp_path):
    made, reason = BAD[name]

    with pytest.raises(Refused) as refused:
        looked_at(tmp_path, made())

    assert refused.value.reason is reason


@pytest.mark.parametrize("made", [samples.photo, samples.png, samples.heic])
def test_a_picture_loses_place_and_author_and_stands_upright(made, tmp_path):
    _report, stored = looked_at(tmp_path, made())

    with Image.open(io.BytesIO(stored)) as picture:
        picture.load()
        told = {**picture.info, **picture.getexif()}
        size = picture.size
    assert samples.AUTHOR.encode() not in stored
    assert b"Autorin" not in stored
    assert samples.PLACE_TAG not in told
    assert size in {(20, 40), (30, 20), (64, 48)}


def test_a_reader_that_runs_wild_is_ended_and_nothing_is_taken(tmp_path, monkeypatch):
    sent = tmp_path / "sent"
    sent.write_bytes(samples.pdf())
    start = "import time; time.sleep(60)"
    monkeypatch.setattr(inspection, "_START", start)
    monkeypatch.setattr(inspection, "SECONDS", 0.5)

    with pytest.raises(Refused) as refused:
        inspection.look(sent, tmp_path / "clean")

    assert refused.value.reason is Refusal.TOO_LONG


@pytest.mark.parametrize(
    "waste", ["x = bytearray(700 * 1024**2)", "import signal, os; os.kill(os.getpid(), 9)"]
)
def test_a_reader_that_takes_too_much_memory_or_crashes_harms_nobody(waste, tmp_path, monkeypatch):
    sent = tmp_path / "sent"
    sent.write_bytes(samples.pdf())
    begun = inspection._START.replace(
        "import main; main", "import confine, main; confine(); " + waste + "; main"
    )
    monkeypatch.setattr(inspection, "_START", begun)

    with pytest.raises(Refused) as refused:
        inspection.look(sent, tmp_path / "clean")

    assert refused.value.reason is Refusal.TOO_LONG


def test_the_reader_learns_nothing_of_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("GREMIEN_SECRET_KEY", "geheim-" * 8)
    sent = tmp_path / "sent"
    sent.write_bytes(samples.pdf())
    told = tmp_path / "told"
    spy = f"import os; open({str(told)!r}, 'w').write(repr(dict(os.environ))); "
    monkeypatch.setattr(inspection, "_START", spy + inspection._START)

    inspection.look(sent, tmp_path / "clean")

    assert "geheim" not in told.read_text(encoding="utf-8")
    assert "GREMIEN_SECRET_KEY" in os.environ


@pytest.mark.parametrize(
    ("made", "kind", "text"),
    [
        (samples.pdf, Kind.PDF, "Antrag der Fraktion"),
        (samples.docx, Kind.DOCX, "Straßenbäume in Köln-Nippes"),
        (samples.xlsx, Kind.XLSX, "Zuschüsse"),
        (samples.pptx, Kind.PPTX, "Vortrag"),
        (samples.odt, Kind.ODT, "Stellungnahme der Verwaltung mit Betonung"),
    ],
)
def test_the_words_of_a_file_are_read_as_they_stand_there(made, kind, text, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(made())

    found = inspection.words(path, kind)

    assert text in found.text
    assert found.notes == ()


def test_reading_all_of_a_file_tells_of_pages_that_are_only_pictures(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(samples.half_scanned_pdf())

    found = inspection.words(path, Kind.PDF)

    assert found.notes == (Note.SOME_PAGES_WITHOUT_TEXT,)


def test_a_file_that_cannot_be_read_any_more_has_no_words_and_says_so(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"PK\x03\x04 damaged")

    assert inspection.words(path, Kind.DOCX).notes == (Note.UNREAD,)
