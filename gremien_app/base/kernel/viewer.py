"""Who is looking: the rights of one request as plain data, derived from the roster on a day."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user's rights on a day; every set holds ids of committees where nothing else is said.

    ``chair_of``: chairs or deputises in the chair. ``member_of``: any running membership, or a
    task that lets belong to it. ``closed_of``: may read the closed part. ``deputy_of``:
    reads it as a deputy when standing in. ``stands_in_at``: sittings whose closed part he or she
    reads because of that.
    ``guest_at``: sittings to which he or she is invited as a guest; ``guest_for``: the agenda
    items there that this guest reads, closed ones too.
    """

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    is_admin: bool = False
    secretariat_of: frozenset[int] = field(default_factory=frozenset)
    minute_taker_of: frozenset[int] = field(default_factory=frozenset)
    chair_of: frozenset[int] = field(default_factory=frozenset)
    member_of: frozenset[int] = field(default_factory=frozenset)
    closed_of: frozenset[int] = field(default_factory=frozenset)
    deputy_of: frozenset[int] = field(default_factory=frozenset)
    stands_in_at: frozenset[int] = field(default_factory=frozenset)
    guest_at: frozenset[int] = field(default_factory=frozenset)
    guest_for: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_staff(self) -> bool:
        """Works in the secretariat of at least one committee."""
        return bool(self.secretariat_of)

    @property
    def without_admissions(self) -> "Viewer":
        """The same person without what he or she reads as a guest."""
        return replace(self, guest_at=frozenset(), guest_for=frozenset())

    @property
    def records_of(self) -> frozenset[int]:
        """Takes the minutes, or works in the secretariat."""
        return self.minute_taker_of | self.secretariat_of

    @property
    def reads_closed_of(self) -> frozenset[int]:
        """Reads the closed part: by membership, or because of writing it."""
        return self.closed_of | self.records_of

    @property
    def belongs_of(self) -> frozenset[int]:
        """Member, chair, minute taker or secretariat."""
        return self.member_of | self.chair_of | self.records_of

    def manages(self, committee_id: int) -> bool:
        """Works in this committee's secretariat."""
        return committee_id in self.secretariat_of

    def takes_minutes_of(self, committee_id: int) -> bool:
        return committee_id in self.records_of

    def chairs(self, committee_id: int) -> bool:
        return committee_id in self.chair_of

    def belongs_to(self, committee_id: int) -> bool:
        """Member, chair or secretariat: sees names and internal pages of the committee."""
        return committee_id in self.belongs_of

    def sees_closed(self, committee_id: int) -> bool:
        return committee_id in self.reads_closed_of


ANONYMOUS = Viewer()
