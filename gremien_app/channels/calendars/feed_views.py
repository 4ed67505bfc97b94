"""Calendars over HTTP: one query by key, then the stored body.

The feeds' routes know no session and no viewer (``SESSIONLESS``): what they answer is the same
for everybody who has the address.
"""

import logging
from collections.abc import Callable
from datetime import date

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import SINGLE_READ, db
from gremien_app.base.ics.feed import build_feed
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import EVERYONE, KEY_HOLDERS
from gremien_app.base.kernel.version import this
from gremien_app.base.transactions import note_aside
from gremien_app.base.web.access import current_viewer
from gremien_app.channels.calendars import actions, queries
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars.stored import Body, Store, body_of, stamp_of, tags_in
from gremien_app.channels.calendars.views import bp, origin

log = logging.getLogger(__name__)

_TYPE = "text/calendar; charset=utf-8"


@bp.route("/kalender/<slug>.ics", access=EVERYONE)
def committee_feed(slug: str) -> ResponseReturnValue:
    return _public_feed(slug, lambda day: queries.committee_feed(slug, origin=origin(), today=day))


@bp.route("/kalender/alle.ics", access=EVERYONE)
def all_feed() -> ResponseReturnValue:
    return _public_feed("alle-gremien", lambda day: queries.all_feed(origin=origin(), today=day))


@bp.route("/kalender/abo/<token>.ics", access=KEY_HOLDERS)
def personal_feed(token: str) -> ResponseReturnValue:
    """Whoever has the address. An ended one lets programs clear what they hold, then is gone."""
    try:
        found = personal.by_token(token)
    except NotFound:
        return _nothing(404)
    if found.revoked_at is None and not found.is_disabled:
        body = stored(_own_key(found.id), found.value, _maker(found.id))
        note_use(found.id, found.last_used_on, today())
        return send(body, "termine")
    notice = personal.notice_feed(found.id, origin=origin(), today=today())
    return _nothing(410) if notice is None else send(written(notice), "termine")


def _maker(feed_id: int) -> Callable[[date], queries.Feed]:
    return lambda day: personal.personal_feed(feed_id, origin=origin(), today=day)


def _nothing(status: int) -> Response:
    """Without the pages' frame: it would ask for the session."""
    headers = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    text = "Dieses Kalender-Abo gibt es nicht.\n"
    return Response(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


@bp.route("/sitzungen/<oid:id>.ics", access=EVERYONE)
def sitting_file(id: int) -> ResponseReturnValue:
    feed = queries.sitting_feed(current_viewer(), id, origin=origin())
    return send(written(feed), f"sitzung-{id}")


@bp.route("/kalender/jahr/<oid:year>.ics", access=EVERYONE)
def year_file(year: int) -> ResponseReturnValue:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    feed = queries.year_feed(current_viewer(), year, origin=origin())
    return send(written(feed), f"sitzungsplan-{year}")


def _public_feed(name: str, make: Callable[[date], queries.Feed]) -> Response:
    with db.engine.connect().execution_options(**{SINGLE_READ: True}) as connection:
        # Read before the data: what is older than its version must never be kept under it.
        version = queries.version(connection)
    return send(stored(request.path, version, make), name)


def stored(key: str, version: str | None, make: Callable[[date], queries.Feed]) -> Body:
    """The body kept under the key, or a new one; without a version nothing is kept.

    The day is part of it: some memberships end without anybody saving anything.
    """
    day = today()
    if version is None:
        return written(make(day))
    store = _store()
    stamp = stamp_of(this().version, origin(), version, day.isoformat())
    body = store.load(key, stamp, _known())
    if body is None:
        body = store.keep(key, stamp, written(make(day)), utc_now())
    return body


def _store() -> Store:
    return Store(f"{current_app.config['DATA_DIR']}/cache/feeds")


def note_use(feed_id: int, last: date | None, day: date) -> None:
    """Write down the day of the last use: the one save of a GET, by itself and once a day.

    A locked, full or read-only database must keep nobody from the calendar; nor do we wait.
    """
    if last is not None and last >= day:
        return
    try:
        note_aside(actions.used(feed_id, day))
    except SQLAlchemyError as error:
        log.info("last use of a subscription not noted: %s", type(error).__name__)


def forget(feed_id: int) -> None:
    """Remove the stored body of an ended subscription."""
    _store().drop(_own_key(feed_id))


def _own_key(feed_id: int) -> str:
    return f"own {feed_id}"


def written(feed: queries.Feed) -> Body:
    return body_of(build_feed(feed.info, feed.events))


def send(body: Body, name: str) -> Response:
    """The calendar; 304 without it to whoever has this very one."""
    headers = {
        "Content-Type": _TYPE,
        "ETag": body.etag,
        # Asked again every time, and answered with 304: no-store would make programs load it whole.
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    if body.last_modified:
        headers["Last-Modified"] = body.last_modified
    known = _known()
    if known == body.etag:  # the usual way, without parsing it
        return Response(status=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response = Response(body.content, headers=headers)
    if known or "HTTP_IF_MODIFIED_SINCE" in request.environ:
        told = {"HTTP_IF_NONE_MATCH": known} if known else {}
        response.make_conditional({**request.environ, **told})
    return response


def _known() -> str:
    return tags_in(request.environ.get("HTTP_IF_NONE_MATCH", ""))
