"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, Keeping, in_words
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.people.accounts import actions, granting_actions, known_devices, rules, views
from gremien_app.people.accounts.models import (
    Assignment,
    FailedSignIn,
    LinkPurpose,
    LoginSession,
    OneTimeLink,
    RightsVersion,
    User,
)
from gremien_app.people.accounts.occasions import OCCASIONS

ACCOUNTS = Keeping(
    name="Benutzerkonten und Aufgaben",
    whose="Beschäftigte, Mitglieder mit Konto",
    kept="solange jemand damit arbeitet",
    end="die Verwaltung sperrt oder löscht; das Konto einer Person geht mit „Person löschen“",
    order=5,
)
SIGN_INS = Keeping(
    name="Anmeldungen: Art des Geräts, gekürzte Netzadresse",
    whose="wer angemeldet ist",
    kept=lambda lengths: (
        f"höchstens {in_words(lengths.session)}; gültig nur, solange nicht länger als "
        f"{int(lengths.idle.total_seconds() // 60)} Minuten nichts geschieht"
    ),
    end="mit dem Abmelden; abgelaufene von selbst",
    order=6,
    settings=("session_hours", "idle_minutes"),
)
DEVICES = Keeping(
    name="Cookie, das ein Gerät wiedererkennt",
    whose="wer sich angemeldet hat",
    kept=in_words(known_devices.LIFETIME),
    end="nur im Browser; wertlos mit einem neuen Passwort",
    order=7,
)
FAILURES = Keeping(
    name="Falsche Passwörter: Prüfwerte von Konto und Netzadresse",
    whose="wer sich anmelden wollte",
    kept=in_words(max(rules.FAILURE_WINDOW, rules.RESET_WINDOW)),
    end="von selbst",
    order=8,
)
LINKS = Keeping(
    name="Links, die ein Passwort setzen (nur ihr Prüfwert) oder eine neue Adresse bestätigen",
    whose="wer eingeladen wurde, sein Passwort vergaß oder die Adresse wechselt",
    kept=f"gültig {in_words(rules.LIFETIMES[LinkPurpose.INVITATION])}, "
    f"{in_words(rules.LIFETIMES[LinkPurpose.RESET])} oder "
    f"{in_words(rules.LIFETIMES[LinkPurpose.ADDRESS])}; die Zeile "
    f"{in_words(rules.LINKS_KEPT)} länger",
    end="von selbst",
    order=9,
)
registration = Registration(
    room="people.accounts",
    occasions=OCCASIONS,
    blueprints=(views.bp,),
    private=("accounts.own", "accounts.sign", "accounts.forgot", "accounts.set_password"),
    secret_forms=("accounts.",),
    keepings=(DEVICES,),
    areas=(Area("account", "Konten und Anmeldung", tells_of_saves=False),),
    tidy=actions.tidy,
    restored=granting_actions.end_restored,
    tables=(
        TableFacts(
            FailedSignIn,
            calendars=SILENT,
            keeping=FAILURES,
            persons={Fate.GOES: ("account_hash", "origin_hash")},
        ),
        TableFacts(
            User,
            recorded=RecordedAs(
                label="Benutzerkonto",
                slug="benutzerkonto",
                belongs_by="person_id",
                begun_by="account.created",
            ),
            calendars=SHOWN,
            keeping=ACCOUNTS,
            persons={Fate.GOES: ("email", "name", "password_hash", "nonce", "person_id")},
        ),
        TableFacts(
            Assignment,
            calendars=SHOWN,
            keeping=ACCOUNTS,
            goes_with=GoesWith(column="user_id"),
            persons={Fate.GOES: ("user_id",)},
        ),
        TableFacts(
            RightsVersion,
            calendars=SILENT,
            keeping=MASTER,
            is_filled=True,
            persons={Fate.NOBODY: ("value",)},
        ),
        TableFacts(
            LoginSession,
            calendars=SILENT,
            keeping=SIGN_INS,
            goes_with=GoesWith(
                column="user_id", label="Anmeldungen auf Geräten", order=5, field="sign_ins"
            ),
            persons={Fate.GOES: ("user_id", "key_hash", "device", "origin")},
        ),
        TableFacts(
            OneTimeLink,
            calendars=SILENT,
            keeping=LINKS,
            goes_with=GoesWith(column="user_id"),
            persons={Fate.GOES: ("user_id", "key_hash", "to_email")},
        ),
    ),
)
