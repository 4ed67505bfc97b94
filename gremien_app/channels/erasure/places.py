"""Every column in which something of a person may stand, and what an erasure does to it.

The list is complete by a test: a column that refers to a person or account, or holds text, and is
not here, fails. What ``tick`` forgets of those who left is part of it (``members.person_rules``).
"""

from collections.abc import Iterator
from enum import Enum

from sqlalchemy import JSON, Column, String
from sqlalchemy import Enum as Choice

from gremien_app.base.extensions import db
from gremien_app.people.members.person_rules import FORGOTTEN


class Fate(Enum):
    """``GOES``: the row is deleted, or its own text; ``EMPTIED``: only the column is.

    ``REPLACED``: another text in its place, wherever the name stands. ``TOLD``: texts of the
    office, named on the page and changed by nobody but the office. ``STAYS``: the record of the
    committees, signed or published. ``NOBODY``: made by the program, or of a thing.
    """

    GOES = "goes"
    EMPTIED = "emptied"
    REPLACED = "replaced"
    TOLD = "told"
    STAYS = "stays"
    NOBODY = "nobody"


GOES, EMPTIED, REPLACED, TOLD, STAYS, NOBODY = Fate

# Of somebody whose name stands in minutes: first and last name with the title stay.
NAME = ("title", "first_name", "last_name", "search_key", "sort_key")
EMPTY = (*FORGOTTEN, "salutation", "order_name", "office", "publication_basis")

PLACES: dict[str, dict[Fate, tuple[str, ...]]] = {
    "agenda_item": {
        TOLD: ("title", "presenter", "explanation", "proposal"),
        NOBODY: ("printed_number", "reference"),
    },
    "assignment": {GOES: ("user_id",)},
    "attendance": {
        # Of sittings that were not held the line goes.
        STAYS: ("person_id", "name", "sort_name", "salutation", "detail", "note"),
        NOBODY: ("group_label", "seat_key", "sits_for"),
    },
    "audit_entry": {
        REPLACED: ("actor", "summary", "changes"),
        GOES: ("origin", "salt"),
        NOBODY: (
            *("action", "object_type", "previous_hash", "hash", "payload_hash", "request_id"),
        ),
    },
    "audit_head": {NOBODY: ("hash",)},
    "calendar_feed": {GOES: ("user_id", "name", "token_hash", "uid_key")},
    "calendar_version": {NOBODY: ("value",)},
    "committee": {
        TOLD: (
            *("about", "letterhead", "contact_name", "contact_phone", "contact_email"),
            *("closed_reason", "standing_agenda"),
        ),
        NOBODY: (
            *("slug", "short", "legal_basis", "chair_title", "attendance_groups", "color"),
            *("usual_start", "seat_groups", "to_check", "closing_ended"),
        ),
    },
    "committee_name": {NOBODY: ("name", "genitive")},
    "contact_consent": {GOES: ("person_id", "basis")},
    "deadline_done": {REPLACED: ("done_by",)},
    "failed_sign_in": {GOES: ("account_hash", "origin_hash")},
    "former_name": {GOES: ("person_id", "salutation", "title", "first_name", "last_name")},
    "guest": {GOES: ("person_id", "detail")},
    "invitation": {TOLD: ("late_reason", "text"), REPLACED: ("invited_by",)},
    "login_session": {GOES: ("user_id", "key_hash", "device", "origin")},
    "membership": {STAYS: ("person_id",), EMPTIED: ("publication_basis", "end_reason")},
    "minutes": {STAYS: ("minute_taker",)},
    "minutes_entry": {TOLD: ("text",)},
    "minutes_file": {STAYS: ("filename", "sha256")},
    "minutes_publication": {
        STAYS: ("content", "content_sha256", "relied"),
        TOLD: ("withdrawal_reason",),
        REPLACED: ("published_by", "withdrawn_by"),
    },
    "minutes_remark": {TOLD: ("text",), REPLACED: ("author",)},
    "minutes_version": {STAYS: ("content", "content_sha256"), REPLACED: ("created_by",)},
    "name_decision": {TOLD: ("key", "words"), REPLACED: ("decided_by",)},
    "observance": {NOBODY: ("name", "source")},
    "office": {NOBODY: ("title",)},
    "office_tenure": {STAYS: ("person_id", "title"), NOBODY: ("ended",)},
    "one_time_link": {GOES: ("user_id", "key_hash")},
    "organization": {TOLD: ("name", "short", "search_key")},
    "organization_name": {TOLD: ("name", "search_key")},
    "outbox_mail": {
        GOES: ("to_address", "key"),  # mails to the person; in mails to others:
        REPLACED: ("to_name", "subject", "body", "last_error"),
    },
    "outside_calendar": {NOBODY: ("name", "source")},
    "outside_sitting": {TOLD: ("summary",), NOBODY: ("uid",)},
    "person": {STAYS: NAME, EMPTIED: EMPTY, REPLACED: ("ref",)},
    "planned_date": {TOLD: ("kept_reason",)},
    "published_resolution": {
        STAYS: ("title", "text", "addressee", "votes", "relied", "search_key"),
        TOLD: ("withdrawal_reason",),
        REPLACED: ("published_by", "withdrawn_by"),
    },
    "reconstitution": {REPLACED: ("created_by",), NOBODY: ("ended", "created_seats")},
    "resolution": {TOLD: ("text", "addressee", "search_key")},
    "room": {NOBODY: ("name",), TOLD: ("step_free_way", "directions")},
    "roster_question": {GOES: ("person_id", "kept")},
    "seat": {NOBODY: ("group_label",)},
    "setting_confirmation": {REPLACED: ("confirmed_by",), NOBODY: ("setting",)},
    "signature": {
        GOES: ("user_id",),  # no account any more; the signature stays
        STAYS: ("person_id", "name", "covers", "content_sha256", "refusal_reason"),
    },
    # Without it, signed papers would print a former name that may not be told.
    "signed_name": {STAYS: ("person_id", "salutation", "title", "first_name", "last_name")},
    "sitting": {
        TOLD: ("cancel_reason", "note", "kept_reason", "online_url"),
        REPLACED: ("kept_warnings",),
        NOBODY: ("ref", "uid", "reference"),
    },
    "sitting_move": {TOLD: ("reason",), NOBODY: ("old_place",)},
    "sitting_plan": {REPLACED: ("created_by",), NOBODY: ("pattern",)},
    "term": {NOBODY: ("name",)},
    "user_account": {GOES: ("email", "name", "password_hash", "nonce", "person_id")},
    "venue": {NOBODY: ("name", "street", "town"), TOLD: ("directions",)},
    "vote": {TOLD: ("motion", "result_text")},
}


def may_tell_of_persons(column: Column[object]) -> bool:
    """Whether it refers to a person or an account, or holds any text that is no choice."""
    referred = {key.column.table.name for key in column.foreign_keys}
    is_text = isinstance(column.type, String | JSON) and not isinstance(column.type, Choice)
    return is_text or bool(referred & {"person", "user_account"})


def columns(*fates: Fate) -> Iterator[Column[object]]:
    """The columns of these fates, by table and in the order of the list."""
    for name, told in PLACES.items():
        for fate in fates:
            for column in told.get(fate, ()):
                yield db.metadata.tables[name].c[column]
