"""What may be put on an agenda from the pool."""

from collections.abc import Collection, Sequence

from gremien_app.base.kernel.errors import RuleBroken

_NOTHING = "Bitte wählen Sie mindestens einen Punkt aus der Sammlung."
_GONE = (
    "Ein gewählter Punkt ist nicht mehr in der Sammlung. Jemand hat ihn inzwischen auf eine "
    "Tagesordnung genommen. Bitte sehen Sie die Liste noch einmal an."
)


def require_chosen(found: Sequence[object], keys: Collection[str], *, is_group: bool) -> None:
    """Refuse an empty choice, and one of which a part is gone."""
    if not keys and not is_group:
        raise RuleBroken(_NOTHING)
    if len(found) < max(len(set(keys)), 1):
        raise RuleBroken(_GONE)
