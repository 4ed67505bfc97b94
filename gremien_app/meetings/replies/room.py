"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, RECORDS, Keeping, in_words
from gremien_app.base.house.registration import Registration, Tab, Taken
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.replies import due_queries, link_actions, office_views, rules
from gremien_app.meetings.replies.models import Calling, CallingTimes, Reply, ReplyLink
from gremien_app.meetings.replies.occasions import OCCASIONS

LINKS = Keeping(
    name="Persönliche Links zur Antwort: nur ihr Prüfwert",
    whose="Mitglieder, Stellvertretungen und Gäste einer Sitzung",
    kept=f"{in_words(rules.LINK_KEPT)} nach dem Beginn der Sitzung",
    end="von selbst",
    order=17,
)
registration = Registration(
    room="meetings.replies",
    occasions=OCCASIONS,
    blueprints=(office_views.bp,),
    current={"sittings.index": ("replies.",)},
    tabs=(
        Tab(
            "sitting",
            "Antworten",
            "replies.show",
            order=6,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    due=due_queries.due,
    message_lines=link_actions.lines,
    mail_news=link_actions.hear,
    tidy=link_actions.tidy,
    fields={"replies": "Antworten auf Einladungen"},
    areas=(
        Area("reply", "Antworten"),
        Area("calling", "Vertretungen"),
        Area("calling_times", "Zeiten für das Laden"),
    ),
    tables=(
        TableFacts(
            Reply,
            recorded=RecordedAs(
                label="Antwort",
                slug="antwort",
                belongs_by="person_id",
                committee="sitting.committee_id",
            ),
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
            goes_with=GoesWith(
                column="person_id", label="Antworten auf Einladungen", order=21, field="replies"
            ),
            persons={Fate.GOES: ("person_id",)},
        ),
        TableFacts(
            Calling,
            recorded=RecordedAs(
                label="Vertretung",
                slug="vertretung",
                belongs_by="person_id",
                committee="sitting.committee_id",
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.STAYS: ("person_id",), Fate.REPLACED: ("name",)},
        ),
        TableFacts(
            ReplyLink,
            calendars=SILENT,
            keeping=LINKS,
            is_content=False,
            goes_with=GoesWith(column="person_id", order=22),
            persons={Fate.GOES: ("person_id",), Fate.NOBODY: ("token_hash",)},
        ),
        TableFacts(
            CallingTimes,
            recorded=RecordedAs(
                label="Zeiten für das Laden", slug="ladezeiten", committee="committee_id"
            ),
            calendars=SILENT,
            keeping=MASTER,
        ),
    ),
    taken=(
        Taken("uq_calling_accepted", "Für diesen Sitz kommt schon jemand anderes."),
        Taken("uq_reply_sitting_id_person_id", "Inzwischen wurde schon geantwortet."),
    ),
)
