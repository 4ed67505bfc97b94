"""What the room tells the house."""

from gremien_app.base.house.keeping import Keeping, in_words
from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.channels.concerns import actions, due_queries, rules, views
from gremien_app.channels.concerns.models import Concern
from gremien_app.channels.concerns.occasions import RECEIVED

CONCERNS = Keeping(
    name="Anliegen an das Büro: Text, Adresse für die Antwort, Prüfwert der Netzadresse",
    whose="wer dem Büro schreibt",
    kept=f"{in_words(rules.KEPT_AFTER)} nach der Antwort",
    end="von selbst",
    order=13,
)
registration = Registration(
    room="channels.concerns",
    occasions=(RECEIVED,),
    blueprints=(views.bp,),
    current={"portal.start": ("concerns.index", "concerns.show")},
    about=(About("/anliegen/<oid:id>", Concern),),
    areas=(Area("concern", "Anliegen"),),
    fields={"concerns": "Anliegen"},
    due=due_queries.due,
    tidy=actions.tidy,
    tables=(
        TableFacts(
            Concern,
            recorded=RecordedAs(label="Anliegen", slug="anliegen", is_shared=True),
            calendars=SILENT,
            keeping=CONCERNS,
            goes_with=GoesWith(column="user_id", label="Anliegen", order=7, field="concerns"),
            persons={
                Fate.GOES: ("text", "reply_to", "user_id", "origin_hash", "once"),
                Fate.TOLD: ("answer",),
                Fate.REPLACED: ("done_by",),
            },
        ),
    ),
)
