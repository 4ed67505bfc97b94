"""The mail about what became public."""

from datetime import datetime

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.persons.reader_queries import readers
from gremien_app.records.publication.occasions import PUBLISHED


def tell_published(sitting: Sitting, what: str, link: str, now: datetime) -> int:
    """``what`` names its kind and no matter; how many mails."""
    ids = {one.person_id for one in roster_of(sitting) if one.gets_papers}
    to_write = writing(PUBLISHED, ids)
    values = {"datum": format_date(sitting.date), "was": what, "link": link}
    going = [one for one in readers(ids) if to_write.goes_to(one)]
    for one in going:
        key = f"published-{sitting.id}-{one.person_id}-{int(now.timestamp())}"
        tell(to_write, one, values, key=key, now=now)
    return len(going)
