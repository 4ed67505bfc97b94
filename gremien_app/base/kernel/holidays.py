"""Days on which a sitting in Köln deserves a second thought. All of it warns, nothing forbids."""

from datetime import date
from functools import lru_cache

from dateutil.easter import easter

from gremien_app.base.kernel.clock import ONE_DAY

# Days of Köln's street carnival, counted from Easter Sunday.
_CARNIVAL = {
    -52: "Weiberfastnacht",
    -51: "Karnevalsfreitag",
    -50: "Karnevalssamstag",
    -49: "Karnevalssonntag",
    -48: "Rosenmontag",
    -47: "Veilchendienstag",
    -46: "Aschermittwoch",
}
_FIXED = {
    (11, 11): "Elfter im Elften (Karnevalsauftakt)",
    (12, 24): "Heiligabend",
    (12, 31): "Silvester",
}


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """Statutory holidays of North Rhine-Westphalia with German names (not to be changed)."""
    import holidays  # noqa: PLC0415  (takes a quarter of a second, and most commands never ask)

    return dict(
        sorted(holidays.country_holidays("DE", subdiv="NW", years=year, language="de").items())
    )


def holiday_name(day: date) -> str | None:
    """The name of the statutory holiday in North Rhine-Westphalia on that day, if it is one."""
    return public_holidays(day.year).get(day)


def carnival_name(day: date) -> str | None:
    """The name of the day in the street carnival, from Weiberfastnacht to Aschermittwoch."""
    return _CARNIVAL.get((day - easter(day.year)) // ONE_DAY)


def day_notes(day: date) -> tuple[str, ...]:
    """What is to be said about a day, the statutory holiday first; nothing for an ordinary day."""
    notes = (holiday_name(day), carnival_name(day), _FIXED.get((day.month, day.day)))
    return tuple(note for note in notes if note)
