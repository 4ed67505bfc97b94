"""Rules of offices: one holder on a day, who may change them, what can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, Office
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.people.members.roster import presides
from gremien_app.people.persons.models import Person


@dataclass(frozen=True)
class Effect:
    """What a change of office does in one committee; a skipped one is left as it is."""

    committee: Committee
    leaving: tuple[Membership, ...]
    text: str
    is_skipped: bool = False


def may_change(viewer: Viewer, committees: Iterable[Committee]) -> bool:
    """A secretariat that serves every committee which the office chairs."""
    return viewer.is_staff and all(viewer.manages(one.id) for one in committees)


def holder_on(tenures: Iterable[OfficeTenure], day: date) -> OfficeTenure | None:
    return next((one for one in tenures if not one.is_deputy and one.runs_on(day)), None)


def deputies_on(tenures: Iterable[OfficeTenure], day: date) -> list[OfficeTenure]:
    running = [one for one in tenures if one.is_deputy and one.runs_on(day)]
    return sorted(running, key=lambda one: (one.position, one.starts_on, one.id))


def require_office_title(title: str, others: Iterable[Office], own_id: int = 0) -> None:
    if not title:
        raise RuleBroken("Bitte geben Sie an, wie das Amt heißt.", field="title")
    if any(one.title.casefold() == title.casefold() and one.id != own_id for one in others):
        raise RuleBroken(f"Das Amt „{title}“ gibt es schon.", field="title")


def require_title(title: str) -> None:
    if not title:
        raise RuleBroken(
            "Bitte geben Sie die Amtsbezeichnung dieser Person ein, zum Beispiel "
            "„Oberbürgermeisterin“.",
            field="title",
        )


def require_new_holder(
    tenures: Iterable[OfficeTenure], person: Person | None, starts_on: date
) -> None:
    """A change comes after every other holder's beginning, and brings somebody new."""
    for tenure in tenures:
        if tenure.is_deputy:
            continue
        if tenure.starts_on >= starts_on:
            raise RuleBroken(
                f"{tenure.person.name} hat das Amt ab dem {format_date(tenure.starts_on)}. Der "
                "Wechsel muss danach liegen; frühere Amtszeiten tragen Sie nach.",
                field="starts_on",
            )
        if person is not None and tenure.person_id == person.id and tenure.runs_on(starts_on):
            raise RuleBroken(
                f"{person.name} hat das Amt schon {tenure.period.told()}.", field="person"
            )


def require_new_deputy(
    tenures: Iterable[OfficeTenure], person: Person | None, starts_on: date
) -> None:
    for tenure in tenures:
        if person is None or tenure.person_id != person.id:
            continue
        if not tenure.is_over(starts_on):
            what = "vertritt das Amt" if tenure.is_deputy else "hat das Amt selbst"
            raise RuleBroken(f"{person.name} {what} schon, {tenure.period.told()}.", field="person")


def require_past(
    tenures: Iterable[OfficeTenure], starts_on: date, ends_on: date, today: date
) -> None:
    """A former holder's period, complete and apart from all others."""
    if ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    if ends_on >= today:
        raise RuleBroken(
            "Hier tragen Sie nur vergangene Amtszeiten nach. Für die jetzige gibt es den "
            "„Amtswechsel“.",
            field="ends_on",
        )
    require_alone(tenures, starts_on, ends_on)


def require_alone(tenures: Iterable[OfficeTenure], starts_on: date, ends_on: date | None) -> None:
    """One holder on a day."""
    for tenure in tenures:
        if tenure.period.meets(Period(starts_on, ends_on)):
            raise RuleBroken(
                f"In dieser Zeit hatte das Amt schon {tenure.person.name}, {tenure.period.told()}.",
                field="starts_on",
            )


def require_end(tenure: OfficeTenure, ends_on: date) -> None:
    if tenure.ends_on is not None:
        raise RuleBroken(f"Diese Amtszeit ist schon beendet: {tenure.period.told()}.")
    if ends_on < tenure.starts_on:
        raise RuleBroken(
            f"Die Amtszeit beginnt erst am {format_date(tenure.starts_on)}.", field="ends_on"
        )


def require_undoable(tenure: OfficeTenure, tenures: Iterable[OfficeTenure]) -> None:
    """Only the latest change."""
    for other in tenures:
        later = (other.starts_on, other.id) > (tenure.starts_on, tenure.id)
        if not tenure.is_deputy and not other.is_deputy and later:
            raise RuleBroken(
                f"Danach hat schon {other.person.name} das Amt übernommen. Nehmen Sie zuerst "
                "diesen Wechsel zurück."
            )


def require_resumable(tenure: OfficeTenure, tenures: Iterable[OfficeTenure]) -> None:
    """An end is taken back while nobody has followed."""
    if tenure.ends_on is None:
        raise RuleBroken(f"Diese Amtszeit läuft noch: {tenure.period.told()}.")
    for other in tenures:
        is_later = other.starts_on > tenure.starts_on
        if is_later and not (tenure.is_deputy or other.is_deputy):
            raise RuleBroken(
                f"Danach hat schon {other.person.name} das Amt übernommen. Nehmen Sie zuerst "
                "diesen Wechsel zurück."
            )


def effect_on(
    committee: Committee,
    memberships: Sequence[Membership],
    ending: Sequence[OfficeTenure],
    person: Person | None,
    starts_on: date,
    *,
    is_deputy: bool,
) -> Effect:
    """What the change does in one committee; ``memberships`` run on or after its first day."""
    ids = {tenure.id for tenure in ending}
    persons = {tenure.person_id for tenure in ending if not tenure.is_deputy}
    leaving = tuple(
        one
        for one in memberships
        if one.tenure_id in ids
        or (one.tenure_id is None and presides(one) and one.person_id in persons)
    )
    rest = [one for one in memberships if one not in leaving]
    stays = standing_in_the_way(rest, person, starts_on, is_deputy=is_deputy)
    if stays is not None:
        return Effect(committee, leaving, _why(stays, person), is_skipped=True)
    if is_deputy:
        return Effect(committee, leaving, "stellvertretender Vorsitz, ohne Stimme")
    return Effect(committee, leaving, "Vorsitz, " + _vote(committee))


def standing_in_the_way(
    memberships: Iterable[Membership], person: Person | None, starts_on: date, *, is_deputy: bool
) -> Membership | None:
    """The membership because of which a committee is left as it is; None where somebody joins.

    Somebody chairs there by an entry made by hand, or the person sits there in another role.
    """
    for one in memberships:
        if one.is_over(starts_on):
            continue
        is_own = person is not None and one.person_id == person.id
        if is_own and not (not is_deputy and presides(one) and one.tenure_id is None):
            return one
        if not is_own and not is_deputy and presides(one):
            return one
    return None


def _why(stays: Membership, person: Person | None) -> str:
    name = stays.person.name
    if person is not None and stays.person_id == person.id:
        return f"{name} gehört dem Gremium schon an: {stays.role.label}."
    return f"Den Vorsitz hat dort {name}, nicht über dieses Amt."


def _vote(committee: Committee) -> str:
    return "mit Stimme" if committee.chair_votes else "ohne Stimme"
