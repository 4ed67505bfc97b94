"""Every sentence about a value that the data format refuses, by the kind of its fault.

The kinds are pydantic's own where it finds the fault itself, and ours beside them. What the
library would say (in English, with the name of a class in it) is never shown.
"""

from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

SENTENCES = {
    # pydantic's
    "missing": "fehlt",
    "extra_forbidden": "ist ein unbekannter Schlüssel",
    "list_type": "erwartet wird eine Liste, gefunden wurde {found}",
    "dict_type": "erwartet wird ein Objekt, gefunden wurde {found}",
    "model_type": "erwartet wird ein Objekt, gefunden wurde {found}",
    # ours
    "kind": "erwartet wird {wanted}, gefunden wurde {found}",
    "repeated": "kommt mehrfach vor",
    "too_long": "ist mit {length} Zeichen zu lang (höchstens {limit})",
    "empty": "ist leer",
    "slug": "erlaubt sind höchstens 60 Kleinbuchstaben, Ziffern und einfache Bindestriche",
    "email": "ist keine E-Mail-Adresse",
    "health": "nennt Unterstützung bei der Verständigung; das wird hier nicht festgehalten",
    "address": "ist keine Adresse, die mit https:// beginnt",
    "color": "muss eine Farbe sein wie „#0a5fb4“",
    "range": "liegt nicht zwischen {low} und {high}",
    "choice": "ist nicht erlaubt; möglich sind {allowed}",
    "no_day": "ist kein Datum (JJJJ-MM-TT, „heute+14“, „heute-30/Do“ oder „sitzung-14“)",
    "no_such_day": "dieses Datum gibt es nicht",
    "years": "liegt nicht zwischen den Jahren {first} und {last}",
    "outside_sitting": "„sitzung“ gilt nur innerhalb einer Sitzung mit gültigem Datum",
    "no_clock": "ist keine Uhrzeit (HH:MM oder „jetzt-45“)",
    "format": "diese Fassung des Formats ist unbekannt, erwartet wird {wanted}",
    "no_moment": "ist kein Zeitpunkt mit Zone (2026-03-10T13:00:00Z)",
    "signs": "enthält Zeichen, die sich nicht speichern lassen",
    "base64": "ist kein Base64",
    "nested": "ist zu tief verschachtelt",
    "too_deep": "eine Tagesordnung hat höchstens {levels} Ebenen",
    "rule": "{message}",
}
_UNFORESEEN = "passt nicht zu diesem Schlüssel"

_NAMES: dict[type, str] = {
    str: "ein Text",
    bool: "ja/nein (true, false)",
    int: "eine ganze Zahl",
    float: "eine Kommazahl",
    list: "eine Liste",
    dict: "ein Objekt",
    type(None): "nichts (null)",
}


def wrong(kind: str, **facts: Any) -> PydanticCustomError:
    """To be raised where a value does not fit; ``facts`` fill the sentence of this kind."""
    assert kind in SENTENCES, kind
    return PydanticCustomError("gremien", "{kind}", {"kind": kind, "facts": facts})


def sentence(fault: ErrorDetails) -> str:
    """What is said about one fault that was found."""
    context = fault.get("ctx", {})
    if fault["type"] == "gremien":
        return SENTENCES[context["kind"]].format(**context["facts"])
    return SENTENCES.get(fault["type"], _UNFORESEEN).format(found=kind_name(fault["input"]))


def wanted_kind(kind: type) -> str:
    return _NAMES[kind]


def kind_name(value: Any) -> str:
    """What a JSON value is, in German."""
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), "etwas anderes")
