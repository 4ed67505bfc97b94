"""Forms of one's own subscriptions."""

from typing import Any

from wtforms import BooleanField, RadioField

from gremien_app.base.web.forms import BaseForm, TextField, VersionField
from gremien_app.channels.calendars.actions import Options
from gremien_app.channels.calendars.models import FeedKind, Reminder

NAME_LENGTH = 80
_KINDS = {
    FeedKind.SITTINGS: "Sitzungen meiner Gremien",
    FeedKind.DEADLINES: "Fristen: was bis wann zu tun ist",
}


class OptionsForm(BaseForm):
    """What a running subscription shows."""

    version = VersionField()
    name = TextField(
        "Name des Abos",
        required="Bitte geben Sie dem Abo einen Namen.",
        length=NAME_LENGTH,
        description="So heißt der Kalender in Ihrem Programm, zum Beispiel „Telefon“.",
    )
    reminder = RadioField(
        "Erinnerung",
        choices=[(one.value, one.label) for one in Reminder],
        description="Nicht jedes Kalenderprogramm übernimmt sie.",
    )
    has_neutral_title = BooleanField(
        "Neutraler Titel: nur „Termin“ oder „Frist“",
        description="Wenn andere Ihren Kalender mitsehen: Gremium, Tagesordnung und Ort bleiben "
        "weg. Der Link im Termin führt erst nach dem Anmelden zur Sitzung.",
    )
    has_place = BooleanField(
        "Den Ort trotz neutralem Titel anzeigen",
        description="Mancher Raum verrät das Gremium.",
    )
    has_agenda = BooleanField("Öffentliche Tagesordnung mit anzeigen")
    has_dial_in = BooleanField(
        "Adresse zur Einwahl in hybride und Online-Sitzungen",
        description="Wer Ihren Kalender mitsieht, sieht auch sie. Mit neutralem Titel bleibt sie "
        "weg.",
    )
    shows_signing = BooleanField("Niederschriften, die auf meine Unterzeichnung warten")
    shows_motions = BooleanField("Antragsschluss meiner Gremien")
    shows_cancelled = BooleanField("Abgesagte Sitzungen weiter anzeigen")
    shows_holds = BooleanField("Vorgemerkte Termine anzeigen")

    def options(self) -> Options:
        return Options(
            name=self.name.data or "",
            reminder=Reminder(self.reminder.data),
            has_neutral_title=bool(self.has_neutral_title.data),
            has_place=bool(self.has_place.data),
            has_agenda=bool(self.has_agenda.data),
            has_dial_in=bool(self.has_dial_in.data),
            shows_signing=bool(self.shows_signing.data),
            shows_motions=bool(self.shows_motions.data),
            shows_cancelled=bool(self.shows_cancelled.data),
            shows_holds=bool(self.shows_holds.data),
        )


class NewFeedForm(OptionsForm):
    """A new subscription; ``kinds`` are those this account may have."""

    kind = RadioField("Was soll das Abo enthalten?")

    def __init__(self, kinds: tuple[FeedKind, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [(one.value, _KINDS[one]) for one in kinds]
        if len(kinds) == 1:
            del self.kind

    def chosen_kind(self) -> FeedKind:
        return FeedKind(self.kind.data) if "kind" in self else FeedKind.SITTINGS
