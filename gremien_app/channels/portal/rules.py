"""What the composed pages show to whom, and which step comes next for a sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.records.minutes.models import MinutesState


@dataclass(frozen=True)
class NextStep:
    """Where the secretariat goes on; ``is_post``: the button acts at once."""

    label: str
    endpoint: str
    hint: str
    is_post: bool = False


_AFTER = {
    None: NextStep(
        "Niederschrift beginnen", "minutes.show", "Zu dieser Sitzung fehlt die Niederschrift."
    ),
    MinutesState.DRAFT: NextStep(
        "Niederschrift schreiben", "minutes.edit", "Die Niederschrift ist im Entwurf."
    ),
    MinutesState.RETURNED: NextStep(
        "Anmerkungen bearbeiten",
        "minutes.edit",
        "Der Vorsitz hat die Niederschrift mit Anmerkungen zurückgegeben.",
    ),
    MinutesState.REFUSED: NextStep(
        "Niederschrift klären",
        "minutes.show",
        "Alle haben die Unterschrift verweigert. Die Niederschrift ist nicht unterzeichnet.",
    ),
    MinutesState.SUBMITTED: NextStep(
        "Niederschrift ansehen", "minutes.show", "Die Niederschrift wartet auf die Unterschriften."
    ),
}


def next_step(
    sitting: Sitting, *, has_agenda: bool, minutes: MinutesState | None, today: date
) -> NextStep | None:
    """The next step of the secretariat, or None where nothing is to be done."""
    state = sitting.state
    if state in {SittingState.PLANNED, SittingState.MOVED}:
        if has_agenda:
            return NextStep("Einladen", "invitations.show", "Die Tagesordnung steht.")
        return NextStep("Tagesordnung schreiben", "agenda.show", "Die Tagesordnung ist noch leer.")
    if state is SittingState.INVITED and sitting.date <= today:
        return NextStep(
            "Sitzung eröffnen",
            "sittings.open_sitting",
            "Mit der Eröffnung beginnt die Anwesenheit.",
            is_post=True,
        )
    if state is SittingState.RUNNING:
        return NextStep(
            "Anwesenheit erfassen", "proceedings.attendance", "Die Sitzung ist eröffnet."
        )
    return _AFTER.get(minutes) if state is SittingState.CLOSED else None


def organizations(roster: Iterable[Membership], day: date) -> list[str]:
    """Who holds the seats with a vote, each once, without the persons."""
    names = (
        membership.organization.name_on(day)
        for membership in roster
        if membership.organization
        and membership.can_vote
        and membership.role is not MemberRole.DEPUTY
    )
    return list(dict.fromkeys(names))
