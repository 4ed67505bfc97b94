"""Rules of organisations: one record per organisation, and whose name a spelling is."""

from collections.abc import Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import fold
from gremien_app.people.organizations.models import Organization


def require_name(name: str, owner: Organization | None, organization: Organization | None) -> None:
    """``owner`` is who has this name or spelling already; None where nobody has."""
    if not fold(name):
        raise RuleBroken("Bitte geben Sie den Namen ein.", field="name")
    if owner is not None and owner is not organization:
        raise RuleBroken(
            f"Diesen Namen hat schon „{owner.name}“. Ist es dieselbe Organisation, legen Sie "
            "die beiden Einträge zusammen.",
            field="name",
        )


def require_end_of_name(
    organization: Organization, valid_until: date | None, today: date
) -> date | None:
    """The last day of the former name; None where only a mistake is corrected."""
    if valid_until is None:
        return None
    if valid_until > today:
        raise RuleBroken("Der letzte Tag des alten Namens liegt in der Zukunft.", "valid_until")
    latest = max(
        (one.valid_until for one in organization.former_names if one.valid_until), default=None
    )
    if latest is not None and valid_until <= latest:
        raise RuleBroken(
            f"Der Name davor galt bis zum {format_date(latest)}. Der alte Name endet danach.",
            "valid_until",
        )
    return valid_until


def require_spelling(spelling: str, owner: Organization | None, organization: Organization) -> None:
    if not fold(spelling):
        raise RuleBroken("Bitte geben Sie die Schreibweise ein.", field="spelling")
    if owner is organization:
        raise RuleBroken("Unter dieser Schreibweise wird sie schon gefunden.", field="spelling")
    if owner is not None:
        raise RuleBroken(f"Diese Schreibweise gehört schon zu „{owner.name}“.", field="spelling")


def require_two(kept: Organization, given_up: Organization | None) -> Organization:
    if given_up is None or given_up is kept:
        raise RuleBroken(
            "Bitte wählen Sie den anderen Eintrag derselben Organisation.", field="other"
        )
    return given_up


def require_fusible(kept: Organization, other: Organization, merged_on: date) -> None:
    """One fusion of an organisation, never in a circle, and into one that is there itself."""
    if other.merged_on is not None:
        raise RuleBroken(
            f"„{other.name}“ ist schon seit dem {format_date(other.merged_on)} in einer anderen "
            "Organisation aufgegangen. Nehmen Sie das zuerst zurück.",
            field="merged_on",
        )
    if kept.on(merged_on) is not kept or kept.merged_on is not None:
        raise RuleBroken(
            f"„{kept.name}“ ist selbst in einer anderen Organisation aufgegangen. Öffnen Sie diese "
            "und legen Sie dort zusammen.",
            field="merged_on",
        )


def require_fused(other: Organization) -> Organization:
    if other.merged_into is None:
        raise RuleBroken("Diese Organisation ist in keiner anderen aufgegangen.")
    return other.merged_into


def require_both_meant(committees: Sequence[str], kept: str, *, is_meant: bool) -> None:
    """Both hold seats in one committee: asked, as the one then holds more there than it may."""
    if committees and not is_meant:
        raise RuleBroken(
            f"In {join_german(committees)} haben beide einen Sitz. Danach hat „{kept}“ dort mehr "
            "als einen. Wenn das so sein soll, kreuzen Sie es an; sonst geben Sie zuerst einen der "
            "Sitze einer anderen Organisation.",
            field="is_meant",
        )
