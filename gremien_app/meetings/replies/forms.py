"""Forms of answers: one's own, by link, and what the office hears by telephone."""

from collections.abc import Sequence
from typing import Any

from gremien_app.base.web.bound import EnumRadioField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanTimeField,
    TextField,
    VersionField,
)
from gremien_app.meetings.replies.models import Answer, CallingTimes, Reply, Wish
from gremien_app.meetings.replies.rules import Given, Times
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import moment

SAID = {
    Answer.COMES: "ich komme",
    Answer.LATER: "ich komme später",
    Answer.EARLY: "ich gehe früher",
    Answer.ONLINE: "ich nehme online teil",
    Answer.DECLINES: "ich komme nicht",
}
_NUMBER = "Bitte geben Sie eine ganze Zahl ein."
WISHED = {
    Wish.CALL: "ja",
    Wish.SELF: "ich sage selbst Bescheid",
    Wish.NOT_YET: "noch nicht",
}


def _choices(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(one.value, text) for one, text in words.items()]


def _seat(value: Any) -> int | None:
    return int(value) if value and str(value).isdecimal() else None


class AnswerForm(BaseForm):
    """The own answer. ``offer`` says for which seats a deputy is asked."""

    answer = bound(Reply.answer, "Kommen Sie?", field=EnumRadioField, choices=_choices(SAID))
    from_at = GermanTimeField("ab")
    until_at = GermanTimeField("bis")
    seat = ChoiceField("Für welchen Sitz?", choices=[], coerce=_seat)

    def offer(self, seats: Sequence[tuple[int, str]]) -> None:
        if len(seats) > 1:
            self.seat.choices = [("", "Bitte wählen"), *((str(id_), name) for id_, name in seats)]
        else:
            del self.seat

    def said(self, sitting: Sitting) -> Given:
        """The answer with its times as moments of the sitting's day."""
        clocks = {name: self[name].data for name in ("from_at", "until_at")}
        moments = {
            name: moment(sitting.date, clock, name) if clock else None
            for name, clock in clocks.items()
        }
        seat = self["seat"].data if "seat" in self else None
        wish = self["wish"].data if "wish" in self else None
        return Given(self.answer.data, **moments, wish=wish, seat_id=seat)


class OfficeForm(AnswerForm):
    """What the office was told; the version keeps it from overwriting what came meanwhile."""

    answer = bound(
        Reply.answer,
        "Antwort",
        field=EnumRadioField,
        choices=[(one.value, one.label) for one in Answer],
    )
    wish = bound(Reply.wish, "Vertretung", none="noch nicht gesagt")
    version = VersionField()


class WishForm(BaseForm):
    wish = bound(
        Reply.wish,
        "Soll Ihre Vertretung geladen werden?",
        field=EnumRadioField,
        choices=_choices(WISHED),
    )


class UnnamedForm(BaseForm):
    name = TextField("Name", required="Bitte geben Sie den Namen ein.")


class TimesForm(BaseForm):
    after_hours = bound(CallingTimes.after_hours, maximum=72, required=_NUMBER)
    at_once_days = bound(CallingTimes.at_once_days, maximum=30, required=_NUMBER)
    from_hour = bound(CallingTimes.from_hour, maximum=23, required=_NUMBER)
    until_hour = bound(CallingTimes.until_hour, maximum=24, required=_NUMBER)
    version = VersionField()

    def times(self) -> Times:
        return Times(**self.given(CallingTimes))
