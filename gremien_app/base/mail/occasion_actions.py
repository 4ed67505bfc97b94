"""Every mail of the house: by its occasion, in the office's words, to whoever wants it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.occasions import NO_WISHES, Occasion, Wishes
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import occasion_queries as queries
from gremien_app.base.mail import occasion_rules as rules
from gremien_app.base.mail.actions import enqueue
from gremien_app.base.mail.models import OccasionSetting, OutboxMail
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.mail.occasions import DAILY
from gremien_app.base.mail.rules import NOTHING_ELSE, Extras


@dataclass(frozen=True)
class Writing:
    """An occasion with its words as they stand, and what its readers said: read once for all."""

    occasion: Occasion
    words: rules.Words
    wishes: Mapping[int, Wishes] = field(default_factory=dict)

    def wishes_of(self, reader: Reader) -> Wishes:
        return self.wishes.get(reader.person_id or 0, NO_WISHES)

    def goes_to(self, reader: Reader) -> bool:
        wishes = self.wishes_of(reader)
        return rules.goes(self.occasion, wishes, reader.address, is_on=self.words.is_on)

    def subject(self, values: Mapping[str, str]) -> str:
        return rules.fill(self.words.subject, values)

    def body(self, name: str, values: Mapping[str, str]) -> str:
        text = rules.fill(self.words.text, values)
        return rules.letter(name, text, can_choose=self.occasion.can_choose)


def writing(occasion: Occasion, person_ids: Collection[int | None] = ()) -> Writing:
    """To be asked before the mails of one occasion are written, however many."""
    ids = {one for one in person_ids if one is not None}
    return Writing(occasion, queries.words_of(occasion), house().wishes(ids))


def tell(
    to_write: Writing,
    reader: Reader,
    values: Mapping[str, str],
    *,
    key: str,
    now: datetime,
    prefix: str = "",
    holds_secret: bool = False,
    leaves_at: datetime | None = None,
    extras: Extras = NOTHING_ELSE,
) -> OutboxMail | None:
    """Put a mail into the outbox, or None where its reader gets none of this kind.

    By day on working days, unless it answers its reader or ``leaves_at`` says when. ``prefix``
    stands before the subject.
    """
    if not to_write.goes_to(reader):
        return None
    occasion, wishes = to_write.occasion, to_write.wishes_of(reader)
    is_gathered = rules.is_gathered(occasion, wishes)
    due_at = leaves_at or (now if occasion.is_answer else rules.by_day(now))
    body = to_write.body(reader.name, values)
    if is_gathered:
        due_at, body = rules.daily(now), rules.fill(to_write.words.text, values)
    return enqueue(
        key=key,
        to_address=reader.address,
        to_name=reader.name,
        subject=f"{prefix}{to_write.subject(values)}",
        body=body,
        now=now,
        holds_secret=holds_secret,
        due_at=due_at,
        extras=extras,
        reader=reader.key,
        is_gathered=is_gathered,
    )


def gather(now: datetime) -> int:
    """Make one mail a reader of what is due for the daily one; how many. The caller commits."""
    count, words = 0, queries.words_of(DAILY)
    due = queries.to_gather(now)
    for (reader, address), group in groupby(due, key=lambda one: (one.reader, one.to_address)):
        mails = list(group)
        values = {
            "anzahl": rules.counted(len(mails)),
            "liste": rules.gathered((one.subject, one.body) for one in mails),
        }
        text = rules.fill(words.text, values)
        enqueue(
            key=f"daily-{mails[0].id}",
            to_address=address,
            to_name=mails[0].to_name,
            subject=rules.fill(words.subject, values),
            body=rules.letter(mails[0].to_name, text, can_choose=True),
            now=now,
            reader=reader,
        )
        for one in mails:
            db.session.delete(one)
        count += 1
    db.session.flush()
    return count


def withdraw_all(person_id: int) -> list[str]:
    """Whoever wants no post any more gets nothing that still waits; the keys of those mails."""
    mails = queries.untouched_of(Reader("", person_id=person_id).key)
    keys = [one.key for one in mails]
    for one in mails:
        db.session.delete(one)
    db.session.flush()
    return keys


def save(
    actor: Viewer, occasion: Occasion, *, subject: str, text: str, is_on: bool | None = None
) -> OccasionSetting:
    """The office's own words; those that came with the program are not kept a second time.

    Raises ``RuleBroken`` at ``subject`` or ``text`` for what no mail could be made of.
    """
    rules.require_subject(occasion, subject)
    rules.require_text(occasion, text)
    values: dict[str, Any] = {
        "subject": "" if subject == occasion.subject else subject,
        "text": "" if text.strip() == occasion.text else text,
        "is_on": is_on if occasion.can_choose else None,
    }
    setting = queries.setting_of(occasion)
    if setting is None:
        setting = OccasionSetting(key=occasion.key)
        db.session.add(setting)
        db.session.flush()
    if changes := apply(setting, values):
        told = f"Anlass der Post geändert: {occasion.label}"
        record(actor, "occasion.saved", setting, told, changes)
    db.session.flush()
    return setting


def reset(actor: Viewer, occasion: Occasion) -> None:
    """The words that came with the program; whether it usually goes out stays as it is."""
    setting = queries.setting_of(occasion)
    if setting is not None and (changes := apply(setting, {"subject": "", "text": ""})):
        told = f"Mitgelieferter Text wiederhergestellt: {occasion.label}"
        record(actor, "occasion.reset", setting, told, changes)
        db.session.flush()
