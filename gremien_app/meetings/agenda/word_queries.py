"""The agenda as a file: assembles the document's content and has it written."""

from collections.abc import Collection
from datetime import date

from flask import current_app

from gremien_app.base.documents.content import AgendaDocument, AgendaPart, Copy, InvitedLine
from gremien_app.base.documents.formats import PaperForm, write_in
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import berlin_date, format_date, to_berlin
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.part_rules import part_label
from gremien_app.meetings.agenda.queries import agenda_of, closed_side_of, public_agenda_of
from gremien_app.meetings.agenda.rules import NumberedItem, by_part, sees_agenda
from gremien_app.meetings.agenda.waiting_queries import Links, links_of
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import due_day
from gremien_app.meetings.sittings.card_rules import card
from gremien_app.meetings.sittings.models import Sitting, SittingFormat
from gremien_app.meetings.sittings.venue_rules import in_short
from gremien_app.people.committees.letterhead import letterhead_of


def agenda_document(
    viewer: Viewer,
    sitting: Sitting,
    *,
    with_closed: bool = False,
    is_invitation: bool = False,
    salutation: str = "",
    closing: str = "",
    document_date: date | None = None,
    kind: str = "",
    has_items: bool = True,
    form: PaperForm = PaperForm.USUAL,
    only: Collection[int] | None = None,
) -> tuple[str, bytes]:
    """File name and bytes of the agenda. The public file is made without the closed data.

    ``kind``: another title than the usual one; ``has_items``: without it day and place alone;
    ``form``: Word, large print, a page, plain text; ``only``: the items of these numbers and no
    word of others.

    Both say which it is. ``with_closed``: both parts, as far as the viewer may read them.
    Raises ``NotFound`` where the viewer may not read the agenda at all.
    """
    if not sees_agenda(viewer, sitting):
        raise NotFound
    agenda = agenda_of(viewer, sitting) if with_closed else public_agenda_of(viewer, sitting)
    if only is not None:
        agenda = [one for one in agenda if one.item.id in only]
    copy = _copy(sitting, agenda)
    kind = kind or ("Einladung" if is_invitation else "Tagesordnung")
    content = AgendaDocument(
        letterhead=letterhead_of(
            sitting.committee,
            sitting.date,
            document_date or today(),
            current_app.config["OFFICE"],
        ),
        kind=kind,
        is_bare=not is_invitation or not has_items,
        sentence=_sentence(sitting),
        day=sitting.date,
        start=to_berlin(sitting.starts_at).time(),
        place=sitting.place,
        parts=_all_parts(viewer, sitting, agenda, with_closed=with_closed or only is not None)
        if has_items
        else (),
        salutation=salutation,
        closing=closing,
        accessibility=in_short(sitting.room),
        access=_access(sitting, copy) if is_invitation else (),
        reference=sitting.reference or sitting.ref,
        copy=copy,
    )
    # Safe on every system, whatever the committee is called.
    name = f"{kind}-{sitting.committee.slug}-{sitting.date.isoformat()}-{copy.value}{form.also}"
    return name, write_in(form, content)


def _copy(sitting: Sitting, agenda: list[NumberedItem]) -> Copy:
    if any(one.item.part is Part.CLOSED for one in agenda):
        return Copy.CLOSED
    return Copy.PUBLIC if sitting.is_public else Copy.INTERNAL


def _access(sitting: Sitting, copy: Copy) -> tuple[tuple[str, str], ...]:
    """The room's card, how to take part online, and whom to ask for support."""
    found = card(sitting.room) if sitting.room is not None else []
    if sitting.format is not SittingFormat.IN_PERSON:
        found.append(("Online teilnehmen", _online(sitting, copy)))
    office = current_app.config["OFFICE"]
    committee = sitting.committee
    phone = committee.contact_phone or office["phone"]
    mail = committee.contact_email or office["email"]
    ways = (
        committee.contact_name or office["name"],
        f"Telefon {phone}" if phone else "",
        f"E-Mail {mail}" if mail else "",
    )
    last = due_day(committee, sitting.date, DeadlineKind.ACCESS)
    until = f" bitte bis zum {format_date(last)}" if last else " bitte möglichst früh"
    whom = ", ".join(filter(None, ways))
    found.append(("Unterstützung", f"Was Sie brauchen, sagen Sie{until} hier: {whom}"))
    return tuple(found)


def _online(sitting: Sitting, copy: Copy) -> str:
    """A public file is handed on: who is not invited would take part."""
    if copy is Copy.PUBLIC or not sitting.online_url:
        return "Die Adresse zur Einwahl steht nach der Anmeldung auf der Seite der Sitzung."
    return sitting.online_url


def _sentence(sitting: Sitting) -> str:
    return f"zur {sitting.title_after_zur} {sitting.committee_genitive}"


def _all_parts(
    viewer: Viewer, sitting: Sitting, agenda: list[NumberedItem], *, with_closed: bool
) -> tuple[AgendaPart, ...]:
    """What stands in this copy; a public one tells of the closed part what everybody may know."""
    closed = [] if with_closed else _closed_side(viewer, sitting)
    return (*_parts(agenda, links_of(viewer, agenda)), *closed)


def _parts(agenda: list[NumberedItem], links: Links) -> tuple[AgendaPart, ...]:
    return tuple(
        AgendaPart(
            title=section.heading,
            lines=tuple(
                InvitedLine(
                    one.number,
                    _title(one),
                    one.level,
                    _mark(one, links),
                    one.label,
                    # Files are handed on: what only the members read stands on the page alone.
                    one.item.public_proposal,
                )
                for one in section.items
            ),
        )
        for section in by_part(agenda)
    )


def _closed_side(viewer: Viewer, sitting: Sitting) -> list[AgendaPart]:
    """The closed part as everybody may know it: numbers and designations."""
    lines = tuple(
        InvitedLine(one.label.removeprefix("N "), one.text, 1, one.mark, one.label)
        for one in closed_side_of(viewer, sitting)
    )
    title = part_label(Part.CLOSED, is_public=sitting.is_public)
    return [AgendaPart(title, lines)] if lines else []


def _mark(one: NumberedItem, links: Links) -> str:
    item = one.item
    said = (
        links.days.get(item.id, item.told_mark),
        "nur zur Kenntnis" if item.is_information else "",
        f"Titel geändert am {format_date(berlin_date(item.retitled_at))}"
        if item.retitled_at
        else "",
    )
    return "; ".join(filter(None, said))


def _title(one: NumberedItem) -> str:
    return (
        f"{one.item.title} ({one.item.named_reference})" if one.item.reference else one.item.title
    )
