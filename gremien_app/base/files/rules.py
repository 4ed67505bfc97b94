"""What is refused of files, what is told of them, and what they are called."""

import re
from datetime import timedelta

from gremien_app.base.files.kinds import IN_WORDS, Kind, Note, Refusal
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import clean_text

UNUSED_KEPT = timedelta(days=30)
FIELD = "file"
_NAME_LENGTH = 120
_SEPARATORS = re.compile(r"[/\\]")
_NEVER_IN_NAMES = re.compile(r'[<>:"|?*;%\u200e\u200f\u061c]')
_SENTENCES = {
    Refusal.EMPTY: "Die Datei ist leer (0 Bytes). Vielleicht wurde sie nicht fertig gespeichert; "
    "bitte öffnen Sie sie und wählen Sie sie noch einmal aus.",
    Refusal.UNKNOWN: f"Diese Art von Datei wird nicht angenommen. Möglich sind {IN_WORDS}; es "
    "zählt der Inhalt, nicht die Endung.",
    Refusal.OLD_OFFICE: "Das ist eine Datei im alten Office-Format (.doc, .xls, .ppt) oder eine "
    "mit Passwort. Bitte speichern Sie sie ohne Passwort als .docx, .xlsx, .pptx oder PDF.",
    Refusal.DAMAGED: "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte öffnen Sie sie "
    "selbst einmal und speichern Sie sie neu.",
    Refusal.MACROS: "Die Datei enthält Makros oder Programme. Bitte speichern Sie sie ohne Makros, "
    "etwa als .docx, .xlsx oder PDF.",
    Refusal.PASSWORD: "Die Datei ist mit einem Passwort oder gegen Kopieren geschützt. Andere "
    "könnten sie nicht lesen, auch nicht mit Vorlesehilfen. Bitte speichern Sie sie ohne Schutz.",
    Refusal.BOMB: "Die Datei würde entpackt übermäßig groß und wird nicht geöffnet. Bitte "
    "speichern Sie sie neu oder teilen Sie sie auf.",
    Refusal.REMOTE: "Die Datei lädt beim Öffnen etwas aus dem Netz nach (Vorlage oder Objekt). "
    "Bitte lösen Sie die Verknüpfung, oder speichern Sie die Datei als PDF.",
    Refusal.TOO_MANY_PIXELS: "Das Bild hat mehr als 50 Millionen Bildpunkte. Bitte verkleinern Sie "
    "es.",
    Refusal.TOO_LONG: "Die Datei ist zu aufwendig: Ihre Prüfung brauchte zu viel Zeit oder "
    "Speicher. Bitte speichern Sie sie als PDF neu, oder teilen Sie sie auf.",
}
_ADVICE = {
    Note.NO_TEXT: "Ohne Text: Die Seiten sind nur Bilder, Vorlesehilfen und die Suche finden "
    "nichts. Bitte aus dem Textprogramm als PDF speichern oder mit Texterkennung einlesen; sonst "
    "den Text abtippen.",
    Note.SOME_PAGES_WITHOUT_TEXT: "Einzelne Seiten sind nur Bilder. Bitte mit Texterkennung "
    "einlesen oder ihren Text abtippen.",
    Note.NO_TITLE: "Ohne Titel in den Eigenschaften: Vorlesehilfen nennen nur den Dateinamen. Im "
    "Textprogramm unter „Eigenschaften“ oder „Informationen“ eintragen.",
    Note.NO_LANGUAGE: "Ohne Angabe der Sprache: Vorlesehilfen raten die Aussprache. Beim Speichern "
    "als PDF „barrierefrei“ (PDF/UA) wählen.",
    Note.SCRIPTS: "Mit Skripten: Das PDF kann beim Öffnen etwas ausführen. Bitte neu als PDF "
    "drucken.",
    Note.EMBEDDED: "Mit eingebetteten Dateien, die niemand geprüft hat. Bitte einzeln hochladen "
    "und ohne Anlagen speichern.",
    Note.COMMENTS: "Mit Kommentaren. Bitte vor dem Weitergeben löschen, wenn sie nicht gemeint "
    "sind.",
    Note.CHANGES: "Mit nachverfolgten Änderungen: Gelöschtes steht noch darin. Bitte annehmen oder "
    "ablehnen.",
    Note.AUTHOR: "In den Eigenschaften steht, wer die Datei verfasst hat. Vor einer "
    "Veröffentlichung herausnehmen, wenn der Name nicht öffentlich sein darf.",
    Note.UNREAD: "Der Text ließ sich nicht lesen; die Suche findet in dieser Datei nichts.",
}


def refusal(reason: Refusal) -> RuleBroken:
    return RuleBroken(_SENTENCES[reason], field=FIELD)


def too_large(limit: int) -> RuleBroken:
    return RuleBroken(
        f"Die Datei ist größer als {size_in_words(limit)}. Bitte verkleinern Sie sie (etwa Bilder "
        "darin) oder teilen Sie sie auf.",
        field=FIELD,
    )


def size_in_words(size: int) -> str:
    """A length in bytes: "340 KB", "1,2 MB"."""
    if size < 1024**2:
        return f"{max(size // 1024, 1)} KB"
    return f"{size / 1024**2:.1f}".replace(".", ",").removesuffix(",0") + " MB"


def advice(note: Note) -> str:
    """What is the matter and what to do."""
    return _ADVICE[note]


def named(typed: str, kind: Kind) -> str:
    """The name under which a file is given out: no path, nothing invisible, its kind's ending."""
    name = _SEPARATORS.split(typed)[-1]
    name = clean_text(_NEVER_IN_NAMES.sub("", name), multiline=False)
    stem, dot, ending = name.rpartition(".")
    if dot and stem and len(ending) <= 5:
        name = stem
    name = name.strip(". ")[:_NAME_LENGTH].strip(". ")
    return f"{name or 'Datei'}.{kind.value}"


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def is_named_otherwise(typed: str, kind: Kind) -> bool:
    """Whether the name promised another kind than the content is."""
    same = {"jpeg": "jpg", "heic": "jpg", "heif": "jpg"}
    ending = ending_of(typed)
    return same.get(ending, ending) != kind.value
