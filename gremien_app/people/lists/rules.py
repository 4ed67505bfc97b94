"""What a line of a list says: texts become roles, days and rights; what is unclear is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.text import excerpt
from gremien_app.people.committees.models import ChairMode, Committee
from gremien_app.people.lists.columns import BY_KEY, EXAMPLE, PERSONAL
from gremien_app.people.lists.names import SALUTATIONS, split_name, split_title
from gremien_app.people.lists.reading import ListRow
from gremien_app.people.lists.roles import is_of_the_chair, office_of, plain, role_of
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.persons.rules import require_one_script, tells_of_health

_NOTHING = frozenset({"-", "–", "—", "k.a.", "n/a", "keine", "keine angabe", "entfaellt"})
_NOBODY = frozenset({"n.n.", "n. n.", "nn", "n.n", "vakant", "unbesetzt", "offen", "frei", "kein"})
_SEVERAL = re.compile(r"[;/&\n]|\bund\b|\boder\b|,[^,]*,[^,]*,")

_OPEN_END = frozenset({"unbefristet", "offen", "heute", "laufend", "auf weiteres"})
_YES = frozenset({"ja", "j", "x", "1", "wahr", "true", "yes", "✓", "✔", "stimmberechtigt"})
_NO = frozenset({"nein", "n", "0", "falsch", "false", "no", "nicht stimmberechtigt", "beratend"})
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")
_WITHOUT_YEAR = re.compile(r"(?:\w+,?\s+)?\d{1,2}\.\s*(?:\d{1,2}\.?|[^\W\d_]+\.?)\s*")
_ADDRESSED = re.compile(r"[^<>@;,]*<([^<>\s]+@[^<>\s]+)>|mailto:(\S+)", re.IGNORECASE)
_LOST_ZERO = re.compile(r"[1-9]\d{6,}")
_EXCEL_ZERO = date(1899, 12, 30)


class Outcome(Labelled):
    """What happens to a line of the list, as the heading above these lines says it."""

    NEW = "new", "Wird angelegt"
    CHANGED = "changed", "Wird geändert"
    SAME = "same", "Bleibt, wie es ist"
    DOUBTFUL = "doubtful", "Zu klären"


@dataclass(frozen=True)
class PlannedRow:
    """One line of the preview."""

    line: int
    name: str
    outcome: Outcome
    details: tuple[str, ...] = ()
    organization: str = ""
    office: str = ""
    email: str = ""
    candidates: tuple[tuple[str, str], ...] = ()  # whom a line in doubt may mean
    is_deputy_of_line: bool = False


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
    who: str = ""  # "new", or whom of those stored it means
    is_confirmed: bool = False  # somebody looked at this line and said how it is meant
    is_deputy_of_line: bool = False  # named in the line of the member for whom it stands

    @property
    def name(self) -> str:
        names = (self.person.get("first_name", ""), self.person.get("last_name", ""))
        return " ".join(part for part in names if part) or "ohne Namen"


def understood(row: ListRow, committee: Committee, today: date) -> ListedMember:
    """What the line means; every doubt is a sentence."""
    cells = {key: text for key, text in row.cells.items() if plain(text) not in _NOTHING}
    entry = ListedMember(
        row.line, doubts=list(row.faults), who=row.who, is_confirmed=row.is_confirmed
    )
    entry.organization = cells.get("organization", "")
    entry.seat_group = _group(entry, cells, committee)
    entry.principal = cells.get("principal", "")
    _take_person(entry, cells)
    _take_role(entry, cells, committee)
    entry.starts_on = _day(entry, cells, "starts_on", today)
    if plain(cells.get("ends_on", "")) not in _OPEN_END:
        entry.ends_on = _day(entry, cells, "ends_on", today)
    entry.doubts += _numbers_in_doubt(entry)
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


def deputy_of(row: ListRow, member: ListedMember) -> ListedMember | None:
    """Whom the line names as the member's deputy; a line of its own, right behind."""
    text = row.cells.get("deputy", "")
    if plain(text) in {"", *_NOTHING, *_NOBODY}:
        return None
    entry = ListedMember(
        row.line,
        role=MemberRole.DEPUTY,
        principal=f"{member.person.get('last_name', '')}, {member.person.get('first_name', '')}",
        starts_on=member.starts_on,
        ends_on=member.ends_on,
        is_deputy_of_line=True,
    )
    whole = split_name(text)
    entry.person = whole.parts
    if _SEVERAL.search(text):
        entry.doubts.append(
            f"Vertretung durch: „{excerpt(text, 80)}“ nennt mehrere. Geben Sie jeder Vertretung "
            "eine eigene Zeile."
        )
    elif whole.doubt and not row.is_confirmed:
        entry.doubts.append(whole.doubt)
    if member.role is MemberRole.DEPUTY:
        entry.doubts.append("Vertretung durch: Wer selbst vertritt, wird nicht vertreten.")
    return entry


def _take_person(entry: ListedMember, cells: dict[str, str]) -> None:
    person = {key: cells[key] for key in PERSONAL if key in cells}
    if "last_name" in person and "first_name" not in person:
        whole = split_name(person["last_name"])
        person |= whole.parts
        entry.doubts += [whole.doubt] if whole.doubt and not entry.is_confirmed else []
    elif "last_name" in person and "title" not in person:
        title, last_name = split_title(person["last_name"])
        person |= {"title": title, "last_name": last_name} if title and last_name else {}
    if plain(person.get("last_name", "")) in {"", *_NOBODY}:
        entry.doubts.append("Der Nachname fehlt.")
    try:
        require_one_script(person.get("last_name", ""), person.get("first_name", ""))
    except RuleBroken as refusal:
        entry.doubts.append(refusal.message)
    salutation = person.get("salutation", "")
    if salutation:
        known = SALUTATIONS.get(plain(salutation))
        if known is None:
            entry.doubts.append(f"Anrede: „{salutation}“ ist unbekannt. Möglich sind Frau, Herr.")
        person["salutation"] = known or ""
    code = person.get("postal_code", "")
    if code.isdecimal() and len(code) == 4:
        person["postal_code"] = f"0{code}"  # Excel drops the zero of a number
    if "email" in person:
        person["email"] = _address_in(person["email"])
    entry.person = {key: text for key, text in person.items() if text}


def _address_in(text: str) -> str:
    """ "Kim Muster <kim@example.org>" and "mailto:kim@example.org" name one address."""
    found = _ADDRESSED.fullmatch(text)
    return found[1] or found[2] if found else text


def _numbers_in_doubt(entry: ListedMember) -> list[str]:
    """Excel makes numbers of telephone numbers and drops the zero before them."""
    if entry.is_confirmed:
        return []
    return [
        f"{BY_KEY[key].heading}: Vor „{entry.person[key]}“ fehlt wohl eine Null."
        for key in ("phone", "mobile")
        if _LOST_ZERO.fullmatch(entry.person.get(key, ""))
    ] + [
        f"{BY_KEY[key].heading}: „{excerpt(entry.person[key], 60)}“ ist keine Telefonnummer."
        for key in ("phone", "mobile")
        if "@" in entry.person.get(key, "")
    ]


def _take_role(entry: ListedMember, cells: dict[str, str], committee: Committee) -> None:
    said = cells.get("role", "")
    entry.can_vote = _answer(entry, cells)
    office = cells.get("chair_office", "")
    if office:
        entry.chair_office = office_of(office, committee)
        if entry.chair_office is None:
            entry.doubts.append(
                f"Amt im Vorsitz: „{excerpt(office, 60)}“ ist kein Amt in diesem Gremium."
            )
    exact = next((role for role in MemberRole if plain(role.label) == plain(said)), None)
    if is_of_the_chair(said):
        _take_chair(entry, said, committee)
    elif exact is not None:
        entry.role = exact
    elif said:
        entry.role = role_of(said, committee)
        if entry.role is None:
            possible = ", ".join(role.label for role in MemberRole)
            entry.doubts.append(f"Rolle: „{said}“ ist unbekannt. Möglich sind: {possible}.")
        elif entry.role is MemberRole.VOTING and entry.can_vote is False:
            _take_without_vote(entry, said)
    elif entry.principal:
        entry.role = MemberRole.DEPUTY
    elif entry.can_vote is not None:
        entry.role = MemberRole.VOTING if entry.can_vote else MemberRole.ADVISORY
    else:
        entry.doubts.append("Die Rolle fehlt.")


def _take_chair(entry: ListedMember, said: str, committee: Committee) -> None:
    """The chair elected from among the members votes on a seat; ex officio it is a role."""
    told = office_of(said, committee)
    if told is None:
        entry.doubts.append(
            f"Rolle: „{excerpt(said, 80)}“ ist kein Amt in diesem Gremium. Bitte nennen Sie die "
            "Mitgliedschaft."
        )
        return
    entry.chair_office = entry.chair_office or told
    ex_officio = committee.chair_mode is ChairMode.MAYOR
    if entry.chair_office is ChairOffice.CHAIR and ex_officio:
        entry.role, entry.chair_office = MemberRole.CHAIR, None
    elif ex_officio and plain(said) == plain(MemberRole.CHAIR.label):
        entry.role = MemberRole.CHAIR  # deputises in the chair and has no seat
    else:
        entry.role = MemberRole.VOTING


def _take_without_vote(entry: ListedMember, said: str) -> None:
    """A mere "Mitglied" without a vote advises; who is said to vote and not to vote is a doubt."""
    if "stimm" in plain(said) or "ordentlich" in plain(said):
        entry.doubts.append(f"Rolle „{said}“ und „Stimmberechtigt: nein“ widersprechen sich.")
    else:
        entry.role = MemberRole.ADVISORY


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
    if _WITHOUT_YEAR.fullmatch(text):
        entry.doubts.append(f"{BY_KEY[key].heading}: „{text}“ nennt kein Jahr.")
        return None
    try:
        if serial:  # the number behind a date in Excel
            return _EXCEL_ZERO + timedelta(days=int(serial[1]))
        return parse_german_date(text, today)
    except ValueError as error:
        entry.doubts.append(f"{BY_KEY[key].heading}: „{text}“. {error}")
        return None


def office_said(entry: ListedMember) -> str:
    """What the preview shows of the membership: the role, and the office in the chair."""
    told = (entry.role, entry.chair_office)
    return ", ".join(one.label for one in told if one is not None)


def deputies_last(rows: Sequence[ListRow], committee: Committee, today: date) -> list[ListRow]:
    """The lines in the order in which they can be taken over part by part."""
    return sorted(rows, key=lambda row: understood(row, committee, today).role is MemberRole.DEPUTY)


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
