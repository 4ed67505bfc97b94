"""Calendars by the standard, as many programs write them; no reader should differ on them."""


def _zone(tzid="Europe/Berlin", winter="+0100", summer="+0200"):
    return (
        f"BEGIN:VTIMEZONE\nTZID:{tzid}\n"
        "BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
        f"TZNAME:S\nTZOFFSETFROM:{winter}\nTZOFFSETTO:{summer}\nEND:DAYLIGHT\n"
        "BEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n"
        f"TZNAME:W\nTZOFFSETFROM:{summer}\nTZOFFSETTO:{winter}\nEND:STANDARD\n"
        "END:VTIMEZONE\n"
    )


def _event(lines, uid="1", title="Rat"):
    return (
        f"BEGIN:VEVENT\nUID:{uid}@stadt.example\nDTSTAMP:20261101T080000Z\nSUMMARY:{title}\n"
        f"{lines.strip()}\nEND:VEVENT\n"
    )


def _calendar(*events, zone=None):
    body = (_zone() if zone is None else zone) + "".join(events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Stadt//Kalender//DE\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


_AT = "DTSTART;TZID=Europe/Berlin:"
_TO = "DTEND;TZID=Europe/Berlin:"
_THURSDAY = f"{_AT}20270114T153000\n{_TO}20270114T200000\n"
_DAY = "DTSTART;VALUE=DATE:20270412\n"


def _series(rule, more="", start=_THURSDAY):
    return _event(f"{start}RRULE:{rule}\n{more}")


CORPUS = {
    "a single sitting": _calendar(_event(_THURSDAY)),
    "in UTC": _calendar(_event("DTSTART:20270114T143000Z\nDTEND:20270114T190000Z"), zone=""),
    "on no zone's clock": _calendar(_event("DTSTART:20270714T153000\nDTEND:20270714T200000")),
    "with a length": _calendar(_event(f"{_AT}20270114T153000\nDURATION:PT4H30M")),
    "with a length in weeks": _calendar(_event(f"{_DAY}DURATION:P1W")),
    "past midnight": _calendar(_event(f"{_AT}20270415T170000\n{_TO}20270416T013000")),
    "a whole day": _calendar(_event(f"{_DAY}DTEND;VALUE=DATE:20270413")),
    "a whole day without an end": _calendar(_event(_DAY)),
    "several days": _calendar(_event(f"{_DAY}DTEND;VALUE=DATE:20270415")),
    "in New York": _calendar(
        _event(
            "DTSTART;TZID=America/New_York:20270701T100000\n"
            "DTEND;TZID=America/New_York:20270701T120000"
        ),
        zone="BEGIN:VTIMEZONE\nTZID:America/New_York\nBEGIN:DAYLIGHT\n"
        "DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"
        "TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nBEGIN:STANDARD\n"
        "DTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n"
        "TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n",
    ),
    "the file's own zone": _calendar(
        _event("DTSTART;TZID=Amtszeit:20270701T153000\nDTEND;TZID=Amtszeit:20270701T200000"),
        _event(
            "DTSTART;TZID=Amtszeit:20270114T153000\nDTEND;TZID=Amtszeit:20270114T200000", uid="2"
        ),
        zone=_zone("Amtszeit"),
    ),
    "before the clock is put forward": _calendar(
        _event(f"{_AT}20270328T010000\n{_TO}20270328T033000")
    ),
    "every week through the summer": _calendar(_series("FREQ=WEEKLY;COUNT=40")),
    "every second week": _calendar(_series("FREQ=WEEKLY;INTERVAL=2;COUNT=10")),
    "on two days of the week": _calendar(_series("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=7")),
    "on the second Thursday": _calendar(_series("FREQ=MONTHLY;BYDAY=2TH;COUNT=6")),
    "on the last working day": _calendar(
        _series(
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=5",
            start=f"{_AT}20270129T153000\n{_TO}20270129T200000\n",
        )
    ),
    "on the fourteenth": _calendar(_series("FREQ=MONTHLY;BYMONTHDAY=14;COUNT=8")),
    "every day until a moment": _calendar(_series("FREQ=DAILY;UNTIL=20270120T143000Z")),
    "whole days until a day": _calendar(_series("FREQ=WEEKLY;UNTIL=20270510", start=_DAY)),
    "every year": _calendar(_series("FREQ=YEARLY;COUNT=20", start="DTSTART;VALUE=DATE:20150408\n")),
    "in some months": _calendar(_series("FREQ=YEARLY;BYMONTH=1,6;BYDAY=2TH;COUNT=2")),
    "on a day of the year": _calendar(_series("FREQ=YEARLY;BYYEARDAY=14;COUNT=3")),
    "in a week of the year": _calendar(_series("FREQ=YEARLY;BYWEEKNO=2;BYDAY=TH;COUNT=3")),
    "without one date": _calendar(
        _series("FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20270121T153000")
    ),
    "with a date more": _calendar(
        _series("FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Berlin:20270211T153000")
    ),
    "some dates and no rule": _calendar(
        _event(f"{_THURSDAY}RDATE;TZID=Europe/Berlin:20270118T153000,20270602T153000")
    ),
    "one date moved": _calendar(
        _series("FREQ=WEEKLY;COUNT=3"),
        _event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20270121T153000\n"
            f"{_AT}20270122T100000\n{_TO}20270122T120000",
            title="Rat (Sondersitzung)",
        ),
    ),
    "the first date moved": _calendar(
        _event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20270114T153000\n"
            f"{_AT}20270113T153000\n{_TO}20270113T200000"
        ),
        _series("FREQ=WEEKLY;COUNT=3"),
    ),
    "one date cancelled": _calendar(
        _series("FREQ=WEEKLY;COUNT=3"),
        _event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20270121T153000\nSTATUS:CANCELLED\n"
            f"{_AT}20270121T153000\n{_TO}20270121T200000"
        ),
    ),
    "a sitting that was cancelled": _calendar(
        _event(_THURSDAY), _event(f"{_THURSDAY}STATUS:CANCELLED", uid="2")
    ),
    "several calendars": _calendar(_event(_THURSDAY))
    + _calendar(_event(f"{_AT}20270216T170000\n{_TO}20270216T190000", uid="2", title="Verkehr")),
    "escapes and folds": _calendar(
        _event(_THURSDAY, title="Rat\\, Ausschuss für\n  Bürger\\; Köln \\\\ Süd")
    ),
    "parts inside and words of others": _calendar(
        _event(
            f'{_THURSDAY}X-ALLRIS-NR;X-A="a:b;c":12:34\nCATEGORIES:Rat\nCLASS:PUBLIC\n'
            "LOCATION;LANGUAGE=de:Rathaus\nBEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Rat\n"
            "TRIGGER:-PT15M\nEND:VALARM"
        )
    ),
}
