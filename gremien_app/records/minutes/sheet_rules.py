"""What the office may enter of a signed sheet, who confirms it, and for how long it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes.models import (
    SIGNED,
    Minutes,
    MinutesState,
    MinutesVersion,
    SignatureRole,
)
from gremien_app.records.minutes.rules import ChairFacts
from gremien_app.records.minutes.sheet_models import NO_COVERS, Covers, Release, SignedSheet

NOT_HERE = "Diese Niederschrift liegt nicht zur Unterschrift vor."


@dataclass(frozen=True)
class Signatory:
    """Whose signature is missing: for whom it stands, and on what right."""

    role: SignatureRole
    name: str
    person_id: int | None = None
    presided_id: int | None = None
    covers: Covers = NO_COVERS
    stands_for: str = ""
    note: str = ""


@dataclass(frozen=True)
class Entered:
    """What the office read on the sheet of one signatory."""

    who: Signatory
    signed_on: date
    refusal_reason: str | None = None  # None: signed
    place: int = 0  # of its fields in the form


def signatories(
    version: MinutesVersion, chairs: Sequence[ChairFacts], taker: str
) -> list[Signatory]:
    """Who has to sign this version and has neither signed nor refused, chairs first."""
    found = [
        Signatory(
            SignatureRole.CHAIR,
            chair.signer,
            chair.signer_id,
            chair.person_id,
            chair.covers,
            chair.stands_for,
            chair.note,
        )
        for chair in chairs
        if chair.person_id not in version.answered_places
    ]
    if not version.has_taker_answered:
        found.append(Signatory(SignatureRole.MINUTE_TAKER, taker))
    return found


def waiting_label(version: MinutesVersion) -> str:
    """What submitted minutes wait for, in words; never that anybody has signed on paper."""
    if version.open_sheet is not None:
        return "Unterschriften eingetragen, noch nicht bestätigt"
    if version.signatures:
        return "wartet auf weitere Unterschriften"
    if version.signing is SigningWay.SYSTEM:
        return "zur Unterzeichnung vorgelegt"
    return "zur Unterschrift freigegeben" if version.released_at else "zur Freigabe vorgelegt"


def require_awaiting(minutes: Minutes) -> MinutesVersion:
    version = minutes.current_version
    if minutes.state is not MinutesState.SUBMITTED or version is None:
        raise Frozen(NOT_HERE)
    return version


def require_no_open_sheet(version: MinutesVersion) -> None:
    if version.open_sheet is not None:
        raise RuleBroken(
            "Ein unterschriebenes Blatt ist schon eingetragen und noch nicht bestätigt. Bestätigen "
            "Sie es, oder weisen Sie es zurück; danach lässt sich ein neues eintragen."
        )


def is_oneself(actor: Viewer, who: Signatory) -> bool:
    """By the person; a minute-taker is known by the name that stands in the minutes."""
    if who.person_id is not None:
        return who.person_id == actor.person_id
    return fold(who.name) == fold(actor.name)


def require_enterable(
    actor: Viewer,
    version: MinutesVersion,
    entered: Sequence[Entered],
    way: SigningWay,
    remark: str,
    today: date,
) -> None:
    """Somebody else's signatures, at least one, on days that are possible."""
    if not entered:
        raise RuleBroken("Bitte tragen Sie ein, wer unterschrieben hat.")
    if any(is_oneself(actor, one.who) for one in entered):
        raise RuleBroken(
            "Die eigene Unterschrift trägt niemand selbst ein. Bitte lassen Sie das Blatt von "
            "jemand anderem aus dem Büro eintragen; bestätigen können Sie es danach."
        )
    submitted = version.created_at.astimezone(BERLIN).date()
    for one in entered:
        require_possible_day(one.signed_on, submitted, today, f"day_{one.place}")
        if one.refusal_reason is not None and not one.refusal_reason:
            raise RuleBroken(
                f"Bitte nennen Sie den Grund, aus dem {one.who.name} nicht unterschreibt.",
                field=f"reason_{one.place}",
            )
    if way is SigningWay.QUALIFIED and not remark:
        raise RuleBroken(
            "Bitte schreiben Sie, mit welchem Dienst signiert und wie das Zertifikat geprüft "
            "wurde.",
            field="remark",
        )


def require_possible_day(day: date, submitted: date, today: date, field: str) -> None:
    if day > today:
        raise RuleBroken("Dieser Tag liegt in der Zukunft. Bitte prüfen Sie ihn.", field=field)
    if day < submitted:
        raise RuleBroken(
            f"Diese Fassung wurde am {format_date(submitted)} vorgelegt. Vorher kann sie niemand "
            "unterschrieben haben; bitte prüfen Sie den Tag.",
            field=field,
        )


def nothing_to_confirm() -> Frozen:
    return Frozen(
        "Hier wartet kein Blatt auf eine Bestätigung. Vielleicht hat es jemand inzwischen "
        "bestätigt oder zurückgewiesen."
    )


def no_more_substitutes() -> Frozen:
    return Frozen("Die Niederschrift ist unterzeichnet. Es braucht keine Vertretung mehr.")


def has_entered(actor: Viewer, sheet: SignedSheet) -> bool:
    """Whether this person entered it: by the account, where it still is there."""
    if sheet.entered_by_id is None:
        return sheet.entered_by == actor.name
    return sheet.entered_by_id == actor.user_id


def require_confirmable(actor: Viewer, sheet: SignedSheet | None, sheet_id: int) -> SignedSheet:
    if sheet is None or sheet.id != sheet_id:
        raise nothing_to_confirm()
    if has_entered(actor, sheet):
        raise RuleBroken(
            "Sie haben das Blatt eingetragen. Bestätigen muss es eine zweite Person aus dem Büro, "
            "die das Blatt selbst gesehen hat."
        )
    return sheet


def require_still_missing(sheet: SignedSheet, missing: Sequence[Signatory]) -> None:
    """Nobody has signed here meanwhile who stands on the sheet, and nobody else stands in."""
    open_ = {(one.role, one.presided_id, one.person_id) for one in missing}
    for line in sheet.lines:
        if (line.role, line.presided_id, line.person_id) not in open_:
            raise RuleBroken(
                f"Von {line.name} wird inzwischen keine Unterschrift mehr erwartet. Bitte weisen "
                "Sie das Blatt zurück und tragen Sie es neu ein."
            )


def require_rejection_reason(reason: str) -> None:
    if not reason:
        raise RuleBroken("Bitte schreiben Sie, was auf dem Blatt anders ist.", field="reason")


def own_release(version: MinutesVersion | None, person_id: int | None) -> Release | None:
    releases = version.releases if version else ()
    return next((one for one in releases if person_id and one.person_id == person_id), None)


def is_released(version: MinutesVersion, chairs: Sequence[ChairFacts]) -> bool:
    return bool(chairs) and {one.signer_id for one in chairs} <= {
        one.person_id for one in version.releases
    }


def require_release(version: MinutesVersion, chairs: Sequence[ChairFacts], viewer: Viewer) -> None:
    if viewer.person_id not in {chair.signer_id for chair in chairs} - {None}:
        raise RuleBroken("Freigeben kann nur, wer diese Sitzung geleitet hat.")
    if version.signing is SigningWay.SYSTEM:
        raise RuleBroken("Diese Niederschrift wird hier im System unterzeichnet.")
    if own_release(version, viewer.person_id) is not None:
        raise Frozen("Sie haben diese Fassung schon zur Unterschrift freigegeben.")


def require_release_open(version: MinutesVersion, release: Release | None) -> Release:
    """A release may be taken back until the office has entered the signed sheet."""
    if release is None:
        raise RuleBroken("Sie haben diese Fassung nicht freigegeben.")
    if version.open_sheet is not None:
        raise RuleBroken(
            "Das unterschriebene Blatt ist schon eingetragen. Stimmt es nicht, wenden Sie sich "
            "bitte an die Geschäftsführung."
        )
    return release


def require_substitution(
    actor: Viewer,
    minutes: Minutes,
    chair: ChairFacts | None,
    deputy_id: int,
    deputies: Sequence[int],
) -> ChairFacts:
    """Who stands in holds the chair's office today, and does not say so of himself or herself."""
    if minutes.state in SIGNED:
        raise no_more_substitutes()
    if chair is None or chair.person_id is None:
        raise RuleBroken("Diese Person hat die Sitzung nicht geleitet.", field="presided")
    version = minutes.current_version
    if chair.substitution is not None:
        raise RuleBroken(
            f"{chair.signer} unterzeichnet schon in Vertretung. Nehmen Sie das zuerst zurück.",
            field="presided",
        )
    given = version.signatures if version and minutes.state is MinutesState.SUBMITTED else ()
    if any(one.place_id == chair.person_id for one in given):
        raise RuleBroken(f"{chair.name} hat schon unterzeichnet.", field="presided")
    if deputy_id == chair.person_id:
        raise RuleBroken("Niemand vertritt sich selbst.", field="deputy")
    if deputy_id not in deputies:
        raise RuleBroken(
            "In Vertretung unterzeichnet, wer heute den Vorsitz hat oder stellvertretend führt.",
            field="deputy",
        )
    if deputy_id == actor.person_id:
        raise RuleBroken(
            "Die eigene Vertretung trägt niemand selbst ein. Bitte überlassen Sie das jemand "
            "anderem aus dem Büro.",
            field="deputy",
        )
    return chair


def require_substitution_open(minutes: Minutes, deputy_id: int, presided_id: int) -> None:
    version = minutes.current_version
    if version is None or minutes.state not in {MinutesState.SUBMITTED, *SIGNED}:
        return
    sheet = version.open_sheet
    lines = [*version.signatures, *(sheet.lines if sheet else ())]
    if any((one.presided_id, one.person_id) == (presided_id, deputy_id) for one in lines):
        raise RuleBroken(
            "In Vertretung ist schon unterzeichnet oder ein Blatt eingetragen. Die Vertretung "
            "bleibt deshalb stehen."
        )
