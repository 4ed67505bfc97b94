"""Who may do what: the words of the access matrix, read by people and by the tests.

``matrix_routes.ROUTES`` says for every address who gets through, ``matrix_matters.MATTERS`` who
reads what in which state. Tests ask every address as every role and compare; the page
docs/zugriff.md is written from the same lines. It decides nothing: rights are decided by the
guard (``web.access``) and by each room's queries.
"""

from dataclasses import dataclass

# The committee of the examples is called A; B is another one.
ROLES = {
    "anonymous": "ohne Anmeldung",
    "member": "Mitglied von A",
    "deputy": "Stellvertretung in A",
    "standing_in": "Stellvertretung in A, die einspringt",
    "guest": "Gast zu einem Punkt von A",
    "chair": "Vorsitz von A",
    "minute_taker": "Schriftführung von A",
    "secretariat": "Geschäftsführung von A",
    "other_secretariat": "Geschäftsführung von B",
    "admin": "Verwaltung ohne Gremium",
}
ANSWERS = {
    "j": "ja",
    "v": "verboten",  # 403: it is known that it exists
    "u": "gibt es nicht",  # 404, as for what never existed
    "a": "anmelden",
}


@dataclass(frozen=True)
class Who:
    """Who gets through: in words, and one letter of ``ANSWERS`` for each role."""

    words: str
    answers: str

    def answer(self, role: str) -> str:
        return self.answers[list(ROLES).index(role)]


#                                                                  anonymous
#                                                                  |member
#                                                                  ||deputy
#                                                                  |||deputy who stands in
#                                                                  ||||guest
#                                                                  |||||chair
#                                                                  ||||||minute taker
#                                                                  |||||||secretariat of A
#                                                                  ||||||||secretariat of B
#                                                                  |||||||||administration
EVERYONE = Who("alle", "jjjjjjjjjj")
SIGNED_IN = Who("alle Angemeldeten", "ajjjjjjjjj")
OWNER = Who("nur die Person, der es gehört (hier das Mitglied)", "ajuuuuuuuu")
COMMITTEE = Who("wer zum Gremium gehört", "ajjjujjjuu")
COMMITTEE_HIDDEN = Who("wer zum Gremium gehört; andere erfahren nichts", "ujjjujjjuu")
CLOSED = Who("wer den nichtöffentlichen Teil liest", "ajujujjjuu")
CLOSED_HIDDEN = Who("wer den nichtöffentlichen Teil liest; andere erfahren nichts", "ujujujjjuu")
CHAIR = Who("wer die Sitzung geleitet hat", "avvvvjvvvv")
SIGNERS = Who("wer unterzeichnen muss", "avvvvjjjvv")
WHO_REFUSED = Who("wer die Unterschrift verweigert hat", "avvvvvvvvv")
RECORDERS = Who("Schriftführung und Geschäftsführung", "avvvvvjjvv")
RECORDERS_HIDDEN = Who("Schriftführung und Geschäftsführung; B erfährt nichts", "avvvuvjjuu")
RECORDERS_CLOSED = Who(
    "Schriftführung und Geschäftsführung; wer den Teil nicht liest, erfährt nichts", "avuvuvjjuu"
)
RECORDERS_NONE = Who(
    "Schriftführung und Geschäftsführung (hier ist nichts veröffentlicht)", "avvvvvuuvv"
)
SECRETARIAT = Who("Geschäftsführung des Gremiums", "avvvvvvjvv")
SECRETARIAT_HIDDEN = Who("Geschäftsführung des Gremiums; B erfährt nichts", "avvvvvvjuv")
SECRETARIAT_UNDO = Who(
    "Geschäftsführung des Gremiums (hier ist nichts zurückzunehmen)", "avvvvvvuvv"
)
ANY_SECRETARIAT = Who("jede Geschäftsführung", "avvvvvvjjv")
OVERSIGHT = Who("jede Geschäftsführung und die Verwaltung", "avvvvvvjjj")
OVERSIGHT_HIDDEN = Who(
    "Geschäftsführung des Gremiums und Verwaltung; B erfährt nichts", "avvvvvvjuj"
)
NOTHING_ERASED = Who("Verwaltung der Anwendung (hier ist nichts gelöscht)", "avvvvvvvvu")
ADMINISTRATION = Who("Verwaltung der Anwendung", "avvvvvvvvj")
KEY_HOLDERS = Who("wer die geheime Adresse kennt (hier niemand)", "uuuuuuuuuu")
NOBODY = Who("niemand: einen nichtöffentlichen Teil gibt es hier nicht", "auuuuuuuuu")


@dataclass(frozen=True)
class Route:
    """One address: who gets through with a public sitting's objects, and with a closed one's.

    ``state``: asked with the objects of a sitting in this state instead.
    """

    methods: str
    rule: str
    who: Who
    closed: Who | None = None
    state: str = ""

    def expected(self, objects: str) -> Who:
        return self.closed if objects == "closed" and self.closed else self.who


@dataclass(frozen=True)
class Matter:
    """A thing in a state: who reads it, one of "j" and "-" for each role of ``ROLES``."""

    key: str
    thing: str
    state: str
    readers: str
