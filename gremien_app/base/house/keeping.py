"""How long data is kept: said by the room that keeps it, shown to people and operators."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gremien_app.base.kernel.clock import ONE_DAY


@dataclass(frozen=True)
class Lengths:
    """What the settings say about the time."""

    session: timedelta
    idle: timedelta
    contact_months: int
    support_days: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Keeping:
    """Data of one kind: whose it is, how long it is kept, and how that ends.

    ``kept`` is a text, or made from the lengths that are set; ``settings`` say how long, and only
    operators are told their names. ``order``: the place on the page.
    """

    name: str
    whose: str
    kept: str | Callable[[Lengths], str]
    end: str
    order: int
    settings: tuple[str, ...] = ()

    def in_words(self, lengths: Lengths) -> str:
        return self.kept if isinstance(self.kept, str) else self.kept(lengths)


def in_words(time: timedelta) -> str:
    """A length in whole days or hours: "90 Tage", "1 Stunde"."""
    if time >= ONE_DAY:
        return "1 Tag" if time.days == 1 else f"{time.days} Tage"
    hours = int(time.total_seconds() // 3600)
    return "1 Stunde" if hours == 1 else f"{hours} Stunden"


# These three are kept by many rooms.
MASTER = Keeping(
    name="Gremien, Sitze, Organisationen, Räume, besondere Tage",
    whose="Organisationen; keine Personen",
    kept="dauerhaft",
    end="von Hand, wo nichts darauf beruht",
    order=1,
)
RECORDS = Keeping(
    name="Sitzungen, Tagesordnungen, Anwesenheit, Abstimmungen, Beschlüsse, Niederschriften",
    whose="Mitglieder, Gäste, Personen in Texten",
    kept="dauerhaft, als Akte des Gremiums",
    end="gar nicht; unterzeichnete Niederschriften sind Urkunden",
    order=2,
)
NAMES = Keeping(
    name="Namen, Mitgliedschaften und Ämter",
    whose="Mitglieder und frühere Mitglieder",
    kept="dauerhaft, weil die Niederschriften darauf verweisen",
    end="auf Antrag („Person löschen“), soweit nichts Unterzeichnetes darauf verweist",
    order=3,
)
