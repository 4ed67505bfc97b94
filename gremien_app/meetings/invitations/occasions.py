"""The mails of a dispatch, as they come with the program: day, time, place and where to read on."""

from gremien_app.base.house.occasions import Occasion, Placeholder
from gremien_app.meetings.invitations.dispatch_models import DispatchKind

_DATE = Placeholder("datum", "der Tag der Sitzung", "17.12.2026", is_short=True)
_WHEN = Placeholder(
    "termin",
    "Tag, Zeit und Ort; nach einer Änderung bisher und neu",
    "Donnerstag, 17. Dezember 2026, 14:00–16:00 Uhr\nStadthaus Deutz, Konferenzraum 16 F 43",
    is_needed=True,
)
_COMMITTEE = Placeholder(
    "gremium", "Gremium und Sitzung, nur für Personen, die das wünschen; sonst leer", ""
)
_READ = Placeholder(
    "lesen",
    "wo Tagesordnung und Unterlagen stehen",
    "Tagesordnung und Unterlagen finden Sie nach der Anmeldung hier:\n"
    "https://gremien.example/sitzungen/1",
    is_needed=True,
)
_MORE = Placeholder(
    "weiteres",
    "persönliche Links, zum Beispiel zum Antworten; im gemeinsamen Postfach leer",
    "Kommen Sie? Bitte antworten Sie hier:\nhttps://gremien.example/antwort/…",
    is_needed=True,
)
_CALENDAR = Placeholder(
    "kalender",
    "Hinweis auf den Kalendereintrag, wenn einer beiliegt",
    "Der Termin liegt als Kalendereintrag bei. Antworten Sie bitte nicht aus dem Kalender.",
)
_OFFICE = Placeholder(
    "buero", "Name, Telefon und E-Mail des Büros", "Geschäftsführung\nTelefon 0221 123"
)
_END = "{gremium}\n\n{termin}\n\n{lesen}\n\n{weiteres}\n\n{kalender}\n\n{buero}"
_ALL = (_DATE, _WHEN, _COMMITTEE, _READ, _MORE, _CALENDAR, _OFFICE)
_MEMBERS = "alle, die am Sitzungstag Einladung und Unterlagen erhalten, und Gäste"

INFORMED = Occasion(
    key="invited_informed",
    label="Einladung zur Kenntnis",
    readers="Stellvertretungen",
    order=11,
    subject="Einladung zur Sitzung am {datum}",
    text="Sie erhalten diese Einladung als Stellvertretung zur Kenntnis:\n\n" + _END,
    places=_ALL,
)
BY_KIND = {
    DispatchKind.INVITATION: Occasion(
        key="invited",
        label="Einladung",
        readers=_MEMBERS,
        order=10,
        subject="Einladung zur Sitzung am {datum}",
        text="Sie sind zu einer Sitzung eingeladen:\n\n" + _END,
        places=_ALL,
    ),
    DispatchKind.ADDENDUM: Occasion(
        key="addendum",
        label="Nachtragstagesordnung",
        readers=_MEMBERS,
        order=12,
        subject="Nachtrag zur Sitzung am {datum}",
        text="zur Tagesordnung dieser Sitzung kommt etwas hinzu:\n\n" + _END,
        places=_ALL,
    ),
    DispatchKind.MOVE: Occasion(
        key="moved",
        label="Verlegung",
        readers=f"{_MEMBERS}; auf Wunsch des Büros auch, wer seitdem ausgeschieden ist",
        order=13,
        subject="Sitzung verlegt auf den {datum}",
        text="eine Sitzung ist verlegt.\n\n" + _END,
        places=_ALL,
    ),
    DispatchKind.ROOM: Occasion(
        key="place_changed",
        label="Änderung von Ort oder Form",
        readers=_MEMBERS,
        order=14,
        subject="Sitzung am {datum}: Ort oder Form geändert",
        text="für eine Sitzung haben sich Ort oder Form geändert.\n\n" + _END,
        places=_ALL,
    ),
    DispatchKind.CANCELLATION: Occasion(
        key="cancelled",
        label="Absage",
        readers=f"{_MEMBERS}; auf Wunsch des Büros auch, wer seitdem ausgeschieden ist",
        order=15,
        subject="Die Sitzung am {datum} entfällt",
        text="diese Sitzung entfällt:\n\n{gremium}\n\n{termin}\n\n{kalender}\n\n{buero}",
        places=(_DATE, _WHEN, _COMMITTEE, _CALENDAR, _OFFICE),
    ),
}
OCCASIONS = (*BY_KIND.values(), INFORMED)


def occasion_of(kind: DispatchKind, *, is_informed: bool) -> Occasion:
    """A deputy for information is not invited, and the mail says so."""
    if kind is DispatchKind.INVITATION and is_informed:
        return INFORMED
    return BY_KIND[kind]
