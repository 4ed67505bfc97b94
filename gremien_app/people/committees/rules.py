"""Rules of a committee: its settings, seats, the groups of its minutes, its names over time."""

import re
from collections.abc import Mapping

from gremien_app.base.columns import descriptions
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import is_email_address
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee

MAX_DAYS = 365
MAX_POST_DAYS = 30
MAX_STANDING = 30
TITLE_LENGTH = 300
COLOR = re.compile("#[0-9a-f]{6}")

_NO_SETTINGS = frozenset({"slug", "kind", "to_check", "position", "closed_on", "closed_reason"})
# Settings that can stand on the list "bitte prüfen".
SETTING_LABELS = {
    **{name: one.label for name, one in descriptions(Committee) if name not in _NO_SETTINGS},
    "statutory_seats": "Zahl der Sitze",
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


def require_post_days(days: int | None) -> None:
    if days is None or not 0 <= days <= MAX_POST_DAYS:
        raise RuleBroken(
            f"Ein Brief ist zwischen 0 und {MAX_POST_DAYS} Werktagen unterwegs.", field="post_days"
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


def require_short(short: str, *, is_taken: bool) -> None:
    if not short:
        raise RuleBroken("Bitte geben Sie einen Kurznamen ein.", field="short")
    if is_taken:
        raise RuleBroken(f"Den Kurznamen „{short}“ hat schon ein anderes Gremium.", field="short")


def own_committees(viewer: Viewer) -> frozenset[int]:
    """Ids of the committees the viewer belongs to in any way."""
    return viewer.belongs_of | viewer.closed_of
