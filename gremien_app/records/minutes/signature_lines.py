"""What stands below the minutes: who signed and how, or a line to be signed by hand; pure."""

from collections.abc import Sequence
from dataclasses import replace

from gremien_app.base.documents.content import Copy, MinutesDocument, SignatureLine
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_time
from gremien_app.meetings.agenda.models import Part
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes.copies import copy_of
from gremien_app.records.minutes.models import MinutesVersion, Signature, SignatureRole
from gremien_app.records.minutes.rules import ChairFacts

_SIGNED = {
    SigningWay.SYSTEM: "Unterzeichnet im System",
    SigningWay.PAPER: "Auf Papier unterzeichnet",
    SigningWay.QUALIFIED: "Außerhalb des Systems qualifiziert elektronisch unterzeichnet",
}


def with_signatures(
    document: MinutesDocument, version: MinutesVersion, part: Part
) -> MinutesDocument:
    """The document of a part with what the system knows of its signing."""
    return replace(
        document,
        copy=copy_of(version.minutes.sitting, part),
        signatures=tuple(
            SignatureLine(
                role=signature.role.label
                + (f" ({covers})" if (covers := signature.covers.told_in(part)) else ""),
                name=signature.name,
                text=_signature_text(signature),
                is_refused=signature.is_refused,
                stands_for=signature.stands_for,
                reason=signature.refusal_reason,
                note=signature.note,
            )
            for signature in sorted(
                version.signatures, key=lambda s: (s.role is SignatureRole.MINUTE_TAKER, s.id)
            )
        ),
        content_hash=version.content_sha256,
    )


def paper_signatures(chairs: Sequence[ChairFacts], taker: str) -> tuple[SignatureLine, ...]:
    """Of minutes that were signed on paper: who presided, who took them."""
    lines = [(SignatureRole.CHAIR, chair.name) for chair in chairs]
    lines += [(SignatureRole.MINUTE_TAKER, taker)] if taker else []
    return tuple(
        SignatureLine(role.label, name, "Auf Papier unterzeichnet") for role, name in lines
    )


def as_draft(
    document: MinutesDocument, chairs: Sequence[ChairFacts], taker: str, copy: Copy
) -> MinutesDocument:
    lines = [_line_to_sign(chair, Part.CLOSED) for chair in chairs]
    lines.append(SignatureLine(SignatureRole.MINUTE_TAKER.label, taker))
    return replace(document, signatures=tuple(lines), is_draft=True, copy=copy)


def to_sign(
    document: MinutesDocument,
    version: MinutesVersion,
    chairs: Sequence[ChairFacts],
    taker: str,
    part: Part,
) -> MinutesDocument:
    """What is printed to be signed by hand: this version, with a line for each who has not."""
    given = with_signatures(document, version, part)
    open_ = [one for one in chairs if one.person_id not in version.answered_places]
    lines = [_line_to_sign(one, part) for one in open_]
    if not version.has_taker_answered:
        lines.append(SignatureLine(SignatureRole.MINUTE_TAKER.label, taker))
    day = format_date(version.created_at.astimezone(BERLIN).date())
    return replace(
        given,
        signatures=(*given.signatures, *lines),
        notice=f"Zur Unterschrift vorgelegt am {day} als Fassung {version.number}.",
    )


def _line_to_sign(chair: ChairFacts, part: Part) -> SignatureLine:
    covers = chair.covers.told_in(part)
    role = SignatureRole.CHAIR.label + (f" ({covers})" if covers else "")
    return SignatureLine(role, chair.signer, stands_for=chair.stands_for)


def _signature_text(signature: Signature) -> str:
    what = "Unterschrift verweigert" if signature.is_refused else _SIGNED[signature.way]
    return f"{what} {_when(signature)}"


def _when(signature: Signature) -> str:
    if signature.signed_on:
        return f"am {format_date(signature.signed_on)}"
    at = signature.signed_at.astimezone(BERLIN)
    return f"am {format_date(at.date())} um {format_time(at.time())}"
