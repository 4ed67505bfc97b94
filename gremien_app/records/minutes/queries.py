"""Reads of minutes; who may see them in which state is decided here."""

from collections.abc import Collection, Sequence

from flask import current_app
from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.documents.content import MinutesItem
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import Gone, NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.guests.queries import closed_guests_of, guests_of
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup
from gremien_app.meetings.proceedings.queries import (
    attendance_of,
    chair_periods_of,
    conflicts_of,
    votes_of,
)
from gremien_app.meetings.proceedings.question_queries import question_gaps, seats_of_day
from gremien_app.meetings.sittings import queries as sittings
from gremien_app.meetings.sittings.models import HELD, Sitting
from gremien_app.meetings.sittings.opening_rules import RECORDED
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.meetings.sittings.rules import belongs, sees_closed
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.person_queries import load_times
from gremien_app.people.members.publicity_rules import is_person_public
from gremien_app.records.minutes import versions
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.facts import Difference
from gremien_app.records.minutes.models import (
    SIGNED,
    FileKind,
    Minutes,
    MinutesFile,
    MinutesPublication,
    MinutesRemark,
    MinutesState,
    MinutesVersion,
)
from gremien_app.records.minutes.signatory_queries import is_to_sign, loaded_signing, signed_by
from gremien_app.records.minutes.signed_name_queries import renamer_of, renamers_of
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import resolutions_of

FOR_CHAIR = (
    MinutesState.SUBMITTED,
    MinutesState.RETURNED,
    MinutesState.REFUSED,
    MinutesState.SIGNED,
    MinutesState.PUBLISHED,
)


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Drafts are the minute-takers'; the chair sees what was submitted, members what is signed.

    Whoever presided reads what waits for his or her signature, also after leaving the committee.

    The public sees the published minutes of public sittings that it may know of, so none of a
    working group. Needs a join with ``Sitting``.
    """
    takers = viewer.records_of
    return or_(
        Sitting.committee_id.in_(takers) if takers else false(),
        of_committees(viewer.chair_of) & Minutes.state.in_(FOR_CHAIR),
        of_committees(viewer.member_of | takers) & Minutes.state.in_(SIGNED),
        signed_by(viewer) & Minutes.state.in_((MinutesState.SUBMITTED, MinutesState.REFUSED)),
        sittings.visible_to(viewer) & Sitting.is_public & (Minutes.state == MinutesState.PUBLISHED),
    )


def minutes_of(viewer: Viewer, sitting: Sitting) -> Minutes | None:
    """The minutes of a sitting as far as the viewer may know of them."""
    held(sitting)
    return first_of(
        select(Minutes)
        .join(Minutes.sitting)
        .where(Minutes.sitting_id == sitting.id, visible_to(viewer))
        .options(
            contains_eager(Minutes.sitting),
            selectinload(Minutes.entries),
            selectinload(Minutes.versions).selectinload(MinutesVersion.signatures),
            selectinload(Minutes.versions).selectinload(MinutesVersion.releases),
            selectinload(Minutes.versions).selectinload(MinutesVersion.sheets),
            selectinload(Minutes.versions).selectinload(MinutesVersion.files),
            selectinload(Minutes.substitutions),
            selectinload(Minutes.remarks).joinedload(MinutesRemark.agenda_item),
        )
    )


def minutes_to_write(viewer: Viewer, sitting_id: int) -> Minutes | None:
    """With nothing but their texts: what a text is saved into, held from here on."""
    found = first_of(
        select(Minutes)
        .join(Minutes.sitting)
        .where(Minutes.sitting_id == sitting_id, visible_to(viewer))
        .options(
            contains_eager(Minutes.sitting).load_only(Sitting.ref, Sitting.committee_id),
            selectinload(Minutes.entries),
        )
    )
    if found is not None:
        held(found.sitting)
    return found


def get_minutes(viewer: Viewer, sitting: Sitting) -> Minutes:
    """As ``minutes_of``; raises ``NotFound``."""
    return required(minutes_of(viewer, sitting))


def list_minutes(viewer: Viewer, limit: int = 50, offset: int = 0) -> list[Minutes]:
    """The minutes that the viewer may see, the latest sittings first."""
    return all_of(
        select(Minutes)
        .join(Minutes.sitting)
        .where(visible_to(viewer))
        .options(
            contains_eager(Minutes.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names),
                selectinload(Sitting.partners).selectinload(Committee.names),
            ),
            *loaded_signing(),
        )
        .order_by(Sitting.starts_at.desc(), Minutes.id.desc())
        .limit(limit)
        .offset(offset)
    )


def record_of(sitting: Sitting, minutes: Minutes | None) -> SittingRecord:
    """Everything the minutes are made of: both parts; for the minutes' own use."""
    return SittingRecord(
        sitting=sitting,
        items=number_items(all_items(sitting)),
        attendances=attendance_of(sitting),
        periods=chair_periods_of(sitting),
        conflicts=conflicts_of(sitting),
        votes=votes_of(sitting),
        resolutions={found.agenda_item_id: found for found in resolutions_of(sitting)},
        entries={entry.agenda_item_id: entry for entry in minutes.entries} if minutes else {},
        office=current_app.config["OFFICE"],
        seats=seats_of_day(sitting)[sitting.committee_id],
        questions=question_gaps(sitting),
        closed_guests=closed_guests_of(sitting),
        substitutions={s.presided_id: s for s in minutes.substitutions} if minutes else {},
    )


def publishable_names(sitting: Sitting) -> set[str]:
    """Names, as printed, of those at the sitting with a basis that holds on the day of asking."""
    rows = db.session.scalars(
        select(Attendance)
        .join(Attendance.person)
        .where(Attendance.sitting_id == sitting.id)
        .options(contains_eager(Attendance.person), joinedload(Attendance.membership))
        .order_by(Attendance.id)
    )
    found = list(rows)
    load_times(row.membership for row in found if row.membership)
    names = set()
    for row in found:
        if row.person and is_person_public(row.person, row.membership, today()):
            names |= {row.name, f"{row.salutation} {row.name}".strip()}
    return names


def unnamed_guests(sitting: Sitting) -> frozenset[str]:
    """Names of guests without a basis on no public list: the text may speak of them.

    Those who were invited and did not come, and those who came to closed items only.
    """
    persons = [guest.person for guest in guests_of(sitting)]
    closed = select(Attendance.name).where(
        Attendance.sitting_id == sitting.id,
        Attendance.group == AttendanceGroup.CLOSED_GUEST,
        Attendance.person_id.is_(None),
    )
    return frozenset(db.session.scalars(closed)) | frozenset(
        name
        for one in persons
        if not is_person_public(one, None, today())
        for name in (one.name, f"{one.first_name} {one.last_name}")
    )


def get_file(viewer: Viewer, minutes: Minutes, part: Part) -> MinutesFile | None:
    """The stored Word file for this viewer, with names or the published one; None before signing.

    Raises ``NotFound`` for the closed part where the viewer may not see it.
    """
    sitting = minutes.sitting
    sees_part = part is Part.PUBLIC or sees_closed(viewer, sitting)
    if not sees_part and not is_to_sign(viewer, minutes):
        raise NotFound
    if minutes.state not in SIGNED:
        return None  # files of before a refusal was taken back are kept, not handed out
    if not belongs(viewer, sitting):
        publication = minutes.publication
        return publication.file if publication and part is Part.PUBLIC else None
    return first_of(
        select(MinutesFile)
        .join(MinutesFile.version)
        .where(
            MinutesVersion.minutes_id == minutes.id,
            MinutesFile.part == part,
            MinutesFile.kind == FileKind.SIGNED,
        )
        .order_by(MinutesVersion.number.desc(), MinutesFile.edition.desc())
    )


def differences_of(viewer: Viewer, sitting: Sitting) -> list[Difference]:
    """Where a signed sitting is not what its minutes say, as far as this viewer may know."""
    if sitting.state not in HELD:
        return []
    sealed = sealed_versions([sitting.id])
    if not sealed:
        return []
    version = sealed[sitting.id]
    record = record_of(sitting, version.minutes)
    found = versions.findings(version, record, renamer_of(sitting))
    is_own, reads_closed = belongs(viewer, sitting), sees_closed(viewer, sitting)
    return [
        one
        for one in found
        if (is_own or not one.is_of_people) and (reads_closed or one.part is not Part.CLOSED)
    ]


def signed_words_of(resolutions: Sequence[Resolution]) -> dict[int, MinutesItem]:
    """By resolution: what the signed minutes say, where the register says it otherwise."""
    by_sitting: dict[int, list[Resolution]] = {}
    for one in resolutions:
        by_sitting.setdefault(one.agenda_item.sitting_id, []).append(one)
    found: dict[int, MinutesItem] = {}
    renamers = renamers_of(one.agenda_item.sitting for one in resolutions)
    for sitting_id, version in sealed_versions(by_sitting).items():
        own = by_sitting[sitting_id]
        is_single = len(resolutions) == 1
        change = renamers[sitting_id]
        found |= versions.signed_words(version, own, change, is_thorough=is_single)
    return found


def sealed_versions(sitting_ids: Collection[int]) -> dict[int, MinutesVersion]:
    """The signed versions of these sittings; visibility is the caller's."""
    sealed = db.session.scalars(
        select(MinutesVersion)
        .join(MinutesVersion.minutes)
        .where(Minutes.sitting_id.in_(sitting_ids), Minutes.state.in_(SIGNED))
        .options(contains_eager(MinutesVersion.minutes))
        .order_by(MinutesVersion.number)
    )
    return {version.minutes.sitting_id: version for version in sealed}  # the last one wins


def require_not_withdrawn(viewer: Viewer, sitting: Sitting) -> None:
    """Raises ``Gone`` where everyone could read the minutes and this viewer cannot any more."""
    if not sitting.is_public or minutes_of(viewer, sitting) is not None:
        return
    withdrawn = (
        select(MinutesPublication.id)
        .join(MinutesPublication.version)
        .join(MinutesVersion.minutes)
        .where(Minutes.sitting_id == sitting.id, MinutesPublication.withdrawn_at.is_not(None))
    )
    if first_of(withdrawn.limit(1)) is not None:
        raise Gone(
            "Diese Niederschrift war veröffentlicht. Die Geschäftsführung hat die Veröffentlichung "
            "zurückgenommen."
        )


def get_remark(minutes: Minutes, remark_id: int) -> MinutesRemark:
    for remark in minutes.remarks:
        if remark.id == remark_id:
            return remark
    raise NotFound


def recorded_in(sitting: Sitting) -> list[str]:
    """Whether its minutes were begun, in a word."""
    begun = select(Minutes.id).where(Minutes.sitting_id == sitting.id)
    return ["Niederschrift"] if first_of(begun) else []


RECORDED.append(recorded_in)


def submitted() -> Sequence[Minutes]:
    """All that lie before those who sign."""
    waiting = select(Minutes).where(Minutes.state == MinutesState.SUBMITTED).order_by(Minutes.id)
    return all_of(waiting)
