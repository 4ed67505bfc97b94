"""The office's rights, as the routes state them (Rechte); ``base.kernel.rights`` has the others.

``…_HIDDEN``: who does not get through learns nothing. ``…_CLOSED``: that of the closed part.
"""

from gremien_app.base.kernel.rights import ACCOUNTS, ADMINS, NOBODY, STAFF, Right, all_of
from gremien_app.people.roles import CHAIRS, INSIDERS, OFFICE, READERS, TAKERS
from gremien_app.people.roles import INVITED as ROSTER

COMMITTEE = Right("wer zum Gremium gehört", all_of(INSIDERS), told=NOBODY)
COMMITTEE_HIDDEN = Right(
    "wer zum Gremium gehört; andere erfahren nichts", all_of(INSIDERS), told=NOBODY, is_secret=True
)
INVITED = Right(
    "wer am Sitzungstag zum Gremium gehört, für sich selbst", all_of(ROSTER), told=NOBODY
)
CLOSED = Right("wer den nichtöffentlichen Teil liest", all_of(READERS), told=NOBODY)
CLOSED_HIDDEN = Right(
    "wer den nichtöffentlichen Teil liest; andere erfahren nichts",
    all_of(READERS),
    told=NOBODY,
    is_secret=True,
)
CHAIR = Right("wer die Sitzung geleitet hat", all_of(CHAIRS))
CHAIR_HIDDEN = Right("Vorsitz des Gremiums; andere erfahren nichts", all_of(CHAIRS), told=NOBODY)
SETTERS_HIDDEN = Right(
    "Vorsitz und Geschäftsführung des Gremiums; andere erfahren nichts",
    all_of(CHAIRS, OFFICE),
    told=NOBODY,
)
SUBMITTERS = Right(
    "wer die Vorlage eingereicht hat, und die Geschäftsführung; andere erfahren nichts",
    all_of(OFFICE),
    own=all_of(ACCOUNTS),
    told=NOBODY,
)
SIGNERS = Right("wer unterzeichnen muss", all_of(CHAIRS, TAKERS))
WHO_REFUSED = Right("wer die Unterschrift verweigert hat", own=all_of(CHAIRS, TAKERS))
RECORDERS = Right("Schriftführung und Geschäftsführung", all_of(TAKERS))
RECORDERS_HIDDEN = Right(
    "Schriftführung und Geschäftsführung; wer nicht zum Gremium gehört, erfährt nichts",
    all_of(TAKERS),
    told=all_of(INSIDERS),
)
RECORDERS_CLOSED = Right(
    "Schriftführung und Geschäftsführung; wer den Teil nicht liest, erfährt nichts",
    all_of(TAKERS),
    told=all_of(READERS),
)
SECRETARIAT = Right("Geschäftsführung des Gremiums", all_of(OFFICE))
SECRETARIAT_HIDDEN = Right(
    "Geschäftsführung des Gremiums; andere Geschäftsführungen erfahren nichts",
    all_of(OFFICE),
    told=NOBODY,
)
ANY_SECRETARIAT = Right("jede Geschäftsführung", all_of(STAFF))
NEED_TO_KNOW = Right(
    "Geschäftsführung des Gremiums, die Unterstützung organisiert; andere erfahren nichts",
    all_of(OFFICE),
    told=NOBODY,
    is_secret=True,
)
ANY_SECRETARIAT_HIDDEN = Right(
    "jede Geschäftsführung, die die Vorlage liest; andere erfahren nichts",
    own=all_of(STAFF),
    told=NOBODY,
)
OVERSIGHT_HIDDEN = Right(
    "Geschäftsführung des Gremiums und Verwaltung; andere Geschäftsführungen erfahren nichts",
    all_of(OFFICE, ADMINS),
    told=NOBODY,
)
CLOSING = Right(
    "Verwaltung der Anwendung; bei einer Gruppe die Geschäftsführung ihres Gremiums",
    all_of(ADMINS),
    at_times=all_of(OFFICE),
)
