"""Rights as sets: who gets through at an address, and what everybody else is told.

A *circle* is everybody who may a certain thing; it lies within wider circles. A *role* stands in
circles, and so in all those around them. A *right* names the circles that get through. So a new
role is one line, the circles it stands in, and no right has to be touched. The circles that can
be told without looking at any object are here; the office's own are in ``people.roles``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from gremien_app.base.kernel.viewer import Viewer


@dataclass(frozen=True, eq=False)
class Circle:
    """``holds``: whether a viewer is in it, where that shows before any object is known."""

    words: str
    within: tuple["Circle", ...] = ()
    holds: Callable[[Viewer], bool] | None = None

    @cached_property
    def around(self) -> frozenset["Circle"]:
        """Itself and every circle in which it lies."""
        return frozenset({self}).union(*(one.around for one in self.within))


@dataclass(frozen=True, eq=False)
class Role:
    """One kind of person who asks: a name, German words, and the circles he or she stands in."""

    key: str
    words: str
    within: tuple[Circle, ...]

    @cached_property
    def circles(self) -> frozenset[Circle]:
        return frozenset[Circle]().union(*(one.around for one in self.within))


class Answer(Enum):
    YES = "ja"
    OWN = "das Eigene"
    FORBIDDEN = "verboten"  # 403: it is known that it exists
    UNKNOWN = "gibt es nicht"  # 404, as for what never existed
    SIGN_IN = "anmelden"


ANYBODY = Circle("alle", holds=lambda _viewer: True)
ACCOUNTS = Circle("alle Angemeldeten", (ANYBODY,), lambda viewer: viewer.is_signed_in)
STAFF = Circle("jede Geschäftsführung", (ACCOUNTS,), lambda viewer: viewer.is_staff)
ADMINS = Circle("Verwaltung der Anwendung", (ACCOUNTS,), lambda viewer: viewer.is_admin)


@dataclass(frozen=True, eq=False)
class Right:
    """What a route demands; the fine check, of this very object, is made by the room's query.

    ``who``: the circles that get through. ``own``: those who get through for themselves, to what
    is theirs (the own reply, the own data). ``at_times``: those who get through only in a case
    that ``words`` name. ``told``: who is refused openly (403); to others that pass the guard it
    does not exist (404). ``is_secret``: nobody is asked to sign in, strangers learn nothing.
    """

    words: str
    who: frozenset[Circle] = frozenset()
    own: frozenset[Circle] = frozenset()
    at_times: frozenset[Circle] = frozenset()
    told: frozenset[Circle] = frozenset({ANYBODY})
    is_secret: bool = False

    @cached_property
    def gates(self) -> frozenset[frozenset[Circle]]:
        """The coarse check: in each gate, all that a viewer must hold to pass by it."""
        if self.is_secret:
            return frozenset({ANYBODY.around})
        asked = self.who | self.own | self.at_times
        return frozenset(frozenset(c for c in one.around if c.holds) for one in asked)

    def allows(self, viewer: Viewer) -> bool:
        """Whether this viewer may ask at all, before the object is known."""
        return any(
            all(circle.holds(viewer) for circle in gate if circle.holds) for gate in self.gates
        )

    def answer(self, role: Role) -> Answer:
        """What somebody in this role, and in no other, is answered."""
        if role.circles & self.who:
            return Answer.YES
        if role.circles & self.own:
            return Answer.OWN
        return self.refusal(role)

    def refusal(self, role: Role) -> Answer:
        """What this role is answered where it does not get through."""
        if any(gate <= role.circles for gate in self.gates):
            return Answer.FORBIDDEN if role.circles & self.told else Answer.UNKNOWN
        return Answer.FORBIDDEN if ACCOUNTS in role.circles else Answer.SIGN_IN


def all_of(*circles: Circle) -> frozenset[Circle]:
    return frozenset(circles)


NOBODY = all_of()
EVERYONE = Right("alle", all_of(ANYBODY))
SIGNED_IN = Right("alle Angemeldeten", all_of(ACCOUNTS))
OWNER = Right("nur die Person, der es gehört", own=all_of(ACCOUNTS), told=NOBODY)
KEY_HOLDERS = Right(
    "wer die geheime Adresse kennt", own=all_of(ANYBODY), told=NOBODY, is_secret=True
)
OVERSIGHT = Right("jede Geschäftsführung und die Verwaltung", all_of(STAFF, ADMINS))
ADMINISTRATION = Right("Verwaltung der Anwendung", all_of(ADMINS))
OUTBOX = Right(
    "Verwaltung der Anwendung; in einer Vorführung auch jede Geschäftsführung",
    all_of(ADMINS),
    at_times=all_of(STAFF),
)
