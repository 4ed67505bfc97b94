"""Papers of the demonstration: one of every kind and in every state; invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.models import Paper, PaperPlace, PaperSubmitter
from gremien_app.meetings.papers.place_actions import put_on_agenda
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import get_committee
from gremien_app.people.members.queries import roster
from gremien_app.people.persons.models import Person

_STAGES = ("received_at", "checked_at", "collected_at")
_REACHED = {
    PaperState.DRAFT: 0,
    PaperState.RECEIVED: 1,
    PaperState.CHECKED: 2,
    PaperState.REFUSED: 2,
    PaperState.RETRACTED: 3,
}


@dataclass(frozen=True, kw_only=True)
class _Told:
    """``by``: the name of an office or a group; "": the committee's first mover."""

    kind: PaperKind
    state: PaperState
    title: str
    by: str = ""
    way: Way = Way.MAIL
    number: str = ""
    text: str = ""
    proposal: str = ""
    summary: str = ""
    urgency: str = ""
    refusal: str = ""
    lead_office: str = ""
    addressee: str = ""
    answers: str = ""


_TOLD = (
    _Told(
        kind=PaperKind.PROPOSAL,
        state=PaperState.HANDLED,
        title="Barrierefreie Haltestellen: Reihenfolge des Umbaus",
        by="Amt für Straßen und Radwegebau",
        way=Way.OFFICE,
        number="0815/2026",
        text="Bis 2030 werden zwölf Haltestellen umgebaut, zuerst die mit den meisten Umstiegen.",
        proposal="Das Gremium empfiehlt dem Verkehrsausschuss die vorgeschlagene Reihenfolge.",
        summary="Zwölf Haltestellen werden umgebaut. Dann kommen alle ohne Stufen in die Bahn.",
        lead_office="Amt für Straßen und Radwegebau",
        addressee="Verkehrsausschuss",
    ),
    _Told(
        kind=PaperKind.MOTION,
        state=PaperState.COLLECTED,
        title="Mehr Bänke mit Armlehnen in der Innenstadt",
        text="Viele können weite Wege nur mit Pausen gehen. Ohne Lehne kommen sie nicht hoch.",
        proposal="Die Verwaltung wird gebeten, 40 Bänke mit Armlehnen aufzustellen.",
        summary="Wir wollen mehr Bänke. Die Bänke sollen Lehnen haben.",
        addressee="Verwaltung",
    ),
    _Told(
        kind=PaperKind.AMENDMENT,
        state=PaperState.RECEIVED,
        title="60 statt 40 Bänke, davon 20 im Rechtsrheinischen",
        text="Auch dort gibt es weite Wege.",
        proposal="Die Zahl 40 wird durch 60 ersetzt; 20 Bänke stehen im Rechtsrheinischen.",
        answers="Mehr Bänke mit Armlehnen in der Innenstadt",
    ),
    _Told(
        kind=PaperKind.QUESTION,
        state=PaperState.ON_AGENDA,
        title="Aufzüge an U-Bahn-Stationen: Wie lange fallen sie aus?",
        number="AN/0777/2026",
        text="Wie viele Tage waren die Aufzüge in diesem Jahr außer Betrieb, und warum?",
    ),
    _Told(
        kind=PaperKind.ANSWER,
        state=PaperState.CHECKED,
        title="Ausfälle der Aufzüge im Jahr 2026",
        by="Kölner Verkehrs-Betriebe",
        text="Im Mittel fiel jeder Aufzug an elf Tagen aus, meist wegen Ersatzteilen.",
        answers="Aufzüge an U-Bahn-Stationen: Wie lange fallen sie aus?",
    ),
    _Told(
        kind=PaperKind.RESIDENT_QUESTION,
        state=PaperState.COLLECTED,
        title="Wann wird die Unterführung am Wiener Platz hell?",
        by="Frau Beispiel (Vorführung)",
        way=Way.PHONE,
        text="Die Unterführung ist abends dunkel. Wann kommen neue Lampen?",
    ),
    _Told(
        kind=PaperKind.URGENT_MOTION,
        state=PaperState.REFUSED,
        title="Sofort alle Baustellen der Stadt stoppen",
        text="An Baustellen fehlen sichere Wege.",
        urgency="Jeden Tag stürzt jemand.",
        refusal="Über Baustellen der ganzen Stadt kann das Gremium nicht beraten. Bitte reichen "
        "Sie den Antrag zu einzelnen Baustellen neu ein.",
    ),
    _Told(
        kind=PaperKind.URGENT_DECISION,
        state=PaperState.ON_AGENDA,
        title="Ersatzbus für die gesperrte Rampe am Hauptbahnhof",
        by="Amt für Verkehrsmanagement",
        way=Way.OFFICE,
        number="0901/2026",
        text="Die Rampe war vom ersten Tag an gesperrt; Vorsitz und ein Mitglied entschieden.",
        proposal="Das Gremium genehmigt die Dringlichkeitsentscheidung.",
        urgency="Die nächste Sitzung lag nach dem Beginn der Sperrung.",
    ),
    _Told(
        kind=PaperKind.INFORMATION,
        state=PaperState.DRAFT,
        title="Bericht über die Beratungsstelle für barrierefreies Wohnen",
        by="Amt für Wohnungswesen",
        way=Way.OFFICE,
    ),
    _Told(
        kind=PaperKind.STATEMENT,
        state=PaperState.RETRACTED,
        title="Stellungnahme zu den Bänken",
        by="Verband Beispiel (Vorführung)",
        text="Der Verband begrüßt den Antrag.",
        answers="Mehr Bänke mit Armlehnen in der Innenstadt",
    ),
)


def load(secretary: Viewer, now: datetime) -> None:
    """For one committee, on its latest and its next sitting."""
    committee = get_committee(secretary, "stag-behindertenpolitik")
    day = now.date()
    movers = [m.person for m in roster(committee.id, day) if m.may_move]
    known = sittings_visible_to(secretary, committee_id=committee.id)
    coming = [one for one in known if one.state is SittingState.PLANNED and one.date > day]
    held = [one for one in known if one.state is SittingState.CLOSED]
    made: dict[str, Paper] = {}
    for number, told in enumerate(_TOLD):
        at = now - timedelta(days=20 - number)
        made[told.title] = _paper(committee, told, made, movers[number % 3 : number % 3 + 1], at)
    db.session.flush()
    for told in _TOLD:
        _place(secretary, made[told.title], told, coming, held)


def _paper(
    committee: Committee, told: _Told, made: dict[str, Paper], movers: list[Person], at: datetime
) -> Paper:
    reached = dict.fromkeys(_STAGES[: _REACHED.get(told.state, 3)], at)
    paper = Paper(
        committee=committee,
        state=told.state,
        refers_to=made.get(told.answers),
        entered_by="Vorführung",
        checked_by="Vorführung" if "checked_at" in reached else "",
        is_in_time=True if "checked_at" in reached else None,
        refused_at=at if told.state is PaperState.REFUSED else None,
        refused_by="Vorsitz (Vorführung)" if told.state is PaperState.REFUSED else "",
        retracted_at=at if told.state is PaperState.RETRACTED else None,
        **reached,
        **{
            name: getattr(told, name)
            for name in (
                *("kind", "way", "title", "number", "text", "proposal", "summary", "urgency"),
                *("refusal", "lead_office", "addressee"),
            )
        },
    )
    confirmed = reached.get("received_at")
    paper.submitters = (
        [PaperSubmitter(name=told.by, confirmed_at=confirmed)]
        if told.by
        else [PaperSubmitter(person=one, confirmed_at=confirmed) for one in movers]
    )
    db.session.add(paper)
    return paper


def _place(
    secretary: Viewer, paper: Paper, told: _Told, coming: list[Sitting], held: list[Sitting]
) -> None:
    """What was handled lies at an item of the latest sitting, as its minutes may be signed."""
    if told.state is PaperState.ON_AGENDA and coming:
        paper.state = PaperState.COLLECTED
        put_on_agenda(secretary, paper, coming[0])
    elif told.state is PaperState.HANDLED and held:
        paper.places.append(PaperPlace(item=_last_item(held[-1]), position=1))


def _last_item(sitting: Sitting) -> AgendaItem:
    return all_items(sitting)[-1]
