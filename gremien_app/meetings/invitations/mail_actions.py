"""Writes the mails of a dispatch into the outbox: one a person, each with what it may carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from gremien_app.base.documents.formats import PaperForm
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.messages import MessageLine
from gremien_app.base.ics.itip import Method, write_message
from gremien_app.base.mail.actions import keep_file
from gremien_app.base.mail.occasion_actions import Writing, tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.mail.rules import Extras
from gremien_app.base.mail.transport import address_of
from gremien_app.meetings.invitations import dispatch_queries, document_queries, mail_rules
from gremien_app.meetings.invitations.dispatch_models import (
    AddressKind,
    Copy,
    Dispatch,
    DispatchKind,
    DocumentKind,
    Recipient,
    Way,
)
from gremien_app.meetings.invitations.mail_rules import Letter, Told
from gremien_app.meetings.invitations.occasions import occasion_of
from gremien_app.meetings.invitations.recipient_rules import Circumstances, Planned
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support.paper_queries import forms_wanted

LIST_ID = "sitzungen"
Files = tuple[tuple[str, int], ...]


def letter_for(
    sitting: Sitting,
    kind: DispatchKind,
    one: Planned,
    former: Told | None,
    *,
    around: Circumstances,
    has_calendar: bool,
) -> Letter:
    """What this person is told, and nothing that he or she did not choose to read there."""
    config = current_app.config
    return Letter(
        kind=kind,
        name=one.person.name,
        now_told=mail_rules.told_of(sitting),
        former=former,
        link=f"{config['PUBLIC_ORIGIN']}/sitzungen/{sitting.id}",
        office=_office(config["OFFICE"]),
        named=f"{sitting.committee_name}: {sitting.title}" if one.names_committee else "",
        short=sitting.short if one.names_committee else "",
        is_informed=one.is_informed,
        attached=mail_rules.ATTACHED[attached(kind, one, around)],
        needs_sign_in=not sitting.is_public or one.copy is Copy.FULL,
        has_calendar=has_calendar,
    )


def attached(kind: DispatchKind, one: Planned, around: Circumstances) -> DocumentKind | None:
    """Which version goes along; a change of day or place stands in the mail itself."""
    return around.attached(one) if document_queries.tells_of_agenda(kind) else None


def _office(office: Mapping[str, str]) -> str:
    ways = (("", office["name"]), ("Telefon ", office["phone"]), ("E-Mail ", office["email"]))
    return "\n".join(f"{label}{text}" for label, text in ways if text)


def write_mails(
    dispatch: Dispatch, planned: Sequence[Planned], told: Mapping[int, Told], now: datetime
) -> None:
    """For everybody whose way is mail; all leave at the same time, in the order of the list."""
    by_person = {one.person.id: one for one in planned}
    going = [one for one in dispatch.recipients if one.way is Way.MAIL and one.person]
    around = dispatch_queries.circumstances(dispatch.sitting)
    versions = {one.id: attached(dispatch.kind, by_person[_id(one)], around) for one in going}
    files = _files(dispatch, going, versions)
    lines = _lines(dispatch, going)
    neutral = house().own_uids([one.person_id for one in going if one.person_id])
    words = writings(dispatch.kind, going)
    for recipient in going:
        one = by_person[_id(recipient)]
        has_calendar = one.wants_calendar and one.person.id not in neutral
        letter = letter_for(
            dispatch.sitting,
            dispatch.kind,
            one,
            told.get(one.person.id) or _told_before(dispatch),
            around=around,
            has_calendar=has_calendar,
        )
        said = mail_rules.values(letter, lines.get(recipient.id, []))
        own = files.get(recipient.id, ())
        # More than one file says what somebody needs: nothing of it is kept once it is sent.
        is_secret = len(own) > 1 or any(line.is_secret for line in lines.get(recipient.id, []))
        to_write = words[recipient.is_informed]
        _write(dispatch, recipient, letter, Content(to_write, said, own, is_secret), now)
    db.session.flush()


def writings(kind: DispatchKind, going: Sequence[Recipient]) -> dict[bool, Writing]:
    """The words for members, and those for deputies who get it for information."""
    ids = [one.person_id for one in going]
    return {
        is_informed: writing(occasion_of(kind, is_informed=is_informed), ids)
        for is_informed in (False, True)
    }


def _told_before(dispatch: Dispatch) -> Told | None:
    """Of somebody without a proof: what the sitting was before it was moved the last time."""
    moves = dispatch.sitting.moves
    if dispatch.kind is not DispatchKind.MOVE or not moves:
        return None
    return Told(moves[-1].old_starts_at, moves[-1].old_ends_at, moves[-1].old_place)


def _id(one: Recipient) -> int:
    assert one.person_id is not None, "kept with its person a moment ago"
    return one.person_id


def _files(
    dispatch: Dispatch, going: Sequence[Recipient], versions: Mapping[int, DocumentKind | None]
) -> dict[int, Files]:
    """By recipient: the usual file of the version, and the forms that he or she asked for.

    A mailbox that others read gets the usual file alone: the form would tell of the person.
    """
    own = [one for one in going if one.address_kind is not AddressKind.SHARED]
    wanted = forms_wanted(dispatch.sitting, [_id(one) for one in own])
    asked = {one.id: wanted.get(_id(one), []) for one in own}
    documents = {(one.kind, one.recipient): one for one in dispatch.documents}
    kept: dict[str, int] = {}
    found = {}
    for one in going:
        version = versions[one.id]
        if version is None:
            continue
        recipient = one if version is DocumentKind.ITEMS else None
        parts = []
        for form in (PaperForm.USUAL, *asked.get(one.id, [])):
            document = documents[document_queries.in_form(version, form), recipient]
            if document.sha256 not in kept:
                kept[document.sha256] = keep_file(document.data)
            parts.append((document.name, kept[document.sha256]))
        found[one.id] = tuple(parts)
    return found


def _lines(dispatch: Dispatch, going: Sequence[Recipient]) -> dict[int, list[MessageLine]]:
    """What other rooms add, asked once for all; never for a mailbox that others read."""
    may = [one for one in going if mail_rules.gets_lines(dispatch.kind, one.address_kind)]
    return house().message_lines(may) if may else {}


@dataclass(frozen=True)
class Content:
    """What stands in a mail, and what is attached to it."""

    to_write: Writing
    values: Mapping[str, str]
    files: Files
    is_secret: bool


def _write(
    dispatch: Dispatch, recipient: Recipient, letter: Letter, content: Content, now: datetime
) -> None:
    key = f"dispatch-{dispatch.id}-{recipient.id}"
    calendar, method = "", ""
    if letter.has_calendar:
        method = Method.CANCEL if letter.kind is DispatchKind.CANCELLATION else Method.REQUEST
        calendar = write_message(
            mail_rules.calendar_event(dispatch.sitting, letter),
            method,
            organizer=address_of(current_app.config["MAIL"].sender),
            attendee=recipient.address,
        )
    mail = tell(
        content.to_write,
        Reader(recipient.address, recipient.name, recipient.person_id),
        content.values,
        key=key,
        now=now,
        prefix=mail_rules.prefix(letter),
        holds_secret=content.is_secret,
        leaves_at=dispatch.leaves_at,
        extras=Extras(content.files, LIST_ID, calendar, method),
    )
    recipient.mail_key = mail.key if mail else None
