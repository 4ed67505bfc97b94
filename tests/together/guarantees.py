"""Whatever is "at most one", "at least one" or "exactly once": by what, and where it is tried.

``by`` names a constraint or unique index of the tables, the row that is locked first, or the turn
that is taken; a check that only reads before it writes is none. The order of locks stands beside
``LOCK_ORDER`` in ``gremien_app/__init__.py``.
"""

from dataclasses import dataclass

SENT_TWICE = "test_sent_twice.py::test_a_form_sent_twice_at_once_makes_one_thing"
SIGNING = "test_signing.py"
SHEETS = "test_sheets.py"
ACCOUNTS = "test_accounts.py"


@dataclass(frozen=True)
class Guarantee:
    """``constraints`` by name; ``held``: tables whose row is locked; ``turn``: without a row."""

    what: str
    tried_by: str
    constraints: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    turn: str = ""


def by_form(endpoint: str) -> str:
    return f"{SENT_TWICE}[{endpoint}]"


GUARANTEES = (
    # accounts
    Guarantee(
        "at least one administrator",
        f"{ACCOUNTS}::test_the_last_two_administrators_never_lock_each_other_out",
        held=("user_account",),
    ),
    Guarantee(
        "one account per address, one per person",
        by_form("accounts.add"),
        constraints=("uq_user_account_email", "uq_user_account_person_id"),
    ),
    Guarantee(
        "one role per account, committee and day",
        f"{ACCOUNTS}::test_two_who_give_one_role_for_overlapping_times_give_it_once",
        constraints=("uq_assignment_user_id_committee_id_role_starts_on",),
        held=("user_account",),
    ),
    Guarantee(
        "one open link per account, one invitation of a button pressed twice",
        by_form("accounts.invite"),
        constraints=("uq_one_time_link_open", "uq_one_time_link_key_hash"),
        held=("user_account",),
    ),
    Guarantee(
        "mails for forgotten passwords up to the limit",
        f"{ACCOUNTS}::test_of_many_who_forgot_a_password_at_once_no_more_than_the_limit_get_a_mail",
        turn="ATTEMPTS",
    ),
    Guarantee(
        "wrong passwords up to the limit",
        f"{ACCOUNTS}::test_of_many_wrong_passwords_at_once_no_more_than_the_limit_are_tried",
        turn="ATTEMPTS",
    ),
    Guarantee(
        "subscriptions of an account: up to the limit, one of a name, one address each",
        by_form("calendars.new"),
        constraints=("uq_calendar_feed_running_name", "uq_calendar_feed_token_hash"),
        held=("user_account",),
    ),
    # channels
    Guarantee(
        "one concern of the same text in a day, and up to a number in an hour",
        by_form("concerns.new"),
        constraints=("uq_concern_once",),
        turn="CONCERNS",
    ),
    Guarantee(
        "one text of a legal page",
        by_form("legal.edit"),
        constraints=("uq_legal_page_key",),
    ),
    Guarantee(
        "one meaning of a heading in a committee's lists",
        "test_headings.py::test_two_at_once_remember_a_heading_once",
        constraints=("uq_list_heading_committee_id_heading",),
        held=("committee",),
    ),
    # committees, members, offices
    Guarantee(
        "one committee of an address and a short name",
        by_form("structure.found"),
        constraints=("uq_committee_slug", "uq_committee_short"),
    ),
    Guarantee(
        "one name of a committee on a day; one number of seats in a term",
        by_form("structure.rename"),
        constraints=("uq_statutory_seats_committee_id_term_id",),
        held=("committee",),
    ),
    Guarantee(
        "one term on a day",
        by_form("terms.add"),
        constraints=("uq_term_name",),
        turn="TERMS",
    ),
    Guarantee(
        "one holder of a seat, one chair, one membership of a person on a day",
        by_form("members.add"),
        held=("committee",),
    ),
    Guarantee(
        "one successor of a membership",
        by_form("changes.succeed"),
        held=("committee",),
    ),
    Guarantee(
        "what something ended is given back once",
        "test_endings.py::test_a_body_opened_twice_at_once_gives_every_end_back_once",
        constraints=(
            "uq_ending_closed_committee_id_membership_id",
            "uq_ending_reconstitution_id_membership_id",
            "uq_ending_by_tenure_id_cause_membership_id",
            "uq_ending_by_tenure_id_tenure_id",
            "uq_ending_successor_id_membership_id",
        ),
        held=("committee",),
    ),
    Guarantee(
        "one place of a seat",
        by_form("seats.index"),
        constraints=("uq_seat_committee_id_term_id_position",),
        held=("committee",),
    ),
    Guarantee(
        "one person of a form",
        by_form("persons.add"),
        constraints=("uq_person_ref",),
        turn="PERSONS",
    ),
    Guarantee(
        "one running consent of a kind",
        by_form("persons.consents"),
        held=("person",),
    ),
    Guarantee(
        "one organisation of a name",
        by_form("organizations.add"),
        constraints=("uq_organization_name", "uq_organization_search_key"),
    ),
    Guarantee(
        "one Verpflichtung of a person, kind and day",
        by_form("pledges.index"),
        constraints=("uq_pledge_person_id_kind_given_on",),
        held=("committee",),
    ),
    Guarantee(
        "one appointment of a minute-taker for a day",
        by_form("minute_takers.appoint"),
        constraints=("uq_minute_taker_committee_id_person_id_starts_on",),
        held=("committee",),
    ),
    Guarantee(
        "one office of a title",
        by_form("offices.add"),
        constraints=("uq_office_title",),
    ),
    Guarantee(
        "one holder of an office on a day",
        by_form("offices.change"),
        held=("office", "committee"),
    ),
    # sittings
    Guarantee(
        "one sitting of a form and of a reference",
        by_form("sittings.plan"),
        constraints=(
            "uq_sitting_ref",
            "uq_sitting_uid",
            "uq_sitting_reference",
        ),
        held=("committee",),
    ),
    Guarantee(
        "one number of a sitting per committee and term, given at the dispatch or corrected",
        "test_numbers.py::test_two_dispatches_at_once_give_two_numbers",
        constraints=("uq_sitting_committee_id_term_id_number",),
        held=("sitting", "committee"),
    ),
    Guarantee(
        "one state of a sitting: moved, opened, closed, invited once",
        by_form("invitations.show"),
        held=("sitting",),
    ),
    Guarantee(
        "one question to a person about a sitting, each link once",
        by_form("questions.ask"),
        constraints=(
            "uq_support_question_sitting_id_person_id",
            "uq_support_link_key_hash",
        ),
        held=("sitting",),
    ),
    Guarantee(
        "what a visitor asks for is kept once, and no more than a number for a sitting",
        by_form("questions.register"),
        held=("sitting",),
    ),
    Guarantee(
        "one provider of a name",
        by_form("bookings.add_provider"),
        constraints=("uq_support_provider_name",),
    ),
    Guarantee(
        "what a person needs: said once for a sitting, once for all",
        by_form("support.enter"),
        constraints=("uq_access_need_standing", "uq_access_need_of_sitting"),
        held=("sitting",),
    ),
    Guarantee(
        "one room of a name in one building",
        by_form("venues.add"),
        constraints=("uq_venue_name", "uq_room_venue_id_name"),
    ),
    Guarantee(
        "one draft of a wish, and a plan taken over once",
        by_form("planning.propose"),
        held=("committee", "sitting_plan"),
    ),
    Guarantee(
        "one tick per deadline",
        by_form("deadlines.tick"),
        constraints=("uq_deadline_done_sitting_id_kind",),
        held=("sitting",),
    ),
    Guarantee(
        "one place and number of an item, one standard agenda, one adjourned item",
        by_form("agenda.add_standard"),
        held=("sitting",),
    ),
    Guarantee(
        "one Festsetzung of a sitting, however often it is put before the chair",
        by_form("fixing.ask"),
        constraints=("uq_agenda_fixing_sitting_id",),
        held=("sitting",),
    ),
    Guarantee(
        "one place where an item comes up again, whoever puts it on which agenda",
        "test_pool.py::test_an_item_from_the_pool_is_put_on_one_of_two_agendas",
        constraints=("uq_agenda_item_carried",),
        held=("sitting",),
    ),
    Guarantee(
        "one invitation of a guest, one admission to an item",
        by_form("guests.invite"),
        constraints=("uq_guest_sitting_id_person_id", "uq_admission_guest_id_agenda_item_id"),
        held=("sitting",),
    ),
    Guarantee(
        "one line of a person, of a membership, of a guest",
        by_form("proceedings.add_guest"),
        constraints=(
            "uq_attendance_sitting_id_person_id",
            "uq_attendance_sitting_id_membership_id",
        ),
        held=("sitting",),
    ),
    Guarantee(
        "one question about a person's line, one number of seats of the day, from the roster",
        "test_order.py::test_marking_somebody_and_correcting_the_membership_at_once_is_no_deadlock",
        constraints=(
            "uq_roster_question_sitting_id_person_id",
            "uq_seats_of_day_sitting_id_committee_id",
        ),
        held=("sitting", "committee"),
    ),
    Guarantee(
        "one in the chair from a time on",
        by_form("proceedings.set_chair"),
        held=("sitting",),
    ),
    Guarantee(
        "one vote of a form; one conflict of a person and item",
        by_form("proceedings.item"),
        constraints=("uq_conflict_of_interest_agenda_item_id_attendance_id",),
        held=("sitting",),
    ),
    Guarantee(
        "one resolution of an item; numbers without gap",
        by_form("resolutions.edit"),
        constraints=("uq_resolution_agenda_item_id", "uq_resolution_committee_id_year_part_number"),
        held=("sitting", "committee"),
    ),
    # minutes
    Guarantee(
        "one Niederschrift of a sitting, one text of an item",
        by_form("minutes.begin"),
        constraints=("uq_minutes_sitting_id", "uq_minutes_entry_minutes_id_agenda_item_id"),
        held=("sitting",),
    ),
    Guarantee(
        "one signature per version and presiding person, one as minute-taker",
        f"{SIGNING}::test_the_chair_s_signature_sent_five_times_at_once_is_stored_once",
        constraints=("uq_signature_chair", "uq_signature_minute_taker"),
        held=("sitting", "minutes"),
    ),
    Guarantee(
        "one standing release of a chair, one sheet that waits, one who stands in for a chair",
        f"{SHEETS}::test_a_sheet_entered_by_two_at_once_waits_once_and_is_confirmed_once",
        constraints=(
            "uq_minutes_release_standing",
            "uq_signed_sheet_open",
            "uq_signing_substitution_standing",
        ),
        held=("sitting", "minutes"),
    ),
    Guarantee(
        "the last signature closes the minutes; one version of a number, one file of a kind",
        f"{SIGNING}::test_chair_and_minute_taker_signing_at_once_close_the_minutes",
        constraints=(
            "uq_minutes_version_minutes_id_number",
            "uq_minutes_file_version_id_part_kind_edition",
        ),
        held=("sitting", "minutes"),
    ),
    Guarantee(
        "one running publication of minutes and of a resolution, one decision on a name",
        f"{SIGNING}::test_publishing_twice_at_once_publishes_once",
        constraints=(
            "uq_minutes_publication_running",
            "uq_minutes_publication_version_id_number",
            "uq_minutes_publication_file_id",
            "uq_published_resolution_resolution_id",
            "uq_name_decision_sitting_id_key",
        ),
        held=("sitting", "minutes"),
    ),
    Guarantee(
        "one former name of a person until a day",
        by_form("persons.consents"),
        constraints=("uq_former_name_person_id_valid_until",),
        held=("person",),
    ),
    Guarantee(
        "the same bytes are one stored file",
        "test_files.py::test_the_same_bytes_uploaded_at_once_are_stored_once",
        constraints=("uq_stored_file_sha256",),
    ),
    Guarantee(
        "one version of a paper's file of a number, one of them published",
        "test_files.py::test_two_new_versions_at_once_get_two_numbers_and_one_is_published",
        constraints=("uq_paper_file_paper_id_number", "uq_paper_file_published"),
        held=("sitting",),
    ),
    Guarantee(
        "one paper of a number of its kind, of a form sent twice; each mover once",
        by_form("paper_entry.new"),
        constraints=("uq_paper_number", "uq_paper_submitter_person"),
        held=("committee",),
    ),
    Guarantee(
        "a paper once on an agenda and once at an item, which has the words of one",
        by_form("paper_places.put"),
        constraints=("uq_paper_place_paper_id_agenda_item_id", "uq_paper_place_words"),
        held=("sitting", "paper"),
    ),
    Guarantee(
        "one station of a paper's way of the same body, task and day",
        by_form("paper_consultations.add"),
        held=("paper",),
    ),
    Guarantee(
        "everybody asked once for a look at a paper, by one link",
        by_form("concurrences.ask"),
        constraints=("uq_concurrence_paper_id_name", "uq_concurrence_token_hash"),
        held=("paper",),
    ),
    Guarantee(
        "one own number of a paper, and one series of a committee with a sign of its own",
        "test_papers.py::test_two_received_at_once_get_two_own_numbers",
        constraints=("uq_paper_own_number", "uq_paper_series_committee_id", "uq_paper_series_sign"),
        held=("paper_series",),
    ),
    # the rest
    Guarantee(
        "one special day of a name and date",
        by_form("observances.add"),
        constraints=("uq_observance_name_starts_on",),
        turn="OUTSIDE",
    ),
    Guarantee(
        "one calendar of another body, each of its dates once",
        by_form("observances.add"),
        constraints=("uq_outside_calendar_name", "uq_outside_sitting_calendar_id_uid"),
        turn="OUTSIDE",
    ),
)
# Keys that are drawn at random or counted under a lock of their own.
ELSEWHERE = {
    "uq_audit_entry_seq": "the chain's head is locked when an entry is sealed",
    "uq_login_session_key_hash": "drawn at random",
    "uq_signed_name_once": "noted with the rename itself; a second one at once is told so (409)",
    "uq_outbox_mail_key": "the occasion of a mail; the second writer leaves it out",
    "uq_occasion_setting_key": "the words of one kind of mail; a second writer is told so",
    "uq_outbox_file_sha256": "the same bytes; the second writer takes those that are there",
    "uq_outbox_attachment_mail_id_name": "written with its mail, whose key is taken once",
    "uq_dispatch_draft": "written while the row of its sitting is held",
    "uq_dispatch_document_common": "written with its dispatch, once",
    "uq_dispatch_document_own": "written with its dispatch, once",
    "uq_recipient_dispatch_id_person_id": "written with its dispatch, once",
    "uq_recipient_mail_key": "made of the row's own number",
    "uq_public_notice_sitting_id_way_given_on": "written while the row of its sitting is held",
    "uq_correspondence_person_id": "written with a person; a second one at once is told so",
    "uq_reply_sitting_id_person_id": "written while the row of its sitting is held",
    "uq_calling_sitting_id_deputy_id": "written while the row of its sitting is held",
    "uq_calling_accepted": "written while the row of its sitting is held; tests/replies/test_races",
    "uq_reply_link_token_hash": "32 random bytes",
    "uq_calling_times_committee_id": "written while the row of its committee is held",
}
