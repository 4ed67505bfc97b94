"""What is printed or handed out for a sitting's support: day card, letters, names, agenda."""

from collections.abc import Sequence
from datetime import date

from flask import current_app

from gremien_app.base.documents.content import Letterhead
from gremien_app.base.documents.letters import LettersDocument, LetterTo, write_letters
from gremien_app.base.documents.support import (
    DayCardDocument,
    NamesDocument,
    write_day_card,
    write_names,
)
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date, format_date_long, format_time_span
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.guests.queries import invited
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.meetings.sittings.venue_rules import in_short
from gremien_app.meetings.support import booking_queries, booking_rules, queries, rules
from gremien_app.meetings.support.answer_queries import News
from gremien_app.meetings.support.models import AccessService, ServiceState
from gremien_app.people.committees.letterhead import letterhead_of, sender_of
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.queries import name_may_be_published

_ON_THE_CARD = frozenset(
    {ServiceState.NEEDED, ServiceState.REQUESTED, ServiceState.CONFIRMED, ServiceState.DONE}
)


def on_the_card(services: Sequence[AccessService]) -> list[AccessService]:
    return [one for one in services if one.state in _ON_THE_CARD]


def told_on_the_day(sitting: Sitting) -> list[rules.Told]:
    """Who needs something: those expected, and visitors."""
    told = [one for one in queries.told_for(sitting) if one.needs and not one.needs.is_nothing]
    return [*told, *queries.visitors_of(sitting)]


def day_card(sitting: Sitting) -> tuple[str, bytes]:
    """File name and .docx, for those who organise."""
    room = sitting.room
    place = [("Raum", sitting.place)]
    if room is not None:
        place += [
            ("Barrierefreiheit", in_short(room)),
            ("Weg zum Raum", room.directions),
            ("Rettungsweg", room.escape_way),
            ("Anreise", room.venue.directions),
            ("Parkplätze", room.venue.parking),
        ]
    content = DayCardDocument(
        letterhead=_letterhead(sitting, today()),
        sentence=_sentence(sitting),
        services=tuple(
            (
                one.measure.label,
                one.state.label,
                booking_rules.who_comes(one),
                one.provider.phone if one.provider else "",
            )
            for one in on_the_card(booking_queries.services_of(sitting))
        ),
        people=tuple(
            (one.name, tuple(one.needs.labels) if one.needs else ("nicht mehr lesbar",))
            for one in told_on_the_day(sitting)
        ),
        place=tuple((label, text) for label, text in place if text),
    )
    return f"Tageskarte-{sitting.date.isoformat()}.docx", write_day_card(content)


def question_letters(sitting: Sitting, letters: Sequence[tuple[Person, str]]) -> tuple[str, bytes]:
    """One sheet a person, each with its own link."""
    phone = sitting.committee.contact_phone or current_app.config["OFFICE"]["phone"]
    text = (
        "Guten Tag {name},\n\n"
        f"am {format_date_long(sitting.date)} ist eine Sitzung, zu der wir Sie erwarten. Brauchen "
        "Sie etwas, um gut teilzunehmen, zum Beispiel Dolmetschen, einen stufenlosen Weg oder "
        f"Unterlagen in einer anderen Form? Bitte rufen Sie uns an ({phone}) oder sagen Sie es "
        "uns auf dieser Seite; sie nimmt Ihre Angaben auf und zeigt keine:\n\n{link}"
    )
    subject = f"Was brauchen Sie am {format_date(sitting.date)}?"
    written = [
        LetterTo(_address(person), text=text.format(name=person.name, link=link))
        for person, link in letters
    ]
    return f"Briefe-Frage-{sitting.date.isoformat()}.docx", _letters(sitting, subject, written)


def answer_letters(sitting: Sitting, news: Sequence[News]) -> tuple[str, bytes]:
    """One sheet a person, with what is arranged for him or her alone."""
    day = format_date_long(sitting.date)
    written = []
    for one in news:
        lines = "\n".join(f"- {label}: {so}" for label, so in one.answers)
        text = (
            f"Guten Tag {one.person.name},\n\n"
            f"für Sie ist am {day} so gesorgt:\n\n{lines}\n\n"
            "Stimmt etwas nicht? Bitte rufen Sie uns an."
        )
        written.append(LetterTo(_address(one.person), text=text))
    subject = f"Ihre Teilnahme am {format_date(sitting.date)}"
    return f"Briefe-Bescheid-{sitting.date.isoformat()}.docx", _letters(sitting, subject, written)


def agenda_for(viewer: Viewer, service: AccessService, *, with_closed: bool) -> tuple[str, bytes]:
    """The agenda for whoever interprets; with the closed part only after the declaration."""
    if with_closed:
        booking_rules.require_secrecy(service, today())
    return agenda_document(viewer, service.sitting, with_closed=with_closed)


def names_for(viewer: Viewer, service: AccessService) -> tuple[str, bytes]:
    """Who takes part; before the declaration only those whose name is public."""
    sitting = service.sitting
    is_bound = booking_rules.is_bound(service, today())
    members = [
        (one.person, one.role.label, one.organization.name if one.organization else "")
        for one in roster_of(sitting)
    ]
    guests = [(one.person, "Gast", "") for one in invited(sitting)]
    told = [
        row
        for row in [*members, *guests]
        if is_bound or name_may_be_published(viewer, row[0], today())
    ]
    notes = ["Zur Vorbereitung auf das Dolmetschen. Danach bitte vernichten."]
    if len(told) < len(members) + len(guests):
        notes.append("Weitere Namen bekommen Sie, wenn Ihre Verschwiegenheitserklärung vorliegt.")
    content = NamesDocument(
        letterhead=_letterhead(sitting, today()),
        sentence=_sentence(sitting),
        notes=tuple(notes),
        people=tuple((person.name, role, of) for person, role, of in told),
    )
    return f"Namen-{sitting.date.isoformat()}.docx", write_names(content)


def _letters(sitting: Sitting, subject: str, letters: Sequence[LetterTo]) -> bytes:
    office = current_app.config["OFFICE"]
    content = LettersDocument(
        letterhead=_letterhead(sitting, today()),
        sender=sender_of(office),
        day=today(),
        subject=subject,
        text="",
        letters=tuple(letters),
        closing=f"Mit freundlichen Grüßen\n\n{sitting.committee.contact_name or office['name']}",
    )
    return write_letters(content)


def _address(person: Person) -> tuple[str, ...]:
    return (person.name, person.street, f"{person.postal_code} {person.town}".strip())


def _letterhead(sitting: Sitting, day: date) -> Letterhead:
    return letterhead_of(sitting.committee, sitting.date, day, current_app.config["OFFICE"])


def _sentence(sitting: Sitting) -> str:
    hours = format_time_span(sitting.starts_at, sitting.ends_at)
    return f"zur {sitting.title_after_zur} am {format_date_long(sitting.date)}, {hours}"
