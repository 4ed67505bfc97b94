"""What a list calls a member, as a role of the house; whole words count, parts of words do not.

A role guessed from "mitglied" would give a vote to a former or an honorary member.
"""

import re

from gremien_app.base.kernel.text import fold, transcribe_german
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import ChairOffice, MemberRole

# Endings of both genders: Vorsitzende*r, Sprecher:in, SprecherIn.
_ENDING = r"(?:[*:/_-]?(?:in|innen|r|n|s|m|e|er|en))*"
# Such a word says that it is not, not yet or no longer so, or by honour only.
_NOT_SO = re.compile(
    r"\b(?:ehem\.|ehemal|frueh|vormal|ex\b|ex-|kein|nicht\s+mehr|noch\s+nicht|ausgeschieden|alt-|ehren|"
    r"a\.?\s?d\.|design|kandid|bewerb|nachrueck|ruhend|beurlaub|verstorben|zurueckgetret|foerder|"
    r"bis\s+\d)"
)
_STANDING_IN = r"(?:stellv|stv|vertretend)\w*\.?"
_MEMBER = r"(?:voll)?mitglied\w*"
# The first that fits decides.
_ROLES: tuple[tuple[str, MemberRole], ...] = (
    (r"\bsachkundig", MemberRole.RESIDENT_EXPERT),
    (r"\b(?:gast|gaeste?|gaestin\w*)\b", MemberRole.STANDING_GUEST),
    (
        r"\b(?:stadt)?verwaltung(?:sm\w*|sv\w*)?\b|\bdienststelle|\bamt fuer\b",
        MemberRole.ADMINISTRATION,
    ),
    (
        r"\bberatend|\b(?:nicht|ohne)\s+stimm|\bnichtstimmber",
        MemberRole.ADVISORY,
    ),
    (
        rf"\b(?:{_STANDING_IN}|ersatz(?:mitglied\w*|person\w*)?\b|vertretung(?:en)?\b)",
        MemberRole.DEPUTY,
    ),
    (rf"\b{_MEMBER}|\bstimmber|\bdelegiert", MemberRole.VOTING),
)
_CHAIRED = re.compile(r"vorsitz|sprecher")
# "1. stellv. Vorsitzende*r", "Vorsitz", "Sprecherin (Vertretung)"; and nothing of another body.
_OF_THE_CHAIR = re.compile(
    rf"(?:im\s+)?(?:(?:1\.|erste\w*)|(?P<later>[2-9]\.|zweite\w*|dritte\w*))?\s*"
    rf"(?P<deputy>(?:{_STANDING_IN}|stellvertretung|vertretung)\s*(?:im|des|der|fuer)?(?:\s+den)?)?\s*"
    rf"(?:vorsitz(?:ende?)?|sprecher){_ENDING}"
    r"(?P<behind>\s*\(?(?:stellv\w*\.?|vertretung)\)?)?(?P<of>\s+(?:des|der|im)\s+.+)?"
)
_OWN = re.compile(
    r"\s+(?:des|der|im)\s+(?:gremiums?|ausschuss(?:es)?|arbeitsgruppe|runden tisch\w*)"
)


def plain(text: str) -> str:
    """For comparing: without case and accents, umlauts written out."""
    return fold(transcribe_german(text))


def is_of_the_chair(said: str) -> bool:
    return _CHAIRED.search(plain(said)) is not None


def office_of(said: str, committee: Committee) -> ChairOffice | None:
    """The office in this committee's chair; None for one elsewhere or one that has ended."""
    words = plain(said)
    found = _OF_THE_CHAIR.fullmatch(words)
    if found is None or _NOT_SO.search(words) or not _is_own(found["of"], committee):
        return None
    is_deputy = bool(found["deputy"] or found["behind"] or found["later"])
    return ChairOffice.DEPUTY_CHAIR if is_deputy else ChairOffice.CHAIR


def _is_own(of: str | None, committee: Committee) -> bool:
    if of is None or _OWN.fullmatch(of):
        return True
    names = {committee.short, *(one.name for one in committee.names)}
    names |= {one.genitive for one in committee.names}
    rest = re.sub(r"^\s+(?:des|der|im)\s+", "", of)
    return any(rest in {plain(one), f"{plain(one)}s", f"{plain(one)}es"} for one in names if one)


def role_of(said: str, committee: Committee) -> MemberRole | None:
    """None for what is unknown or over, for "Ehrenmitglied" and for another body's member."""
    words = plain(said)
    of = re.search(r"\bmitglied\w*(\s+(?:des|der|im)\s+.+)", words)
    if _NOT_SO.search(words) or (of and not _is_own(of[1], committee)):
        return None
    return next((role for mark, role in _ROLES if re.search(mark, words)), None)
