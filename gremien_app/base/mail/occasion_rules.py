"""Which mails go out, when, and what their texts may name; pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from gremien_app.base.house.occasions import Occasion, Placeholder, Wishes
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import local_datetime
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.working_days import add_working_days, is_working_day

FIRST_HOUR, LAST_HOUR = time(7), time(20)  # nobody is written to at night
_MARK = re.compile(r"\{([^{}\n]*)\}")
_END = (
    "Diese Mail wurde von Gremien geschrieben. Bitte antworten Sie nicht darauf, sondern wenden "
    "Sie sich an die Geschäftsführung."
)
_CHOICE = "Welche Mails Sie bekommen, wählen Sie in Gremien unter „Post an mich“."


@dataclass(frozen=True)
class Words:
    """Subject and text of an occasion as they stand now, with their placeholders."""

    subject: str
    text: str
    is_on: bool


@dataclass(frozen=True)
class Reader:
    """Whom a mail goes to; ``person_id`` where wishes may be known."""

    address: str
    name: str = ""
    person_id: int | None = None

    @property
    def key(self) -> str:
        return "" if self.person_id is None else f"person-{self.person_id}"


def by_day(moment: datetime) -> datetime:
    """The first moment from then on at which a mail may leave: by day, on a working day."""
    local = moment.astimezone(BERLIN)
    day = local.date()
    if is_working_day(day) and FIRST_HOUR <= local.time() < LAST_HOUR:
        return moment
    if not is_working_day(day) or local.time() >= LAST_HOUR:
        day = add_working_days(day, 1)
    return local_datetime(day, FIRST_HOUR)


def daily(moment: datetime) -> datetime:
    """When the next daily mail leaves: the morning of the working day that comes."""
    local = moment.astimezone(BERLIN)
    day = local.date()
    if not is_working_day(day) or local.time() >= FIRST_HOUR:
        day = add_working_days(day, 1)
    return local_datetime(day, FIRST_HOUR)


def goes(occasion: Occasion, wishes: Wishes, address: str, *, is_on: bool) -> bool:
    """Whether somebody gets it: who wants no post gets none but answers to what he or she does."""
    if not address or occasion.is_answer:
        return bool(address)
    if wishes.has_stopped or wishes.lost_address.lower() == address.lower():
        return False
    return not occasion.can_choose or wishes.chosen.get(occasion.key, is_on)


def is_gathered(occasion: Occasion, wishes: Wishes) -> bool:
    return occasion.can_choose and wishes.gets_digest


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; what is empty takes its line and paragraph along.

    A value is never read as a template itself.
    """
    parts = (_filled(part, values) for part in re.split(r"\n[ \t]*\n", template))
    return "\n\n".join(part for part in parts if part)


def _filled(part: str, values: Mapping[str, str]) -> str:
    lines = []
    for line in part.split("\n"):
        text = _MARK.sub(lambda mark: values.get(mark[1], mark[0]), line).strip()
        if text or not line.strip():
            lines.append(text)
    return "\n".join(lines).strip()


def letter(name: str, text: str, *, can_choose: bool = False) -> str:
    """The whole mail: greeting, text, and what holds for every one."""
    greeting = f"Guten Tag {name}," if name else "Guten Tag,"
    return "\n\n".join([greeting, text, *([_CHOICE] if can_choose else []), _END])


def gathered(parts: Iterable[tuple[str, str]]) -> str:
    """The subjects and texts of several mails as the text of one."""
    return "\n\n".join(f"{subject}\n\n{text.strip()}" for subject, text in parts)


def counted(count: int) -> str:
    return format_count(count, "Nachricht", "Nachrichten")


def examples(places: Iterable[Placeholder]) -> dict[str, str]:
    return {one.name: one.example for one in places}


def require_text(occasion: Occasion, text: str) -> None:
    """Refuse what could not be filled, and what would leave the mail useless."""
    names = [one.name for one in occasion.places]
    _require_known(text, names, "text")
    missing = [
        one.name for one in occasion.places if one.is_needed and f"{{{one.name}}}" not in text
    ]
    if missing:
        raise RuleBroken(
            f"Im Text fehlt {_listed(missing)}. Ohne diese Angabe hilft die Mail niemandem.",
            field="text",
        )


def require_subject(occasion: Occasion, subject: str) -> None:
    _require_known(subject, [one.name for one in occasion.places if one.is_short], "subject")


def _require_known(text: str, names: Collection[str], field: str) -> None:
    unknown = [name for name in _MARK.findall(text) if name not in names]
    if unknown:
        where = "Im Betreff" if field == "subject" else "Im Text"
        offered = f"Möglich ist: {_listed(names)}." if names else "Hier gibt es keine Platzhalter."
        raise RuleBroken(f"{where} steht {_listed(unknown)}, das gibt es nicht. {offered}", field)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in dict.fromkeys(names))
