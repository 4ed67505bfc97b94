"""Which items go along with another, wait for an agenda, and come up again in another sitting."""

from collections.abc import Iterable, Sequence

from gremien_app.base.house.offers import Offer
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.decisions import main_vote_of, was_decided
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import label_of
from gremien_app.meetings.agenda.rules import children_of
from gremien_app.meetings.sittings.models import Sitting, SittingState

# What an item carries along; the columns of its texts.
TEXTS = ("title", "reference", "presenter", "explanation", "proposal")
# What else its copy is from the first moment on.
CARRIED = ("is_proposal_internal", "is_information", "designation")
STANDING = frozenset({ItemMark.NONE, ItemMark.ADDED_LATE})


def is_decided(item: AgendaItem) -> bool:
    return was_decided(item.outcome, main_vote_of(item.votes, item.outcome))


def going_along(item: AgendaItem, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The item and what shares its fate, from the top: not what was decided or went by itself."""
    children = children_of(items)
    found, waiting = [], [item]
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting += [
            below
            for below in children[one.id]
            if below.gone_with_id == item.id or (below.mark in STANDING and not is_decided(below))
        ]
    return found


def offer_of(item: AgendaItem, tree: Sequence[AgendaItem]) -> Offer:
    """The item as it would stand on another agenda, with what is below it in ``tree``."""
    return Offer(
        id=item.id,
        texts={name: getattr(item, name) for name in TEXTS},
        is_closed=item.part is Part.CLOSED,
        below=tuple(offer_of(one, tree) for one in tree if one.parent_id == item.id),
        origin=told_origin(item),
        endpoint="agenda.show",
        target_id=item.sitting_id,
        anchor=f"top-{item.id}",
        group=str(item.sitting_id),
        sitting_id=item.sitting_id,
        is_laid_aside=item.laid_aside_at is not None,
    )


def is_brought_forward(item: AgendaItem) -> bool:
    """Its sitting was put off, and it is dealt with before that."""
    return item.sitting.state is SittingState.MOVED and item.mark in STANDING


def require_waiting(item: AgendaItem) -> None:
    """Refuse what stands on its own agenda (again)."""
    is_left = item.sitting.state is SittingState.CANCELLED and item.mark in STANDING
    if not (item.mark is ItemMark.ADJOURNED or is_left or is_brought_forward(item)):
        raise RuleBroken(f"„{item.title}“ wartet nicht mehr auf eine andere Tagesordnung.")


def may_be_linked(item: AgendaItem) -> bool:
    """Whether it may stand in another sitting too."""
    is_left = item.sitting.state in {SittingState.CANCELLED, SittingState.MOVED}
    return bool(item.carried_from_id) or item.mark is ItemMark.ADJOURNED or is_left


def require_stands_in(copy: AgendaItem, target: Sitting) -> None:
    if copy.sitting_id != target.id:
        raise RuleBroken(
            f"Der Punkt steht schon auf der Tagesordnung der Sitzung am "
            f"{format_date(copy.sitting.date)}. Setzen Sie ihn dort zuerst ab.",
            field="target",
        )


def told_origin(item: AgendaItem) -> str:
    """Where something came from: "vertagt am 12.03.2026 (4. Sitzung, TOP Ö 5)"."""
    where = {
        SittingState.CANCELLED: "aus der abgesagten Sitzung am",
        SittingState.MOVED: "aus der verlegten Sitzung am",
    }.get(item.sitting.state, "aus der Sitzung am")
    return f"{'vertagt am' if item.mark is ItemMark.ADJOURNED else where} {described(item)}"


def told_target(origin: AgendaItem, copy: AgendaItem) -> str:
    """Where it comes up again: "vertagt auf den 12.06.2026 (5. Sitzung, TOP Ö 3)"."""
    is_adjourned = origin.mark is ItemMark.ADJOURNED
    return f"{'vertagt auf den' if is_adjourned else 'steht an am'} {described(copy)}"


def described(item: AgendaItem) -> str:
    """Where an item stands; a draft's numbers still change."""
    label = label_of(item.printed_number or "", item.part, is_public=item.sitting.is_public)
    place = ", ".join(filter(None, (item.sitting.title, label and f"TOP {label}")))
    return f"{format_date(item.sitting.date)} ({place})"
