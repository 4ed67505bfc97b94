"""The measures (Maßnahmen) and what somebody said of them, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gremien_app.base.kernel.labels import Labelled


class Measure(Labelled):
    """What the office can do; nothing says why somebody needs it."""

    SIGN_LANGUAGE = "sign_language", "Deutsche Gebärdensprache"
    SIGNED_GERMAN = "signed_german", "Lautsprachbegleitende Gebärden (LBG)"
    SPEECH_TO_TEXT = "speech_to_text", "Schriftdolmetschen (die Mitschrift wird nicht gespeichert)"
    DEAFBLIND = "deafblind", "Taubblindenassistenz oder Lormen"
    LOOP = "loop", "Induktionsanlage oder FM-Anlage"
    INTERPRETING = "interpreting", "Sprachmittlung in eine andere Sprache"
    ASSISTANCE = "assistance", "Assistenz"
    COMPANION = "companion", "Begleitung"
    ASSISTANCE_DOG = "assistance_dog", "Assistenzhund"
    TRANSPORT = "transport", "Fahrdienst"
    CHILDCARE = "childcare", "Kinderbetreuung"
    STEP_FREE = "step_free", "stufenloser Weg"
    SPACE = "space", "ein bestimmter Platz, zum Beispiel vorn oder für einen Rollstuhl"
    BREAKS = "breaks", "Pausen"
    QUIET_ROOM = "quiet_room", "Ruheraum"
    ONLINE = "online", "Teilnahme online"
    LARGE_PRINT = "large_print", "Unterlagen in Großdruck"
    PLAIN_TEXT = "plain_text", "Unterlagen als Textdatei oder Webseite zum Vorlesen"
    BRAILLE = "braille", "Unterlagen in Braille"
    EARLY_PAPERS = "early_papers", "Unterlagen früher als sonst"


GROUPS: tuple[tuple[str, str, tuple[Measure, ...]], ...] = (
    (
        "understanding",
        "Verstehen und verstanden werden",
        (
            *(Measure.SIGN_LANGUAGE, Measure.SIGNED_GERMAN, Measure.SPEECH_TO_TEXT),
            *(Measure.DEAFBLIND, Measure.LOOP, Measure.INTERPRETING),
        ),
    ),
    (
        "coming",
        "Hinkommen und dabei sein",
        (
            *(Measure.ASSISTANCE, Measure.COMPANION, Measure.ASSISTANCE_DOG),
            *(Measure.TRANSPORT, Measure.CHILDCARE, Measure.ONLINE),
        ),
    ),
    (
        "place",
        "Raum und Ablauf",
        (Measure.STEP_FREE, Measure.SPACE, Measure.BREAKS, Measure.QUIET_ROOM),
    ),
    (
        "papers",
        "Unterlagen",
        (Measure.LARGE_PRINT, Measure.PLAIN_TEXT, Measure.BRAILLE, Measure.EARLY_PAPERS),
    ),
)


class Way(Labelled):
    """How the person wants to be told what was arranged."""

    MAIL = "mail", "per E-Mail"
    LETTER = "letter", "per Brief"
    PHONE = "phone", "am Telefon oder Videotelefon"
    PAGE = "page", "nur hier auf der Seite"


@dataclass(frozen=True)
class Needs:
    """What somebody said; "nothing" is said too. Lies encrypted in the database, as a whole.

    ``language``: of the interpreting; ``words``: what no measure names; ``consent``: how and when
    the person agreed that it is kept; ``name`` and ``reach``: of visitors only, if they like.
    ``answered``: by sitting, what the person was told last, to tell only what is new.
    ``is_as_before``: "like last time", and nothing was kept to be taken over.
    """

    measures: tuple[Measure, ...] = ()
    language: str = ""
    words: str = ""
    way: Way = Way.MAIL
    consent: str = ""
    told_on: date | None = None
    is_as_before: bool = False
    name: str = ""
    reach: str = ""
    answered: Mapping[str, str] = field(default_factory=dict)
    # What a later version of the program wrote and this one does not know is not lost.
    other: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return not (self.measures or self.words or self.is_as_before)

    @property
    def labels(self) -> list[str]:
        """Each measure in words, with what belongs to it, and the free words last."""
        found = []
        for measure in self.measures:
            is_language = measure is Measure.INTERPRETING and self.language
            found.append(f"{measure.label}: {self.language}" if is_language else measure.label)
        if self.is_as_before:
            found.append("wie beim letzten Mal")
        return [*found, self.words] if self.words else found


def as_data(needs: Needs) -> dict[str, Any]:
    return dict(needs.other) | {
        "measures": [one.value for one in needs.measures],
        "language": needs.language,
        "words": needs.words,
        "way": needs.way.value,
        "consent": needs.consent,
        "told_on": needs.told_on.isoformat() if needs.told_on else "",
        "is_as_before": needs.is_as_before,
        "name": needs.name,
        "reach": needs.reach,
        "answered": dict(needs.answered),
    }


def from_data(data: Mapping[str, Any]) -> Needs:
    known = {one.value: one for one in Measure}
    told = str(data.get("told_on") or "")
    rest = dict(data)
    for name in as_data(Needs()):
        rest.pop(name, None)
    return Needs(
        measures=tuple(known[one] for one in data.get("measures", ()) if one in known),
        language=str(data.get("language", "")),
        words=str(data.get("words", "")),
        way=Way(data["way"]) if data.get("way") in set(Way) else Way.MAIL,
        consent=str(data.get("consent", "")),
        told_on=date.fromisoformat(told) if told else None,
        is_as_before=bool(data.get("is_as_before")),
        name=str(data.get("name", "")),
        reach=str(data.get("reach", "")),
        answered=_answered(data.get("answered")),
        other=rest,
    )


def _answered(data: Any) -> dict[str, str]:
    """Earlier one text stood there for all sittings: then everybody is told once more."""
    return {str(key): str(text) for key, text in data.items()} if isinstance(data, dict) else {}
