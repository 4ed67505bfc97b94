import docx
import pytest

from gremien_app.base.documents.base import (
    STYLES,
    BaseFileError,
    base_file,
    build_base,
    open_base,
    style_ids,
)
from gremien_app.base.documents.fields import fill_fields
from gremien_app.base.documents.minutes import write_minutes
from tests.documents.reading import all_text, headings, members, texts
from tests.documents.samples import sitting_2015, sitting_2017


def split_field(paragraph, *pieces):
    for piece in pieces:
        paragraph.add_run(piece)


def test_the_shipped_base_file_is_packed_from_its_readable_parts(tmp_path):
    build_base(base_file().with_suffix(""), tmp_path / "basis.docx")

    built = members((tmp_path / "basis.docx").read_bytes())

    assert built == members(base_file().read_bytes())


def test_the_base_file_has_every_style_that_the_writers_use():
    assert set(STYLES) <= set(style_ids(open_base()))


def test_no_style_is_smaller_than_eleven_points():
    sizes = [style.font.size for style in open_base().styles if style.type == 1 and style.font.size]

    assert min(size.pt for size in sizes) >= 12  # eleven is the default below all styles


def test_the_base_file_carries_no_leftovers_of_a_library():
    names = set(members(base_file().read_bytes()))

    assert [name for name in names if "thumbnail" in name or "theme" in name] == []
    assert "python-docx" not in all_text(base_file().read_bytes())


def test_a_base_file_without_our_styles_is_refused_by_name(tmp_path):
    docx.Document().save(str(tmp_path / "fremd.docx"))

    with pytest.raises(BaseFileError, match=r"fehlen die Formatvorlagen: .*Briefkopf"):
        write_minutes(sitting_2015(), tmp_path / "fremd.docx")


def test_an_office_may_write_around_the_content(tmp_path):
    own = open_base()
    own.paragraphs[0].insert_paragraph_before("Der Oberbürgermeister")
    own.add_paragraph("Anlagen liegen im Büro aus.")
    own.save(str(tmp_path / "eigene.docx"))

    written = texts(write_minutes(sitting_2017(), tmp_path / "eigene.docx"))

    assert (written[0], written[-1]) == ("Der Oberbürgermeister", "Anlagen liegen im Büro aus.")
    assert "[[INHALT]]" not in written


def test_a_field_that_word_has_split_is_filled():
    paragraph = docx.Document().add_paragraph()
    split_field(paragraph, "Gremium: «gre", "mium", "» («kennung», «unbekannt»)")

    fill_fields(paragraph._p.getparent(), {"gremium": "Rat", "kennung": "R-1"})

    assert paragraph.text == "Gremium: Rat (R-1, «unbekannt»)"


def test_a_text_put_in_is_never_filled_again():
    paragraph = docx.Document().add_paragraph("«gremium» «kennung»")

    fill_fields(paragraph._p.getparent(), {"gremium": "«kennung»", "kennung": "R-1"})

    assert paragraph.text == "«kennung» R-1"


def test_placeholders_in_the_minutes_stay_as_they_were_typed():
    doc = sitting_2015(committee="«kennung»", place="«gremium» [[INHALT]] {{ 7*7 }}")

    data = write_minutes(doc)

    assert any("«gremium» [[INHALT]] {{ 7*7 }}" in one for one in texts(data))
    assert headings(data)[0] == (1, "Niederschrift")
