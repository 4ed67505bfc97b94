"""Reads a written file back as other programs would."""

import io
import re
import zipfile

import docx
from docx.oxml.ns import qn


def opened(data):
    return docx.Document(io.BytesIO(data))


def headings(data):
    """Level and text of every heading, a tab read as a blank."""
    found = []
    for paragraph in opened(data).paragraphs:
        match = re.fullmatch(r"Heading ([1-9])", paragraph.style.name)
        if match:
            found.append((int(match[1]), paragraph.text.replace("\t", " ")))
    return found


def texts(data, style=None):
    return [p.text for p in opened(data).paragraphs if style in (None, p.style.name)]


def list_lines(data):
    """Kind, level, first number and text of every item, with the number of its list."""
    document = opened(data)
    numbering = document.part.numbering_part.element
    kinds, starts, definition_of = {}, {}, {}
    for definition in numbering.findall(qn("w:abstractNum")):
        kinds[definition.get(qn("w:abstractNumId"))] = definition.find(
            f"{qn('w:lvl')}/{qn('w:numFmt')}"
        ).get(qn("w:val"))
    for num in numbering.findall(qn("w:num")):
        number = num.get(qn("w:numId"))
        definition_of[number] = num.find(qn("w:abstractNumId")).get(qn("w:val"))
        override = num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        starts[number] = int(override.get(qn("w:val")))
    found = []
    for paragraph in document.paragraphs:
        numbers = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbers is not None:
            number = numbers.find(qn("w:numId")).get(qn("w:val"))
            level = int(numbers.find(qn("w:ilvl")).get(qn("w:val")))
            kind = kinds[definition_of[number]]
            found.append((number, kind, level, starts[number], paragraph.text))
    return found


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def all_text(data):
    """Every part without its tags: body, headers, footers, properties, settings."""
    return "\n".join(re.sub(r"<[^>]+>", "", content.decode()) for content in members(data).values())


def header_texts(data):
    section = opened(data).sections[0]
    default = [p.text for p in section.header.paragraphs]
    return default, [p.text for p in section.first_page_header.paragraphs]


def written_lines(data):
    """Every line of the body as Word prints it, with the numbers and signs of the lists."""
    document = opened(data)
    numbering = document.part.numbering_part.element
    levels, starts = {}, {}
    for num in numbering.findall(qn("w:num")):
        identifier = num.find(qn("w:abstractNumId")).get(qn("w:val"))
        (definition,) = (
            one
            for one in numbering.findall(qn("w:abstractNum"))
            if one.get(qn("w:abstractNumId")) == identifier
        )
        levels[num.get(qn("w:numId"))] = definition.findall(qn("w:lvl"))
        override = num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        starts[num.get(qn("w:numId"))] = int(override.get(qn("w:val")))
    lines = []
    for paragraph in document.paragraphs:
        mark = ""
        numbers = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbers is not None:
            instance = numbers.find(qn("w:numId")).get(qn("w:val"))
            level = int(numbers.find(qn("w:ilvl")).get(qn("w:val")))
            definition = levels[instance][level]
            kind = definition.find(qn("w:numFmt")).get(qn("w:val"))
            number = starts[instance]
            if kind != "bullet":
                starts[instance] += 1
            value = chr(96 + number) if kind == "lowerLetter" else str(number)
            text = definition.find(qn("w:lvlText")).get(qn("w:val"))
            mark = text.replace(f"%{level + 1}", value) + " "
        lines += (mark + _text_of(paragraph._p)).split("\n")
    return [line for line in lines if line.strip()]


_SIGNS = {"br": "\n", "tab": "\t", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}


def _text_of(paragraph):
    return "".join(
        node.text or "" if node.tag == qn("w:t") else _SIGNS.get(node.tag.split("}")[1], "")
        for run in paragraph.iter(qn("w:r"))
        for node in run
    )
