"""What was noted of changes in this transaction, and which sittings they meet."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from gremien_app.base.extensions import db
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.people.committees.reach_rules import Author, Reach

# Under which names the session keeps it.
NOTED, ACTOR = "reaches", "reaching_actor"
# Who keeps the sittings says which of them lie between; these rooms may not look up there.
Finder = Callable[[Session, Iterable[Reach]], Meeting]
_finders: list[Finder] = []


def noted(session: Session) -> list[Reach]:
    """Of everything that was written so far and is not committed."""
    return list(session.info.get(NOTED, ()))


def author(session: Session) -> Author:
    """Who writes, as the record of this transaction tells it."""
    return session.info.get(ACTOR) or Author()


def found_by(finder: Finder) -> Finder:
    """Decorates the one function that finds the sittings."""
    _finders[:] = [finder]
    return finder


def met_by(reaches: Iterable[Reach] | None = None) -> Meeting:
    """The sittings that lie on the way of a change: for a preview.

    Without ``reaches``: of everything that was written so far and is not committed.
    """
    session = db.session()
    if reaches is None:
        session.flush()
        reaches = noted(session)
    return _finders[0](session, reaches) if _finders else Meeting()
