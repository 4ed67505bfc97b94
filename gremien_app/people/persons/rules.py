"""Rules of a person's data: what it must be, and what of it may be published."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold, is_email_address, transcribe_german
from gremien_app.people.bases.rules import require_revocation_day
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person

# Parts of words, as they are folded; what is short stands alone.
_SUPPORT = re.compile(
    r"gebaerd|signed|sign language|lormen|taub|gehoerlos|hoerbehind|schwerhoer|hoergesch|blind"
    r"|sehbehind|braille|leichte[rns]? sprache|einfache[rns]? sprache|leicht lesbar"
    r"|schriftdolm|schriftmittl|gross(druck|schrift)|grosse[rn]? (druck|schrift)|punktschrift"
    r"|assisten|unterstuetzte kommunikation|vorlese|screenreader|hoerbuch|daisy"
    r"|behinder|barrierefrei|induktiv|hoeranlage|\b(dgs|oegs|lbg|asl|bsl|lsf)\b"
)
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL"})
PAPERS_AS = ("Word", "PDF", "Papier")
# Which columns a kind of contact data is kept in.
CONTACT_COLUMNS = {
    ContactKind.EMAIL: ("email",),
    ContactKind.PHONE: ("phone",),
    ContactKind.MOBILE: ("mobile",),
    ContactKind.ADDRESS: ("street", "postal_code", "town"),
}
# What goes a while after the last membership: it only serves to reach somebody.
FORGOTTEN = (
    *(column for columns in CONTACT_COLUMNS.values() for column in columns),
    *("language", "papers_as", "pronoun"),
)
MISSING = {
    ContactKind.EMAIL: "keine E-Mail-Adresse",
    ContactKind.PHONE: "kein Telefon",
    ContactKind.MOBILE: "kein Mobiltelefon",
    ContactKind.ADDRESS: "keine Anschrift",
}


def require_person_data(last_name: str, email: str) -> None:
    """A name to be called by, and an address that can be one."""
    if not last_name:
        raise RuleBroken("Bitte geben Sie den Nachnamen ein.", field="last_name")
    if email and not is_email_address(email):
        raise RuleBroken("Bitte geben Sie eine vollständige E-Mail-Adresse ein.", field="email")


def tells_of_health(text: str) -> bool:
    """Whether a language or a form of papers tells of a disability: that is not kept here.

    Sign languages, easy language, large print and the like are measures of support: health data
    (Art. 9 GDPR), which belongs to no general list.
    """
    return _SUPPORT.search(fold(transcribe_german(text))) is not None


def require_one_script(last_name: str, first_name: str = "") -> None:
    """No word of a name mixes alphabets: "Вalzer" with a Cyrillic В looks like another person.

    Names wholly in another alphabet stay as they are. Raises ``RuleBroken``.
    """
    for field, name in (("last_name", last_name), ("first_name", first_name)):
        for word in re.findall(r"\w+", name):
            scripts = [_script(letter) for letter in word]
            if len({script for script in scripts if script}) > 1:
                raise RuleBroken(
                    f"In „{word}“ stehen Buchstaben aus verschiedenen Alphabeten, die gleich "
                    "aussehen. Bitte tippen Sie den Namen neu, statt ihn zu kopieren.",
                    field=field,
                )


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
    return script if script in _ALPHABETS else ""


def require_no_health_data(language: str, papers_as: str) -> None:
    for field, text in (("language", language), ("papers_as", papers_as)):
        if tells_of_health(text):
            raise RuleBroken(
                "Bitte lassen Sie das frei oder nennen Sie eine gesprochene Sprache. "
                "Gebärdensprache, Leichte Sprache, Großdruck und andere Unterstützung stehen "
                "nicht in diesen Angaben, denn sie verraten etwas über die Gesundheit.",
                field=field,
            )


def require_consent(
    person: Person, kind: ContactKind, basis: str, given_on: date | None, today: date
) -> date:
    """One running consent per kind of contact data, for data that is there."""
    if not contact_value(person, kind):
        raise RuleBroken(
            f"Zu dieser Person ist {MISSING[kind]} eingetragen. Tragen Sie das zuerst ein.",
            field="kind",
        )
    running = running_consent(person.consents, kind)
    if running is not None:
        raise RuleBroken(
            f"Für {kind.label} gilt schon eine Einwilligung seit dem "
            f"{format_date(running.given_on)}. Widerrufen Sie zuerst diese."
        )
    if not basis:
        raise RuleBroken("Bitte nennen Sie die Grundlage.", field="basis")
    if given_on is None:
        raise RuleBroken("Bitte geben Sie an, seit wann die Einwilligung gilt.", field="given_on")
    if given_on > today:
        raise RuleBroken("Dieser Tag liegt in der Zukunft.", field="given_on")
    return given_on


def require_revocation(consent: ContactConsent, revoked_on: date | None, today: date) -> date:
    if consent.revoked_on is not None:
        raise RuleBroken(
            f"Diese Einwilligung ist schon am {format_date(consent.revoked_on)} widerrufen worden."
        )
    if revoked_on is None:
        raise RuleBroken("Bitte geben Sie den Tag des Widerrufs an.", field="revoked_on")
    require_revocation_day(consent.given_on, revoked_on, today, field="revoked_on")
    return revoked_on


def running_consent(consents: Iterable[ContactConsent], kind: ContactKind) -> ContactConsent | None:
    return next((one for one in consents if one.kind is kind and one.revoked_on is None), None)


def contact_value(person: Person, kind: ContactKind) -> str:
    """The contact data as one line: "Musterweg 1, 50667 Köln"."""
    if kind is not ContactKind.ADDRESS:
        return str(getattr(person, CONTACT_COLUMNS[kind][0]))
    town = " ".join(part for part in (person.postal_code, person.town) if part)
    return ", ".join(part for part in (person.street, town) if part)


def public_contacts(
    person: Person, consents: Iterable[ContactConsent]
) -> list[tuple[ContactKind, str]]:
    """What may be published of a person whose name may be: each with a consent of its own."""
    given = {one.kind for one in consents if one.revoked_on is None}
    return [
        (kind, value)
        for kind in ContactKind
        if kind in given and (value := contact_value(person, kind))
    ]


def same_name(person: Person, first_name: str, last_name: str) -> bool:
    """Whether somebody is called the same, however written: Müller is Mueller, d'Arc is d’Arc."""
    return _spoken(person.first_name, person.last_name) == _spoken(first_name, last_name)


def _spoken(first_name: str, last_name: str) -> str:
    return fold(transcribe_german(f"{first_name} {last_name}"))


def years_told(first: date, last: date | None) -> str:
    """The years of a membership: "seit 2025", "2025", "2020–2025"."""
    if last is None:
        return f"seit {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def namesakes(persons: Iterable[Person]) -> set[int]:
    """The ids of those in a list whose names read alike, however they are written."""
    found: dict[str, list[int]] = {}
    for one in persons:
        found.setdefault(fold(one.name), []).append(one.id)
    return {id_ for ids in found.values() if len(ids) > 1 for id_ in ids}
