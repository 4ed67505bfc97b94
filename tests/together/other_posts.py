"""What can be posted and creates nothing that could stand twice: each address with what it does.

Read by ``test_sent_twice``; what creates something stands in ``creating``.
"""

CHANGES = "ändert, was da ist; wer zu spät kommt, sieht beide Stände"
ENDS = "beendet oder nimmt zurück; ein zweites Mal gibt es nichts mehr zu beenden"
SHEETS = "eigene Prüfung: tests/together/test_sheets.py"
SIGNS = "eigene Prüfung: tests/together/test_signing.py"
ONCE = "die Zeile darüber ist gesperrt und ihr Zustand lässt es nur einmal zu"
MEANT = "jede Anmeldung ist eine eigene, jede Bitte bis zur Grenze eine eigene Mail"
OTHERS: dict[str, str] = {
    **dict.fromkeys(("accounts.sign_in", "accounts.forgot", "own.address"), MEANT),
    "concurrences.again": "jede Bitte ist eine eigene Mail; ihr Link gilt statt des vorigen",
    "bookings.add": "zweimal dasselbe anzubieten kann gemeint sein: zwei, die einander ablösen",
    **dict.fromkeys(("minutes.decide", "minutes.refuse", "minutes.sign"), SIGNS),
    **dict.fromkeys(("minutes.sheet", "minutes.seen", "minutes.confirm"), SHEETS),
    **dict.fromkeys(
        (
            *("accounts.set_password", "accounts.own_password", "agenda.restore"),
            *("changes.rotate", "closing.close", "closing.reopen", "guests.invite_again"),
            *("concerns.show", "lists.confirm", "mail.again", "minutes.submit"),
            "minutes.substitute",
            *("observances.calendars", "observances.restore", "observances.take_over"),
            *("offices.take_chairs", "organizations.merge", "planning.add_date"),
            *("own.confirm_address", "needs.say", "bookings.note_needed"),
            *("questions.remind", "questions.letters", "questions.reply", "questions.tell"),
            *("questions.answer_letters", "questions.called", "handouts.papers"),
            *("publication.minutes", "publication.resolution"),
            *("papers.add", "papers.publish", "papers.replace", "papers.restore"),
            *(f"paper_stages.{step}" for step in ("answered", "collect", "receive", "refuse")),
            *("paper_handing.attach", "paper_handing.confirm", "paper_handing.hand_in"),
            *("planning.take_over", "renewal.name", "renewal.name_all", "renewal.renew"),
            *("dispatch.draft", "dispatch.check", "proof.stop", "proof.posted", "notice.show"),
            "resolutions.issue",
            *("sittings.open_sitting", "sittings.close_sitting", "sittings.reopen"),
        ),
        ONCE,
    ),
    **dict.fromkeys(
        (
            *("bookings.edit", "bookings.provider", "proceedings.take_replies"),
            *("accounts.edit", "accounts.enable", "accounts.theme", "agenda.change_part"),
            *("agenda.edit", "agenda.move", "agenda.reinstate", "agenda.step"),
            *("calendars.edit", "changes.correct", "committees.confirm", "committees.edit"),
            *("committees.papers", "committees.seats", "guests.change", "lists.index"),
            *("lists.assign", "lists.correct", "replies.unnamed", "replies.times"),
            *("minutes.edit", "minutes.settle", "observances.edit", "observances.read_file"),
            *("offices.edit", "offices.edit_tenure", "organizations.edit", "persons.edit"),
            *("planning.change_date", "planning.restore_date", "proceedings.save_attendance"),
            *("replies.own", "replies.by_link", "replies.enter", "replies.make_link"),
            *("proceedings.settle_open", "own.show", "persons.hide_former_names"),
            *("proof.by_hand", "proof.returned", "own_post.edit", "correspondence.edit"),
            *("fixing.fix", "fixing.note", "fixing.agree"),
            *("occasions.edit", "occasions.reset", "invitations.release_room"),
            *("papers.edit", "pool.lay_aside", "pool.offer_again", "replies.remind"),
            *("paper_entry.edit", "paper_entry.series", "paper_stages.check", "replies.call"),
            *("paper_consultations.edit", "concurrences.by_link", "concurrences.own"),
            *("proceedings.vote", "seats.edit", "sittings.edit", "sittings.keep_date"),
            *("sittings.times", "structure.correct_name", "terms.edit", "venues.reopen"),
            *("minute_takers.end", "sittings.correct_number", "venues.room", "venues.venue"),
        ),
        CHANGES,
    ),
    **dict.fromkeys(
        (
            *("accounts.disable", "accounts.end_role", "accounts.own_sign_in_end"),
            *("accounts.own_sign_out_everywhere", "accounts.sign_out", "agenda.remove"),
            *("agenda.withdraw", "audit.erase", "calendars.revoke", "changes.undo"),
            *("own.withdraw_all", "own.withdraw_contact", "own.withdraw_membership"),
            *("own.give_up_address", "own.withdraw_name", "legal.reset"),
            *("bookings.remove", "bookings.rebook"),
            *("needs.delete", "support.delete"),
            *("guests.uninvite", "members.end", "members.remove", "minutes.withdraw"),
            *("observances.delete", "observances.delete_calendar", "offices.end_tenure"),
            *("offices.undo", "organizations.remove_spelling", "persons.revoke"),
            *("planning.delete", "planning.drop_date", "planning.undo", "renewal.undo"),
            *("proceedings.delete_vote", "proceedings.remove_chair", "seats.remove"),
            *("papers.remove", "papers.withdraw", "proceedings.remove_guest"),
            *(f"paper_handing.{step}" for step in ("decline", "discard", "edit")),
            *("paper_places.take_off", "paper_stages.retract", "paper_stages.step_back"),
            "paper_stages.take_up",
            *("paper_consultations.remove", "concurrences.end"),
            *("resolutions.remove", "sittings.cancel"),
            *("structure.remove_name", "terms.remove", "venues.retire"),
            *("publication.withdraw", "publication.withdraw_resolution"),
            *("minutes.take_back_release", "minutes.end_substitution", "minutes.pen_remarks"),
            "minutes.take_back_signature",
            *("minutes.take_back", "sittings.undo_opening", "offices.resume"),
            *("proceedings.follow_roster", "proceedings.follow_rosters", "proceedings.keep_list"),
            *("proceedings.keep_lists", "proceedings.follow_seats", "erasure.erase"),
            *("erasure.erase_account", "minute_takers.remove", "pledges.remove"),
            *("organizations.undo_fusion", "organizations.set_apart_again", "fixing.take_back"),
        ),
        ENDS,
    ),
}
