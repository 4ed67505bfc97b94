"""Refusals that rules and queries raise; their German texts may be shown to a user."""

from typing import TypeVar

from gremien_app.base.kernel.reaching import Meeting

Found = TypeVar("Found")


class RuleBroken(Exception):  # noqa: N818 -- the house's word for a refusal
    """A rule refuses; ``message`` is a German sentence, ``field`` the form field it concerns."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Frozen(RuleBroken):
    """What the page would change is fixed for good, or until somebody takes it back.

    Who asks for the form is led to the page that reads it; a form that is sent is refused.
    """


class ReachesBack(RuleBroken):
    """A change meets sittings that were held; nobody has said yet that he or she has seen them."""

    def __init__(self, met: Meeting) -> None:
        one = len(met.ids) == 1
        super().__init__(
            "Diese Änderung gilt auch für "
            f"{'eine Sitzung, die' if one else f'{len(met.ids)} Sitzungen, die'} schon "
            f"{'war' if one else 'waren'}. Noch ist nichts gespeichert. Bitte lesen Sie, was dort "
            "eingetragen ist, und bestätigen Sie dann."
        )
        self.met = met


class NotFound(Exception):  # noqa: N818 -- an answer, no error
    """The object does not exist, or this viewer may not know that it does (answer: 404)."""


def required(found: Found | None) -> Found:
    """What was looked for; ``NotFound`` where there is none, or none that this viewer may know."""
    if found is None:
        raise NotFound
    return found


class Gone(Exception):  # noqa: N818 -- an answer, no error
    """It was public and was withdrawn (answer: 410); ``message`` is a German sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Forbidden(Exception):  # noqa: N818 -- an answer, no error
    """The viewer knows the object but may not do this to it (answer: 403)."""


class StaleVersion(Exception):  # noqa: N818 -- an answer, no error
    """The form was built on an older version than the stored one; nothing was changed.

    ``saved_by``: the account that saved the stored one, where that is known.
    """

    def __init__(self, saved_by: int | None = None) -> None:
        super().__init__()
        self.saved_by = saved_by


def is_storage_fault(told: str) -> bool:
    """Whether a database says that its disk is full or read-only."""
    text = told.lower()
    return any(word in text for word in ("full", "readonly", "read-only", "no space", "disk i/o"))


def is_crossing(code: str | None, told: str) -> bool:
    """Whether two writers were in each other's way and the database had one of them yield.

    ``code`` is PostgreSQL's: deadlock, serialisation failure, waited too long for a lock. SQLite
    only tells that it waited too long.
    """
    return code in {"40P01", "40001", "55P03"} or "is locked" in told


def is_unreachable(told: str) -> bool:
    """Whether a database cannot be asked at all just now."""
    text = told.lower()
    words = ("connection", "unable to open", "could not connect", "shutting down", "starting up")
    return any(word in text for word in words)
