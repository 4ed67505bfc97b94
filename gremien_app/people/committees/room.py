"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import About, Registration, Taken
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts, stamping
from gremien_app.base.house.words import Area
from gremien_app.people.committees import queries, views
from gremien_app.people.committees.models import (
    Committee,
    CommitteeName,
    Office,
    SettingConfirmation,
    StatutorySeats,
    Term,
)

registration = Registration(
    room="people.committees",
    blueprints=(views.bp,),
    current={"portal.committees": ("committees.",)},
    about=(About("/gremien/<slug>", Committee),),
    short_names=queries.short_names,
    guessed=queries.all_names,
    areas=(Area("committee", "Gremien"), Area("term", "Wahlperioden")),
    # Of the chair's office in former entries, and what is no column.
    fields={"office": "Amt", "statutory_seats": "Zahl der Sitze"},
    tables=(
        TableFacts(
            Office,
            recorded=RecordedAs(label="Amt", slug="amt", is_shared=True),
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.NOBODY: ("title",)},
        ),
        TableFacts(
            Term,
            recorded=RecordedAs(label="Wahlperiode", slug="wahlperiode", is_shared=True),
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.NOBODY: ("name",)},
        ),
        TableFacts(
            Committee,
            recorded=RecordedAs(label="Gremium", slug="gremium", committee="id"),
            calendars=stamping(
                "notice_days",
                "notice_unit",
                "minutes_due_days",
                "motions_due_days",
                "access_due_days",
            ),
            keeping=MASTER,
            one_name=("contact_name",),
            persons={
                Fate.TOLD: (
                    "about",
                    "letterhead",
                    "contact_name",
                    "contact_phone",
                    "contact_email",
                    "closed_reason",
                    "standing_agenda",
                ),
                Fate.NOBODY: (
                    "slug",
                    "short",
                    "legal_basis",
                    "chair_title",
                    "attendance_groups",
                    "color",
                    "usual_start",
                    "seat_groups",
                    "to_check",
                    "public_notice_way",
                ),
            },
        ),
        TableFacts(
            CommitteeName,
            calendars=stamping("name", "valid_from", "valid_until"),
            keeping=MASTER,
            persons={Fate.NOBODY: ("name", "genitive")},
        ),
        TableFacts(
            SettingConfirmation,
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.REPLACED: ("confirmed_by",), Fate.NOBODY: ("setting",)},
        ),
        TableFacts(StatutorySeats, calendars=SHOWN, keeping=MASTER),
    ),
    taken=(
        Taken(
            "uq_term_name", "Eine Wahlperiode mit diesem Namen wurde gerade eben angelegt.", "name"
        ),
        Taken(
            "uq_committee_slug",
            "Diese Adresse wurde gerade eben vergeben. Bitte wählen Sie eine andere.",
            "slug",
        ),
        Taken(
            "uq_committee_short",
            "Dieser Kurzname wurde gerade eben vergeben. Bitte wählen Sie einen anderen.",
            "short",
        ),
        Taken("uq_office_title", "Ein Amt mit diesem Namen wurde gerade eben angelegt.", "title"),
    ),
)
