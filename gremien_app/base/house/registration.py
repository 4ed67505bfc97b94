"""What a room tells the house: one object, written in the room's ``room.py``.

Rooms below may not import it, so whatever they must know of it is handed up here as data.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import Blueprint
from sqlalchemy import Connection

from gremien_app.base.house.due import Asked, DueDay, Task
from gremien_app.base.house.keeping import Keeping
from gremien_app.base.house.messages import Hint, MailNews, MessageLine
from gremien_app.base.house.occasions import Occasion, Wishes
from gremien_app.base.house.offers import Source
from gremien_app.base.house.tables import TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.base.kernel.viewer import Viewer


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the header, shown to whoever may open its page.

    ``is_behind``: among the pages behind "Verwaltung", for the administration of the application;
    ``in_demonstration``: there the secretariat sees it too.
    """

    label: str
    endpoint: str
    order: int
    is_behind: bool = False
    in_demonstration: bool = False


@dataclass(frozen=True)
class Tab:
    """One of the sub-pages that the objects of a table share; ``order``: its place among them.

    ``is_for``: who sees it on this object's pages; the page itself asks again.
    """

    table: str
    label: str
    endpoint: str
    order: int
    is_for: Callable[[Viewer, Any], bool] = lambda _viewer, _thing: True


@dataclass(frozen=True)
class About:
    """Which object the addresses that begin like this are about: "/sitzungen/<oid:id>".

    ``is_gone``: whether a row that is still there counts as deleted.
    """

    beginning: str
    model: type[Any]
    is_gone: Callable[[Any], bool] = lambda _thing: False

    @property
    def key(self) -> str:
        """The attribute by which the address names the object."""
        return self.beginning.rpartition("<")[2].rpartition(":")[2].removesuffix(">")


@dataclass(frozen=True)
class Taken:
    """What is said where a unique constraint refuses: two saved the same in one moment.

    ``message`` is a German sentence, ``field`` the form field that it concerns.
    """

    constraint: str
    message: str
    field: str | None = None


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A room as the house knows it; what it does not have is left out.

    ``current``: the menu's entries, by their endpoints, under which the room's pages stand: the
    beginnings of these. ``private``: beginnings of endpoints of one's own account, under no entry.
    ``secret_forms``: those whose fields are never offered again. ``sessionless`` endpoints answer
    without touching the session (no cookie, no "Vary: Cookie", no user's row); ``watched`` ones
    are asked by programs beside this one; ``uploads`` take files larger than any form.

    ``due``: what is to be done; ``due_days``: of a period, both days included, for whoever has to
    keep them. ``tidy``: deletes what is kept no longer, whenever it is called, and tells how much.
    ``restored``: what becomes of rows that come back from a backup and must not be as they were.
    ``keepings``: kinds of data that lie in no table. ``fields``: words for what the record tells
    of changes. ``evidence``: actions whose entries keep their text, as papers are compared with
    them. ``short_names``: of those whose business an entry is, by their ids; one room says it.
    ``guessed``: texts of the room whose words everybody would try as a password. ``pool``: what
    waits for an agenda. ``carried``: what hangs on an item goes along to its copy in another
    sitting; called with the item and the copy. ``names_in``: what in a text about a sitting is a
    person's name; one room says it.

    ``hints``: what stands against inviting to a sitting, as the room sees it. ``message_lines``:
    what a message says to these recipients (flushed rows) beside its text, by their ids.
    ``mail_news``: told in the transaction that marks a mail of the outbox as sent or given up.
    ``own_uids``: which of these persons have calendars that know no common UID. ``occasions``: the
    kinds of mails that the room writes. ``wishes``: what these persons said about mails, by number.
    """

    room: str
    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    current: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tabs: tuple[Tab, ...] = ()
    private: tuple[str, ...] = ()
    secret_forms: tuple[str, ...] = ()
    sessionless: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    about: tuple[About, ...] = ()
    due: Callable[[Asked], Iterable[Task]] | None = None
    due_days: Callable[[Viewer, date, date], Iterable[DueDay]] | None = None
    tables: tuple[TableFacts, ...] = ()
    tidy: Callable[[datetime], int] | None = None
    restored: Callable[[Connection, datetime], None] | None = None
    keepings: tuple[Keeping, ...] = ()
    areas: tuple[Area, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[ObjectPage, ...] = ()
    evidence: tuple[str, ...] = ()
    short_names: Callable[[Collection[int]], Mapping[int, str]] | None = None
    guessed: Callable[[], Iterable[str]] | None = None
    taken: tuple[Taken, ...] = ()
    hints: Callable[[Any], Iterable[Hint]] | None = None
    message_lines: Callable[[Sequence[Any]], Mapping[int, MessageLine]] | None = None
    mail_news: Callable[[MailNews], None] | None = None
    own_uids: Callable[[Collection[int]], Collection[int]] | None = None
    occasions: tuple[Occasion, ...] = ()
    wishes: Callable[[Collection[int]], Mapping[int, Wishes]] | None = None
    names_in: Callable[[Any, str], Sequence[str]] | None = None
    pool: tuple[Source, ...] = ()
    carried: Callable[[Viewer, Any, Any], None] | None = None
