import pytest

from gremien_app.base.files import rules
from gremien_app.base.files.kinds import Kind, Note, Refusal


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("Antrag.pdf", Kind.PDF, "Antrag.pdf"),
        ("Übersicht Köln (neu).PDF", Kind.PDF, "Übersicht Köln (neu).pdf"),
        ("C:\\Users\\kim\\Desktop\\Antrag.docx", Kind.DOCX, "Antrag.docx"),
        ("../../etc/passwd", Kind.PDF, "passwd.pdf"),
        ("rechnung\u202efdp.exe", Kind.PDF, "rechnungfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", Kind.PDF, "a Set-Cookie x.pdf"),
        ('"><script>.png', Kind.JPEG, "script.jpg"),
        ("foto.jpeg", Kind.JPEG, "foto.jpg"),
        ("foto.heic", Kind.JPEG, "foto.jpg"),
        ("Vorlage 1234.2026", Kind.PDF, "Vorlage 1234.pdf"),
        ("...", Kind.PDF, "Datei.pdf"),
        ("", Kind.PNG, "Datei.png"),
        ("x" * 500 + ".pdf", Kind.PDF, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_has_no_path_nothing_invisible_and_the_ending_of_its_content(typed, kind, name):
    assert rules.named(typed, kind) == name


@pytest.mark.parametrize(
    ("typed", "kind", "otherwise"),
    [
        ("foto.JPEG", Kind.JPEG, False),
        ("foto.heic", Kind.JPEG, False),
        ("antrag.pdf", Kind.DOCX, True),
        ("antrag", Kind.PDF, True),
    ],
)
def test_a_name_that_promises_another_kind_is_noticed(typed, kind, otherwise):
    assert rules.is_named_otherwise(typed, kind) is otherwise


def test_every_refusal_and_every_note_has_its_sentence():
    assert [reason for reason in Refusal if not rules.refusal(reason).message] == []
    assert [note for note in Note if len(rules.advice(note)) < 20] == []
