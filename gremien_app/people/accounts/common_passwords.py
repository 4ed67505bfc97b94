"""Passwords that guessers try first: a published list of leaked ones, German ones, patterns.

The list of 30,000 frequent passwords comes with the package zxcvbn (MIT); it is looked up here
and never sent anywhere.
"""

import re
from collections.abc import Iterable
from functools import cache

from gremien_app.base.kernel.text import transcribe_german

# What the published list lacks: words Germans in offices like to take.
_WORDS = """
passwort kennwort geheim geheimnis zugang anmeldung anmelden willkommen herzlich hallo servus
moin schatz schatzi liebling mausi hase hasi baby engel sonne sonnenschein mond sterne stern
himmel blume blumen rose tulpe garten wald baum katze kater hund pferd delfin tiger loewe adler
schmetterling fruehling sommer herbst winter januar februar maerz april mai juni juli august
september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
urlaub ferien feierabend wochenende weihnachten ostern karneval alaaf fasching silvester
geburtstag familie mama papa oma opa mutter vater bruder schwester tochter sohn kinder fussball
bundesliga effzeh fckoeln geissbock hennes schalke borussia bayern dortmund leverkusen gladbach
deutschland nordrhein westfalen nrw rhein rheinland dom koelnerdom koelsch kolsch dusseldorf
duesseldorf berlin hamburg muenchen frankfurt stuttgart bonn aachen essen duisburg rathaus
stadthaus stadtverwaltung verwaltung buergermeister oberbuergermeister amt behoerde buero
sekretariat geschaeftsfuehrung vorsitz vorstand mitglied sitzung protokoll niederschrift
tagesordnung einladung beschluss kalender termin computer rechner internet drucker tastatur
bildschirm telefon handy laptop windows office outlook excel server benutzer nutzer gast test
tester testen muster mustermann beispiel admin administrator root system master chef qwertz
qwertzu qwertzui qwertzuio qwertzuiop asdfgh asdfghjk asdfghjkl yxcvbn yxcvbnm qayxsw qaywsx
einszweidrei abcdef abcdefg abcdefgh iloveyou ichliebedich liebe freiheit frieden glueck
gesundheit vertrauen hoffnung zukunft arbeit lassmichrein sesam sesamoeffnedich oeffnedich
ficken scheisse arschloch nochmal vergessen keineahnung wissen nichts immer integration vielfalt
migration gleichstellung inklusion teilhabe demokratie stadt stadtrat ausschuss gremium
"""
_GERMAN = frozenset(_WORDS.split())
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertzuiopü",
    "qwertyuiop",
    "asdfghjklöä",
    "yxcvbnm",
    "zxcvbnm",
    "qayxswedcvfrtgbnhzujm",
    "1qay2wsx3edc4rfv5tgb",
    "1qaz2wsx3edc4rfv5tgb",
)
_LEET = str.maketrans("013457@$!€", "oieastasie")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])\D?(0?[1-9]|1[0-2])\D?(19|20)?\d\d|(19|20)\d{6}")
_FEW = 5  # digits and signs that people hang on to a word
_OWN_PART = 4  # letters that must be left of a password without the obvious words


@cache
def _listed() -> frozenset[str]:
    # Half a megabyte of words, read when the first password is set.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 -- as said above

    return frozenset(FREQUENCY_LISTS["passwords"]) | _GERMAN


def is_common(password: str) -> bool:
    """Whether guessers find it early: listed, a listed word with a tail, a row of keys, a date."""
    text = transcribe_german(password)
    unit = _repeated_unit(text)
    if len(set(text)) <= 3 or (unit != text and (len(unit) <= 3 or is_common(unit))):
        return True
    if _is_row(text) or _DATE.fullmatch(text):
        return True
    core = _EDGES.sub("", text)
    hung_on = len(text) - len(core)
    words = {text, text.translate(_LEET)}
    if hung_on <= _FEW or _is_row(text.replace(core, "", 1)):
        words |= {core, core.translate(_LEET), _EDGES.sub("", text.translate(_LEET))}
    return any(word in _listed() for word in words if len(word) > 2)


def is_obvious(password: str, context: Iterable[str]) -> bool:
    """Whether hardly more is in it than words everybody here would try: names of this place."""
    text = transcribe_german(password)
    words = sorted({transcribe_german(word) for word in context}, key=len, reverse=True)
    for plain in (text, text.translate(_LEET)):
        rest = plain
        for word in words:
            if len(word) >= 3:
                rest = rest.replace(word, " ")
        own = re.sub(r"[\W\d_]+", "", rest)
        if rest != plain and (len(own) < _OWN_PART or own in _GERMAN):
            return True
    return False


def words_of(*texts: str) -> set[str]:
    """The words of names and addresses, and each text as one word."""
    found: set[str] = set()
    for text in texts:
        parts = re.findall(r"[^\W\d_]{3,}", transcribe_german(text))
        found |= {*parts, "".join(parts)} - {""}
    return found


def _repeated_unit(text: str) -> str:
    """The shortest beginning whose repetition is the text: "abcabcab" → "abc"."""
    for length in range(1, len(text) // 2 + 1):
        unit = text[:length]
        if (unit * (len(text) // length + 1))[: len(text)] == text:
            return unit
    return text


def _is_row(text: str) -> bool:
    """Neighbouring keys or letters all along, forwards or backwards."""
    rows = [transcribe_german(row) for row in _ROWS]
    return len(text) >= 3 and any(text in row or text in row[::-1] for row in (*rows, *_doubled()))


@cache
def _doubled() -> tuple[str, ...]:
    return tuple(row * 2 for row in ("1234567890", "12345", "123456"))
