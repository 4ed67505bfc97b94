"""The documents of a dispatch: read once, written once, kept as they were sent."""

from collections.abc import Collection
from datetime import datetime

from flask import current_app

from gremien_app.base.documents.formats import PaperForm
from gremien_app.base.kernel.dates import berlin_date, format_date_long, format_time_span
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.invitations import mail_rules, rules
from gremien_app.meetings.invitations.dispatch_models import DispatchKind, DocumentKind
from gremien_app.meetings.sittings.models import Sitting

TITLES = {
    DispatchKind.INVITATION: "Einladung",
    DispatchKind.ADDENDUM: "Nachtragstagesordnung",
    DispatchKind.MOVE: "Verlegung",
    DispatchKind.ROOM: "Änderung",
    DispatchKind.CANCELLATION: "Absage",
}
# Always all of them: that one is made tells of nobody.
_PUBLIC = {
    PaperForm.USUAL: DocumentKind.PUBLIC,
    PaperForm.LARGE: DocumentKind.PUBLIC_LARGE,
    PaperForm.PAGE: DocumentKind.PUBLIC_PAGE,
    PaperForm.TEXT: DocumentKind.PUBLIC_TEXT,
}
_FULL = {
    PaperForm.USUAL: DocumentKind.FULL,
    PaperForm.LARGE: DocumentKind.FULL_LARGE,
    PaperForm.PAGE: DocumentKind.FULL_PAGE,
    PaperForm.TEXT: DocumentKind.FULL_TEXT,
}
_ITEMS = {
    PaperForm.USUAL: DocumentKind.ITEMS,
    PaperForm.LARGE: DocumentKind.ITEMS_LARGE,
    PaperForm.PAGE: DocumentKind.ITEMS_PAGE,
    PaperForm.TEXT: DocumentKind.ITEMS_TEXT,
}
FULL = frozenset(_FULL.values())
OWN = tuple(_ITEMS.values())  # a guest's; written for one recipient each
_BY_FORM = {versions[PaperForm.USUAL]: versions for versions in (_PUBLIC, _FULL, _ITEMS)}
_FORMS = {kind: form for own in _BY_FORM.values() for form, kind in own.items()}
# Those that tell of the agenda; the others of day and place alone.
_WITH_AGENDA = {DispatchKind.INVITATION, DispatchKind.ADDENDUM}


def kinds_for(kind: DispatchKind, *, has_closed: bool) -> list[DocumentKind]:
    """The versions of which a dispatch consists."""
    has_full = has_closed and kind in _WITH_AGENDA
    return [*_PUBLIC.values(), *(_FULL.values() if has_full else ())]


def in_form(version: DocumentKind, form: PaperForm) -> DocumentKind:
    """The public, the full or a guest's version in one form."""
    return _BY_FORM[version][form]


def write(
    viewer: Viewer,
    sitting: Sitting,
    kind: DispatchKind,
    version: DocumentKind,
    *,
    text: str,
    now: datetime,
    only: Collection[int] | None = None,
) -> tuple[str, bytes]:
    """File name and bytes of one version; the name tells neither committee nor matter.

    ``only``: of a guest's, the numbers of the items to which he or she is admitted.
    """
    title = TITLES[kind]
    _, content = agenda_document(
        viewer,
        sitting,
        with_closed=version in FULL or only is not None,
        only=only,
        is_invitation=True,
        salutation=text,
        closing=closing(sitting, kind),
        document_date=berlin_date(now),
        kind=title,
        has_items=kind in _WITH_AGENDA,
        form=_FORMS[version],
    )
    closed = "-mit-nichtoeffentlichem-Teil" if version in FULL else ""
    own = "-eigene-Punkte" if version in OWN else ""
    return f"{title}-{sitting.date.isoformat()}{closed}{own}{_FORMS[version].also}", content


def tells_of_agenda(kind: DispatchKind) -> bool:
    return kind in _WITH_AGENDA


def closing(sitting: Sitting, kind: DispatchKind) -> str:
    """The invitation is the chair's; the office signs for it (§ 47 GO: "Im Auftrag")."""
    asking = f"{_asking(sitting)}\n\n" if kind in mail_rules.ASKING else ""
    signed = sitting.committee.contact_name or current_app.config["OFFICE"]["name"]
    return f"{asking}Mit freundlichen Grüßen\n\nIm Auftrag\n\n{signed}"


def _asking(sitting: Sitting) -> str:
    """How to say whether one comes; no personal link stands on paper."""
    config = current_app.config
    phone = sitting.committee.contact_phone or config["OFFICE"]["phone"]
    call = f" oder unter der Telefonnummer {phone}" if phone else ""
    page = f"{config['PUBLIC_ORIGIN']}/sitzungen/{sitting.id}/antwort"
    return (
        f"Bitte sagen Sie uns, ob Sie kommen: nach der Anmeldung auf der Seite {page}{call}. Einen "
        "Grund müssen Sie nicht nennen."
    )


def usual_text(sitting: Sitting, kind: DispatchKind, suggested: int | None = None) -> str:
    """What the draft begins with."""
    if kind is DispatchKind.INVITATION:
        return rules.default_text(sitting, suggested)
    return _CHANGES[kind](sitting)


def _named(sitting: Sitting) -> str:
    return f"die {sitting.title} {sitting.committee_genitive}"


def _when(starts_at: datetime) -> str:
    return f"{format_date_long(berlin_date(starts_at))}, {format_time_span(starts_at, None)}"


def _addendum(sitting: Sitting) -> str:
    return (
        "Sehr geehrte Damen und Herren,\n\n"
        f"zur Tagesordnung für {_named(sitting)} am {_when(sitting.starts_at)} kommen die als "
        "„Nachtrag“ bezeichneten Punkte hinzu."
    )


def _move(sitting: Sitting) -> str:
    old = f" am {_when(sitting.moves[-1].old_starts_at)}" if sitting.moves else ""
    return (
        f"Sehr geehrte Damen und Herren,\n\n{_named(sitting)}{old} ist verlegt. Sie findet nun am "
        f"{_when(sitting.starts_at)} statt."
    )


def _room(sitting: Sitting) -> str:
    return (
        f"Sehr geehrte Damen und Herren,\n\nfür {_named(sitting)} am {_when(sitting.starts_at)} "
        f"haben sich Ort oder Form geändert. Der Ort ist jetzt: {sitting.place or 'noch offen'}."
    )


def _cancellation(sitting: Sitting) -> str:
    return (
        f"Sehr geehrte Damen und Herren,\n\n{_named(sitting)} am {_when(sitting.starts_at)} "
        "entfällt."
    )


_CHANGES = {
    DispatchKind.ADDENDUM: _addendum,
    DispatchKind.MOVE: _move,
    DispatchKind.ROOM: _room,
    DispatchKind.CANCELLATION: _cancellation,
}
