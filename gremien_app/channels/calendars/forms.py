"""Forms of one's own subscriptions."""

from typing import Any

from wtforms import RadioField

from gremien_app.base.web.bound import EnumRadioField, bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.channels.calendars.actions import Options
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind

_KINDS = {
    FeedKind.SITTINGS: "Sitzungen meiner Gremien",
    FeedKind.DEADLINES: "Fristen: was bis wann zu tun ist",
}


class OptionsForm(BaseForm):
    version = VersionField()
    name = bound(
        CalendarFeed.name,
        "Name des Abos",
        required="Bitte geben Sie dem Abo einen Namen.",
        description="So heißt der Kalender in Ihrem Programm, zum Beispiel „Telefon“.",
    )
    reminder = bound(
        CalendarFeed.reminder,
        field=EnumRadioField,
        description="Nicht jedes Kalenderprogramm übernimmt sie.",
    )
    has_neutral_title = bound(
        CalendarFeed.has_neutral_title,
        "Neutraler Titel: nur „Termin“ oder „Frist“",
        description="Wenn andere Ihren Kalender mitsehen: Gremium, Tagesordnung und Ort bleiben "
        "weg. Der Link im Termin führt erst nach dem Anmelden zur Sitzung.",
    )
    has_place = bound(
        CalendarFeed.has_place,
        "Den Ort trotz neutralem Titel anzeigen",
        description="Mancher Raum verrät das Gremium.",
    )
    has_agenda = bound(CalendarFeed.has_agenda, "Öffentliche Tagesordnung mit anzeigen")
    has_dial_in = bound(
        CalendarFeed.has_dial_in,
        description="Wer Ihren Kalender mitsieht, sieht auch sie. Mit neutralem Titel bleibt sie "
        "weg.",
    )
    shows_signing = bound(CalendarFeed.shows_signing)
    shows_motions = bound(CalendarFeed.shows_motions)
    shows_cancelled = bound(CalendarFeed.shows_cancelled, "Abgesagte Sitzungen weiter anzeigen")
    shows_holds = bound(CalendarFeed.shows_holds, "Vorgemerkte Termine anzeigen")

    def options(self) -> Options:
        return Options(**self.given())


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
