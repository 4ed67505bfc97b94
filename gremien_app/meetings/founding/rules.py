"""Rules of founding and closing: who may, by which address, and what is in the way."""

from collections.abc import Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.text import slugify_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.members.models import Membership

MOST_NAMED = 3
RESERVED = frozenset({"abo", "abonnieren", "alle", "neu"})  # addresses of other pages


def suggest_slug(name: str) -> str:
    """The address a name suggests: "ag-barrierefreies-bauen"."""
    return slugify_german(name)[:60].rstrip("-")


def require_slug(slug: str, *, is_taken: bool) -> None:
    if not slug or slugify_german(slug) != slug or len(slug) > 60:
        raise RuleBroken(
            "Die Adresse besteht aus höchstens 60 Kleinbuchstaben, Ziffern und Bindestrichen, zum "
            "Beispiel „ag-bauen“.",
            field="slug",
        )
    if is_taken or slug in RESERVED:
        raise RuleBroken(
            f"Die Adresse „{slug}“ ist schon vergeben. Bitte wählen Sie eine andere.",
            field="slug",
        )


def may_found(viewer: Viewer, parent: Committee | None) -> bool:
    """New bodies: the administration of the application; groups: the parent's secretariat."""
    return viewer.is_admin if parent is None else viewer.manages(parent.id)


def may_close(viewer: Viewer, committee: Committee) -> bool:
    """Whoever may found may close."""
    if committee.kind is CommitteeKind.COMMITTEE or committee.parent_id is None:
        return viewer.is_admin
    return viewer.manages(committee.id)


def require_closable(
    committee: Committee,
    last_day: date,
    reason: str,
    *,
    sittings: Sequence[date],
    groups: Sequence[Committee],
) -> None:
    """No sitting and no group may outlive the body; the refusal names what is in the way.

    ``sittings``: days after the last one; ``groups``: those that are still open then.
    """
    if committee.closed_on is not None:
        raise RuleBroken("Dieses Gremium ist schon geschlossen.")
    begins = committee.names[0].valid_from
    if begins is not None and last_day < begins:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(begins)}.", field="last_day"
        )
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund der Schließung.", field="reason")
    if sittings:
        named = join_german([format_date(day) for day in sittings[:MOST_NAMED]])
        rest = len(sittings) - MOST_NAMED
        more = f" und an {rest} weiteren Tagen" if rest > 0 else ""
        raise RuleBroken(
            f"Nach diesem Tag sind noch Sitzungen eingetragen: {named}{more}. Sagen Sie sie zuerst "
            "ab oder wählen Sie einen späteren Tag.",
            field="last_day",
        )
    if groups:
        named = join_german([group.short for group in groups])
        raise RuleBroken(
            f"Zu diesem Gremium gehören noch offene Gruppen: {named}. Schließen Sie diese zuerst.",
            field="last_day",
        )


def require_memberships_end(
    beyond: Sequence[Membership], last_day: date, *, ends_memberships: bool
) -> None:
    """Who outlives the body ends with it, and says so; ``beyond``: those who would."""
    if beyond and not ends_memberships:
        many = len(beyond) != 1
        raise RuleBroken(
            f"{format_count(len(beyond), 'Mitgliedschaft', 'Mitgliedschaften')} "
            f"{'laufen' if many else 'läuft'} über den {format_date(last_day)} hinaus. Kreuzen Sie "
            f"an, dass {'sie' if many else 'auch diese'} mit dem Gremium "
            f"{'enden' if many else 'endet'}.",
            field="ends_memberships",
        )
    for membership in beyond:
        if membership.starts_on > last_day:
            raise RuleBroken(
                f"Die Mitgliedschaft von {membership.person.name} beginnt erst am "
                f"{format_date(membership.starts_on)}. Nehmen Sie sie zuerst zurück.",
                field="last_day",
            )


def require_openable(committee: Committee) -> date:
    """The last day so far; refused where the body is open, or its parent closed."""
    if committee.closed_on is None:
        raise RuleBroken("Dieses Gremium ist nicht geschlossen.")
    parent = committee.parent
    if parent is not None and parent.closed_on is not None:
        raise RuleBroken(
            f"Das übergeordnete Gremium {parent.short} ist geschlossen. Öffnen Sie zuerst dieses."
        )
    return committee.closed_on
