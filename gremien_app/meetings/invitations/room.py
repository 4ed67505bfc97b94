"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, MenuEntry, Registration, Tab
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.invitations import (
    correspondence_views,
    dispatch_actions,
    dispatch_views,
    due_queries,
    notice_views,
    occasion_views,
    own_post_views,
    proof_views,
    views,
    wish_queries,
)
from gremien_app.meetings.invitations.dispatch_models import (
    Correspondence,
    Dispatch,
    DispatchDocument,
    PublicNotice,
    Recipient,
)
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.invitations.occasions import OCCASIONS
from gremien_app.people.persons.room import CONTACT

registration = Registration(
    room="meetings.invitations",
    occasions=OCCASIONS,
    wishes=wish_queries.wishes,
    blueprints=(
        views.bp,
        dispatch_views.bp,
        proof_views.bp,
        notice_views.bp,
        correspondence_views.bp,
        own_post_views.bp,
        occasion_views.bp,
    ),
    current={
        "sittings.index": ("invitations.", "dispatch.", "proof.", "notice."),
        "persons.index": ("correspondence.",),
        "occasions.index": ("occasions.",),
    },
    about=(About("/versand/<oid:id>", Dispatch), About("/empfaenger/<oid:id>", Recipient)),
    mail_news=dispatch_actions.hear,
    tidy=dispatch_actions.tidy,
    private=("own_post.",),
    menu=(
        MenuEntry(
            "Anlässe der Post", "occasions.index", order=106, is_behind=True, in_demonstration=True
        ),
    ),
    tabs=(
        Tab(
            "sitting",
            "Einladung",
            "invitations.show",
            order=5,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    due=due_queries.due,
    fields={"correspondence": "Wege der Post"},
    areas=(
        Area("invitation", "Einladungen"),
        Area("dispatch", "Versand"),
        Area("correspondence", "Wege der Post"),
    ),
    tables=(
        TableFacts(
            Invitation,
            recorded=RecordedAs(
                label="Einladung", slug="einladung", committee="sitting.committee_id"
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.TOLD: ("late_reason", "note", "text"), Fate.REPLACED: ("invited_by",)},
        ),
        TableFacts(
            Dispatch,
            recorded=RecordedAs(label="Versand", slug="versand", committee="sitting.committee_id"),
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
            persons={
                Fate.TOLD: ("text", "reason", "kept_hints"),
                Fate.REPLACED: ("dispatched_by", "stopped_by"),
                Fate.NOBODY: ("place",),
            },
        ),
        TableFacts(
            DispatchDocument,
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.NOBODY: ("name", "sha256")},
        ),
        TableFacts(
            Recipient,
            recorded=RecordedAs(
                label="Empfänger*in",
                slug="empfaenger",
                belongs_by="person_id",
                committee="dispatch.sitting.committee_id",
            ),
            calendars=SILENT,
            keeping=RECORDS,
            persons={
                Fate.STAYS: ("person_id",),  # way, version and time are the proof of the office
                Fate.REPLACED: ("name", "role", "address", "failure", "handed_by"),
                Fate.NOBODY: ("mail_key",),
            },
        ),
        TableFacts(
            PublicNotice,
            recorded=RecordedAs(
                label="Unterrichtung der Öffentlichkeit",
                slug="unterrichtung",
                committee="sitting.committee_id",
            ),
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.TOLD: ("way",), Fate.REPLACED: ("noted_by",)},
        ),
        TableFacts(
            Correspondence,
            recorded=RecordedAs(label="Postweg", slug="postweg", belongs_by="person_id"),
            calendars=SILENT,
            keeping=CONTACT,
            goes_with=GoesWith(
                column="person_id", label="Wege der Post", order=10, field="correspondence"
            ),
            persons={Fate.GOES: ("person_id", "returned_why", "occasions")},
        ),
    ),
)
