"""What every agenda begins and ends with, in the words of the sitting before."""

from collections.abc import Sequence
from dataclasses import dataclass

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import LAST
from gremien_app.meetings.sittings.models import Sitting, SittingKind

STANDARD = (
    "Eröffnung und Feststellung der Beschlussfähigkeit",
    "Genehmigung der Niederschrift der letzten Sitzung",
    "Mitteilungen",
    "Verschiedenes",
)
NEW_MEMBERS = "Einführung und Verpflichtung"
ANNOUNCEMENT = "Bekanntgabe nichtöffentlich gefasster Beschlüsse"
_LATEST = "der letzten Sitzung"


@dataclass(frozen=True)
class Standing:
    """An item to come; ``also``: other titles under which it may stand there already."""

    title: str
    part: Part = Part.PUBLIC
    explanation: str = ""
    also: tuple[str, ...] = ()


def usual(rows: Sequence[dict[str, str]], last: Sitting | None) -> list[Standing]:
    """The committee's standing agenda, or the usual four; "der letzten Sitzung" by its date."""
    rows = rows or [{"title": title, "part": Part.PUBLIC.value} for title in STANDARD]
    return [
        Standing(_dated(one["title"], last), Part(one["part"]), also=(one["title"],))
        for one in rows
    ]


def _dated(title: str, last: Sitting | None) -> str:
    return title.replace(_LATEST, f"der {told(last)}") if last else title


def told(sitting: Sitting) -> str:
    """As in minutes: "4. Sitzung am 12.03.2026"; after "der"."""
    is_inaugural = sitting.kind is SittingKind.INAUGURAL
    title = "konstituierenden Sitzung" if is_inaugural else sitting.title
    return f"{title} am {format_date(sitting.date)}"


def with_news(
    standing: Sequence[Standing], names: Sequence[str], *, announces: bool
) -> list[Standing]:
    """After the opening: who is new, and what was decided in the closed part last time.

    Names stand in the explanation, which the members read; everybody reads the title.
    """
    news = []
    if names:
        news.append(Standing(NEW_MEMBERS, explanation=f"Neu im Gremium: {join_german(names)}."))
    if announces:
        news.append(Standing(ANNOUNCEMENT))
    opening = 2 if len(standing) > 1 and "niederschrift" in fold(standing[1].title) else 1
    return [*standing[:opening], *news, *standing[opening:]]


def missing(standing: Sequence[Standing], items: Sequence[AgendaItem]) -> list[Standing]:
    """What does not stand there yet, under whichever of its titles."""
    there = {(one.part, fold(one.title)) for one in items if one.parent_id is None}
    return [
        one
        for one in standing
        if not any((one.part, fold(title)) in there for title in (one.title, *one.also))
    ]


def is_last(one: Standing) -> bool:
    """It stays behind what was there before."""
    return fold(one.title).strip(" .:") in LAST
