"""What was recorded of a sitting, read once and passed down; who writes it keeps it true."""

from dataclasses import dataclass
from datetime import datetime

from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.models import Attendance, ConflictOfInterest, Vote, VoteMode
from gremien_app.meetings.sittings.models import Sitting


@dataclass(frozen=True)
class Recorded:
    """Attendance in the order of the minutes, conflicts of interest, votes by their item's id."""

    sitting: Sitting
    people: list[Attendance]
    conflicts: list[ConflictOfInterest]
    votes: dict[int, list[Vote]]

    def votes_on(self, item: AgendaItem) -> list[Vote]:
        """In the order of voting; what is added here is added to the record."""
        return self.votes.setdefault(item.id, [])

    def conflicts_on(self, item: AgendaItem) -> list[ConflictOfInterest]:
        return [one for one in self.conflicts if one.agenda_item_id == item.id]

    def barred_on(self, item: AgendaItem) -> list[Attendance]:
        return [one.attendance for one in self.conflicts_on(item)]

    def present_at(self, item: AgendaItem, at: datetime | None) -> int:
        """Votes in the room for the item at a moment (without one: at any time)."""
        return rules.present_votes(self.people, self.conflicts, item_id=item.id, at=at)

    def counting_at(self, item: AgendaItem, at: datetime | None) -> int:
        """Who counts for the quorum on the item at a moment; as ``present_at`` counts votes."""
        return rules.present_for_quorum(self.people, self.conflicts, item_id=item.id, at=at)

    def counting_for(self, item: AgendaItem, now: datetime | None) -> int:
        """Who counted at the item's last vote; without one who counts ``now``."""
        last = self.votes_on(item)[-1:]
        if last and last[0].present_override is not None:
            return last[0].present_override
        return self.counting_at(item, last[0].taken_at if last else now)

    def require_consent(self, mode: VoteMode, at: datetime | None) -> None:
        """Where nobody is in the room nobody agrees, with or without a vote."""
        if mode is VoteMode.CONSENSUS:
            here = sum(rules.is_present_at(one, at) for one in self.people)
            rules.require_somebody_present(here)

    def contradiction_on(self, item: AgendaItem) -> str:
        """What of the item's votes, outcome and mark does not fit together; "" where all does."""
        return standing_of(item, self.votes_on(item)).contradiction
