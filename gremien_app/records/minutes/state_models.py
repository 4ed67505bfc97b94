"""The states of minutes and the kinds of their files."""

from enum import StrEnum

from gremien_app.base.kernel.labels import Labelled


class MinutesState(Labelled):
    """Each with the kind of its badge."""

    DRAFT = "draft", "Entwurf", "neutral"
    SUBMITTED = "submitted", "zur Unterzeichnung vorgelegt", "info"
    RETURNED = "returned", "mit Anmerkungen zurück", "warning"
    REFUSED = "refused", "Unterschrift von allen verweigert", "warning"
    SIGNED = "signed", "unterzeichnet", "success"
    PUBLISHED = "published", "veröffentlicht", "success"

    @property
    def is_signed(self) -> bool:
        """Closed for ever, published or not."""
        return self in SIGNED

    @property
    def is_editable(self) -> bool:
        return self in EDITABLE


SIGNED = (MinutesState.SIGNED, MinutesState.PUBLISHED)
EDITABLE = (MinutesState.DRAFT, MinutesState.RETURNED, MinutesState.REFUSED)


class FileKind(StrEnum):
    """As signed, with all names; or as published, with names only where there is a basis."""

    SIGNED = "signed"
    PUBLISHED = "published"

    @property
    def is_as_signed(self) -> bool:
        return self is FileKind.SIGNED
