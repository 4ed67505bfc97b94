"""What a basis must say, whether it holds, and how it is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold, transcribe_german
from gremien_app.people.bases.models import BasisKind, Published, PublishedAlong

COLUMNS = (
    "publication_kind",
    "publication_basis",
    "publication_date",
    "publication_ends_on",
    "publication_revoked_on",
)
ALONG = "publication_ends_along"
NO_BASIS: dict[str, Any] = dict.fromkeys(COLUMNS) | {"publication_basis": ""}
# What makes a text, folded, tell of an office, unless it tells of a consent or of its end too.
_OFFICE = re.compile(
    r"\bamt(s(traeg|inhab|leit|person)\w*)?\b|mandat|\b(ober)?buergermeist|\brats(mitgl|frau|herr)"
    r"|mitglied des (stadt)?rat|stadtverordnet|beigeordnet|dezernent|abgeordnet"
)
_OTHERWISE = re.compile(
    r"einwillig|zustimm|einverst|erlaub|widerr|wunsch|\bkein|\bohne\b|ehemal|frueher|\bnicht\b"
)
_UNSAID = {
    BasisKind.CONSENT: "Bitte schreiben Sie, worauf sich die Einwilligung bezieht und was dabei "
    "gezeigt wurde.",
    BasisKind.OFFICE: "Bitte nennen Sie das Amt oder Mandat.",
    BasisKind.SIGNATORY: "Bitte nennen Sie die Aufgabe, in der die Person unterzeichnet.",
}
_UNDATED = {
    BasisKind.CONSENT: "Bitte geben Sie den Tag an, an dem eingewilligt wurde.",
    BasisKind.OFFICE: "Bitte geben Sie an, seit wann das Amt oder Mandat besteht.",
    BasisKind.SIGNATORY: "Bitte geben Sie an, seit wann die Person unterzeichnet.",
}


@dataclass(frozen=True, kw_only=True)
class Basis:
    """As a form or a file says it. ``ends_along``: with the membership at the latest."""

    kind: BasisKind | None = None
    words: str = ""
    since: date | None = None
    ends_on: date | None = None
    revoked_on: date | None = None
    ends_along: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; on the last one it does, on that of its revocation not."""
        begun = bool(self.words) and (self.since is None or self.since <= day)
        is_over = self.ends_on is not None and self.ends_on < day
        return begun and not is_over and (self.revoked_on is None or day < self.revoked_on)

    @property
    def told(self) -> str:
        """ "Einwilligung vom 01.12.2025: Formular, gilt bis 31.12.2026"; "" without one."""
        return ", ".join(part for part in (self._said, self._end) if part)

    @property
    def _said(self) -> str:
        if not self.words or self.kind is None:
            return self.words
        is_consent = self.kind is BasisKind.CONSENT
        day = format_date(self.since) if self.since else ""
        dated = f"{self.kind.label[:1].upper()}{self.kind.label[1:]}"
        if day:
            dated += f" {'vom' if is_consent else 'seit'} {day}"
        if not is_consent or not fold(self.words).startswith("einwilligung"):
            return f"{dated}: {self.words}"
        if fold(self.words) == "einwilligung":
            return dated
        return self.words if day in self.words else f"{self.words} (vom {day})"

    @property
    def _end(self) -> str:
        if not self.words:
            return ""
        if self.revoked_on is not None:
            return f"widerrufen am {format_date(self.revoked_on)}"
        if self.ends_on is not None:
            return f"gilt bis {format_date(self.ends_on)}"
        return "endet mit der Mitgliedschaft" if self.ends_along else ""

    @property
    def lacks_end(self) -> bool:
        """An office of which nobody has said yet when it ends."""
        is_open = self.ends_on is None and not self.ends_along
        return bool(self.words) and self.kind is not BasisKind.CONSENT and is_open


def basis_of(holder: Published) -> Basis:
    """What is recorded, ended where it goes along with a membership that has an end."""
    ends, along = [holder.publication_ends_on], False
    if isinstance(holder, PublishedAlong) and holder.publication_ends_along:
        along = True
        ends.append(holder.last_day)
    return Basis(
        kind=holder.publication_kind,
        words=holder.publication_basis,
        since=holder.publication_date,
        ends_on=min((day for day in ends if day is not None), default=None),
        revoked_on=holder.publication_revoked_on,
        ends_along=along,
    )


def is_public_on(holder: Published, day: date) -> bool:
    """Whether the name is public by this alone, wherever it stands."""
    basis = basis_of(holder)
    return basis.holds_on(day) and basis.kind is not BasisKind.SIGNATORY


def can_revoke(holder: Published) -> bool:
    """Whether a consent is recorded that nobody has revoked; an office or a signature is none."""
    basis = basis_of(holder)
    is_consent = bool(basis.words) and basis.kind is BasisKind.CONSENT
    return is_consent and basis.revoked_on is None


def basis_with(values: Mapping[str, Any]) -> Basis:
    """From values by the names of the columns; what is missing is not said."""
    return Basis(
        kind=values.get("publication_kind"),
        words=values.get("publication_basis") or "",
        since=values.get("publication_date"),
        ends_on=values.get("publication_ends_on"),
        revoked_on=values.get("publication_revoked_on"),
        ends_along=bool(values.get(ALONG)),
    )


def kind_of(text: str) -> BasisKind:
    """What a text of before there were kinds means; in doubt a consent, which can be revoked."""
    said = fold(transcribe_german(text))
    is_office = _OFFICE.search(said) is not None and _OTHERWISE.search(said) is None
    return BasisKind.OFFICE if is_office else BasisKind.CONSENT


def require_basis(new: Basis, today: date | None, known: Iterable[Basis] = ()) -> None:
    """A kind with what it needs and an end, or nothing at all.

    ``known``: what is saved already; as long as nobody changes it, it is not judged again. Without
    ``today`` days may lie ahead, as those of a membership do that is entered before it begins.
    """
    if new in (Basis(), *known):
        return
    if not new.words and new.kind is not None:
        raise RuleBroken(_UNSAID[new.kind], field="publication_basis")
    if not new.words and new.revoked_on and not new.since:
        raise RuleBroken(
            "Widerrufen werden kann nur eine eingetragene Grundlage.",
            field="publication_revoked_on",
        )
    if not new.words:
        raise RuleBroken(
            "Bitte nennen Sie die Grundlage, auf der der Name öffentlich ist.",
            field="publication_basis",
        )
    if new.kind is None:
        raise RuleBroken("Bitte wählen Sie die Art der Grundlage.", field="publication_kind")
    _require_days(new.kind, new, today)


def _require_days(kind: BasisKind, new: Basis, today: date | None) -> None:
    if new.since is None:
        raise RuleBroken(_UNDATED[kind], field="publication_date")
    if kind is BasisKind.CONSENT and today is not None and new.since > today:
        raise RuleBroken(
            "Der Tag der Einwilligung liegt in der Zukunft. Bitte tragen Sie sie ein, wenn sie "
            "gegeben ist.",
            field="publication_date",
        )
    if new.ends_on is not None and new.ends_on < new.since:
        raise RuleBroken(
            f"Die Grundlage gilt erst seit dem {format_date(new.since)}; vorher kann sie nicht "
            "enden.",
            field="publication_ends_on",
        )
    if new.lacks_end:
        raise RuleBroken(
            "Bitte geben Sie an, wann das endet: mit einer Amtszeit, einer Wahlperiode oder an "
            "einem anderen Tag.",
            field="publication_ends_on",
        )
    if new.revoked_on is not None:
        _require_revocation(kind, new.since, new.revoked_on, today)


def _require_revocation(kind: BasisKind, since: date, revoked_on: date, today: date | None) -> None:
    field = "publication_revoked_on"
    if kind is not BasisKind.CONSENT:
        raise RuleBroken(
            "Widerrufen wird eine Einwilligung. Soll der Name nicht mehr öffentlich sein, tragen "
            "Sie bitte bei „Gilt bis“ den letzten Tag ein.",
            field=field,
        )
    require_revocation_day(since, revoked_on, today, field=field)


def require_revocation_day(
    since: date, revoked_on: date, today: date | None, *, field: str
) -> None:
    """Not before it was given, and not ahead of time."""
    if revoked_on < since:
        raise RuleBroken(
            f"Der Widerruf kann nicht vor dem {format_date(since)} liegen.", field=field
        )
    if today is not None and revoked_on > today:
        raise RuleBroken("Ein Widerruf gilt sofort; der Tag liegt in der Zukunft.", field=field)
