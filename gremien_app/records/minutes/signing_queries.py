"""What of signing this viewer sees and may do with the minutes that lie before him or her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import berlin_date, format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.members.queries import roster
from gremien_app.people.members.roster import presides
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes import sheet_rules, signing_rules
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)
from gremien_app.records.minutes.rules import ChairFacts
from gremien_app.records.minutes.sheet_models import Release, SignedSheet
from gremien_app.records.minutes.sheet_rules import Signatory
from gremien_app.records.minutes.signatory_queries import has_met_since


@dataclass(frozen=True)
class Voided:
    """What this viewer signed or released of a version that lies before nobody any more."""

    sitting: Sitting
    what: str
    at: datetime
    version: MinutesVersion
    state: MinutesState

    @property
    def sentence(self) -> str:
        day, number = format_date(berlin_date(self.at)), self.version.number
        told = f"Ihre {self.what} vom {day} unter Fassung {number} gilt nicht mehr."
        if self.state is MinutesState.SUBMITTED:
            return f"{told} Jetzt liegt eine neue Fassung vor. Bitte lesen Sie diese."
        how = (
            "zurückgeholt" if self.state is MinutesState.DRAFT else "mit Anmerkungen zurückgegeben"
        )
        ended = format_date(berlin_date(self.version.ended_at or self.at))
        return (
            f"{told} {self.version.ended_by} hat die Niederschrift am {ended} {how}. Sie bekommen "
            "eine neue Fassung vorgelegt."
        )


@dataclass(frozen=True)
class Signing:
    """Of the version that lies before those who sign; ``places``: those of this viewer."""

    version: MinutesVersion
    is_waiting: bool
    places: Sequence[ChairFacts]
    missing: Sequence[Signatory]
    own_release: Release | None
    is_office: bool
    may_sign_as_taker: bool
    has_signed: bool
    step: str | None  # what followed the own signature
    is_closed: bool

    @property
    def is_here(self) -> bool:
        """Whether a press here is the signature."""
        return self.version.signing is SigningWay.SYSTEM

    @property
    def may_decide(self) -> bool:
        return self.is_waiting and bool(self.places) and self.own_release is None

    @property
    def covers(self) -> str:
        return "; ".join(filter(None, (one.covers.text for one in self.places)))

    @property
    def stands_for(self) -> Sequence[str]:
        """Who is prevented and in whose place this viewer signs."""
        return [one.stands_for for one in self.places if one.stands_for]

    @property
    def sheet(self) -> SignedSheet | None:
        return self.version.open_sheet if self.is_waiting else None

    @property
    def may_take_back_signature(self) -> bool:
        return self.has_signed and self.step is None

    @property
    def until(self) -> str:
        """The next step, until which the own signature may be taken back."""
        if self.is_closed:
            return "bis die Niederschrift veröffentlicht ist oder das Gremium wieder tagt"
        return "bis die nächste Person unterzeichnet"

    @property
    def may_enter_sheet(self) -> bool:
        return self.is_office and self.is_waiting and self.sheet is None

    @property
    def may_take_back_release(self) -> bool:
        return self.is_waiting and self.own_release is not None and self.sheet is None


def signing_of(
    viewer: Viewer, minutes: Minutes | None, chairs: Sequence[ChairFacts]
) -> Signing | None:
    """None before anything was submitted."""
    version = minutes.current_version if minutes else None
    if minutes is None or version is None:
        return None
    is_waiting = minutes.state is MinutesState.SUBMITTED
    takes = viewer.takes_minutes_of(minutes.sitting.committee_id)
    own = signing_rules.own_signatures(version, viewer)
    ids = {one for chair in chairs for one in (chair.person_id, chair.signer_id)}
    return Signing(
        version=version,
        is_waiting=is_waiting,
        places=signing_rules.open_places(version, chairs, viewer.person_id),
        missing=sheet_rules.signatories(version, chairs, minutes.minute_taker),
        own_release=sheet_rules.own_release(version, viewer.person_id),
        is_office=takes,
        has_signed=bool(own),
        step=signing_rules.signature_step(minutes, own, has_met_again=has_met_since(minutes))
        if own
        else None,
        is_closed=minutes.state in {MinutesState.SIGNED, MinutesState.PUBLISHED},
        may_sign_as_taker=is_waiting
        and takes
        and version.signing is SigningWay.SYSTEM
        and (viewer.person_id is None or viewer.person_id not in ids)
        and not any(
            one.role is SignatureRole.MINUTE_TAKER or one.user_id == viewer.user_id
            for one in version.signatures
        ),
    )


def deputies_of(sitting: Sitting) -> list[Person]:
    """Who may stand in for a chair today: the others in the chair's office, each once."""
    found = {
        one.person_id: one.person
        for committee in sitting.committees
        for one in roster(committee.id, today())
        if presides(one) or one.chair_office is not None
    }
    return list(found.values())


def voided_of(viewer: Viewer, sitting: Sitting | None = None) -> list[Voided]:
    """Signatures and releases of this viewer that were voided, the newest of each sitting.

    Without a sitting: all where no new version lies before those who sign yet.
    """
    if viewer.user_id is None:
        return []
    found: dict[int, Voided] = {}
    for kind, what, moment in (
        (Release, "Freigabe", Release.released_at),
        (Signature, "Unterschrift", Signature.signed_at),
    ):
        for row in db.session.execute(_voided(viewer, kind, moment, sitting)):
            version, minutes, at = row
            if version.ended_by != viewer.name and version is _last_ended(minutes):
                one = Voided(minutes.sitting, what, at, version, minutes.state)
                found[minutes.id] = one
    return list(found.values())


def _voided(
    viewer: Viewer,
    kind: type[Release] | type[Signature],
    moment: InstrumentedAttribute[datetime],
    sitting: Sitting | None,
) -> Select[MinutesVersion, Minutes, datetime]:
    states = [MinutesState.DRAFT, MinutesState.RETURNED]
    query = (
        select(MinutesVersion, Minutes, moment)
        .join(kind, kind.version_id == MinutesVersion.id)
        .join(MinutesVersion.minutes)
        .where(
            MinutesVersion.ended_at.is_not(None),
            kind.taken_back_at.is_(None),
            or_(kind.user_id == viewer.user_id, kind.person_id == viewer.person_id),
        )
        .options(defer(MinutesVersion.content), joinedload(Minutes.sitting))
        .order_by(MinutesVersion.id)
    )
    if kind is Signature:
        query = query.where(Signature.is_refused.is_(False))
    if sitting is None:
        return query.where(Minutes.state.in_(states))
    return query.where(
        Minutes.sitting_id == sitting.id, Minutes.state.in_([*states, MinutesState.SUBMITTED])
    )


def _last_ended(minutes: Minutes) -> MinutesVersion | None:
    ended = [one for one in minutes.versions if one.ended_at is not None]
    return ended[-1] if ended else None


def minute_taker_accounts(minutes: Minutes) -> set[int]:
    """The accounts by whose name the minutes are written, of those who may write them."""
    query = (
        select(User.id)
        .join(User.assignments)
        .where(
            User.name == minutes.minute_taker,
            Assignment.committee_id.in_(minutes.sitting.committee_ids),
            Assignment.running(today()),
        )
        .order_by(User.id)
    )
    return set(db.session.scalars(query))
