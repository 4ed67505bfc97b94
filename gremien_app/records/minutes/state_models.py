"""The states of minutes and the kinds of their files."""

from enum import StrEnum

from gremien_app.base.kernel.labels import Labelled


class MinutesState(Labelled):
    DRAFT = "draft", "Entwurf"
    SUBMITTED = "submitted", "zur Unterzeichnung vorgelegt"
    RETURNED = "returned", "mit Anmerkungen zurück"
    REFUSED = "refused", "Unterschrift von allen verweigert"
    SIGNED = "signed", "unterzeichnet"
    PUBLISHED = "published", "veröffentlicht"

    @property
    def is_submitted(self) -> bool:
        return self is MinutesState.SUBMITTED

    @property
    def is_refused(self) -> bool:
        return self is MinutesState.REFUSED

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
