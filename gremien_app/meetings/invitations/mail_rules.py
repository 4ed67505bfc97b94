"""What the mails say: day, time, place and where to read on; never a matter, a reason, a person.

A committee is named only to whoever chose so: a mailbox is seen by others, a subject on every
locked screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.house.messages import MessageLine
from gremien_app.base.ics.feed import EventStatus, FeedEvent
from gremien_app.base.kernel.dates import (
    berlin_date,
    format_date,
    format_date_long,
    format_time_span,
)
from gremien_app.meetings.invitations.dispatch_models import AddressKind, DispatchKind, DocumentKind
from gremien_app.meetings.sittings.models import Sitting

# What is said of the version that lies with the mail.
ATTACHED = {
    None: "",
    DocumentKind.PUBLIC: "Der öffentliche Teil liegt bei.",
    DocumentKind.FULL: "Die Tagesordnung mit nichtöffentlichem Teil liegt bei. Bitte geben Sie sie "
    "nicht weiter.",
    DocumentKind.ITEMS: "Ihre Punkte liegen bei.",
}
# Those that ask whether one comes.
ASKING = frozenset({DispatchKind.INVITATION, DispatchKind.MOVE})
_CALENDAR = "Der Termin liegt als Kalendereintrag bei. Antworten Sie bitte nicht aus dem Kalender."


@dataclass(frozen=True)
class Told:
    """What somebody was last told of a sitting."""

    starts_at: datetime
    ends_at: datetime
    place: str

    @property
    def lines(self) -> str:
        day = format_date_long(berlin_date(self.starts_at))
        when = f"{day}, {format_time_span(self.starts_at, self.ends_at)}"
        return f"{when}\n{self.place}" if self.place else when


@dataclass(frozen=True)
class Letter:
    """What is to be written to one person; ``former`` is what he or she was last told."""

    kind: DispatchKind
    name: str
    now_told: Told
    former: Told | None
    link: str
    office: str
    named: str = ""  # the committee and the sitting, for whoever chose so
    short: str = ""
    is_informed: bool = False
    attached: str = ""  # which version lies with it, as a sentence
    needs_sign_in: bool = False
    has_calendar: bool = False


def told_of(sitting: Sitting) -> Told:
    return Told(sitting.starts_at, sitting.ends_at, sitting.place)


def prefix(letter: Letter) -> str:
    """Before the subject, for whoever chose to read there which committee it is."""
    return f"{letter.short}: " if letter.short else ""


def values(letter: Letter, lines: Sequence[MessageLine]) -> dict[str, str]:
    """What the placeholders stand for; ``lines`` is what other rooms add for this recipient."""
    return {
        "datum": format_date(berlin_date(letter.now_told.starts_at)),
        "gremium": letter.named,
        "termin": _facts(letter),
        "lesen": _reading(letter),
        "weiteres": "\n\n".join(f"{one.text}\n{one.link}".strip() for one in lines)
        or _asking(letter),
        "kalender": _CALENDAR if letter.has_calendar else "",
        "buero": letter.office,
    }


def _facts(letter: Letter) -> str:
    former, new = letter.former, letter.now_told
    if letter.kind is DispatchKind.CANCELLATION:
        return (former or new).lines
    if letter.kind in {DispatchKind.MOVE, DispatchKind.ROOM} and former and former != new:
        return f"Bisher:\n{former.lines}\n\nNeu:\n{new.lines}"
    return new.lines


def _reading(letter: Letter) -> str:
    if letter.kind is DispatchKind.CANCELLATION:
        return ""
    attached = f"{letter.attached} " if letter.attached else ""
    where = "finden Sie nach der Anmeldung hier" if letter.needs_sign_in else "finden Sie hier"
    return f"{attached}Tagesordnung und Unterlagen {where}:\n{letter.link}"


def _asking(letter: Letter) -> str:
    """Of who gets no link of his or her own: others read the mailbox."""
    if letter.kind not in ASKING or letter.is_informed:
        return ""
    how = "Antworten Sie bitte nach der Anmeldung hier, oder rufen Sie an"
    return f"Kommen Sie? {how}:\n{letter.link}/antwort"


def previewed(kind: DispatchKind, address_kind: AddressKind | None) -> list[MessageLine]:
    """What stands in a preview where each mail has a link of its own, which nobody sees before."""
    if kind not in ASKING or not gets_lines(kind, address_kind):
        return []
    text = "[Hier steht der persönliche Link, mit dem die Person ohne Anmeldung antwortet.]"
    return [MessageLine(text=text)]


def calendar_event(sitting: Sitting, letter: Letter) -> FeedEvent:
    """The entry as the recipient's feed has it: the same UID and SEQUENCE; neutral by default."""
    is_off = letter.kind is DispatchKind.CANCELLATION
    return FeedEvent(
        uid=sitting.uid,
        sequence=sitting.sequence,
        changed_at=sitting.changed_at,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        all_day=False,
        summary=letter.named or "Sitzung",
        description="Bitte antworten Sie auf der Seite der Sitzung, nicht aus dem Kalender.",
        location=sitting.place,
        status=EventStatus.CANCELLED if is_off else EventStatus.CONFIRMED,
        url=letter.link,
    )


def gets_lines(kind: DispatchKind, address_kind: AddressKind | None) -> bool:
    """Whether links that open without a sign-in may go there; others read a shared mailbox."""
    return kind is not DispatchKind.CANCELLATION and address_kind is not AddressKind.SHARED
