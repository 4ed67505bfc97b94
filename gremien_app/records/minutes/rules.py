"""Rules of the minutes: their life, what is missing, who may sign."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.records.minutes.frozen import fingerprint
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)

# The one table of transitions; everything else is refused.
TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.SUBMITTED}),
    MinutesState.SUBMITTED: frozenset(
        {
            MinutesState.DRAFT,
            MinutesState.RETURNED,
            MinutesState.REFUSED,
            MinutesState.SIGNED,
        }
    ),
    MinutesState.RETURNED: frozenset({MinutesState.SUBMITTED}),
    MinutesState.REFUSED: frozenset({MinutesState.SUBMITTED}),
    MinutesState.SIGNED: frozenset({MinutesState.PUBLISHED}),
    MinutesState.PUBLISHED: frozenset(),
}
STATE_LABELS = {
    MinutesState.DRAFT: "Entwurf",
    MinutesState.SUBMITTED: "zur Unterzeichnung vorgelegt",
    MinutesState.RETURNED: "mit Anmerkungen zurück",
    MinutesState.REFUSED: "Unterschrift von allen verweigert",
    MinutesState.SIGNED: "unterzeichnet",
    MinutesState.PUBLISHED: "veröffentlicht",
}
ROLE_LABELS = {SignatureRole.CHAIR: "Vorsitz", SignatureRole.MINUTE_TAKER: "Schriftführung"}
BETWEEN_PARTS = "; "
_EDITABLE = frozenset({MinutesState.DRAFT, MinutesState.RETURNED, MinutesState.REFUSED})
# Without an entry of their own: nothing was discussed.
_SILENT = frozenset({ItemMark.WITHDRAWN, ItemMark.ADJOURNED})


@dataclass(frozen=True)
class ItemFacts:
    """What is known of an item when the minutes are checked."""

    label: str
    mark: ItemMark
    has_children: bool
    has_text: bool
    has_outcome: bool
    vote_errors: tuple[str, ...] = ()
    contradiction: str = ""  # of votes, outcome and mark
    lacks_resolution: bool = False  # a proposal was adopted, its text is not there


@dataclass(frozen=True)
class ChairFacts:
    """Who presided, for which items he or she therefore signs."""

    person_id: int | None
    name: str
    covers: str = ""


def covers_of(agenda: Sequence[tuple[Part, str]], own: Collection[int] | None = None) -> str:
    """For which items a chair signs, by their labels: "Ö 1 bis Ö 3, Ö 6; N 1".

    ``own``: their places in the agenda (without it all); only items in a row make a range.
    """
    places = sorted(range(len(agenda)) if own is None else own)
    spans = (_spans(agenda, [place for place in places if agenda[place][0] is one]) for one in Part)
    return BETWEEN_PARTS.join(span for span in spans if span)


def _spans(agenda: Sequence[tuple[Part, str]], places: Sequence[int]) -> str:
    runs: list[list[str]] = []
    for index, place in enumerate(places):
        if index == 0 or place != places[index - 1] + 1:
            runs.append([])
        runs[-1].append(agenda[place][1])
    return ", ".join(" bis ".join([*run[:1], *run[1:][-1:]]) for run in runs)


def covers_in(covers: str, part: Part) -> str:
    """The same for one part's readers: the public one tells no number of the closed one."""
    if part is Part.CLOSED or not covers:
        return covers
    told = [one for one in covers.split(BETWEEN_PARTS) if not one.startswith(Part.CLOSED.letter)]
    return BETWEEN_PARTS.join(told) or "nichtöffentlicher Teil"


def due_on(sitting_day: date, due_days: int) -> date:
    """The day by which the minutes should be with the chair."""
    return sitting_day + timedelta(days=due_days)


def is_overdue(state: MinutesState, due: date, today: date) -> bool:
    return state in _EDITABLE and due < today


def require_transition(minutes: Minutes, target: MinutesState) -> None:
    if target not in TRANSITIONS[minutes.state]:
        raise Frozen(
            f"Die Niederschrift ist im Stand „{STATE_LABELS[minutes.state]}“; "
            f"„{STATE_LABELS[target]}“ ist von dort nicht möglich."
        )


def is_editable(state: MinutesState) -> bool:
    return state in _EDITABLE


def require_editable(minutes: Minutes) -> None:
    if is_editable(minutes.state):
        return
    if minutes.state is MinutesState.SUBMITTED:
        raise Frozen(
            "Die Niederschrift liegt zur Unterzeichnung vor. Holen Sie sie zuerst zurück, "
            "wenn Sie den Text ändern möchten."
        )
    raise Frozen("Die Niederschrift ist unterzeichnet und kann nicht mehr geändert werden.")


def require_held(sitting: Sitting) -> None:
    if sitting.state not in HELD:
        raise RuleBroken(
            "Eine Niederschrift gibt es erst, wenn die Sitzung eröffnet wurde. "
            "Eröffnen Sie sie bitte zuerst; fehlt ihre Einladung, dann tragen Sie sie davor nach."
        )


def gaps(
    sitting: Sitting,
    items: Iterable[ItemFacts],
    chairs: Sequence[ChairFacts],
    present: int,
    chair_errors: Sequence[str] = (),
) -> list[str]:
    """What must be completed before the minutes can be put to the chair, as German sentences."""
    found = []
    if sitting.state is not SittingState.CLOSED:
        found.append("Die Sitzung ist noch nicht geschlossen; das Ende fehlt.")
    if present == 0:
        found.append("Es ist niemand als anwesend eingetragen.")
    if not chairs:
        found.append("Es ist nicht eingetragen, wer die Sitzung geleitet hat.")
    found.extend(chair_errors)
    for item in items:
        found.extend(f"{item.label}: {error}" for error in item.vote_errors)
        if item.contradiction:
            found.append(
                f"{item.label}: {item.contradiction} Bitte berichtigen Sie eines von beiden."
            )
        if item.lacks_resolution:
            found.append(
                f"{item.label}: Der Beschlussvorschlag ist angenommen, aber es gibt noch keinen "
                "Beschlusstext. Ohne ihn fehlt der Beschluss im Verzeichnis."
            )
        silent = item.mark in _SILENT or item.has_children
        if not silent and not item.has_text and not item.has_outcome:
            found.append(f"{item.label}: Es gibt weder einen Text noch ein Ergebnis.")
    return found


def require_complete(found: Sequence[str]) -> None:
    if found:
        raise RuleBroken("Vor der Vorlage fehlt noch etwas: " + " ".join(found))


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
        "covers": signature.covers,
        "at": signature.signed_at.astimezone(UTC),
        "content": signature.content_sha256,
        "refused": signature.is_refused,
        "reason": signature.refusal_reason,
    }
    return fingerprint(given)


def require_not_signed(
    role: SignatureRole, version: MinutesVersion, *, user_id: int | None, person_id: int | None
) -> None:
    """Nobody signs a version twice, and no two sign it as minute-taker. Told before all else."""
    for signature in version.signatures:
        is_own = user_id is not None and signature.user_id == user_id
        if is_own or (person_id is not None and signature.person_id == person_id):
            raise Frozen(
                "Sie haben diese Fassung schon unterzeichnet. Vorsitz und Schriftführung "
                "unterzeichnen als zwei Personen."
            )
        if role is signature.role is SignatureRole.MINUTE_TAKER:
            raise RuleBroken("Die Schriftführung hat diese Fassung schon unterzeichnet.")


def require_open_to(minutes: Minutes, role: SignatureRole, viewer: Viewer) -> None:
    """Raises unless this person may still decide on the version that lies before the chair."""
    version = minutes.current_version
    if version is not None and not is_editable(minutes.state):
        require_not_signed(role, version, user_id=viewer.user_id, person_id=viewer.person_id)
    require_transition(minutes, MinutesState.SIGNED)


def require_signer(
    role: SignatureRole,
    *,
    user_id: int | None,
    person_id: int | None,
    takes_minutes: bool,
    chairs: Sequence[ChairFacts],
    version: MinutesVersion,
) -> ChairFacts | None:
    """Who presided signs as chair, who took the minutes as such, and not one person as both.

    Returns the chair's facts when signing as chair.
    """
    require_not_signed(role, version, user_id=user_id, person_id=person_id)
    if role is SignatureRole.CHAIR:
        return _require_chair(person_id, chairs)
    if not takes_minutes:
        raise RuleBroken("Als Schriftführung unterzeichnet nur, wer die Niederschrift führt.")
    if person_id is not None and person_id in {chair.person_id for chair in chairs}:
        raise RuleBroken(
            "Wer die Sitzung geleitet hat, unterzeichnet als Vorsitz. Die Schriftführung "
            "unterzeichnet eine andere Person."
        )
    return None


def _require_chair(person_id: int | None, chairs: Sequence[ChairFacts]) -> ChairFacts:
    for chair in chairs:
        if person_id is not None and chair.person_id == person_id:
            return chair
    raise RuleBroken("Als Vorsitz unterzeichnet nur, wer diese Sitzung geleitet hat.")


def is_fully_signed(version: MinutesVersion, chairs: Sequence[ChairFacts]) -> bool:
    """Every chair and the minute-taker have signed, or refused with a reason on record."""
    signed = {
        signature.person_id
        for signature in version.signatures
        if signature.role is SignatureRole.CHAIR
    }
    has_minute_taker = any(
        signature.role is SignatureRole.MINUTE_TAKER for signature in version.signatures
    )
    return has_minute_taker and {chair.person_id for chair in chairs} <= signed


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


def own_refusal(
    version: MinutesVersion | None, *, user_id: int | None, person_id: int | None
) -> Signature | None:
    """The refusal of this person that still stands."""
    for one in version.signatures if version else ():
        is_own = user_id is not None and one.user_id == user_id
        if one.is_refused and (is_own or (person_id is not None and one.person_id == person_id)):
            return one
    return None


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
    signed = {s.person_id for s in version.signatures if s.role is SignatureRole.CHAIR}
    return bool(version.signatures) and signed != {chair.person_id for chair in chairs}


def require_remark(texts: Collection[str]) -> None:
    if not any(texts):
        raise RuleBroken(
            "Bitte schreiben Sie in mindestens eine Anmerkung, was geändert werden soll."
        )


def require_reason(reason: str) -> None:
    if not reason:
        raise RuleBroken(
            "Bitte nennen Sie den Grund, aus dem Sie nicht unterzeichnen.", field="reason"
        )
