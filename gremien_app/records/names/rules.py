"""What a decision to name somebody must say: a consent its day, an office its end."""

from collections.abc import Mapping
from datetime import date

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import Basis, require_basis
from gremien_app.records.names.judging import Decided
from gremien_app.records.names.models import Ground

_KINDS = {Ground.CONSENT: BasisKind.CONSENT, Ground.OFFICE: BasisKind.OFFICE}
# The columns of a basis, as a decision calls them.
FIELDS: Mapping[str, str] = {
    "publication_basis": "basis",
    "publication_date": "given_on",
    "publication_ends_on": "ends_on",
}


def basis_of(decided: Decided) -> Basis:
    """On what it rests that the name stays; nothing where that needs no end."""
    kind = _KINDS.get(Ground(decided.ground)) if decided.ground else None
    if decided.is_hidden or kind is None:
        return Basis()
    return Basis(kind=kind, words=decided.basis, since=decided.given_on, ends_on=decided.ends_on)


def require_whole(decided: Decided, today: date) -> None:
    """Raises ``RuleBroken`` at the field of the decision."""
    try:
        require_basis(basis_of(decided), today)
    except RuleBroken as refusal:
        field = FIELDS.get(refusal.field or "", "basis")
        raise RuleBroken(refusal.message, field=field) from None


def has_ended(decided: Decided, today: date) -> bool:
    """Whether a name that was to stay may not any more."""
    return not decided.is_hidden and decided.ends_on is not None and decided.ends_on < today
