"""What the room tells the house."""

from gremien_app.base.house.keeping import Keeping, in_words
from gremien_app.base.house.registration import About, Registration, Taken
from gremien_app.base.house.tables import SILENT, Fate, TableFacts
from gremien_app.meetings.concurrences import actions, due_queries, rules, views
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.concurrences.occasions import ASKED

KEPT = Keeping(
    name="Mitzeichnungen von Vorlagen",
    whose="Kolleg*innen und Stellen, die gefragt sind",
    kept=f"Adresse und Prüfwert des Links {in_words(rules.KEPT)} nach dem Termin; Name und Antwort "
    "mit der Vorlage",
    end="von selbst; mit der Vorlage",
    order=18,
)
registration = Registration(
    room="meetings.concurrences",
    blueprints=(views.bp,),
    occasions=(ASKED,),
    current={"paper_entry.index": ("concurrences.",)},
    about=(About("/mitzeichnungen/<oid:id>", Concurrence),),
    due=due_queries.due,
    tidy=actions.tidy,
    tables=(
        TableFacts(
            Concurrence,
            word="Mitzeichnung",
            calendars=SILENT,
            keeping=KEPT,
            one_name=("name",),
            persons={
                Fate.GOES: ("user_id", "email"),
                Fate.REPLACED: ("name", "asked_by"),
                Fate.TOLD: ("remark",),
                Fate.NOBODY: ("token_hash", "seen"),
            },
        ),
    ),
    taken=(Taken("uq_concurrence_paper_id_name", "Diese Stelle ist schon gefragt.", "name"),),
)
