"""What the page of the minutes shows this viewer and what it offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from gremien_app.base.documents.content import MinutesDocument, MinutesItem
from gremien_app.base.kernel.clock import BERLIN, today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.rules import NumberedItem, by_part
from gremien_app.meetings.minute_takers.queries import notes_about
from gremien_app.meetings.sittings.models import HELD, Sitting
from gremien_app.meetings.sittings.rules import belongs, sees_closed
from gremien_app.records.minutes import (
    assembly,
    frozen,
    names,
    queries,
    rules,
    sheet_rules,
    signatory_queries,
    signature_lines,
    signing_rules,
)
from gremien_app.records.minutes import delivery_queries as delivery
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.gaps import gaps_of, hints_of
from gremien_app.records.minutes.models import (
    SIGNED,
    Minutes,
    MinutesRemark,
    MinutesState,
    Signature,
)
from gremien_app.records.minutes.rules import ChairFacts
from gremien_app.records.minutes.signed_name_queries import renamer_of
from gremien_app.records.minutes.signing_queries import Signing, Voided, signing_of, voided_of
from gremien_app.records.names.renaming import Renamer, with_names

_REFUSABLE = (MinutesState.SUBMITTED, MinutesState.REFUSED, MinutesState.SIGNED)


@dataclass(frozen=True)
class StateBadge:
    label: str
    kind: str


def badge(minutes: Minutes) -> StateBadge:
    """The state in words; signed with a refusal is a state of its own (GO NRW § 52)."""
    label, kind = minutes.state.label, minutes.state.also
    if minutes.state is MinutesState.SUBMITTED and minutes.current_version is not None:
        return StateBadge(sheet_rules.waiting_label(minutes.current_version), kind)
    if minutes.state in SIGNED and (refused := len(minutes.refusals)):
        few = "eine Unterschrift" if refused == 1 else f"{refused} Unterschriften"
        version = minutes.current_version
        is_all = version is not None and signing_rules.is_refused_by_all(version)
        return StateBadge(
            f"{label}, {'alle Unterschriften' if is_all else few} verweigert", "warning"
        )
    return StateBadge(label, kind)


@dataclass(frozen=True)
class ReadItem:
    """One item to read, with its live item for remarks (None: the agenda changed since)."""

    read: MinutesItem
    numbered: NumberedItem | None


@dataclass(frozen=True)
class ReadPart:
    document: MinutesDocument
    part: Part
    items: tuple[ReadItem, ...]


@dataclass(frozen=True)
class MinutesPage:
    """Facts and rights for the templates, which decide nothing; read when first asked for."""

    viewer: Viewer
    sitting: Sitting
    minutes: Minutes | None

    @cached_property
    def record(self) -> SittingRecord:
        """For the actions too: a request that writes holds the sitting by then."""
        return queries.record_of(self.sitting, self.minutes)

    @cached_property
    def chairs(self) -> list[ChairFacts]:
        return assembly.chairs_of(self.record)

    @cached_property
    def parts(self) -> tuple[ReadPart, ...]:
        return _parts(self.viewer, self.minutes, self.record) if self.minutes else ()

    @property
    def sha256(self) -> str:
        """Of the version that lies before those who sign."""
        version = self.minutes.current_version if self.minutes else None
        return version.content_sha256 if version and self._is(MinutesState.SUBMITTED) else ""

    def _is(self, *states: MinutesState) -> bool:
        return self.minutes is not None and self.minutes.state in states

    @property
    def may_write(self) -> bool:
        return self.viewer.takes_minutes_of(self.sitting.committee_id)

    @property
    def may_begin(self) -> bool:
        return self.may_write and self.sitting.state in HELD and self.minutes is None

    @property
    def has_presided(self) -> bool:
        """At the sitting, or signs for who did."""
        signers = {one for chair in self.chairs for one in (chair.person_id, chair.signer_id)}
        return self.viewer.person_id is not None and self.viewer.person_id in signers

    @cached_property
    def signing(self) -> Signing | None:
        return signing_of(self.viewer, self.minutes, self.chairs)

    @cached_property
    def voided(self) -> Sequence[Voided]:
        return voided_of(self.viewer, self.sitting)

    @property
    def may_publish(self) -> bool:
        version = self.minutes.current_version if self.minutes else None
        is_refused = version is not None and signing_rules.is_refused_by_all(version)
        may = self.may_write and self.sitting.is_public
        return may and self._is(MinutesState.SIGNED) and not is_refused

    @property
    def may_take_back(self) -> bool:
        if self.minutes is None or self.minutes.state not in _REFUSABLE:
            return False
        return signing_rules.own_refusal(self.minutes.current_version, self.viewer) is not None

    @property
    def may_decide(self) -> bool:
        return self.signing is not None and self.signing.may_decide

    @property
    def may_sign_as_taker(self) -> bool:
        return self.signing is not None and self.signing.may_sign_as_taker

    @property
    def may_withdraw_publication(self) -> bool:
        return self.may_write and self._is(MinutesState.PUBLISHED)

    @property
    def badge(self) -> StateBadge | None:
        return badge(self.minutes) if self.minutes else None

    @property
    def is_editable(self) -> bool:
        return self.minutes is not None and self.may_write and self.minutes.state.is_editable

    @property
    def is_overdue(self) -> bool:
        return self.minutes is not None and rules.is_overdue(
            self.minutes.state, self.minutes.due_on, today()
        )

    @cached_property
    def gaps(self) -> Sequence[str]:
        return gaps_of(self.record) if self.is_editable else []

    @cached_property
    def hints(self) -> Sequence[str]:
        return hints_of(self.record) if self.is_editable else []

    @cached_property
    def taker_notes(self) -> Sequence[str]:
        is_open = self.may_begin or self.is_editable
        return notes_about(self.sitting, self.viewer) if is_open and self._is_held else []

    @property
    def _is_held(self) -> bool:
        return self.sitting.state in HELD

    @property
    def open_remarks(self) -> Sequence[MinutesRemark]:
        return [r for r in self.minutes.remarks if r.settled_at is None] if self.minutes else []

    @property
    def headings(self) -> dict[Part, str]:
        """What stands above the items of each part."""
        return {one.part: one.heading for one in by_part(self.record.items)}

    @property
    def steps(self) -> Sequence[dict[str, str]]:
        return _steps(self.minutes, is_public=self.sitting.is_public)

    def name_of(self, signature: Signature) -> str:
        """Who signed, by today's name where the former one may not be told."""
        return self._renamer(signature.name)

    def stands_for_of(self, signature: Signature) -> str:
        return self._renamer(signature.stands_for)

    @cached_property
    def _renamer(self) -> Renamer:
        return renamer_of(self.sitting)

    @property
    def released_by(self) -> dict[int, datetime]:
        return (
            {one.person_id: one.released_at for one in self.signing.version.releases}
            if self.signing
            else {}
        )

    def covers_of(self, signature: Signature) -> str:
        part = Part.CLOSED if sees_closed(self.viewer, self.sitting) else Part.PUBLIC
        return signature.covers.told_in(part)

    @property
    def has_closed_file(self) -> bool:
        return any(part.part is Part.CLOSED for part in self.parts)


def page_of(viewer: Viewer, sitting: Sitting) -> MinutesPage:
    """What this viewer may read and do; a request that writes holds the sitting from here on."""
    return MinutesPage(viewer, sitting, queries.minutes_of(viewer, sitting))


def _parts(viewer: Viewer, minutes: Minutes, record: SittingRecord) -> tuple[ReadPart, ...]:
    shown, is_to_sign = [Part.PUBLIC], signatory_queries.is_to_sign(viewer, minutes)
    sees_part = is_to_sign or sees_closed(viewer, minutes.sitting)
    if sees_part and record.has_part(Part.CLOSED):
        shown.append(Part.CLOSED)
    sees_names = is_to_sign or belongs(viewer, minutes.sitting)
    return tuple(_read_part(minutes, record, part, sees_names=sees_names) for part in shown)


def _read_part(
    minutes: Minutes, record: SittingRecord, part: Part, *, sees_names: bool
) -> ReadPart:
    version = minutes.current_version
    if version and not minutes.state.is_editable and part.value in version.content:
        text = frozen.thaw(version.content[part.value], version.format)
        document = signature_lines.with_signatures(text, version, part)
        document = with_names(document, renamer_of(minutes.sitting))
    else:
        document = assembly.minutes_document(record, part, minutes.document_date or today())
    publication = minutes.publication
    if not sees_names and publication is not None:
        document = delivery.public_document(minutes, publication)
    elif not sees_names:
        document = names.for_publication(
            document,
            queries.publishable_names(minutes.sitting),
            queries.unnamed_guests(minutes.sitting),
        )
    live = [numbered for numbered in record.items if numbered.item.part is part]
    read = [item for one in document.parts for item in one.items]
    anchors: list[NumberedItem | None] = [*live] if len(live) == len(read) else [None] * len(read)
    return ReadPart(
        document,
        part,
        tuple(ReadItem(item, anchor) for item, anchor in zip(read, anchors, strict=True)),
    )


def _steps(minutes: Minutes | None, *, is_public: bool) -> list[dict[str, str]]:
    """The way of the minutes for the stepper; those of a sitting not public end with signing."""
    last = ("Veröffentlichung",) if is_public else ()
    labels = ("Entwurf", "Vorlage beim Vorsitz", "Unterzeichnung", *last)
    order = [
        MinutesState.DRAFT,
        MinutesState.SUBMITTED,
        MinutesState.SIGNED,
        MinutesState.PUBLISHED,
    ]
    if minutes is None:
        return [{"label": label, "state": "open"} for label in labels]
    is_back = minutes.state.is_editable
    state = MinutesState.DRAFT if is_back else minutes.state
    reached = {MinutesState.DRAFT: 0, MinutesState.SUBMITTED: 2}.get(state, order.index(state) + 1)
    dates = [minutes.created_at, minutes.submitted_at, minutes.signed_at, minutes.published_at]
    return [
        {
            "label": label,
            "state": "done" if place < reached else "current" if place == reached else "open",
            "note": _day(dates[place]) if place <= reached else "",
        }
        for place, label in enumerate(labels)
    ]


def _day(at: datetime | None) -> str:
    return format_date(at.astimezone(BERLIN).date()) if at else ""
