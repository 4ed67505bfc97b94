"""Reads of occasions: what the office changed, and what waits for a daily mail."""

from datetime import datetime

from sqlalchemy import select

from gremien_app.base.house.gathered import house
from gremien_app.base.house.occasions import Occasion, Usual
from gremien_app.base.kernel.errors import required
from gremien_app.base.mail.models import OccasionSetting, OutboxMail
from gremien_app.base.mail.occasion_rules import Words
from gremien_app.base.mail.queries import waiting
from gremien_app.base.reading import all_of, first_of


def occasion_called(key: str) -> Occasion:
    """``NotFound`` where no room writes such mails (any more)."""
    return required(house().occasions.get(key))


def setting_of(occasion: Occasion) -> OccasionSetting | None:
    return first_of(select(OccasionSetting).where(OccasionSetting.key == occasion.key))


def settings() -> dict[str, OccasionSetting]:
    """What was changed, by the keys of the occasions."""
    rows: list[OccasionSetting] = all_of(select(OccasionSetting).order_by(OccasionSetting.id))
    return {one.key: one for one in rows}


def words_of(occasion: Occasion) -> Words:
    return words(occasion, setting_of(occasion))


def words(occasion: Occasion, setting: OccasionSetting | None) -> Words:
    """As they stand now: the office's where it has its own."""
    is_on = setting.is_on if setting else None
    return Words(
        subject=setting.subject if setting and setting.subject else occasion.subject,
        text=setting.text if setting and setting.text else occasion.text,
        is_on=occasion.usual is not Usual.OFF if is_on is None else is_on,
    )


def to_gather(now: datetime) -> list[OutboxMail]:
    """What is due for a daily mail, by reader, locked; what another process holds is left to it."""
    query = (
        select(OutboxMail)
        .where(*waiting(), OutboxMail.is_gathered, OutboxMail.due_at <= now)
        .order_by(OutboxMail.reader, OutboxMail.to_address, OutboxMail.id)
        .with_for_update(skip_locked=True)
    )
    return all_of(query)


def untouched_of(reader: str) -> list[OutboxMail]:
    """Mails to a reader that nobody has tried to send yet, locked."""
    query = select(OutboxMail).where(
        OutboxMail.reader == reader, OutboxMail.attempts == 0, *waiting()
    )
    return all_of(query.order_by(OutboxMail.id).with_for_update())
