"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, RECORDS
from gremien_app.base.house.offers import Source
from gremien_app.base.house.registration import About, MenuEntry, Registration, Tab, Taken
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.meetings.papers import (
    actions,
    bundle_views,
    carrying_actions,
    consultation_views,
    due_queries,
    entry_views,
    handing_views,
    place_views,
    rules,
    stage_views,
    views,
)
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.models import (
    Paper,
    PaperFile,
    PaperPlace,
    PaperSeries,
    PaperSubmitter,
)
from gremien_app.meetings.papers.occasions import OCCASIONS
from gremien_app.meetings.papers.place_rules import HAS_WORDS

registration = Registration(
    room="meetings.papers",
    occasions=OCCASIONS,
    blueprints=(
        views.bp,
        entry_views.bp,
        handing_views.bp,
        stage_views.bp,
        place_views.bp,
        bundle_views.bp,
        consultation_views.bp,
    ),
    menu=(MenuEntry("Vorlagen", "paper_entry.index", order=4),),
    current={
        "sittings.index": (
            *("papers.index", "papers.add", "paper_bundles.", "paper_places.put_at"),
        ),
        "paper_entry.index": (
            *("papers.", "paper_entry.", "paper_handing.", "paper_stages.", "paper_places."),
            "paper_consultations.",
        ),
    },
    tabs=(Tab("sitting", "Unterlagen", "papers.index", order=3),),
    uploads=("papers.add", "papers.replace", "paper_handing.attach"),
    about=(
        About("/unterlagen/<oid:id>", Paper, is_gone=lambda paper: paper.removed_at is not None),
        About("/vorlagen/punkte/<oid:id>", PaperPlace),
        About("/beratungsfolge/<oid:id>", Consultation),
    ),
    due=due_queries.due,
    pages=(ObjectPage("paper", "papers.show", views.opens),),
    fields={"submitted": "Angaben, welche Vorlagen sie einreichte"},
    areas=(Area("paper", "Vorlagen und Unterlagen"),),
    tidy=actions.tidy,
    carried=carrying_actions.carry,
    pool=(
        Source(
            code="vorlage",
            heading="Vorlagen in der Sammlung",
            order=3,
            offers=carrying_actions.offered,
            taken=carrying_actions.take,
        ),
    ),
    tables=(
        TableFacts(
            Paper,
            recorded=RecordedAs(
                label="Vorlage",
                slug="unterlage",
                committee="committee_id",
                is_closed=rules.is_secret,
                begun_by="paper.begun",
            ),
            calendars=SILENT,
            keeping=RECORDS,
            persons={
                Fate.TOLD: (
                    *("title", "text", "proposal", "summary", "urgency", "check_note", "refusal"),
                    *("addressee", "lead_office"),
                ),
                Fate.REPLACED: ("entered_by", "checked_by", "refused_by"),
                Fate.NOBODY: ("number", "number_url", "own_number"),
            },
        ),
        TableFacts(
            PaperPlace,
            word="Platz einer Vorlage",
            calendars=SILENT,
            keeping=RECORDS,
        ),
        TableFacts(
            Consultation,
            word="Station einer Beratungsfolge",
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("body",)},
        ),
        TableFacts(
            PaperSubmitter,
            word="Angabe, wer eine Vorlage einreicht",
            calendars=SILENT,
            keeping=RECORDS,
            goes_with=GoesWith(
                column="person_id",
                label="Angaben, welche Vorlagen sie einreichte",
                order=11,
                field="submitted",
            ),
            one_name=("name",),
            persons={Fate.GOES: ("person_id",), Fate.REPLACED: ("name",)},
        ),
        TableFacts(
            PaperSeries,
            recorded=RecordedAs(
                label="Nummern der Vorlagen", slug="nummern-der-vorlagen", committee="committee_id"
            ),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.NOBODY: ("sign",)},
        ),
        TableFacts(
            PaperFile,
            word="Datei einer Unterlage",
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("name", "text", "search_key"), Fate.REPLACED: ("added_by",)},
        ),
    ),
    taken=(
        Taken(
            "uq_paper_number",
            "Diese Nummer hat schon eine andere Vorlage derselben Art. Bitte prüfen Sie sie.",
            "number",
        ),
        Taken(
            "uq_paper_series_sign",
            "Dieses Zeichen benutzt schon ein anderes Gremium. Bitte wählen Sie ein anderes.",
            "sign",
        ),
        Taken("uq_paper_series_committee_id", "Die Nummern sind gerade schon gespeichert worden."),
        Taken("uq_paper_place_paper_id_agenda_item_id", "Die Vorlage steht schon an diesem Punkt."),
        Taken(
            "uq_paper_place_words",
            HAS_WORDS,
            "gives_words",
        ),
        Taken(
            "uq_paper_submitter_person",
            "Diese Person reicht die Vorlage schon mit ein.",
            "persons",
        ),
    ),
)
