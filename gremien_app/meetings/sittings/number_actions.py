"""Writes of the numbers of sittings: given at the dispatch, corrected with a reason."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.sittings import number_queries, number_rules, queries, rules
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee, Term


def give_number(sitting: Sitting, *, wanted: int | None = None, reason: str = "") -> None:
    """The number of its dispatch. One that was given before stays; outside every term none.

    ``wanted``: another one than the next, with its reason, as where a term began on paper.
    """
    if sitting.number is not None or sitting.term_id is None:
        return
    locked(Sitting, sitting.id)
    locked(Committee, sitting.committee_id)  # two dispatches at once take turns
    suggested = number_queries.suggested_number(sitting)
    if wanted is not None and wanted != suggested:
        _require_free(sitting, wanted)
        number_rules.require_reason(reason, "number_reason")
    sitting.number = wanted or suggested
    db.session.flush()


def correct(
    actor: Viewer,
    sitting: Sitting,
    *,
    number: int | None,
    reference: str,
    reason: str,
    now: datetime,
) -> None:
    """Another number or Kennung than was printed or sent; with a reason, on record."""
    locked(Sitting, sitting.id)
    locked(Committee, sitting.committee_id)
    rules.require_open_record(sitting)
    changes: Changes = {}
    if number != sitting.number:
        number_rules.require_numberable(sitting, number)
        changes["number"] = (sitting.number, number)
    if reference != sitting.reference:
        changes["year_reference"] = (sitting.reference, reference)
    if not changes:
        raise RuleBroken("Das sind die bisherigen Angaben. Es ist nichts zu berichtigen.", "number")
    number_rules.require_reason(reason, "reason")
    if number is not None:
        _require_free(sitting, number)
    give_reference(sitting, reference)
    sitting.number = number
    db.session.flush()
    rules.stamp(sitting, now, reschedules=False)
    record(
        actor,
        "sitting.number_corrected",
        sitting,
        summary=f"Nummer oder Kennung berichtigt: {rules.describe(sitting)}",
        changes=changes | {"number_reason": ("", reason)},
    )


def take_number_back(sitting: Sitting) -> Changes:
    """Called off before anybody was invited, a sitting gives its number back; what changed."""
    if sitting.state is not SittingState.PLANNED or sitting.number is None:
        return {}
    number, sitting.number = sitting.number, None
    return {"number": (number, None)}


def change_term(sitting: Sitting, term: Term | None) -> tuple[int, int] | None:
    """Numbers belong to a term: in the new one the sitting gets its own with the next dispatch.

    Returns number and term that it was invited with, to be kept from all others.
    """
    was_sent = sitting.state is not SittingState.PLANNED
    former = (sitting.number, sitting.term_id)
    sitting.term, sitting.number = term, None
    if was_sent and former[0] is not None and former[1] is not None:
        return former[0], former[1]
    return None


def give_reference(sitting: Sitting, reference: str) -> None:
    if reference and queries.reference_is_taken(sitting, reference):
        raise RuleBroken(
            f"Die Kennung „{reference}“ hat schon eine andere Sitzung.", field="reference"
        )
    sitting.reference = reference


def _require_free(sitting: Sitting, number: int) -> None:
    if number_queries.number_is_taken(sitting, number):
        raise number_rules.refuse_taken(number, number_queries.suggested_number(sitting))
