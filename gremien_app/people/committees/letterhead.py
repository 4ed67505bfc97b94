"""The letterhead of a committee's papers: office, committee, contact."""

from collections.abc import Mapping
from datetime import date

from gremien_app.base.documents.content import Letterhead
from gremien_app.people.committees.models import Committee


def letterhead_of(
    committee: Committee, day: date, document_date: date, office: Mapping[str, str]
) -> Letterhead:
    """The letterhead with the committee's name as of ``day`` (old papers keep the old name).

    The committee's own letterhead wins: its first line is who writes, the others the address.
    ``office``: the one of the settings, with name, telephone, e-mail address, street and town.
    """
    own = [line.strip() for line in committee.letterhead.splitlines() if line.strip()]
    return Letterhead(
        office=own[0] if own else office["name"],
        committee=committee.name_on(day).name,
        contact_name=committee.contact_name,
        phone=committee.contact_phone or office["phone"],
        email=committee.contact_email or office["email"],
        address_lines=tuple(own[1:]) if own else (office["street"], office["town"]),
        document_date=document_date,
    )


def sender_of(office: Mapping[str, str]) -> str:
    """The line above the address in the window of an envelope; without the committee's name."""
    return " · ".join(filter(None, (office["name"], office["street"], office["town"])))
