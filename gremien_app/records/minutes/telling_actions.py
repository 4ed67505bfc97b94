"""Mails about signing; written where a person submits or takes back, not where data come in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from gremien_app.base.house.occasions import Occasion
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.persons.reader_queries import account_readers, readers
from gremien_app.records.minutes import signing_queries
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.occasions import VOID, WAITING
from gremien_app.records.minutes.rules import ChairFacts


def tell_waiting(
    actor: Viewer, minutes: Minutes, chairs: Sequence[ChairFacts], origin: str, now: datetime
) -> int:
    """Everybody in whose name something is missing under the version; whoever presses knows."""
    version = minutes.current_version
    if version is None or minutes.state is not MinutesState.SUBMITTED:
        return 0
    answered = version.answered_places | {one.person_id for one in version.releases}
    ids = {one.signer_id for one in chairs if one.person_id not in answered}
    found = readers({one for one in ids if one is not None} - {actor.person_id})
    if version.signing is SigningWay.SYSTEM:
        takers = signing_queries.minute_taker_accounts(minutes)
        found += account_readers(takers - {actor.user_id})
    return _tell(WAITING, minutes, found, f"waiting-{version.id}", origin, now)


def tell_void(actor: Viewer, minutes: Minutes, origin: str, now: datetime) -> int:
    """Whoever signed or released the version that lies before nobody any more."""
    version = minutes.current_version
    if version is None or version.ended_at is None:
        return 0
    signed = [one for one in version.signatures if not one.is_refused]
    persons = {one.person_id for one in signed} | {one.person_id for one in version.releases}
    persons -= {None, actor.person_id}
    users = {
        one.user_id for one in signed if one.person_id is None and one.way is SigningWay.SYSTEM
    } - {None, actor.user_id}
    found = readers({one for one in persons if one}) + account_readers(
        {one for one in users if one}
    )
    return _tell(VOID, minutes, found, f"void-{version.id}", origin, now)


def _tell(
    occasion: Occasion,
    minutes: Minutes,
    found: Iterable[Reader],
    what: str,
    origin: str,
    now: datetime,
) -> int:
    by_address = {one.address.lower(): one for one in found}
    to_write = writing(occasion, [one.person_id for one in by_address.values()])
    values = {
        "datum": format_date(minutes.sitting.date),
        "link": f"{origin}/sitzungen/{minutes.sitting_id}/niederschrift",
    }
    count = 0
    for number, one in enumerate(by_address.values()):
        key = f"minutes-{what}-{one.key or number}"
        count += tell(to_write, one, values, key=key, now=now) is not None
    return count
