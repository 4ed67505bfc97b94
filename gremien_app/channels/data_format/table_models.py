"""Which tables go out and come in row by row, and what stays behind, each with its reason.

A new table is one line here: in ``EXCHANGED`` (all its columns follow, now and later) or in
``LEFT_OUT``. One that stands in neither is "noch nicht ausgetauscht": ``gremien export data``
names it, and nothing fails.
"""

from typing import Any

from sqlalchemy import Column, Table

from gremien_app.base.extensions import Base

EXCHANGED = (
    # base
    "occasion_setting",
    # people
    "person", "correspondence", "contact_consent", "former_name", "pledge",
    "organization", "organization_name", "organization_merger",
    "office", "office_tenure", "term",
    "committee", "committee_name", "statutory_seats", "setting_confirmation", "list_heading",
    "seat", "membership", "reconstitution", "ending", "user_account", "assignment",
    # meetings
    "observance", "outside_calendar", "outside_sitting", "venue", "room",
    "sitting", "sitting_partner", "sitting_move", "sitting_plan", "planned_date",
    "deadline_done", "minute_taker", "agenda_item", "agenda_fixing", "paper", "paper_file",
    "paper_series", "paper_submitter", "paper_place", "consultation", "concurrence",
    "stored_file",
    "guest", "admission", "invitation", "dispatch", "recipient", "dispatch_document",
    "public_notice", "support_provider", "access_service",
    "attendance", "attendance_interval", "chair_period", "conflict_of_interest", "vote",
    "roster_question", "seats_of_day",
    # records
    "name_decision", "resolution", "published_resolution",
    "minutes", "minutes_entry", "minutes_remark", "minutes_version", "minutes_file",
    "minutes_release", "signed_sheet", "sheet_line", "signature", "signing_substitution",
    "signed_name", "minutes_publication",
    # channels
    "legal_page",
)  # fmt: skip

LEFT_OUT = {
    "access_need": "Unterstützungsbedarf: mit dem Schlüssel dieses Bestands versiegelt",
    "audit_entry": "das Protokoll ist mit dem Bestand versiegelt, in dem etwas geschah",
    "audit_head": "das Ende des Protokolls, siehe dort",
    "calendar_feed": "Kalender-Abos: ihre Adressen sind Schlüssel",
    "calendar_version": "entsteht bei jeder Speicherung neu",
    "concern": "Anliegen sind an dieses Büro gerichtet und haben hier ihre Frist",
    "failed_sign_in": "misslungene Anmeldungen",
    "login_session": "Anmeldungen",
    "one_time_link": "Links zum Anmelden sind Schlüssel",
    "outbox_attachment": "Anlagen der Mails",
    "outbox_file": "Anlagen der Mails",
    "outbox_mail": "Mails, versandte und wartende",
    "rights_version": "entsteht bei jeder Änderung von Rechten neu",
    "support_link": "Links zur Frage nach Unterstützung sind Schlüssel",
    "support_question": "wer gefragt wurde, geht mit den Angaben, siehe dort",
}

# Of exchanged tables; the same column of every table stands under "*".
COLUMNS_LEFT_OUT: dict[str, dict[str, str]] = {
    "*": {
        "version": "der Stand der Bearbeitung beginnt neu",
        "saved_by": "wer zuletzt gespeichert hat, steht im Protokoll",
    },
    "concurrence": {"token_hash": "Link: ein Schlüssel"},
    "recipient": {"mail_key": "verweist auf eine Mail"},
    "user_account": {
        "password_hash": "Passwort",
        "nonce": "Schlüssel der Anmeldung",
        "password_changed_at": "gehört zum Passwort",
    },
}


def exchanged() -> list[Table]:
    """Each after those it refers to."""
    known = Base.metadata.sorted_tables
    found = [table for table in known if table.name in EXCHANGED]
    # What cannot be without a row that stays behind stays behind too.
    return [table for table in found if not any(not c.nullable for c in _dangling(table))]


def _dangling(table: Table) -> list[Column[Any]]:
    """Columns that refer to a table that stays behind."""
    return [key.parent for key in table.foreign_keys if key.column.table.name not in EXCHANGED]


def not_yet() -> list[str]:
    """Tables about which nobody has said anything so far."""
    going = {table.name for table in exchanged()}
    return sorted(Base.metadata.tables.keys() - {*going, *LEFT_OUT})


def left_out() -> dict[str, str]:
    """Every table and column that stays behind, with its reason."""
    columns = {
        f"{table.name}.{column.name}": reason
        for table in exchanged()
        for column in table.columns
        if (reason := _reason(column))
    }
    return LEFT_OUT | dict.fromkeys(not_yet(), "noch nicht ausgetauscht") | columns


def _reason(column: Column[Any]) -> str:
    """Why a column stays behind; "" for one that goes out."""
    table = column.table
    if column in _dangling(table):
        return "verweist auf eine Tabelle, die nicht ausgetauscht wird"
    # Of a table without a counter both names mean something else.
    is_counted = COLUMNS_LEFT_OUT["*"].keys() <= set(table.c.keys())
    general = COLUMNS_LEFT_OUT["*"].get(column.name, "") if is_counted else ""
    return COLUMNS_LEFT_OUT.get(table.name, {}).get(column.name, general)


def columns_of(table: Table) -> list[Column[Any]]:
    """Those that go out."""
    return [column for column in table.columns if not _reason(column)]


def own_references(table: Table) -> list[str]:
    """Columns that refer to rows of the same table."""
    return sorted(key.parent.name for key in table.foreign_keys if key.column.table is table)
