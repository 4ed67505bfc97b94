"""Who is looking: the rights of one request as plain data, derived from the roster on a day."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user's rights on a day; every set holds ids of committees where nothing else is said.

    ``chair_of``: chairs or deputises in the chair. ``member_of``: any running membership.
    ``closed_of``: may read the closed part (members with that right, and the secretariat).
    ``deputy_of``: reads it as a deputy when standing in.
    ``stands_in_at``: sittings whose closed part he or she reads because of that.
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

    def manages(self, committee_id: int) -> bool:
        """Works in this committee's secretariat."""
        return committee_id in self.secretariat_of

    def takes_minutes_of(self, committee_id: int) -> bool:
        return committee_id in self.minute_taker_of or self.manages(committee_id)

    def chairs(self, committee_id: int) -> bool:
        return committee_id in self.chair_of

    def belongs_to(self, committee_id: int) -> bool:
        """Member, chair or secretariat: sees names and internal pages of the committee."""
        return (
            committee_id in self.member_of
            or committee_id in self.chair_of
            or self.takes_minutes_of(committee_id)
        )

    def sees_closed(self, committee_id: int) -> bool:
        return committee_id in self.closed_of or self.takes_minutes_of(committee_id)


ANONYMOUS = Viewer()
