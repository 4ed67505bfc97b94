"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, Keeping, in_words
from gremien_app.base.house.registration import About, MenuEntry, Registration, Taken
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.base.mail import actions, views
from gremien_app.base.mail.models import (
    OccasionSetting,
    OutboxAttachment,
    OutboxFile,
    OutboxMail,
)
from gremien_app.base.mail.occasions import DAILY
from gremien_app.base.mail.rules import SECRETS_KEPT, SENT_KEPT

MAILS = Keeping(
    name="Mails im Postausgang",
    whose="Empfänger*innen",
    kept=f"{in_words(SENT_KEPT)} nach dem Versand oder dem letzten Versuch; geheime Links bis zum "
    f"Versand, höchstens {in_words(SECRETS_KEPT)}",
    end="von selbst",
    order=10,
)
registration = Registration(
    room="base.mail",
    blueprints=(views.bp,),
    menu=(
        MenuEntry("Postausgang", "mail.index", order=103, is_behind=True, in_demonstration=True),
    ),
    current={"mail.index": ("mail.",)},
    about=(About("/postausgang/<oid:id>", OutboxMail),),
    pages=(ObjectPage("outbox_mail", "mail.show", views.opens),),
    areas=(Area("mail", "Mails"), Area("occasion", "Anlässe der Post")),
    occasions=(DAILY,),
    taken=(
        Taken(
            "uq_occasion_setting_key",
            "Diese Mail hat gerade jemand anderes geändert. Bitte laden Sie die Seite neu.",
        ),
    ),
    tidy=actions.tidy,
    restored=actions.give_up_restored,
    tables=(
        TableFacts(
            OutboxMail,
            recorded=RecordedAs(label="Mail", slug="mail"),
            calendars=SILENT,
            keeping=MAILS,
            persons={
                Fate.GOES: (
                    "to_address",
                    "key",
                    "reader",
                ),  # mails to the person; in mails to others:
                Fate.REPLACED: ("to_name", "subject", "body", "last_error"),
                Fate.NOBODY: ("list_id", "calendar", "calendar_method"),
            },
        ),
        TableFacts(
            OutboxAttachment, calendars=SILENT, keeping=MAILS, persons={Fate.NOBODY: ("name",)}
        ),
        TableFacts(
            OccasionSetting,
            recorded=RecordedAs(label="Anlass der Post", slug="anlass"),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("subject", "text"), Fate.NOBODY: ("key",)},
        ),
        TableFacts(OutboxFile, calendars=SILENT, keeping=MAILS, persons={Fate.NOBODY: ("sha256",)}),
    ),
)
