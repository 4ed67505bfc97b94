"""Writes of minutes: begin, write, submit, return, sign."""

from collections.abc import Mapping
from datetime import datetime

from gremien_app.base.audit.actions import record as audit
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken, StaleVersion
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes import assembly, frozen, queries, rules, signing_rules, versions
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.closing_actions import finish
from gremien_app.records.minutes.gaps import gaps_of
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesEntry,
    MinutesRemark,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)
from gremien_app.records.minutes.sheet_models import NO_COVERS
from gremien_app.records.resolutions.actions import issue_numbers


def hold(minutes: Minutes) -> None:
    """Whoever else writes these minutes or their sitting's record has finished."""
    locked(Sitting, minutes.sitting_id)


def held_record(minutes: Minutes, record: SittingRecord | None) -> SittingRecord:
    """What the minutes are made of; ``record``: as the page read it, which held them then."""
    hold(minutes)
    return record or queries.record_of(minutes.sitting, minutes)


def begin(actor: Viewer, sitting: Sitting, now: datetime) -> Minutes:
    """Start the draft; the first item gets the usual opening sentences from the data."""
    locked(Sitting, sitting.id)
    rules.require_held(sitting)
    if queries.minutes_of(actor, sitting) is not None:
        raise RuleBroken("Zu dieser Sitzung gibt es schon eine Niederschrift.")
    minutes = Minutes(
        sitting=sitting,
        state=MinutesState.DRAFT,
        minute_taker=actor.name,
        due_on=rules.due_on(sitting.date, sitting.committee.minutes_due_days),
        created_at=now,
    )
    db.session.add(minutes)
    record = queries.record_of(sitting, None)
    public = [n.item for n in record.items if n.item.part is Part.PUBLIC]
    if public:
        opening = assembly.opening_text(record)
        minutes.entries.append(MinutesEntry(agenda_item_id=public[0].id, text=opening))
    audit(actor, "minutes.begun", minutes, f"Niederschrift zu {sitting.ref} begonnen")
    return minutes


def write_entry(
    actor: Viewer, minutes: Minutes, item_id: int, text: str, version: int
) -> MinutesEntry | None:
    """Store one item's text. ``version`` is that of the entry the text was typed over (0: none).

    Raises ``StaleVersion`` if somebody stored another text meanwhile, ``RuleBroken`` once the
    minutes are submitted. An unchanged text writes nothing.
    """
    entry = next((e for e in minutes.entries if e.agenda_item_id == item_id), None)
    stored = entry.text if entry else ""
    if text == stored:
        return entry
    rules.require_editable(minutes)
    if version != (entry.version if entry else 0):
        raise StaleVersion
    if entry is None:
        entry = MinutesEntry(agenda_item_id=item_id)
        minutes.entries.append(entry)
    entry.text = text
    audit(actor, "minutes.written", minutes, f"Text der {minutes.told} geändert")
    return entry


def submit(
    actor: Viewer, minutes: Minutes, now: datetime, record: SittingRecord | None = None
) -> MinutesVersion:
    """Freeze the content as a new version and put it to the chair."""
    record = held_record(minutes, record)
    rules.require_transition(minutes, MinutesState.SUBMITTED)
    sitting = minutes.sitting
    rules.require_complete(gaps_of(record))
    issue_numbers(actor, sitting)
    minutes.document_date = now.astimezone(BERLIN).date()
    minutes.minute_taker = minutes.minute_taker or actor.name
    content = versions.content_of(record, minutes.document_date)
    version = MinutesVersion(
        number=len(minutes.versions) + 1,
        format=frozen.FORMAT,
        content=content,
        content_sha256=frozen.fingerprint(content),
        created_at=now,
        created_by=actor.name,
        signing=sitting.committee.signing,
    )
    minutes.versions.append(version)
    minutes.state = MinutesState.SUBMITTED
    minutes.submitted_at = now
    for remark in minutes.remarks:
        remark.settled_at = remark.settled_at or now
    audit(
        actor,
        "minutes.submitted",
        minutes,
        f"Niederschrift zu {sitting.ref} vorgelegt, Fassung {version.number}, "
        f"SHA-256 {version.content_sha256}",
    )
    return version


def withdraw(actor: Viewer, minutes: Minutes, now: datetime) -> None:
    """Take a submitted version back to the draft; what was signed of it stays and is void."""
    hold(minutes)
    rules.require_transition(minutes, MinutesState.DRAFT)
    minutes.state = MinutesState.DRAFT
    _end(actor, minutes, now)
    audit(actor, "minutes.withdrawn", minutes, f"{minutes.told} zurückgeholt")


def _end(actor: Viewer, minutes: Minutes, now: datetime) -> None:
    """The version lies before nobody any more; a sheet that nobody confirmed is put aside."""
    version = minutes.current_version
    assert version is not None, "submitted minutes have a version"
    version.ended_at, version.ended_by = now, actor.name
    if sheet := version.open_sheet:
        sheet.rejected_at, sheet.rejected_by = now, actor.name
        sheet.rejection_reason = "Die Niederschrift wurde vorher zurückgeholt oder zurückgegeben."


def return_with_remarks(
    actor: Viewer,
    minutes: Minutes,
    remarks: Mapping[int | None, str],
    now: datetime,
    record: SittingRecord | None = None,
) -> None:
    """The chair, or who stands in, asks for changes; ``remarks`` by item, None for the whole."""
    chairs = assembly.chairs_of(held_record(minutes, record))
    rules.require_transition(minutes, MinutesState.RETURNED)
    if actor.person_id is None or actor.person_id not in {chair.signer_id for chair in chairs}:
        raise RuleBroken("Das kann nur, wer diese Sitzung geleitet hat.")
    _return(actor, minutes, remarks, now, author=actor.name)


def enter_remarks(
    actor: Viewer,
    minutes: Minutes,
    chair_name: str,
    remarks: Mapping[int | None, str],
    now: datetime,
) -> None:
    """What the chair wrote by pen, entered by the office; who entered it stays with it."""
    chairs = assembly.chairs_of(held_record(minutes, None))
    rules.require_transition(minutes, MinutesState.RETURNED)
    rules.require_among(chair_name, [one.signer for one in chairs])
    _return(actor, minutes, remarks, now, author=chair_name, entered_by=actor.name)


def _return(
    actor: Viewer,
    minutes: Minutes,
    remarks: Mapping[int | None, str],
    now: datetime,
    *,
    author: str,
    entered_by: str = "",
) -> None:
    rules.require_remark(list(remarks.values()))
    minutes.remarks += [
        MinutesRemark(
            agenda_item_id=item_id, author=author, entered_by=entered_by, text=text, created_at=now
        )
        for item_id, text in remarks.items()
        if text
    ]
    how = " (für den Vorsitz eingetragen)" if entered_by else ""
    minutes.state = MinutesState.RETURNED
    _end(actor, minutes, now)
    audit(actor, "minutes.returned", minutes, f"{minutes.told} mit Anmerkungen zurückgegeben{how}")


def settle_remark(actor: Viewer, minutes: Minutes, remark: MinutesRemark, now: datetime) -> None:
    rules.require_editable(minutes)
    remark.settled_at = now
    audit(actor, "minutes.remark_settled", minutes, summary="Anmerkung als erledigt gekennzeichnet")


def lying_before(
    actor: Viewer, minutes: Minutes, role: SignatureRole, record: SittingRecord | None
) -> tuple[MinutesVersion, list[rules.ChairFacts], list[str]]:
    """The version that lies before this person, who signs as chair, and where the record differs.

    Nobody else signs it meanwhile. Raises ``RuleBroken`` where the text itself was changed.
    """
    record = held_record(minutes, record)
    chairs = assembly.chairs_of(record)
    signing_rules.require_open_to(minutes, role, actor, chairs)
    version = minutes.current_version
    assert version is not None, "submitted minutes have a version"
    signing_rules.require_untouched(is_untouched=versions.is_untouched(version))
    return version, chairs, [one.text for one in versions.differences(version, record)]


def sign(
    actor: Viewer,
    minutes: Minutes,
    role: SignatureRole,
    shown_sha256: str,
    now: datetime,
    *,
    refusal_reason: str | None = None,
    record: SittingRecord | None = None,
) -> Signature:
    """Sign the version that was shown, or refuse to with a reason (recorded and printed).

    Who presided and stands in for another signs for both. The last signature closes the record:
    the files are written, nothing changes any more.
    """
    version, chairs, changed = lying_before(actor, minutes, role, record)
    signing_rules.require_same_content(version, shown_sha256, changed)
    places = signing_rules.require_signer(
        role,
        actor,
        takes_minutes=actor.takes_minutes_of(minutes.sitting.committee_id),
        chairs=chairs,
        version=version,
    )
    if refusal_reason is None:
        signing_rules.require_signed_here(version)
    else:
        signing_rules.require_reason(refusal_reason)
    targets: list[rules.ChairFacts | None] = [*places] or [None]
    for chair in targets:
        signature = _signature(actor, role, chair, version, now)
        signature.is_refused = refusal_reason is not None
        signature.refusal_reason = refusal_reason or ""
        put_on_record(actor, minutes, version, signature)
    if signing_rules.is_fully_signed(version, chairs):
        finish(actor, minutes, version, now)
    return signature


def put_on_record(
    actor: Viewer, minutes: Minutes, version: MinutesVersion, signature: Signature
) -> None:
    """The signature stands below this version, and in the record of changes with its hash."""
    version.signatures.append(signature)
    verb = "verweigert" if signature.is_refused else "geleistet"
    how = "" if signature.sheet_id is None else f", {signature.way.label}"
    role = signature.role.label
    audit(
        actor,
        "minutes.signed",
        minutes,
        f"Unterschrift ({role}{how}) zu {minutes.sitting.ref} {verb}",
        changes={
            "content_sha256": (None, version.content_sha256),
            "signature_sha256": (None, signing_rules.signature_sha256(signature)),
        },
    )


def _signature(
    actor: Viewer,
    role: SignatureRole,
    chair: rules.ChairFacts | None,
    version: MinutesVersion,
    now: datetime,
) -> Signature:
    return Signature(
        role=role,
        user_id=actor.user_id,
        person_id=actor.person_id,
        presided_id=chair.person_id if chair else None,
        name=chair.signer if chair else actor.name,
        stands_for=chair.stands_for if chair else "",
        note=chair.note if chair else "",
        covers=chair.covers if chair else NO_COVERS,
        way=SigningWay.SYSTEM,
        signed_at=now,
        content_sha256=version.content_sha256,
    )
