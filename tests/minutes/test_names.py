from datetime import date, time

from gremien_app.base.documents.content import (
    AttendanceGroup,
    AttendanceLine,
    Letterhead,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)
from gremien_app.records.minutes.names import without_names

GONE = "[Name nicht veröffentlicht]"


def document(*lines: AttendanceLine, **item: str) -> MinutesDocument:
    return MinutesDocument(
        letterhead=Letterhead("Amt", "Gremium", "", "", "", (), date(2026, 1, 8)),
        committee="Gremium",
        committee_genitive="des Gremiums",
        day=date(2026, 1, 8),
        start=time(14),
        place="Saal",
        present=(AttendanceGroup("Mitglieder", lines),),
        parts=(MinutesPart("I.", (), (MinutesItem(number="1", title="Haushalt", **item),)),),
    )


def test_the_text_names_nobody_whom_the_list_may_not_name():
    minutes = document(
        AttendanceLine("Frau Dr. Ayşe Yıldız"),
        AttendanceLine("Herr Jan Kern", note="Vertretung für Dr. Ayşe Yıldız"),
        AttendanceLine("Jan Kern-Müller"),
        discussion="Dr. Ayşe Yıldız eröffnet, Jan Kern und Jan Kern-Müller danken.",
        attendance_note="Dr. Ayşe Yıldız nimmt wegen Befangenheit nicht teil.",
    )

    published = without_names(minutes, frozenset({"Herr Jan Kern"}))

    assert [(line.name, line.note) for line in published.present[0].lines] == [
        ("Herr Jan Kern", "Vertretung für [Name nicht veröffentlicht]"),
        ("2 weitere Personen ohne Namensnennung", ""),
    ]
    item = published.parts[0].items[0]
    assert item.discussion == f"{GONE} eröffnet, Jan Kern und {GONE} danken."
    assert item.attendance_note == f"{GONE} nimmt wegen Befangenheit nicht teil."


def test_minutes_with_every_name_known_stay_as_they_are():
    minutes = document(AttendanceLine("Jan Kern"), discussion="Jan Kern eröffnet.")

    assert without_names(minutes, frozenset({"Jan Kern"})) == minutes


def test_the_text_names_no_guest_who_was_invited_and_did_not_come():
    minutes = document(
        AttendanceLine("Jan Kern"), discussion="Jan Kern dankt Dr. Ayşe Yıldız und Ayşe Yıldız."
    )

    published = without_names(
        minutes, frozenset({"Jan Kern"}), frozenset({"Dr. Ayşe Yıldız", "Ayşe Yıldız"})
    )

    assert published.parts[0].items[0].discussion == f"Jan Kern dankt {GONE} und {GONE}."
