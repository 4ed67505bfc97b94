"""Whether the record is whole: every link, the end, and what was noted outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from gremien_app.base.audit import rules
from gremien_app.base.audit.anchor_queries import Anchor
from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of

BATCH = 1000


@dataclass
class ChainReport:
    """``faults`` are German sentences; the first names the first broken entry."""

    entries: int = 0
    anchors: int = 0
    faults: list[str] = field(default_factory=list)


def verify_chain(anchors: Sequence[Anchor] = ()) -> ChainReport:
    """Read the whole chain once; it stops at the first link that does not fit."""
    valid = _valid(anchors)
    report = ChainReport(anchors=len(valid))
    try:
        _follow(report, valid)
    except (TypeError, ValueError):
        report.faults.append(f"Eintrag {report.entries + 1} ist nicht lesbar; er wurde verändert.")
    return report


def _follow(report: ChainReport, valid: Sequence[Anchor]) -> None:
    noted = {anchor.seq: anchor for anchor in valid}
    erased: dict[int, AuditEntry] = {}
    reworded = _Reworded()
    last = ""
    for seq, entry in enumerate(_entries(), start=1):
        fault = rules.fault_of(entry, seq, last)
        if fault is None and seq in noted and noted[seq].hash != entry.hash:
            fault = _rewritten(noted[seq])
        if fault is not None:
            report.faults.append(fault)
            return
        if entry.is_erased:
            erased[seq] = entry
        reworded.note(seq, entry)
        if entry.action == rules.ERASED:
            fault = _settle(erased, entry)
        if fault is not None:
            report.faults.append(fault)
            return
        last, report.entries = entry.hash, seq
    for seq in sorted(erased)[:1]:
        report.faults.append(f"Eintrag {seq} wurde geleert, ohne dass es vermerkt ist.")
    report.faults += reworded.faults()
    report.faults += _faults_at_the_end(report.entries, last, valid)


@dataclass
class _Reworded:
    """Entries in which a name is today's, and what the last entry that tells so says of each."""

    hashes: dict[int, str] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)

    def note(self, seq: int, entry: AuditEntry) -> None:
        if entry.is_reworded and not entry.is_erased:
            self.hashes[seq] = rules.payload_hash(entry)
        if entry.action == rules.REWORDED:
            self.told |= {int(number): left for number, left in entry.changes["entries"][1]}

    def faults(self) -> list[str]:
        wrong = [seq for seq, found in self.hashes.items() if self.told.get(seq) != found]
        return [f"Der Inhalt von Eintrag {seq} wurde verändert." for seq in wrong[:1]]


def _settle(erased: dict[int, AuditEntry], told: AuditEntry) -> str | None:
    """Which entries this one says were erased; a fault when one of them holds something else."""
    if told.object_type == AuditEntry.__tablename__:  # of one entry that was emptied altogether
        for seq, entry in erased.items():
            if entry.id == told.object_id:
                del erased[seq]
                is_empty = not (entry.summary or entry.actor)
                return None if is_empty else f"Eintrag {seq} gilt als geleert, enthält aber Text."
        return None
    for seq, left in told.changes["entries"][1]:
        found = erased.pop(seq, None)
        if found is None or rules.remainder_hash(found) != left:
            return f"Eintrag {seq} wurde nach der Löschung seines Textes verändert."
    return None


def _entries() -> Iterator[AuditEntry]:
    """First what has no place, then all by their number."""
    yield from db.session.scalars(select(AuditEntry).where(AuditEntry.seq.is_(None)).limit(1))
    last: int | None = None
    size = BATCH
    while True:
        page = select(AuditEntry).order_by(AuditEntry.seq, AuditEntry.id).limit(size)
        beyond = AuditEntry.seq.is_not(None) if last is None else AuditEntry.seq > last
        try:
            found = all_of(page.where(beyond))
        except (TypeError, ValueError):  # a column holds what is no JSON or no time
            if size == 1:
                raise
            size = 1  # to learn which row it is
            continue
        if not found:
            return
        yield from found
        last = found[-1].seq


def _faults_at_the_end(count: int, last: str, anchors: Sequence[Anchor]) -> list[str]:
    beyond = [anchor for anchor in anchors if anchor.seq > count]
    if beyond:
        known = max(anchor.seq for anchor in beyond)
        at = min(beyond, key=lambda one: one.seq)
        told = f"laut Zeile {at.line} der Prüfdatei gab es schon {known} Einträge."
        return [f"Eintrag {count + 1} und alle danach fehlen: Die Kette endet bei {count}, {told}"]
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash)).one_or_none()
    if (head.seq, head.hash) != (count, last) if head else count:
        noted = head.seq if head else 0
        return [f"Das Ende passt nicht: Vermerkt sind {noted} Einträge, vorhanden sind {count}."]
    return []


def _rewritten(anchor: Anchor) -> str:
    return (
        f"Die Kette wurde bis Eintrag {anchor.seq} neu geschrieben: Er hatte am "
        f"{anchor.at:%d.%m.%Y} laut Zeile {anchor.line} der Prüfdatei einen anderen Prüfwert."
    )


def _valid(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Without the lines that a restored backup made void."""
    valid: list[Anchor] = []
    for anchor in anchors:
        if anchor.is_restore:
            valid = [one for one in valid if one.seq <= anchor.seq]
        if anchor.seq:
            valid.append(anchor)
    return valid
