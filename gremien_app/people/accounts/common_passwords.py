"""Passwords that guessers try first: a published list of leaked ones, German ones, patterns.

The package zxcvbn (MIT) knows 30,000 frequent passwords and estimates how many guesses a password
takes; the German words stand here. Nothing is sent anywhere.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

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
_LEET = str.maketrans("013457@$!€", "oieastasie")
_MOST_SCORED = 72  # characters: what is longer is strong by its beginning, and slow to score
_FEWEST_GUESSES = 10**7.5  # eight letters by chance take 10^8
_OWN_PART = 4  # letters that must be left of a password without the obvious words


@cache
def _scorer() -> Callable[[str], dict[str, Any]]:
    # Half a megabyte of words, read when the first password is set.
    from zxcvbn import zxcvbn  # noqa: PLC0415 -- as said above
    from zxcvbn.matching import add_frequency_lists  # noqa: PLC0415 -- as said above

    add_frequency_lists({"german": _WORDS.split()})
    scorer: Callable[[str], dict[str, Any]] = zxcvbn
    return scorer


def is_common(password: str) -> bool:
    """Whether guessers find it early: listed words with a tail, rows, dates, repetitions."""
    scored = _scorer()(transcribe_german(password)[:_MOST_SCORED])
    return bool(scored["guesses"] < _FEWEST_GUESSES)


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
