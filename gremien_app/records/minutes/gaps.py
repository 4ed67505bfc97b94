"""What must be completed before minutes can be submitted, from the record of their sitting."""

from collections.abc import Iterable

from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.meetings.agenda.decisions import ADOPTING, Decision
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.proceedings import chair_rules
from gremien_app.meetings.proceedings import rules as proceedings
from gremien_app.meetings.proceedings.models import AttendanceGroup, AttendanceStatus
from gremien_app.records.minutes.assembly import SittingRecord, chairs_of, label_of
from gremien_app.records.minutes.rules import ItemFacts, gaps


def gaps_of(record: SittingRecord) -> list[str]:
    """What must be completed before the submission, as German sentences."""
    present = sum(one.status is AttendanceStatus.PRESENT for one in record.attendances)
    errors = chair_rules.contradictions(record.periods, [n.item for n in record.items])
    found = gaps(record.sitting, item_facts(record), chairs_of(record), present, errors)
    return [*found, *record.questions]


def item_facts(record: SittingRecord) -> list[ItemFacts]:
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


def _lacks_text(record: SittingRecord, item: AgendaItem) -> bool:
    """Adopted, by vote or by outcome, but there is no text; taking note needs none."""
    was_adopted = item.outcome in ADOPTING or any(v.decides for v in record.votes.get(item.id, ()))
    is_resolved = record.standing_of(item).is_resolved
    return was_adopted and is_resolved and item.id not in record.resolutions


def hints_of(record: SittingRecord) -> list[str]:
    """What the register will not show or the public part tells; nothing that has to be mended."""
    found = _guest_hints(record)
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


def _guest_hints(record: SittingRecord) -> list[str]:
    """Guests of closed items whom the public part names all the same, or may name."""
    if not record.has_part(Part.CLOSED):
        return []
    public = record.named_in(Part.PUBLIC)
    hidden = [one.name for one in record.attendances if one not in public]
    found = [
        f"{label_of(numbered)}: Der Text nennt {name}, Gast nur zu nichtöffentlichen Punkten. "
        "Die Anwesenheit des öffentlichen Teils nennt diesen Namen nicht."
        for numbered in record.items
        for name in hidden
        if numbered.item.part is Part.PUBLIC and name in record.text_of(numbered.item.id)
    ]
    typed = [a.name for a in public if a.group is AttendanceGroup.GUEST and a.person_id is None]
    if typed:
        found.append(
            f"Als Gast ohne Einladung eingetragen und im öffentlichen Teil genannt: "
            f"{join_german(typed)}. Wer nur zu nichtöffentlichen Punkten da war, gehört in der "
            "Anwesenheit zu „Gäste im nichtöffentlichen Teil“."
        )
    return found


def _vote_errors(record: SittingRecord, item_id: int) -> Iterable[str]:
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
