"""What of a person only served to reach somebody goes a while after the last membership."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.people.members.person_queries import persons_to_forget
from gremien_app.people.persons import rules
from gremien_app.people.persons.actions import edit_person


def forget_contacts(day: date, months: int, invited: Mapping[int, date]) -> int:
    """Empty the contact data of those who left that many months ago; answers with how many.

    Language, form of papers and pronoun serve letters and go with it. Whoever never joined a
    committee is forgotten as long after being recorded.

    ``invited``: the last day on which each person, by id, was invited as a guest.

    Names, memberships and signed minutes stay: they are the record of the committees.
    """
    former = persons_to_forget(day - relativedelta(months=months), invited)
    for person in former:
        empty: dict[str, Any] = dict.fromkeys(rules.FORGOTTEN, "")
        edit_person(SYSTEM, person, **empty)
    return len(former)
