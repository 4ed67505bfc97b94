"""A proof and the letters of a dispatch, in words; the address is read from today's data."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from gremien_app.base.documents.content import Letterhead
from gremien_app.base.documents.letters import LettersDocument, LetterTo, write_letters
from gremien_app.base.documents.proof import (
    ProofDocument,
    ProofFile,
    ProofLine,
    write_proof,
)
from gremien_app.base.kernel.dates import berlin_date, format_date, format_datetime, format_period
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.invitations import dispatch_queries, dispatch_rules, letter_rules
from gremien_app.meetings.invitations.dispatch_models import (
    Dispatch,
    DispatchKind,
    Recipient,
    Way,
)
from gremien_app.meetings.invitations.document_queries import TITLES, closing
from gremien_app.meetings.support.paper_queries import forms_wanted
from gremien_app.people.committees.letterhead import letterhead_of, sender_of

STATEMENT = (
    "Mails gelten hier als „an den Mailserver übergeben“, Briefe als „zur Post gegeben“. Ob und "
    "wann etwas angekommen ist, sagt dieser Nachweis nicht."
)
_HANDED = {
    Way.MAIL: "an den Mailserver übergeben",
    Way.LETTER: "zur Post gegeben",
    Way.HAND: "anders zugestellt",
}


def handed(one: Recipient) -> str:
    """What is known of the way, as page and Word say it."""
    if one.handed_at is not None:
        told = f"{_HANDED[one.way]} am {format_datetime(one.handed_at)}"
    elif one.failed_at is not None:
        told = f"vom Mailserver abgewiesen am {format_datetime(one.failed_at)}: {one.failure}"
    elif one.failure:
        told = f"nicht versandt: {one.failure}"
    else:
        told = "noch nicht übergeben"
    return f"{told}; kam zurück am {format_date(one.returned_on)}" if one.returned_on else told


def way_of(one: Recipient) -> str:
    kind = f" ({one.address_kind.label})" if one.address_kind else ""
    return f"{one.way.label}{kind}"


def facts(dispatch: Dispatch) -> list[tuple[str, str]]:
    """What is to be known of it before the list."""
    assert dispatch.dispatched_at is not None, "it was sent"
    assert dispatch.leaves_at is not None, "it was sent"
    found = [
        ("Versandt", f"{format_datetime(dispatch.dispatched_at)} von {dispatch.dispatched_by}"),
        ("Mails gehen hinaus ab", format_datetime(dispatch.leaves_at)),
    ]
    if dispatch.stopped_at is not None:
        found[1:] = [
            ("Angehalten", f"{format_datetime(dispatch.stopped_at)} von {dispatch.stopped_by}")
        ]
    if dispatch.starts_at is not None:
        found.append(("Termin", format_period(dispatch.starts_at, dispatch.ends_at)))
    if dispatch.place:
        found.append(("Ort", dispatch.place))
    found += [("Hinweis bei der Prüfung", text) for text in dispatch.kept_hints]
    if dispatch.reason:
        found.append(("Trotzdem versandt, weil", dispatch.reason))
    found += [
        ("Öffentlichkeit unterrichtet", f"{one.way}, {format_date(one.given_on)}, {one.noted_by}")
        for one in dispatch_queries.notices_of(dispatch.sitting)
    ]
    return found


def to_call(dispatch: Dispatch, now: datetime) -> list[tuple[str, str]]:
    """Names and numbers, where a change is so late that a mail may be read too late."""
    moments = dispatch_queries.moments(dispatch.sitting)
    if not dispatch.is_out or not dispatch_rules.is_urgent(dispatch.kind, now, moments):
        return []
    return [
        (one.name, ", ".join(filter(None, (one.person.phone, one.person.mobile))))
        for one in dispatch.recipients
        if one.person is not None
    ]


def _letterhead(dispatch: Dispatch, day: datetime) -> Letterhead:
    sitting = dispatch.sitting
    return letterhead_of(
        sitting.committee, sitting.date, berlin_date(day), current_app.config["OFFICE"]
    )


def proof_document(dispatch: Dispatch, now: datetime) -> tuple[str, bytes]:
    """File name and .docx of the proof as it stands now."""
    sitting = dispatch.sitting
    title = f"Versandnachweis: {TITLES[dispatch.kind]}"
    content = ProofDocument(
        letterhead=_letterhead(dispatch, now),
        title=title,
        sentence=f"zur {sitting.title_after_zur} {sitting.committee_genitive} am "
        f"{format_date(sitting.date)}",
        facts=tuple(facts(dispatch)),
        notes=(STATEMENT,),
        lines=tuple(
            ProofLine(one.name, one.role, one.copy.label, way_of(one), handed(one))
            for one in dispatch.recipients
        ),
        files=tuple(ProofFile(one.name, one.kind.label, one.sha256) for one in dispatch.documents),
        reference=sitting.reference or sitting.ref,
    )
    return f"Versandnachweis-{sitting.date.isoformat()}-{dispatch.id}.docx", write_proof(content)


def letters_document(dispatch: Dispatch) -> tuple[str, bytes]:
    """File name and .docx of the letters, to be put into window envelopes with the enclosures."""
    assert dispatch.dispatched_at is not None, "it was sent"
    letterhead = _letterhead(dispatch, dispatch.dispatched_at)
    greetings = _greetings(dispatch)
    content = LettersDocument(
        letterhead=letterhead,
        sender=sender_of(current_app.config["OFFICE"]),
        day=berlin_date(dispatch.dispatched_at),
        subject=f"{TITLES[dispatch.kind]}: Sitzung am {format_date(dispatch.sitting.date)}",
        text=dispatch.text,
        closing=closing(dispatch.sitting, dispatch.kind),
        letters=tuple(
            LetterTo(
                _address(one),
                _enclosures(dispatch, one),
                _note(one),
                greeting=greetings.get(one.id, ""),
            )
            for one in _by_letter(dispatch)
        ),
    )
    return f"Briefe-{dispatch.sitting.date.isoformat()}-{dispatch.id}.docx", write_letters(content)


def _by_letter(dispatch: Dispatch) -> Sequence[Recipient]:
    return [one for one in dispatch.recipients if one.way is Way.LETTER]


def _greetings(dispatch: Dispatch) -> dict[int, str]:
    """For all or none: the formal one only where that of everybody is known."""
    if not dispatch.is_personal:
        return {}
    people = [(one.id, one.person) for one in _by_letter(dispatch) if one.person is not None]
    return letter_rules.greetings(people)


def _address(one: Recipient) -> tuple[str, ...]:
    person = one.person
    if person is None:
        return (one.name,)
    return (person.name, person.street, f"{person.postal_code} {person.town}".strip())


def _note(one: Recipient) -> str:
    return "Zur Kenntnis als Stellvertretung" if one.is_informed else ""


def _enclosures(dispatch: Dispatch, one: Recipient) -> tuple[str, ...]:
    if dispatch.kind not in {DispatchKind.INVITATION, DispatchKind.ADDENDUM}:
        return ()
    return (f"{TITLES[dispatch.kind]} mit Tagesordnung, {one.copy.label}",)


def forms_by_letter(dispatch: Dispatch) -> list[tuple[str, str]]:
    """Who gets the letter's enclosures in another form; for those who organise, on no paper."""
    letters = {one.person_id: one.name for one in _by_letter(dispatch) if one.person_id}
    wanted = forms_wanted(dispatch.sitting, [*letters])
    return [
        (letters[id_], join_german([form.label for form in forms])) for id_, forms in wanted.items()
    ]
