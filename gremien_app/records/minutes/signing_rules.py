"""Who signs a version, who has, and what a signature refers to."""

from collections.abc import Sequence
from datetime import UTC

from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes.frozen import fingerprint
from gremien_app.records.minutes.models import (
    SIGNED,
    Minutes,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)
from gremien_app.records.minutes.rules import ChairFacts, require_transition

_WAYS = {SigningWay.PAPER: "auf Papier", SigningWay.QUALIFIED: "außerhalb des Systems"}


def require_same_content(version: MinutesVersion, shown: str, changed: Sequence[str]) -> None:
    """The signature covers exactly the text that was shown, and nothing changed since.

    ``changed``: where the record is not what the version froze any more.
    """
    if shown != version.content_sha256:
        raise RuleBroken(
            "Die Niederschrift wurde inzwischen in einer neuen Fassung vorgelegt. "
            "Bitte lesen Sie die neue Fassung und unterzeichnen Sie dann."
        )
    if changed:
        raise RuleBroken(
            f"Seit der Vorlage wurden Angaben zur Sitzung geändert ({'; '.join(changed[:3])}"
            f"{' und weitere' if len(changed) > 3 else ''}). Die Geschäftsführung muss die "
            "Niederschrift zurückholen und neu vorlegen."
        )


def require_untouched(*, is_untouched: bool) -> None:
    """Nobody signs or publishes a text that was changed in the database."""
    if not is_untouched:
        raise RuleBroken(
            "Der vorgelegte Text wurde in der Datenbank verändert; er passt nicht mehr zu seiner "
            "Prüfsumme. Bitte ändern Sie nichts und verständigen Sie die technische Betreuung."
        )


def signature_sha256(signature: Signature) -> str:
    """SHA-256 of a signature as it was given, for the record of changes."""
    given = {
        "role": signature.role.value,
        "person": signature.person_id,
        "name": signature.name,
        "covers": signature.covers.text,
        "at": signature.signed_at.astimezone(UTC),
        "content": signature.content_sha256,
        "refused": signature.is_refused,
        "reason": signature.refusal_reason,
    }
    # What signatures of before had not got is no part of their hash.
    later = {
        "way": "" if signature.way in {None, SigningWay.SYSTEM} else signature.way.value,
        "on": signature.signed_on.isoformat() if signature.signed_on else "",
        "stands_for": signature.stands_for,
        "note": signature.note,
    }
    return fingerprint(given | {name: value for name, value in later.items() if value})


def open_places(
    version: MinutesVersion, chairs: Sequence[ChairFacts], person_id: int | None
) -> list[ChairFacts]:
    """The chairs in whose place this person has to sign and nobody has."""
    if person_id is None:
        return []
    open_ = [chair for chair in chairs if chair.person_id not in version.answered_places]
    return [chair for chair in open_ if chair.signer_id == person_id]


def _is_by(signature: Signature, viewer: Viewer) -> bool:
    is_own = viewer.user_id is not None and signature.user_id == viewer.user_id
    return is_own or (viewer.person_id is not None and signature.person_id == viewer.person_id)


def require_not_signed(
    role: SignatureRole, version: MinutesVersion, viewer: Viewer, chairs: Sequence[ChairFacts] = ()
) -> None:
    """Nobody signs a version twice, and no two sign it as minute-taker. Told before all else.

    Who signed as one chair signs once more for another who is prevented (``chairs``).
    """
    open_ = open_places(version, chairs, viewer.person_id)
    is_open = role is SignatureRole.CHAIR and bool(open_)
    for signature in version.signatures:
        if is_open and signature.role is SignatureRole.CHAIR:
            continue
        if _is_by(signature, viewer):
            raise Frozen(
                "Sie haben diese Fassung schon unterzeichnet. Vorsitz und Schriftführung "
                "unterzeichnen als zwei Personen."
            )
        if role is signature.role is SignatureRole.MINUTE_TAKER:
            raise RuleBroken("Die Schriftführung hat diese Fassung schon unterzeichnet.")


def require_open_to(
    minutes: Minutes, role: SignatureRole, viewer: Viewer, chairs: Sequence[ChairFacts] = ()
) -> None:
    """Raises unless this person may still decide on the version that lies before the chair."""
    version = minutes.current_version
    if version is not None and not minutes.state.is_editable:
        require_not_signed(role, version, viewer, chairs)
    require_transition(minutes, MinutesState.SIGNED)


def require_signer(
    role: SignatureRole,
    viewer: Viewer,
    *,
    takes_minutes: bool,
    chairs: Sequence[ChairFacts],
    version: MinutesVersion,
) -> list[ChairFacts]:
    """Who presided signs as chair, who took the minutes as such, and not one person as both.

    Returns the chairs in whose places he or she signs: the own one, those of who is prevented.
    """
    require_not_signed(role, version, viewer, chairs)
    if role is SignatureRole.CHAIR:
        if found := open_places(version, chairs, viewer.person_id):
            return found
        raise RuleBroken("Als Vorsitz unterzeichnet nur, wer diese Sitzung geleitet hat.")
    if not takes_minutes:
        raise RuleBroken("Als Schriftführung unterzeichnet nur, wer die Niederschrift führt.")
    presided = {one for chair in chairs for one in (chair.person_id, chair.signer_id)}
    if viewer.person_id is not None and viewer.person_id in presided:
        raise RuleBroken(
            "Wer die Sitzung geleitet hat, unterzeichnet als Vorsitz. Die Schriftführung "
            "unterzeichnet eine andere Person."
        )
    return []


def require_signed_here(version: MinutesVersion) -> None:
    """On paper or with a qualified signature the press is no signature."""
    if version.signing is not SigningWay.SYSTEM:
        raise RuleBroken(
            f"Diese Niederschrift wird {_WAYS[version.signing]} unterzeichnet. Hier gibt der "
            "Vorsitz sie dazu frei; danach trägt die Geschäftsführung Tag und Namen ein."
        )


def is_fully_signed(version: MinutesVersion, chairs: Sequence[ChairFacts]) -> bool:
    """Every chair and the minute-taker have signed, or refused with a reason on record."""
    places = {chair.person_id for chair in chairs}
    return version.has_taker_answered and places <= version.answered_places


def is_refused_by_all(version: MinutesVersion) -> bool:
    """Nobody signed at all: then it is not signed, whoever has answered (GO NRW § 52)."""
    return bool(version.signatures) and all(one.is_refused for one in version.signatures)


def require_not_refused(version: MinutesVersion) -> None:
    """Minutes of before may count as signed though everybody refused."""
    if is_refused_by_all(version):
        raise RuleBroken(
            "Alle haben die Unterschrift verweigert. Die Niederschrift ist nicht unterzeichnet und "
            "wird nicht veröffentlicht."
        )


def own_refusal(version: MinutesVersion | None, viewer: Viewer) -> Signature | None:
    """The refusal of this person that still stands."""
    signatures = version.signatures if version else ()
    return next((one for one in signatures if one.is_refused and _is_by(one, viewer)), None)


def own_signatures(version: MinutesVersion | None, viewer: Viewer) -> list[Signature]:
    """What this person signed here by a press; several, who stood in for another chair too."""
    return [
        one
        for one in (version.signatures if version else ())
        if viewer.user_id is not None
        and one.user_id == viewer.user_id
        and one.way is SigningWay.SYSTEM
        and not one.is_refused
    ]


def signature_step(
    minutes: Minutes, own: Sequence[Signature], *, has_met_again: bool
) -> str | None:
    """What has followed one's own signature, so that it stands; None: it may be taken back."""
    version = minutes.current_version
    if version is None or minutes.state not in {MinutesState.SUBMITTED, *SIGNED}:
        return "Diese Fassung wurde zurückgeholt oder zurückgegeben."
    if minutes.state is MinutesState.PUBLISHED or version.publications:
        return "Die Niederschrift ist schon veröffentlicht worden."
    last = max(one.id for one in own)
    if any(one.id > last for one in version.signatures if one not in own):
        return "Nach Ihnen hat schon jemand unterzeichnet oder die Unterschrift verweigert."
    if version.open_sheet is not None:
        return "Nach Ihnen sind schon Unterschriften vom Papier eingetragen worden."
    if minutes.state in SIGNED and has_met_again:
        return "Das Gremium hat seitdem wieder getagt."
    return None


def require_signature_open(
    minutes: Minutes, own: Sequence[Signature], *, has_met_again: bool
) -> None:
    """Who signed here takes that back until the next step of the minutes."""
    if not own:
        raise RuleBroken("Sie haben diese Fassung nicht hier im System unterzeichnet.")
    if step := signature_step(minutes, own, has_met_again=has_met_again):
        raise RuleBroken(f"{step} Ihre Unterschrift lässt sich nicht mehr zurücknehmen.")


def require_refusal_open(minutes: Minutes, refusal: Signature | None) -> Signature:
    """Who refused may take that back, until the minutes are published or changed."""
    if minutes.state in {MinutesState.DRAFT, MinutesState.RETURNED}:
        raise RuleBroken(
            "Diese Fassung wurde zurückgeholt oder zurückgegeben; Ihre Weigerung gilt für die neue "
            "nicht mehr."
        )
    if refusal is None:
        raise RuleBroken("Sie haben die Unterschrift unter diese Fassung nicht verweigert.")
    if minutes.state is MinutesState.PUBLISHED:
        raise RuleBroken(
            "Die Niederschrift ist schon veröffentlicht. Eine Weigerung lässt sich nur vorher "
            "zurücknehmen."
        )
    return refusal


def chairs_differ(version: MinutesVersion, chairs: Sequence[ChairFacts]) -> bool:
    """Whether somebody else presided than those who signed for it; from paper nobody did here."""
    places = {chair.person_id for chair in chairs}
    return bool(version.signatures) and version.answered_places != places


def require_reason(reason: str) -> None:
    if not reason:
        raise RuleBroken(
            "Bitte nennen Sie den Grund, aus dem Sie nicht unterzeichnen.", field="reason"
        )
