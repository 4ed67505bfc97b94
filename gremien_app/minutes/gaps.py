"""What must be completed before minutes can be submitted, from the record of their sitting."""

from collections.abc import Iterable

from gremien_app.agenda.decisions import ADOPTING, Decision
from gremien_app.agenda.models import AgendaItem
from gremien_app.kernel.numbers import format_count
from gremien_app.minutes.assembly import Record, chairs_of, label_of
from gremien_app.minutes.rules import ItemFacts, gaps
from gremien_app.proceedings import chair_rules
from gremien_app.proceedings import rules as proceedings
from gremien_app.proceedings.models import AttendanceStatus


def gaps_of(record: Record) -> list[str]:
    """What must be completed before the submission, as German sentences."""
    present = sum(one.status is AttendanceStatus.PRESENT for one in record.attendances)
    errors = chair_rules.contradictions(record.periods, [n.item for n in record.items])
    found = gaps(record.sitting, item_facts(record), chairs_of(record), present, errors)
    return [*found, *record.questions]


def item_facts(record: Record) -> list[ItemFacts]:
    """What the check before the submission needs to know of each item."""
    parents = {numbered.item.parent_id for numbered in record.items}
    return [
        ItemFacts(
            label=label_of(numbered),
            mark=numbered.item.mark,
            has_children=numbered.item.id in parents,
            has_text=bool(record.text_of(numbered.item.id)),
            has_outcome=numbered.item.outcome is not None
            or bool(record.votes.get(numbered.item.id))
            or numbered.item.id in record.resolutions,
            vote_errors=tuple(_vote_errors(record, numbered.item.id)),
            contradiction=record.standing_of(numbered.item).contradiction,
            lacks_resolution=bool(numbered.item.proposal) and _lacks_text(record, numbered.item),
        )
        for numbered in record.items
    ]


def _lacks_text(record: Record, item: AgendaItem) -> bool:
    """Adopted, by vote or by outcome, but there is no text; taking note needs none."""
    was_adopted = item.outcome in ADOPTING or any(v.decides for v in record.votes.get(item.id, ()))
    is_resolved = record.standing_of(item).is_resolved
    return was_adopted and is_resolved and item.id not in record.resolutions


def hints_of(record: Record) -> list[str]:
    """What the register will not show, as German sentences; nothing that has to be mended."""
    found = []
    for numbered in record.items:
        item, standing = numbered.item, record.standing_of(numbered.item)
        resolution = record.resolutions.get(item.id)
        if resolution and standing.decision is Decision.NOT_RESOLVED:
            what = (
                f"Die Nummer {resolution.label} bleibt vergeben, gilt aber als „kein Beschluss“"
                if resolution.number
                else "Der Text bekommt keine Beschlussnummer"
            )
            found.append(f"{label_of(numbered)}: {what} ({standing.why_not}).")
        elif not item.proposal and _lacks_text(record, item):
            found.append(
                f"{label_of(numbered)}: Hier wurde etwas beschlossen, aber es gibt keinen "
                "Beschlusstext. Der Punkt steht darum nicht im Beschlussverzeichnis. Ging es um "
                "das Verfahren, wählen Sie das bitte bei der Abstimmung."
            )
    return found


def _vote_errors(record: Record, item_id: int) -> Iterable[str]:
    for vote in record.votes.get(item_id, ()):
        total = sum(n or 0 for n in (vote.yes, vote.no, vote.abstain, vote.invalid))
        present = (
            vote.present_override
            if vote.present_override is not None
            else proceedings.present_votes(
                record.attendances, record.conflicts, item_id=item_id, at=vote.taken_at
            )
        )
        if total > present:
            yield (
                f"Es sind {format_count(total, 'Stimme', 'Stimmen')} eingetragen, "
                f"stimmberechtigt anwesend waren nur {present}."
            )
