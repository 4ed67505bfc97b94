"""The roles of the office, and the circles of rights in which they stand (Rollen).

A new role is one line: of ``CommitteeRole`` if the administration gives it to accounts for a
committee, of ``ROLES`` if it comes from elsewhere (the roster, an invitation).
"""

from enum import StrEnum
from typing import Self

from gremien_app.base.kernel.rights import ACCOUNTS, ADMINS, ANYBODY, STAFF, Circle, Role

INSIDERS = Circle("wer zum Gremium gehört", (ACCOUNTS,))
READERS = Circle("wer den nichtöffentlichen Teil liest", (INSIDERS,))
CHAIRS = Circle("Vorsitz des Gremiums", (READERS,))
TAKERS = Circle("Schriftführung und Geschäftsführung", (READERS,))
OFFICE = Circle("Geschäftsführung des Gremiums", (TAKERS, STAFF))
INVITED = Circle("wer zur Sitzung eingeladen ist", (ACCOUNTS,))
GUESTS = Circle("Gast zu einem Punkt", (ACCOUNTS,))


class CommitteeRole(StrEnum):
    """What an account does for a committee; members' and chairs' rights come from the roster."""

    SECRETARIAT = "secretariat", "Geschäftsführung", OFFICE
    MINUTE_TAKER = "minute_taker", "Schriftführung", TAKERS

    label: str
    circle: Circle

    # The defaults are for looking one up by its value alone.
    def __new__(cls, value: str, label: str = "", circle: Circle = ACCOUNTS) -> Self:
        role = str.__new__(cls, value)
        role._value_ = value
        role.label, role.circle = label, circle
        return role


# In the examples the committee is called A; B is another one.
ROLES = (
    Role("anonymous", "ohne Anmeldung", (ANYBODY,)),
    Role("member", "Mitglied von A", (READERS, INVITED)),
    Role("deputy", "Stellvertretung in A", (INSIDERS, INVITED)),
    Role("standing_in", "Stellvertretung in A, die einspringt", (READERS, INVITED)),
    Role("guest", "Gast zu einem Punkt von A", (GUESTS,)),
    Role("chair", "Vorsitz von A", (CHAIRS, INVITED)),
    *(Role(one.value, f"{one.label} von A", (one.circle,)) for one in CommitteeRole),
    Role("other_secretariat", "Geschäftsführung von B", (STAFF,)),
    Role("admin", "Verwaltung ohne Gremium", (ADMINS,)),
)
