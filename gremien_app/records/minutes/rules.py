"""Rules of the minutes: their life, what is missing, who may sign."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.sheet_models import NO_COVERS, Covers, Substitution

# The one table of transitions; everything else is refused.
TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.SUBMITTED}),
    MinutesState.SUBMITTED: frozenset(
        {MinutesState.DRAFT, MinutesState.RETURNED, MinutesState.REFUSED, MinutesState.SIGNED}
    ),
    MinutesState.RETURNED: frozenset({MinutesState.SUBMITTED}),
    MinutesState.REFUSED: frozenset({MinutesState.SUBMITTED}),
    MinutesState.SIGNED: frozenset({MinutesState.PUBLISHED}),
    MinutesState.PUBLISHED: frozenset(),
}
# Without an entry of their own: nothing was discussed.
_SILENT = frozenset({ItemMark.WITHDRAWN, ItemMark.ADJOURNED})


@dataclass(frozen=True)
class ItemFacts:
    label: str
    mark: ItemMark
    has_children: bool
    has_text: bool
    has_outcome: bool
    vote_errors: tuple[str, ...] = ()
    contradiction: str = ""  # of votes, outcome and mark
    lacks_resolution: bool = False  # a proposal was adopted, its text is not there


@dataclass(frozen=True)
class ChairFacts:
    """Who presided, for which items he or she therefore signs; or who does in his or her place."""

    person_id: int | None
    name: str
    covers: Covers = NO_COVERS
    substitution: Substitution | None = None

    @property
    def signer_id(self) -> int | None:
        return self.substitution.deputy_id if self.substitution else self.person_id

    @property
    def signer(self) -> str:
        return self.substitution.deputy_name if self.substitution else self.name

    @property
    def stands_for(self) -> str:
        """Who is prevented; "" where the one who presided signs."""
        return self.name if self.substitution else ""

    @property
    def note(self) -> str:
        return self.substitution.note if self.substitution else ""


def covers_of(agenda: Sequence[tuple[Part, str]], own: Collection[int] | None = None) -> Covers:
    """For which items a chair signs, by their labels.

    ``own``: their places in the agenda (without it all); only items in a row make a range.
    """
    places = sorted(range(len(agenda)) if own is None else own)
    return Covers(
        *(_spans(agenda, [place for place in places if agenda[place][0] is one]) for one in Part)
    )


def _spans(agenda: Sequence[tuple[Part, str]], places: Sequence[int]) -> str:
    runs: list[list[str]] = []
    for index, place in enumerate(places):
        if index == 0 or place != places[index - 1] + 1:
            runs.append([])
        runs[-1].append(agenda[place][1])
    return ", ".join(" bis ".join([*run[:1], *run[1:][-1:]]) for run in runs)


def due_on(sitting_day: date, due_days: int) -> date:
    """The day by which the minutes should be with the chair."""
    return sitting_day + timedelta(days=due_days)


def is_overdue(state: MinutesState, due: date, today: date) -> bool:
    return state.is_editable and due < today


def require_transition(minutes: Minutes, target: MinutesState) -> None:
    if target not in TRANSITIONS[minutes.state]:
        raise Frozen(
            f"Die Niederschrift ist im Stand „{minutes.state.label}“; "
            f"„{target.label}“ ist von dort nicht möglich."
        )


def require_editable(minutes: Minutes) -> None:
    if minutes.state.is_editable:
        return
    if minutes.state is MinutesState.SUBMITTED:
        raise Frozen(
            "Die Niederschrift liegt zur Unterzeichnung vor. Holen Sie sie zuerst zurück, "
            "wenn Sie den Text ändern möchten."
        )
    raise Frozen("Die Niederschrift ist unterzeichnet und kann nicht mehr geändert werden.")


def require_held(sitting: Sitting) -> None:
    if sitting.state not in HELD:
        raise RuleBroken(
            "Eine Niederschrift gibt es erst, wenn die Sitzung eröffnet wurde. "
            "Eröffnen Sie sie bitte zuerst; fehlt ihre Einladung, dann tragen Sie sie davor nach."
        )


def gaps(
    sitting: Sitting,
    items: Iterable[ItemFacts],
    chairs: Sequence[ChairFacts],
    present: int,
    chair_errors: Sequence[str] = (),
) -> list[str]:
    """What must be completed before the minutes can be put to the chair, as German sentences."""
    found = []
    if sitting.state is not SittingState.CLOSED:
        found.append("Die Sitzung ist noch nicht geschlossen; das Ende fehlt.")
    if present == 0:
        found.append("Es ist niemand als anwesend eingetragen.")
    if not chairs:
        found.append("Es ist nicht eingetragen, wer die Sitzung geleitet hat.")
    found.extend(chair_errors)
    for item in items:
        found.extend(f"{item.label}: {error}" for error in item.vote_errors)
        if item.contradiction:
            found.append(
                f"{item.label}: {item.contradiction} Bitte berichtigen Sie eines von beiden."
            )
        if item.lacks_resolution:
            found.append(
                f"{item.label}: Der Beschlussvorschlag ist angenommen, aber es gibt noch keinen "
                "Beschlusstext. Ohne ihn fehlt der Beschluss im Verzeichnis."
            )
        silent = item.mark in _SILENT or item.has_children
        if not silent and not item.has_text and not item.has_outcome:
            found.append(f"{item.label}: Es gibt weder einen Text noch ein Ergebnis.")
    return found


def require_complete(found: Sequence[str]) -> None:
    if found:
        raise RuleBroken("Vor der Vorlage fehlt noch etwas: " + " ".join(found))


def require_among(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise RuleBroken("Bitte wählen Sie, von wem die Anmerkungen sind.", field="author")


def require_remark(texts: Collection[str]) -> None:
    if not any(texts):
        raise RuleBroken(
            "Bitte schreiben Sie in mindestens eine Anmerkung, was geändert werden soll."
        )
