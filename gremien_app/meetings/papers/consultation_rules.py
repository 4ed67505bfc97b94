"""The way of a paper through the bodies: what may be entered, and what the agendas say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.decisions import POSTPONING
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperPlace

MOST = 30  # stations of one paper
_PUT_OFF = frozenset({ItemMark.ADJOURNED, ItemMark.WITHDRAWN, ItemMark.REMOVED})


@dataclass(frozen=True)
class Station:
    """A station as somebody reads it, with the items on which the paper stood there.

    ``consultation`` is None for a body whose agenda has the paper although nobody entered it.
    """

    name: str
    role: str
    day: date | None
    result: str
    places: tuple[PaperPlace, ...] = ()
    consultation: Consultation | None = None

    @property
    def in_words(self) -> str:
        """ "Rat der Stadt Köln, entscheidend: 12.01.2027, ungeändert beschlossen" """
        head = ", ".join(filter(None, (self.name, self.role)))
        facts = [format_date(self.day) if self.day else "", self.result]
        told = ", ".join(filter(None, facts))
        return f"{head}: {told}" if told else head


def course(consultations: Sequence[Consultation], places: Sequence[PaperPlace]) -> list[Station]:
    """All stations in their order; items that belong to none follow by their day.

    An own committee's station has the earliest items of that committee that no earlier one has:
    up to the one on which it was not put off. The last station of a committee has all the rest.
    """
    ordered = sorted(places, key=lambda one: (one.item.sitting.starts_at, one.id))
    had: set[tuple[int | None, PaperPlace]] = set()  # a joint sitting is one of each committee
    found = []
    for number, one in enumerate(consultations):
        id_ = one.committee_id
        is_last = all(other.committee_id != id_ for other in consultations[number + 1 :])
        own = _of(id_, [place for place in ordered if (id_, place) not in had], is_last=is_last)
        had |= {(id_, place) for place in own}
        found.append(_station(one, own))
    known = {place for _id, place in had}
    return [*found, *(_unplanned(place) for place in ordered if place not in known)]


def _of(
    committee_id: int | None, places: Iterable[PaperPlace], *, is_last: bool
) -> list[PaperPlace]:
    own: list[PaperPlace] = []
    for place in places:
        if committee_id is not None and committee_id in place.item.sitting.committee_ids:
            own.append(place)
            if not is_last and not is_put_off(place.item):
                break
    return own


def is_put_off(item: AgendaItem) -> bool:
    return item.mark in _PUT_OFF or item.outcome in POSTPONING


def _station(one: Consultation, own: Sequence[PaperPlace]) -> Station:
    last = own[-1].item if own else None
    return Station(
        name=one.name,
        role=one.role.label,
        day=last.sitting.date if last else one.day,
        result=_result(last) if last else (one.result.label if one.result else ""),
        places=tuple(own),
        consultation=one,
    )


def _unplanned(place: PaperPlace) -> Station:
    item = place.item
    return Station(
        item.sitting.committee.short, "", item.sitting.date, _result(item), places=(place,)
    )


def _result(item: AgendaItem) -> str:
    return item.outcome.label if item.outcome else ""


def public(station: Station) -> Station:
    """As strangers read it: of an own committee no planned day and, here, no result.

    What an item brought is public with its resolution, which the paper's page tells.
    """
    one = station.consultation
    if one is not None and one.committee_id is None:
        return station
    return replace(station, day=station.day if station.places else None, result="")


def require_consulted(paper: Paper) -> None:
    """Results of other bodies come late: also after the own minutes are signed."""
    if paper.kind is PaperKind.DOCUMENT:
        raise RuleBroken(
            "Eine bloße Unterlage hat keine Beratungsfolge. Führen Sie sie bitte zuerst als "
            "Vorlage."
        )
    if paper.state in {PaperState.RETRACTED, PaperState.REFUSED}:
        raise RuleBroken(f"Die Vorlage ist {paper.state.label} und wird nicht weiter beraten.")


def require_one_body(committee_id: int | None, body: str) -> None:
    if committee_id is None and not body:
        raise RuleBroken(
            "Bitte wählen Sie ein Gremium aus der Liste, oder schreiben Sie, welche andere Stelle "
            "die Vorlage berät.",
            field="body",
        )
    if committee_id is not None and body:
        raise RuleBroken(
            "Entweder ein Gremium aus der Liste oder eine andere Stelle: Bitte leeren Sie eines "
            "von beiden.",
            field="body",
        )


def require_own_result(committee_id: int | None, result: object) -> None:
    if committee_id is not None and result is not None:
        raise RuleBroken(
            "Das Ergebnis eines eigenen Gremiums steht von selbst hier, sobald es beim Punkt der "
            "Sitzung eingetragen ist. Bitte lassen Sie es leer.",
            field="result",
        )


def require_unlike(consultations: Iterable[Consultation], **values: object) -> None:
    """A form sent twice makes one; a body may come again with another task or day."""
    wanted = {name: values[name] for name in ("committee", "body", "role", "day")}
    for one in consultations:
        if all(getattr(one, name) == value for name, value in wanted.items()):
            raise RuleBroken(
                f"„{one.called}“ steht schon in der Beratungsfolge. Kommt die Vorlage noch einmal "
                "dorthin, geben Sie bitte einen anderen Tag an.",
                field="day",
            )


def require_room(count: int) -> None:
    if count >= MOST:
        raise RuleBroken(f"Eine Beratungsfolge hat höchstens {MOST} Stationen.")
