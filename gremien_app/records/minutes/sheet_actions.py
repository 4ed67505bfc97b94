"""Writes of what is signed outside the system: release, enter, confirm, reject; stand in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gremien_app.base.audit.actions import record as audit
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import Frozen
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes import assembly, queries, sheet_rules, signing_rules, versions
from gremien_app.records.minutes.actions import held_record, hold, lying_before, put_on_record
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.closing_actions import finish
from gremien_app.records.minutes.models import Minutes, MinutesVersion, Signature, SignatureRole
from gremien_app.records.minutes.rules import ChairFacts
from gremien_app.records.minutes.sheet_models import Release, SheetLine, SignedSheet, Substitution
from gremien_app.records.minutes.sheet_rules import Entered, Signatory
from gremien_app.records.minutes.signing_queries import deputies_of


def release(
    actor: Viewer,
    minutes: Minutes,
    shown_sha256: str,
    now: datetime,
    record: SittingRecord | None = None,
) -> Release:
    """The chair has read this version and will sign it on paper: Freigabe zur Unterschrift."""
    version, chairs, changed = lying_before(actor, minutes, SignatureRole.CHAIR, record)
    sheet_rules.require_release(version, chairs, actor)
    signing_rules.require_same_content(version, shown_sha256, changed)
    assert actor.person_id is not None, "who presided is a person"
    given = Release(
        user_id=actor.user_id,
        person_id=actor.person_id,
        name=next(one.signer for one in chairs if one.signer_id == actor.person_id),
        released_at=now,
        content_sha256=version.content_sha256,
    )
    version.releases.append(given)
    version.released_at = now if sheet_rules.is_released(version, chairs) else None
    audit(
        actor,
        "minutes.released",
        minutes,
        f"{minutes.told}: Fassung {version.number} zur Unterschrift freigegeben",
        {"content_sha256": (None, version.content_sha256)},
    )
    return given


def take_back_release(actor: Viewer, minutes: Minutes, now: datetime) -> None:
    hold(minutes)
    version = sheet_rules.require_awaiting(minutes)
    own = sheet_rules.own_release(version, actor.person_id)
    sheet_rules.require_release_open(version, own).taken_back_at = now
    version.released_at = None
    audit(actor, "minutes.release_taken_back", minutes, f"{minutes.told}: Freigabe zurückgenommen")
    db.session.refresh(version, ["releases"])


def enter_sheet(
    actor: Viewer,
    minutes: Minutes,
    entered: Sequence[Entered],
    *,
    way: SigningWay,
    remark: str,
    shown_sha256: str,
    now: datetime,
    record: SittingRecord | None = None,
) -> SignedSheet:
    """What stands on the signed sheet; it counts once a second person has confirmed it."""
    record = held_record(minutes, record)
    version = sheet_rules.require_awaiting(minutes)
    sheet_rules.require_no_open_sheet(version)
    _require_unchanged(record, version, shown_sha256)
    today = berlin_date(now)
    sheet_rules.require_enterable(actor, version, entered, way, remark, today)
    sheet = SignedSheet(
        way=way,
        remark=remark,
        entered_by_id=actor.user_id,
        entered_by=actor.name,
        entered_at=now,
        lines=[_line(one) for one in entered],
    )
    version.sheets.append(sheet)
    audit(
        actor,
        "minutes.sheet_entered",
        minutes,
        f"{minutes.told}: unterschriebenes Blatt eingetragen, noch nicht bestätigt",
    )
    return sheet


def _said_of(who: Signatory | SheetLine) -> dict[str, Any]:
    names = ("role", "person_id", "presided_id", "name", "covers", "stands_for", "note")
    return {name: getattr(who, name) for name in names}


def _line(one: Entered) -> SheetLine:
    return SheetLine(
        **_said_of(one.who),
        signed_on=one.signed_on,
        is_refused=one.refusal_reason is not None,
        refusal_reason=one.refusal_reason or "",
    )


def confirm_sheet(actor: Viewer, minutes: Minutes, sheet_id: int, now: datetime) -> SignedSheet:
    """A second person has seen the sheet: from now on these have signed."""
    hold(minutes)
    version = sheet_rules.require_awaiting(minutes)
    sheet = sheet_rules.require_confirmable(actor, version.open_sheet, sheet_id)
    record_now = queries.record_of(minutes.sitting, minutes)
    chairs = _require_unchanged(record_now, version, version.content_sha256)
    missing = sheet_rules.signatories(version, chairs, minutes.minute_taker)
    sheet_rules.require_still_missing(sheet, missing)
    sheet.confirmed_at, sheet.confirmed_by = now, actor.name
    audit(
        actor,
        "minutes.sheet_confirmed",
        minutes,
        f"{minutes.told}: unterschriebenes Blatt bestätigt",
    )
    for line in sheet.lines:
        put_on_record(actor, minutes, version, _signature(sheet, line, version, now))
    if signing_rules.is_fully_signed(version, chairs):
        finish(actor, minutes, version, now)
    return sheet


def _signature(
    sheet: SignedSheet, line: SheetLine, version: MinutesVersion, now: datetime
) -> Signature:
    return Signature(
        **_said_of(line),
        way=sheet.way,
        sheet_id=sheet.id,
        signed_on=line.signed_on,
        signed_at=now,
        content_sha256=version.content_sha256,
        is_refused=line.is_refused,
        refusal_reason=line.refusal_reason,
    )


def reject_sheet(
    actor: Viewer, minutes: Minutes, sheet_id: int, reason: str, now: datetime
) -> None:
    """Before it is confirmed, whoever entered it takes it back, or the second person refuses."""
    hold(minutes)
    version = sheet_rules.require_awaiting(minutes)
    sheet = version.open_sheet
    if sheet is None or sheet.id != sheet_id:
        raise sheet_rules.nothing_to_confirm()
    sheet_rules.require_rejection_reason(reason)
    sheet.rejected_at, sheet.rejected_by, sheet.rejection_reason = now, actor.name, reason
    audit(
        actor,
        "minutes.sheet_rejected",
        minutes,
        f"{minutes.told}: eingetragenes Blatt zurückgewiesen",
        {"reason": (None, reason)},
    )


def substitute(
    actor: Viewer, minutes: Minutes, *, presided_id: int, deputy: Person, note: str, now: datetime
) -> Substitution:
    """Somebody signs in the place of a chair who is prevented for long; no reason is kept."""
    chairs = assembly.chairs_of(held_record(minutes, None))
    chair = next((one for one in chairs if one.person_id == presided_id), None)
    deputies = [one.id for one in deputies_of(minutes.sitting)]
    sheet_rules.require_substitution(actor, minutes, chair, deputy.id, deputies)
    made = Substitution(
        presided_id=presided_id,
        deputy_id=deputy.id,
        deputy_name=deputy.name,
        note=note,
        entered_by=actor.name,
        entered_at=now,
    )
    minutes.substitutions.append(made)
    audit(
        actor,
        "minutes.substituted",
        minutes,
        f"{minutes.told}: Vertretung bei der Unterschrift eingetragen",
        {"deputy": (None, deputy.name), "note": (None, note)},
    )
    return made


def end_substitution(actor: Viewer, minutes: Minutes, id: int, now: datetime) -> None:
    hold(minutes)
    found = next((one for one in minutes.substitutions if one.id == id), None)
    if found is None:
        raise Frozen("Diese Vertretung ist schon zurückgenommen.")
    sheet_rules.require_substitution_open(minutes, found.deputy_id, found.presided_id)
    found.taken_back_at, found.taken_back_by = now, actor.name
    audit(
        actor,
        "minutes.substitution_taken_back",
        minutes,
        f"{minutes.told}: Vertretung bei der Unterschrift zurückgenommen",
    )
    db.session.refresh(minutes, ["substitutions"])


def _require_unchanged(
    record: SittingRecord, version: MinutesVersion, shown_sha256: str
) -> list[ChairFacts]:
    """Raises unless the record still is this version; answers with who signs as chair."""
    signing_rules.require_untouched(is_untouched=versions.is_untouched(version))
    changed = [one.text for one in versions.differences(version, record)]
    signing_rules.require_same_content(version, shown_sha256, changed)
    return assembly.chairs_of(record)
