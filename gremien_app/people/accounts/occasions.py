"""The mails of accounts, as they come with the program: links and warnings to their owners."""

from gremien_app.base.house.occasions import Occasion, Placeholder

_OWNER = "wem das Benutzerkonto gehört"
_LINK = Placeholder(
    "link", "der persönliche Link", "https://gremien.example/passwort/…", is_needed=True
)
_NOT_YOU = (
    "Waren Sie das nicht? Dann verständigen Sie bitte sofort die Geschäftsführung Ihres Gremiums "
    "und ändern Sie Ihr Passwort."
)

INVITED = Occasion(
    key="account_invited",
    label="Benutzerkonto: Einladung",
    readers="wer ein Benutzerkonto bekommt",
    order=60,
    subject="Ihr Zugang zu Gremien",
    text=(
        "{wer} hat für Sie ein Benutzerkonto angelegt. In Gremien finden Sie Termine, "
        "Tagesordnungen und Niederschriften Ihrer Gremien.\n\n"
        "Bitte wählen Sie hier Ihr Passwort:\n{link}\n\n"
        "Der Link gilt sieben Tage und nur einmal. Danach melden Sie sich mit dieser "
        "E-Mail-Adresse an: {adresse}"
    ),
    places=(
        Placeholder("wer", "wer das Konto angelegt hat", "die Geschäftsführung"),
        _LINK,
        Placeholder("adresse", "die Adresse zum Anmelden", "kim@example.org"),
    ),
)
RESET = Occasion(
    key="account_reset",
    label="Benutzerkonto: neues Passwort",
    readers=f"{_OWNER}, auf eigene Bitte",
    order=61,
    subject="Neues Passwort für Gremien",
    text=(
        "für Ihr Benutzerkonto wurde ein neues Passwort angefordert. Hier können Sie es wählen:\n"
        "{link}\n\n"
        "Der Link gilt eine Stunde und nur einmal. Wenn Sie ihn nicht angefordert haben, "
        "brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist."
    ),
    places=(_LINK,),
    is_answer=True,
)
PASSWORD_CHANGED = Occasion(
    key="account_password",
    label="Benutzerkonto: Passwort geändert",
    readers=_OWNER,
    order=62,
    subject="Ihr Passwort für Gremien wurde geändert",
    text=(
        "am {tag} um {uhrzeit} wurde das Passwort Ihres Benutzerkontos geändert. Alle anderen "
        "Anmeldungen sind beendet.\n\n"
        "Waren Sie das nicht? Dann fordern Sie auf der Anmeldeseite unter „Passwort vergessen“ "
        "gleich ein neues an und verständigen Sie die Geschäftsführung."
    ),
    places=(
        Placeholder("tag", "der Tag der Änderung", "23.11.2026", is_short=True),
        Placeholder("uhrzeit", "die Uhrzeit der Änderung", "10:00 Uhr"),
    ),
    is_answer=True,
)
CONFIRM_ADDRESS = Occasion(
    key="account_confirm",
    label="Benutzerkonto: Adresse bestätigen",
    readers="die neue Adresse, auf eigene Bitte",
    order=63,
    subject="Bitte bestätigen Sie Ihre E-Mail-Adresse",
    text=(
        "mit dieser Adresse möchten Sie sich künftig bei Gremien anmelden. Bitte bestätigen Sie "
        "das hier:\n{link}\n\n"
        "Der Link gilt einen Tag und nur einmal. Wenn Sie das nicht waren, brauchen Sie nichts zu "
        "tun: Dann ändert sich nichts."
    ),
    places=(_LINK,),
    is_answer=True,
)
ADDRESS_TAKEN = Occasion(
    key="account_taken",
    label="Benutzerkonto: Adresse gehört schon zu einem Konto",
    readers="die Adresse, die jemand angegeben hat",
    order=64,
    subject="Ihre E-Mail-Adresse bei Gremien",
    text=(
        "jemand wollte diese Adresse für ein anderes Benutzerkonto eintragen. Sie gehört schon zu "
        "einem Konto; darum ist nichts geschehen.\n\n"
        "Waren Sie das selbst? Dann haben Sie zwei Konten. Bitte schreiben Sie der "
        "Geschäftsführung, welches bleiben soll."
    ),
    is_answer=True,
)
ADDRESS_ASKED = Occasion(
    key="account_asked",
    label="Benutzerkonto: andere Adresse angegeben",
    readers=f"{_OWNER}, an die bisherige Adresse",
    order=65,
    subject="Eine andere E-Mail-Adresse für Ihr Konto",
    text=(
        "für Ihr Benutzerkonto bei Gremien wurde eine andere E-Mail-Adresse angegeben. Sie gilt, "
        "sobald sie dort bestätigt ist. Bis dahin melden Sie sich weiter mit dieser Adresse "
        "an.\n\n" + _NOT_YOU
    ),
    is_answer=True,
)
ADDRESS_CHANGED = Occasion(
    key="account_changed",
    label="Benutzerkonto: Adresse geändert",
    readers=f"{_OWNER}, an die bisherige Adresse",
    order=66,
    subject="Ihre E-Mail-Adresse bei Gremien wurde geändert",
    text=(
        "die neue E-Mail-Adresse Ihres Benutzerkontos ist bestätigt. An diese hier schreibt "
        "Gremien von jetzt an nichts mehr.\n\n" + _NOT_YOU
    ),
    is_answer=True,
)
OCCASIONS = (
    INVITED,
    RESET,
    PASSWORD_CHANGED,
    CONFIRM_ADDRESS,
    ADDRESS_TAKEN,
    ADDRESS_ASKED,
    ADDRESS_CHANGED,
)
