"""Whose signature minutes wait for, and what is loaded to tell it."""

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import defer, selectinload
from sqlalchemy.sql.base import ExecutableOption

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import first_of
from gremien_app.meetings.proceedings.models import Attendance, ChairPeriod
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion
from gremien_app.records.minutes.sheet_models import Substitution


def presided_by(viewer: Viewer) -> Select[int]:
    """The sittings at which this viewer took the chair."""
    return (
        select(ChairPeriod.sitting_id)
        .join(ChairPeriod.attendance)
        .where(Attendance.person_id == viewer.person_id, Attendance.person_id.is_not(None))
    )


def signed_by(viewer: Viewer) -> ColumnElement[bool]:
    """Minutes that this viewer signs as chair: presided, or stands in for who is prevented."""
    stands_in = select(Substitution.minutes_id).where(
        Substitution.deputy_id == viewer.person_id,
        Substitution.deputy_id.is_not(None),
        Substitution.taken_back_at.is_(None),
    )
    return or_(Minutes.sitting_id.in_(presided_by(viewer)), Minutes.id.in_(stands_in))


def is_to_sign(viewer: Viewer, minutes: Minutes) -> bool:
    """Whether the whole text waits for this viewer's signature as chair."""
    if minutes.state is not MinutesState.SUBMITTED or viewer.person_id is None:
        return False
    own = select(Minutes.id).where(Minutes.id == minutes.id, signed_by(viewer))
    return first_of(own.limit(1)) is not None


def loaded_signing() -> tuple[ExecutableOption, ...]:
    """What tells who has signed or released the versions of minutes, without their texts."""
    return (
        selectinload(Minutes.versions).options(
            defer(MinutesVersion.content),
            selectinload(MinutesVersion.signatures),
            selectinload(MinutesVersion.releases),
            selectinload(MinutesVersion.sheets),
        ),
        selectinload(Minutes.substitutions),
    )


def waits_for(minutes: Minutes, viewer: Viewer, *, has_presided: bool) -> bool:
    """Whether this viewer has still to sign or to release these submitted minutes as chair."""
    version = minutes.current_version
    if version is None or viewer.person_id is None:
        return False
    prevented = {one.presided_id for one in minutes.substitutions}
    places = {one.presided_id for one in minutes.substitutions if one.deputy_id == viewer.person_id}
    if has_presided and viewer.person_id not in prevented:
        places.add(viewer.person_id)
    has_released = any(one.person_id == viewer.person_id for one in version.releases)
    return (
        bool(places - version.answered_places) and not has_released and version.open_sheet is None
    )


def has_met_since(minutes: Minutes) -> bool:
    if minutes.signed_at is None:
        return False
    later = select(Sitting.id).where(
        Sitting.committee_id == minutes.sitting.committee_id,
        Sitting.id != minutes.sitting_id,
        Sitting.opened_at > minutes.signed_at,
    )
    return first_of(later.limit(1)) is not None
