"""Passages in another language: "[Englisch: Welcome to Cologne]" is printed without the marks.

Screen readers and Word then speak and check it in its own language. Only the names of languages
below are marks, with a colon behind them; every other bracket is printed as it was typed.
"""

import re
from dataclasses import dataclass

# By the German name: the tag (BCP 47), as Word wants it; pages tell the language alone.
LANGUAGES = {
    "Albanisch": "sq-AL",
    "Amharisch": "am-ET",
    "Arabisch": "ar-SA",
    "Armenisch": "hy-AM",
    "Bosnisch": "bs-BA",
    "Bulgarisch": "bg-BG",
    "Chinesisch": "zh-CN",
    "Dari": "prs-AF",
    "Englisch": "en-GB",
    "Farsi": "fa-IR",
    "Französisch": "fr-FR",
    "Georgisch": "ka-GE",
    "Griechisch": "el-GR",
    "Hebräisch": "he-IL",
    "Italienisch": "it-IT",
    "Japanisch": "ja-JP",
    "Kroatisch": "hr-HR",
    "Kurmandschi": "kmr-TR",
    "Kölsch": "ksh-DE",
    "Latein": "la-VA",
    "Niederländisch": "nl-NL",
    "Paschtu": "ps-AF",
    "Persisch": "fa-IR",
    "Polnisch": "pl-PL",
    "Portugiesisch": "pt-PT",
    "Romanes": "rom-RO",
    "Rumänisch": "ro-RO",
    "Russisch": "ru-RU",
    "Serbisch": "sr-Latn-RS",
    "Somali": "so-SO",
    "Sorani": "ckb-IQ",
    "Spanisch": "es-ES",
    "Tigrinya": "ti-ER",
    "Tschechisch": "cs-CZ",
    "Türkisch": "tr-TR",
    "Ukrainisch": "uk-UA",
    "Ungarisch": "hu-HU",
    "Urdu": "ur-PK",
    "Vietnamesisch": "vi-VN",
}
RIGHT_TO_LEFT = frozenset({"ar-SA", "prs-AF", "fa-IR", "he-IL", "ps-AF", "ckb-IQ", "ur-PK"})
EAST_ASIAN = frozenset({"zh-CN", "ja-JP"})
# Inside may stand one more pair of brackets: "[Name nicht veröffentlicht]".
_PASSAGE = re.compile(
    rf"\[(?P<name>{'|'.join(LANGUAGES)}):[ \u00a0]?(?P<text>(?:[^\[\]]|\[[^\[\]]*\])+)\]"
)


@dataclass(frozen=True)
class Passage:
    """Where its marks stand: characters to take away at both ends."""

    start: int
    begins: int  # of the text
    ends: int
    tag: str


def passages_of(text: str) -> list[Passage]:
    """Every passage of a paragraph that says something, in order."""
    return [
        Passage(found.start(), found.start("text"), found.end("text"), LANGUAGES[found["name"]])
        for found in _PASSAGE.finditer(text)
        if found["text"].strip()
    ]
