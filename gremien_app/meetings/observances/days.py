"""The computed days to respect, by year; each says where its date comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, easter

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.holidays import carnival_name, public_holidays
from gremien_app.meetings.observances.models import Tradition

CUSTOM_LAW = "Brauch in Köln, kein gesetzlicher Feiertag"
PUBLIC_LAW = "Feiertagsgesetz NW"
SCHOOL_LAW = "Ferienordnung NRW"
CARNIVAL_SOURCE = "errechnet aus dem Ostertermin"
JEWISH_SOURCE = "jüdischer Kalender, errechnet"
ISLAMIC_SOURCE = "Umm-al-Qura-Kalender, errechnet; nach Sichtung des Mondes ± 1 Tag"
ORTHODOX_SOURCE = "julianischer Kalender, errechnet"
SHABBAT_SOURCE = (
    "jüdische Woche: von Sonnenuntergang am Freitag bis zum Einbruch der Nacht am Samstag"
)
FRIDAY_SOURCE = (
    "Brauch muslimischer Gemeinden, nach dem Sonnenstand; meist zwischen 12:00 und 14:30 Uhr"
)
ALEVI_SOURCE = "Vertrag der Stadt Hamburg mit der Alevitischen Gemeinde von 2012, Artikel 3"
SCHOOL_UNKNOWN = "Schulferien unbekannt"

_CUSTOMS = {
    (11, 11): ("Elfter im Elften (Karnevalsauftakt)", Tradition.CARNIVAL),
    (12, 24): ("Heiligabend", Tradition.OTHER),
    (12, 31): ("Silvester", Tradition.OTHER),
}
# pyluach's names; minor fasts and half-holidays of the synagogue alone are left out.
_JEWISH = {
    "Rosh Hashana": "Rosch ha-Schana",
    "Yom Kippur": "Jom Kippur",
    "Succos": "Sukkot",
    "Shmini Atzeres": "Schemini Azeret",
    "Simchas Torah": "Simchat Tora",
    "Chanuka": "Chanukka",
    "Purim": "Purim",
    "Pesach": "Pessach",
    "Shavuos": "Schawuot",
    "9 of Av": "Tischa be-Aw",
}
# month, first and last day, name, whether the days before and after may be meant as well
_ISLAMIC = (
    (1, 1, 1, "Islamisches Neujahr", False),
    (1, 10, 10, "Aschura", False),
    (3, 12, 12, "Geburtstag des Propheten (Mawlid)", False),
    (10, 1, 3, "Fest des Fastenbrechens (Ramadanfest)", True),
    (12, 10, 13, "Opferfest", True),
)
_RAMADAN = 9
_ORTHODOX = {
    -2: "Karfreitag (orthodox)",
    0: "Ostersonntag (orthodox)",
    1: "Ostermontag (orthodox)",
    49: "Pfingstsonntag (orthodox)",
}
_ALEVI = {
    (2, 16): ("Hızır-Lokması", True),  # others keep it in the second week of February
    (3, 21): ("Nevruz", False),
    (5, 6): ("Hıdırellez", False),
    (7, 2): ("Gedenktag Sivas", False),
}
_MUHARREM_FAST, _ASURE = 12, 13  # days of the month Muharrem


@dataclass(frozen=True)
class DayNote:
    """What is to be said of a day, and where that comes from.

    ``is_eve``: the day itself begins this evening. ``is_evening``: of this day only the
    evening matters (the breaking of the fast in Ramadan). Both concern what runs past sunset.
    ``hours``: of this day only these matter. ``ends_at_night``: its evening is free again.
    ``is_unknown``: only that nobody knows the school holidays yet. ``entry_id``: of the office's
    own table.
    """

    name: str
    tradition: Tradition
    source: str
    is_approximate: bool = False
    is_eve: bool = False
    is_evening: bool = False
    hours: tuple[time, time] | None = None
    ends_at_night: bool = False
    is_weekly: bool = False
    is_unknown: bool = False
    entry_id: int | None = None

    def key(self, day: date) -> str:
        """What is told of the day, however it is called: names are worded anew."""
        marks = ("is_weekly", "is_eve", "is_evening", "hours", "ends_at_night", "is_unknown")
        told = [name for name in marks if getattr(self, name)]
        entry = [str(self.entry_id)] if self.entry_id else []
        return ":".join([day.isoformat(), *told, *entry])

    @property
    def label(self) -> str:
        """As lists and month tables show it: "Jom Kippur (beginnt am Abend)"."""
        marks = []
        if self.is_eve:
            marks.append("beginnt am Abend")
        if self.is_approximate:
            marks.append("± 1 Tag" if self.tradition is Tradition.ISLAMIC else "ungefähr")
        return f"{self.name} ({', '.join(marks)})" if marks else self.name


Note = tuple[date, DayNote]

# What every week brings, by weekday; no list shows it, only who plans a date is told.
_WEEKLY = {
    4: (
        DayNote(
            "Freitagsgebet",
            Tradition.ISLAMIC,
            FRIDAY_SOURCE,
            hours=(time(12), time(14, 30)),
            is_weekly=True,
        ),
        DayNote("Schabbat", Tradition.JEWISH, SHABBAT_SOURCE, is_eve=True, is_weekly=True),
    ),
    5: (DayNote("Schabbat", Tradition.JEWISH, SHABBAT_SOURCE, ends_at_night=True, is_weekly=True),),
}


def weekly_notes(day: date) -> tuple[DayNote, ...]:
    """Shabbat and the prayer on Friday noon."""
    return _WEEKLY.get(day.weekday(), ())


@lru_cache(maxsize=64)
def computed_notes(year: int) -> dict[date, tuple[DayNote, ...]]:
    """All computed notes of a year (not to be changed), those of the law first."""
    found: dict[date, list[DayNote]] = {}
    for part in (_public, _customs, _school, _carnival, _jewish, _islamic, _orthodox, _alevi):
        for day, note in part(year):
            if day.year == year and note not in found.setdefault(day, []):
                found[day].append(note)
    return {day: tuple(notes) for day, notes in sorted(found.items()) if notes}


@lru_cache(maxsize=64)
def school_holidays(year: int) -> dict[date, str]:
    """Days of NRW's school holidays in a year, as far as they are fixed (not to be changed)."""
    import holidays  # noqa: PLC0415  (takes a quarter of a second, and most commands never ask)

    found = holidays.country_holidays(
        "DE", subdiv="NW", years=year, language="de", categories="school"
    )
    return dict(sorted(found.items()))


def unknown_vacations(year: int) -> str:
    """What the heading of a year's plan says of its school holidays; "" when all are known."""
    if is_school_known(date(year, 12, 31)):
        return ""
    return f"Ferien {year} {'zum Teil ' if school_holidays(year) else ''}unbekannt"


def is_school_known(day: date) -> bool:
    """Whether the school holidays around a day are fixed; an empty year is unknown, not free."""
    known = school_holidays(day.year)
    return bool(known) and (day <= max(known) or max(known).month == 12)


def _public(year: int) -> Iterator[Note]:
    for day, name in public_holidays(year).items():
        yield day, DayNote(name, Tradition.PUBLIC, PUBLIC_LAW)


def _customs(year: int) -> Iterator[Note]:
    for (month, day), (name, tradition) in _CUSTOMS.items():
        yield date(year, month, day), DayNote(name, tradition, CUSTOM_LAW)


def _school(year: int) -> Iterator[Note]:
    for day, name in school_holidays(year).items():
        yield day, DayNote(name, Tradition.SCHOOL, SCHOOL_LAW)


def _carnival(year: int) -> Iterator[Note]:
    first = easter(year) - timedelta(days=52)
    for days in range(7):
        day = first + days * ONE_DAY
        yield day, DayNote(carnival_name(day) or "", Tradition.CARNIVAL, CARNIVAL_SOURCE)


def _jewish(year: int) -> Iterator[Note]:
    from pyluach.dates import GregorianDate  # noqa: PLC0415  (rarely needed)

    former = ""
    for day in _days(date(year, 1, 1) - ONE_DAY, date(year + 1, 1, 1)):
        hebrew = GregorianDate(day.year, day.month, day.day).to_heb()
        name = _JEWISH.get(hebrew.holiday() or "", "")
        if name and name != former:
            yield day - ONE_DAY, DayNote(name, Tradition.JEWISH, JEWISH_SOURCE, is_eve=True)
        if name:
            yield day, DayNote(name, Tradition.JEWISH, JEWISH_SOURCE)
        former = name


def _islamic(year: int) -> Iterator[Note]:
    def note(name: str, *, is_eve: bool = False, is_evening: bool = False) -> DayNote:
        return DayNote(
            name,
            Tradition.ISLAMIC,
            ISLAMIC_SOURCE,
            is_approximate=True,
            is_eve=is_eve,
            is_evening=is_evening,
        )

    for month, first, last, name, is_feast in _ISLAMIC:
        for start, end in _hijri_spans(year, month, first, last):
            yield from ((day, note(name)) for day in _days(start, end))
            if is_feast:
                yield start - ONE_DAY, note(f"{name}, möglicher erster Tag")
                yield end + ONE_DAY, note(f"{name}, möglicher letzter Tag")
            else:
                yield start - ONE_DAY, note(name, is_eve=True)
    for start, end in _hijri_spans(year, _RAMADAN, 1, None):
        for day in _days(start - ONE_DAY, end):
            yield day, note("Ramadan, Fastenbrechen nach Sonnenuntergang", is_evening=True)


def _hijri_spans(
    year: int, month: int, first: int, last: int | None
) -> Iterator[tuple[date, date]]:
    """The spans of these days (``last`` None: to the month's end) in a year or at its edge."""
    from hijridate import Hijri  # noqa: PLC0415  (as slow as rarely needed)

    around = (year - 622) * 33 // 32
    for hijri_year in range(around - 1, around + 3):
        try:
            length = Hijri(hijri_year, month, 1).month_length()
            start = Hijri(hijri_year, month, first).to_gregorian()
            end = Hijri(hijri_year, month, last or length).to_gregorian()
        except OverflowError:  # the table covers 1924 to 2077
            continue
        span = date(*start.datetuple()), date(*end.datetuple())
        if span[0] - ONE_DAY <= date(year, 12, 31) and span[1] + ONE_DAY >= date(year, 1, 1):
            yield span


def _orthodox(year: int) -> Iterator[Note]:
    sunday = easter(year, EASTER_ORTHODOX)
    for days, name in _ORTHODOX.items():
        day = sunday + days * ONE_DAY
        yield day, DayNote(name, Tradition.ORTHODOX, ORTHODOX_SOURCE)
    name = "Weihnachten (orthodox, nach julianischem Kalender)"
    yield date(year, 1, 7), DayNote(name, Tradition.ORTHODOX, ORTHODOX_SOURCE)


def _alevi(year: int) -> Iterator[Note]:
    for (month, number), (name, is_vague) in _ALEVI.items():
        note = DayNote(name, Tradition.ALEVI, ALEVI_SOURCE, is_approximate=is_vague)
        yield date(year, month, number), note
    source = f"{ALEVI_SOURCE}; Tag nach dem Umm-al-Qura-Kalender errechnet"
    fast = DayNote("Muharrem-Fasten", Tradition.ALEVI, source, is_approximate=True)
    for start, end in _hijri_spans(year, 1, 1, _MUHARREM_FAST):
        yield from ((day, fast) for day in _days(start, end))
    for start, _ in _hijri_spans(year, 1, _ASURE, _ASURE):
        yield start, DayNote("Aşure-Tag", Tradition.ALEVI, source, is_approximate=True)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY
