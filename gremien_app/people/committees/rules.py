"""Rules of a committee: its settings, seats, the groups of its minutes, its names over time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NoReturn

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.text import is_email_address, slugify_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, CommitteeKind, CommitteeName

MAX_DAYS = 365
MAX_SEATS = 500
MAX_STANDING = 30
TITLE_LENGTH = 300
COLOR = re.compile("#[0-9a-f]{6}")
RESERVED = frozenset({"abo", "abonnieren", "alle", "neu"})  # addresses of other pages

# Settings that can stand on the list "bitte prüfen".
SETTING_LABELS = {
    "short": "Kurzname",
    "legal_basis": "Rechtsgrundlage",
    "about": "Kurzbeschreibung",
    "founded_on": "Tag der Gründung",
    "chair_mode": "Bestellung des Vorsitzes",
    "office_id": "Amt, das den Vorsitz führt",
    "chair_title": "Bezeichnung des Vorsitzes",
    "chair_votes": "Stimmrecht des Vorsitzes",
    "quorum_rule": "Beschlussfähigkeit",
    "decision_rule": "Art der Entscheidung",
    "is_public": "Öffentlichkeit der Sitzungen",
    "notice_days": "Ladungsfrist",
    "notice_unit": "Zählweise der Ladungsfrist",
    "motions_due_days": "Frist für Anträge",
    "access_due_days": "Frist für Unterstützungsbedarf",
    "minutes_due_days": "Frist für die Niederschrift",
    "minutes_wording": "Wortwahl der Niederschrift",
    "attendance_groups": "Gruppen der Anwesenheit",
    "standing_agenda": "ständige Tagesordnung",
    "usual_start": "üblicher Beginn",
    "usual_minutes": "übliche Dauer",
    "statutory_seats": "Zahl der Sitze",
    "seat_groups": "Gruppen der Sitze",
    "color": "Farbe im Kalender",
    "letterhead": "Briefkopf",
    "contact_name": "Kontakt",
    "contact_phone": "Telefon des Kontakts",
    "contact_email": "E-Mail-Adresse des Kontakts",
}
# The roles of the roster in the usual order of the minutes, with their usual headings.
GROUP_HEADINGS = {
    "chair": "Vorsitz",
    "voting": "Stimmberechtigte Mitglieder",
    "deputy": "Stellvertretende stimmberechtigte Mitglieder",
    "advisory": "Beratende Mitglieder",
    "resident_expert": "Sachkundige Einwohner*innen",
    "standing_guest": "Ständige Gäste",
    "administration": "Verwaltung",
}


def label_of(setting: str) -> str:
    return SETTING_LABELS.get(setting, setting)


def attendance_groups(committee: Committee) -> list[tuple[str, str]]:
    """The roles in the committee's order, each with its own heading; "" is the usual one.

    Roles that the committee has not ordered follow in the usual order.
    """
    own = [
        (group["role"], group.get("heading", ""))
        for group in committee.attendance_groups
        if group.get("role") in GROUP_HEADINGS
    ]
    named = {role for role, _ in own}
    return [*own, *((role, "") for role in GROUP_HEADINGS if role not in named)]


def ordered_groups(
    places: Mapping[str, int | None], headings: Mapping[str, str]
) -> list[dict[str, str]]:
    """What is stored of the groups as typed; nothing while all is as usual."""
    taken: dict[int, str] = {}
    for role, place in places.items():
        if place is None:
            raise RuleBroken("Bitte geben Sie jeder Gruppe einen Platz.", field=f"place_{role}")
        if place in taken:
            raise RuleBroken(
                f"Den Platz {place} hat schon die Gruppe „{GROUP_HEADINGS[taken[place]]}“.",
                field=f"place_{role}",
            )
        taken[place] = role
    order = [taken[place] for place in sorted(taken)]
    own = {role: headings.get(role, "") for role in order}
    own = {role: "" if text == GROUP_HEADINGS[role] else text for role, text in own.items()}
    if order == list(GROUP_HEADINGS) and not any(own.values()):
        return []
    return [{"role": role, "heading": text} for role, text in own.items()]


def standing_items(public: str, closed: str) -> list[dict[str, str]]:
    """The standing agenda from two texts with one item per line."""
    found = []
    for field, part, text in (
        ("public_items", "public", public),
        ("closed_items", "closed", closed),
    ):
        titles = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(titles) > MAX_STANDING:
            raise RuleBroken(f"Bitte nennen Sie höchstens {MAX_STANDING} Punkte.", field=field)
        for title in titles:
            if len(title) > TITLE_LENGTH:
                raise RuleBroken(
                    f"Bitte kürzen Sie „{title[:40]}…“ auf {TITLE_LENGTH} Zeichen.", field=field
                )
            found.append({"title": title, "part": part})
    return found


def require_days(notice_days: int | None, minutes_due_days: int | None) -> None:
    """0 to 365 days of notice (None: not known yet), 1 to 365 days for the minutes."""
    _require_within("notice_days", "Die Ladungsfrist", notice_days)
    if minutes_due_days is None or not 1 <= minutes_due_days <= MAX_DAYS:
        raise RuleBroken(
            f"Die Frist für die Niederschrift muss zwischen 1 und {MAX_DAYS} Tagen liegen.",
            field="minutes_due_days",
        )


def require_deadlines(motions_due_days: int | None, access_due_days: int | None) -> None:
    """Days before the sitting; None where a committee has no such date."""
    _require_within("motions_due_days", "Die Frist für Anträge", motions_due_days)
    _require_within("access_due_days", "Die Frist für Unterstützungsbedarf", access_due_days)


def _require_within(field: str, what: str, days: int | None) -> None:
    if days is not None and not 0 <= days <= MAX_DAYS:
        raise RuleBroken(f"{what} muss zwischen 0 und {MAX_DAYS} Tagen liegen.", field=field)


def require_duration(minutes: int | None) -> None:
    if minutes is None or not 15 <= minutes <= 720:
        raise RuleBroken(
            "Die übliche Dauer muss zwischen 15 und 720 Minuten liegen.", field="usual_minutes"
        )


def require_contact(email: str) -> None:
    if email and not is_email_address(email):
        raise RuleBroken(
            "Bitte geben Sie eine vollständige E-Mail-Adresse ein.", field="contact_email"
        )


def require_color(color: str) -> None:
    """Calendar programs take "#rrggbb"; empty: they choose one themselves."""
    if color and not COLOR.fullmatch(color):
        raise RuleBroken("Bitte wählen Sie eine Farbe aus der Liste.", field="color")


def require_to_check(to_check: list[str], setting: str) -> None:
    if setting not in to_check:
        raise RuleBroken("Diese Angabe ist schon bestätigt.")


def require_seats(seats: int | None, filled: int, field: str) -> None:
    """At least one seat, and no fewer than are filled; None: nobody has stated a number."""
    if seats is None:
        return
    if not 1 <= seats <= MAX_SEATS:
        raise RuleBroken(f"Es müssen zwischen 1 und {MAX_SEATS} Sitze sein.", field=field)
    if seats < filled:
        raise RuleBroken(
            f"Heute {'ist' if filled == 1 else 'sind'} {format_count(filled, 'Sitz', 'Sitze')} "
            "besetzt. Beenden Sie zuerst die Mitgliedschaften, die wegfallen.",
            field=field,
        )


def seat_groups(rows: Sequence[tuple[str, int | None]]) -> list[dict[str, object]]:
    """The groups as typed, row by row; empty rows are left out."""
    found: list[dict[str, object]] = []
    labels: set[str] = set()
    for number, (label, seats) in enumerate(rows, start=1):
        if not label and seats is None:
            continue
        if not label:
            raise RuleBroken("Bitte benennen Sie die Gruppe.", field=f"group_label_{number}")
        if not seats:
            raise RuleBroken(
                f"Bitte geben Sie an, wie viele Sitze die Gruppe „{label}“ hat.",
                field=f"group_seats_{number}",
            )
        if label in labels:
            raise RuleBroken(f"Die Gruppe „{label}“ steht schon da.", field=f"group_label_{number}")
        labels.add(label)
        found.append({"label": label, "seats": seats})
    return found


def require_groups_fit(groups: Sequence[Mapping[str, object]], seats: int | None) -> None:
    """22 elected and 11 of the Rat are 33: the groups together are all seats of the term."""
    if not groups:
        return
    total = sum(int(str(group["seats"])) for group in groups)
    if seats is None:
        raise RuleBroken(
            "Bitte geben Sie zuerst an, wie viele Sitze das Gremium in der laufenden Wahlperiode "
            "hat.",
            field="group_seats_1",
        )
    if total != seats:
        raise RuleBroken(
            f"Die Gruppen haben zusammen {format_count(total, 'Sitz', 'Sitze')}, das Gremium hat "
            f"{seats}. Bitte gleichen Sie beides an.",
            field="group_seats_1",
        )


def refuse_group_with_seats(label: str, row: int) -> NoReturn:
    raise RuleBroken(
        f"Zur Gruppe „{label}“ gehören schon Sitze. Sie können sie in ihrer Zeile umbenennen, aber "
        "nicht weglassen.",
        field=f"group_label_{row}",
    )


def require_name(name: str, genitive: str) -> None:
    if not name:
        raise RuleBroken("Bitte geben Sie den Namen ein.", field="name")
    if not genitive:
        raise RuleBroken(
            "Bitte geben Sie den Namen mit Artikel im Genitiv ein, zum Beispiel „der "
            "Stadtarbeitsgemeinschaft Queerpolitik“.",
            field="genitive",
        )


def require_free_start(names: Iterable[CommitteeName], valid_from: date) -> None:
    """A name begins on a day on which no other begins, and not before the first one."""
    for name in names:
        if name.valid_from == valid_from:
            raise RuleBroken(
                f"Am {format_date(valid_from)} beginnt schon der Name „{name.name}“. "
                "Berichtigen Sie ihn, statt einen neuen einzutragen.",
                field="valid_from",
            )
    first = next(iter(names), None)
    if first is not None and first.valid_from is not None and valid_from < first.valid_from:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(first.valid_from)}.",
            field="valid_from",
        )


def require_between(
    before: CommitteeName | None, after: CommitteeName | None, valid_from: date | None
) -> None:
    """A corrected first day stays between the neighbours' first days: no gap, no overlap."""
    if before is not None and valid_from is None:
        raise RuleBroken("Bitte geben Sie an, ab wann der Name gilt.", field="valid_from")
    if (
        before is not None
        and before.valid_from is not None
        and valid_from is not None
        and valid_from <= before.valid_from
    ):
        raise RuleBroken(
            f"Der Name davor, „{before.name}“, gilt ab dem {format_date(before.valid_from)}. "
            "Dieser muss später beginnen.",
            field="valid_from",
        )
    if (
        after is not None
        and after.valid_from is not None
        and valid_from is not None
        and valid_from >= after.valid_from
    ):
        raise RuleBroken(
            f"Der Name danach, „{after.name}“, gilt ab dem {format_date(after.valid_from)}. "
            "Dieser muss früher beginnen.",
            field="valid_from",
        )


def require_existed(valid_from: date | None, first_use: date | None) -> None:
    """The committee's first name begins no later than its first member or sitting."""
    if valid_from is not None and first_use is not None and valid_from > first_use:
        raise RuleBroken(
            f"Schon am {format_date(first_use)} gab es Mitglieder oder eine Sitzung. Der erste "
            "Name muss spätestens dann beginnen.",
            field="valid_from",
        )


def suggest_slug(name: str) -> str:
    """The address a name suggests: "ag-barrierefreies-bauen"."""
    return slugify_german(name)[:60].rstrip("-")


def require_slug(slug: str, *, is_taken: bool) -> None:
    if not slug or slugify_german(slug) != slug or len(slug) > 60:
        raise RuleBroken(
            "Die Adresse besteht aus höchstens 60 Kleinbuchstaben, Ziffern und Bindestrichen, zum "
            "Beispiel „ag-bauen“.",
            field="slug",
        )
    if is_taken or slug in RESERVED:
        raise RuleBroken(
            f"Die Adresse „{slug}“ ist schon vergeben. Bitte wählen Sie eine andere.",
            field="slug",
        )


def require_short(short: str, *, is_taken: bool) -> None:
    if not short:
        raise RuleBroken("Bitte geben Sie einen Kurznamen ein.", field="short")
    if is_taken:
        raise RuleBroken(f"Den Kurznamen „{short}“ hat schon ein anderes Gremium.", field="short")


def may_found(viewer: Viewer, parent: Committee | None) -> bool:
    """New bodies: the administration of the application; groups: the parent's secretariat."""
    return viewer.is_admin if parent is None else viewer.manages(parent.id)


def may_close(viewer: Viewer, committee: Committee) -> bool:
    """Whoever may found may close."""
    if committee.kind is CommitteeKind.COMMITTEE or committee.parent_id is None:
        return viewer.is_admin
    return viewer.manages(committee.id)
