"""What a line of a list says: texts become roles, days and rights; what is unclear is named."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold, transcribe_german
from gremien_app.people.committees.models import ChairMode, Committee
from gremien_app.people.lists.columns import BY_KEY, EXAMPLE, PERSONAL
from gremien_app.people.lists.reading import ListRow
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.persons.rules import require_one_script, tells_of_health

_NOTHING = frozenset({"-", "–", "—", "k.a.", "n/a", "keine", "keine angabe", "entfaellt"})
_OPEN_END = frozenset({"unbefristet", "offen", "heute", "laufend", "auf weiteres"})
_YES = frozenset({"ja", "j", "x", "1", "wahr", "true", "yes", "✓", "✔", "stimmberechtigt"})
_NO = frozenset({"nein", "n", "0", "falsch", "false", "no", "nicht stimmberechtigt", "beratend"})
_SALUTATIONS = {"frau": "Frau", "fr.": "Frau", "fr": "Frau", "herr": "Herr", "hr.": "Herr"}
_SALUTATIONS |= {"hr": "Herr", "herrn": "Herr", "divers": ""}
_TITLE = re.compile(r"^(?:(?:prof|dr|dres|dipl|mag|pd)\b[.\-\w]*\s+)+", re.IGNORECASE)
_PARTICLES = frozenset({"von", "van", "de", "da", "del", "der", "den", "zu", "zur", "el", "al"})
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")
_EXCEL_ZERO = date(1899, 12, 30)

# The first word that fits decides; "stellv. Vorsitz" is asked before both of its words.
_ROLES: tuple[tuple[tuple[str, ...], MemberRole], ...] = (
    (("sachkundig",), MemberRole.RESIDENT_EXPERT),
    (("gast", "gaest"), MemberRole.STANDING_GUEST),
    (("verwaltung", "amt fuer", "dienststelle"), MemberRole.ADMINISTRATION),
    (("beratend", "nicht stimmber", "ohne stimm"), MemberRole.ADVISORY),
    (("stellv", "ersatz", "vertretung", "vertreter"), MemberRole.DEPUTY),
    (("mitglied", "stimmber", "ordentlich", "vollmitgl", "delegiert"), MemberRole.VOTING),
)
_CHAIRED = ("vorsitz", "sprecher")


class Outcome(StrEnum):
    """What happens to a line of the list."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"

    @property
    def heading(self) -> str:
        """The heading above these lines in the preview."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.NEW: "Wird angelegt",
    Outcome.CHANGED: "Wird geändert",
    Outcome.SAME: "Bleibt, wie es ist",
    Outcome.DOUBTFUL: "Zu klären",
}


@dataclass(frozen=True)
class PlannedRow:
    """One line of the preview."""

    line: int
    name: str
    outcome: Outcome
    details: tuple[str, ...] = ()


@dataclass
class ListedMember:
    """One line as it is meant; ``person`` holds only what the list says."""

    line: int
    person: dict[str, str] = field(default_factory=dict)
    role: MemberRole | None = None
    can_vote: bool | None = None
    chair_office: ChairOffice | None = None
    organization: str = ""
    seat_group: str = ""
    principal: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        names = (self.person.get("first_name", ""), self.person.get("last_name", ""))
        return " ".join(part for part in names if part) or "ohne Namen"


def understood(row: ListRow, committee: Committee, today: date) -> ListedMember:
    """What the line means; every doubt is a sentence."""
    cells = {key: text for key, text in row.cells.items() if plain(text) not in _NOTHING}
    entry = ListedMember(row.line, doubts=list(row.faults))
    entry.organization = cells.get("organization", "")
    entry.seat_group = _group(entry, cells, committee)
    entry.principal = cells.get("principal", "")
    _take_person(entry, cells)
    _take_role(entry, cells, committee)
    entry.starts_on = _day(entry, cells, "starts_on", today)
    if plain(cells.get("ends_on", "")) not in _OPEN_END:
        entry.ends_on = _day(entry, cells, "ends_on", today)
    for key, text in cells.items():
        if len(text) > BY_KEY[key].length:
            entry.doubts.append(
                f"{BY_KEY[key].heading}: höchstens {BY_KEY[key].length} Zeichen, es sind "
                f"{len(text)}."
            )
    entry.doubts += [
        f"{BY_KEY[key].heading}: „{cells[key]}“ nennt eine Unterstützung bei der Verständigung. "
        "Das wird hier nicht festgehalten; bitte leeren Sie die Zelle."
        for key in ("language", "papers_as")
        if tells_of_health(cells.get(key, ""))
    ]
    if entry.person.get("email") == EXAMPLE["email"]:
        entry.doubts = ["Das ist die Beispielzeile der Vorlage."]
    return entry


def plain(text: str) -> str:
    """For comparing: without case and accents, umlauts written out."""
    return fold(transcribe_german(text))


def _take_person(entry: ListedMember, cells: dict[str, str]) -> None:
    person = {key: cells[key] for key in PERSONAL if key in cells}
    if "last_name" in person and "first_name" not in person:
        person |= _split_name(person["last_name"])
    if "last_name" not in person:
        entry.doubts.append("Der Nachname fehlt.")
    try:
        require_one_script(person.get("last_name", ""), person.get("first_name", ""))
    except RuleBroken as refusal:
        entry.doubts.append(refusal.message)
    salutation = person.get("salutation", "")
    if salutation:
        known = _SALUTATIONS.get(plain(salutation))
        if known is None:
            entry.doubts.append(f"Anrede: „{salutation}“ ist unbekannt. Möglich sind Frau, Herr.")
        person["salutation"] = known or ""
    code = person.get("postal_code", "")
    if code.isdecimal() and len(code) == 4:
        person["postal_code"] = f"0{code}"  # Excel drops the zero of a number
    entry.person = {key: text for key, text in person.items() if text}


def _split_name(whole: str) -> dict[str, str]:
    """ "Muster, Dr. Kim" and "Dr. Kim von Muster" as first and last name with title."""
    if "," in whole:
        last, first = (part.strip() for part in whole.split(",", 1))
        title, first = _split_title(first)
        return _parts(title, first, last)
    title, rest = _split_title(whole)
    words = rest.split()
    start = next((at for at, word in enumerate(words) if at and word in _PARTICLES), len(words) - 1)
    return _parts(title, " ".join(words[:start]), " ".join(words[start:]))


def _split_title(text: str) -> tuple[str, str]:
    match = _TITLE.match(f"{text} ")
    return (match[0].strip(), text[match.end() :].strip()) if match else ("", text)


def _parts(title: str, first: str, last: str) -> dict[str, str]:
    return {
        key: text
        for key, text in (("title", title), ("first_name", first), ("last_name", last))
        if text
    }


def _take_role(entry: ListedMember, cells: dict[str, str], committee: Committee) -> None:
    said = cells.get("role", "")
    entry.can_vote = _answer(entry, cells)
    office = cells.get("chair_office", "")
    if office:
        entry.chair_office = _office(office)
        if entry.chair_office is None:
            entry.doubts.append(f"Amt im Vorsitz: „{office}“ ist unbekannt.")
    exact = next((role for role in MemberRole if plain(role.label) == plain(said)), None)
    if any(word in plain(said) for word in _CHAIRED):
        _take_chair(entry, said, committee)
    elif exact is not None:
        entry.role = exact
    elif said:
        entry.role = _role(said)
        if entry.role is None:
            possible = ", ".join(role.label for role in MemberRole)
            entry.doubts.append(f"Rolle: „{said}“ ist unbekannt. Möglich sind: {possible}.")
    elif entry.principal:
        entry.role = MemberRole.DEPUTY
    elif entry.can_vote is not None:
        entry.role = MemberRole.VOTING if entry.can_vote else MemberRole.ADVISORY
    else:
        entry.doubts.append("Die Rolle fehlt.")


def _take_chair(entry: ListedMember, said: str, committee: Committee) -> None:
    """The chair elected from among the members votes on a seat; ex officio it is a role."""
    entry.chair_office = entry.chair_office or _office(said)
    ex_officio = committee.chair_mode is ChairMode.MAYOR
    if entry.chair_office is ChairOffice.CHAIR and ex_officio:
        entry.role, entry.chair_office = MemberRole.CHAIR, None
    elif ex_officio and plain(said) == plain(MemberRole.CHAIR.label):
        entry.role = MemberRole.CHAIR  # deputises in the chair and has no seat
    else:
        entry.role = MemberRole.VOTING


def _office(text: str) -> ChairOffice | None:
    words = plain(text)
    if not any(word in words for word in _CHAIRED):
        return None
    return ChairOffice.DEPUTY_CHAIR if "stellv" in words else ChairOffice.CHAIR


def _role(text: str) -> MemberRole | None:
    words = plain(text)
    return next((role for marks, role in _ROLES if any(mark in words for mark in marks)), None)


def _group(entry: ListedMember, cells: dict[str, str], committee: Committee) -> str:
    """The group of seats as the committee writes it; where there are none the list names none."""
    said = cells.get("seat_group", "")
    labels = [str(group["label"]) for group in committee.seat_groups or ()]
    if not said or not labels:
        return ""
    known = next((label for label in labels if plain(label) == plain(said)), "")
    if not known:
        entry.doubts.append(
            f"Sitzgruppe: „{said}“ ist unbekannt. Möglich sind: {', '.join(labels)}."
        )
    return known


def _answer(entry: ListedMember, cells: dict[str, str]) -> bool | None:
    text = cells.get("can_vote", "")
    if not text:
        return None
    if plain(text) in _YES:
        return True
    if plain(text) not in _NO:
        entry.doubts.append(f"Stimmberechtigt: „{text}“ heißt weder ja noch nein.")
    return False


def _day(entry: ListedMember, cells: dict[str, str], key: str, today: date) -> date | None:
    text = cells.get(key, "")
    if not text:
        return None
    serial = _SERIAL.fullmatch(text)
    try:
        if serial:  # the number behind a date in Excel
            return _EXCEL_ZERO + timedelta(days=int(serial[1]))
        return parse_german_date(text, today)
    except ValueError as error:
        entry.doubts.append(f"{BY_KEY[key].heading}: „{text}“. {error}")
        return None


def in_order(entries: list[ListedMember]) -> list[ListedMember]:
    """Members before their deputies; otherwise as in the list."""
    return sorted(entries, key=lambda one: (one.role is MemberRole.DEPUTY, one.line))


def same_role(entry: ListedMember, role: MemberRole, office: ChairOffice | None) -> bool:
    """Whether the list says of a known member what is stored; what it leaves out is no doubt."""
    if role is MemberRole.CHAIR and entry.chair_office is not None:
        return entry.chair_office in {ChairOffice.CHAIR, office}
    if entry.chair_office is not None and entry.chair_office is not office:
        return False
    return entry.role is None or entry.role is role
