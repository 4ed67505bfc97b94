"""Papers of the demonstration: one of every kind and in every state; invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem, Outcome, Part
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.concurrences.models import Concurrence, Verdict
from gremien_app.meetings.concurrences.rules import fingerprint
from gremien_app.meetings.papers.consultation_models import Consultation, ConsultationRole
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
    is_tabled: bool = False
    is_closed: bool = False


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
        text="Im dritten Jahr wurden 214 Haushalte beraten, die Hälfte zu Hause.",
    ),
    _Told(
        kind=PaperKind.PROPOSAL,
        state=PaperState.COLLECTED,
        title="Vorschläge für den Inklusionspreis",
        by="Amt für Integration und Vielfalt",
        way=Way.OFFICE,
        text="Die Jury hat fünf Vorschläge ausgewählt.",
        proposal="Das Gremium wählt aus den Vorschlägen drei aus.",
        is_tabled=True,
        is_closed=True,
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


_A, _D, _N = ConsultationRole.ADVISES, ConsultationRole.DECIDES, ConsultationRole.NOTES
# By title: the bodies after the committee itself ("": its own station), days from now, results.
_COURSES: dict[str, tuple[tuple[str, ConsultationRole, int | None, Outcome | None], ...]] = {
    "Barrierefreie Haltestellen: Reihenfolge des Umbaus": (
        ("", _A, None, None),
        ("Verkehrsausschuss", _D, -4, Outcome.ADOPTED_AMENDED),
        ("Rat der Stadt Köln", _N, 40, None),
    ),
    "Mehr Bänke mit Armlehnen in der Innenstadt": (
        ("", _D, 30, None),
        ("Bezirksvertretung Innenstadt", ConsultationRole.HEARD, None, None),
    ),
}


# Who was asked for a look at the report, by which day from now, and what was said.
_LOOKED_AT = "Bericht über die Beratungsstelle für barrierefreies Wohnen"
_LOOKS = (
    ("Rechtsamt", 5, Verdict.AGREED, ""),
    ("Amt für Wohnungswesen", 5, Verdict.REMARKED, "Die Zahlen des letzten Quartals fehlen noch."),
    ("Kämmerei", -2, None, ""),
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
    for title, stations in _COURSES.items():
        _send_round(made[title], stations, day)
    for name, days, verdict, remark in _LOOKS:
        _ask(made[_LOOKED_AT], name, day + timedelta(days=days), verdict, remark, now)


def _send_round(
    paper: Paper,
    stations: Sequence[tuple[str, ConsultationRole, int | None, Outcome | None]],
    day: date,
) -> None:
    for number, (body, role, days, result) in enumerate(stations, start=1):
        when = None if days is None else day + timedelta(days=days)
        values = {"committee": None if body else paper.committee, "body": body, "role": role}
        db.session.add(
            Consultation(paper=paper, position=number, day=when, result=result, **values)
        )


def _paper(
    committee: Committee, told: _Told, made: dict[str, Paper], movers: list[Person], at: datetime
) -> Paper:
    reached = dict.fromkeys(_STAGES[: _REACHED.get(told.state, 3)], at)
    paper = Paper(
        committee=committee,
        state=told.state,
        part=Part.CLOSED if told.is_closed else Part.PUBLIC,
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
                *("refusal", "lead_office", "addressee", "is_tabled", "is_closed"),
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


def _ask(
    paper: Paper, name: str, due_on: date, verdict: Verdict | None, remark: str, now: datetime
) -> None:
    """Without a link: nobody of the demonstration gets mail."""
    is_answered = verdict is not None
    db.session.add(
        Concurrence(
            paper=paper,
            name=name,
            asked_at=now - timedelta(days=9),
            asked_by="Vorführung",
            due_on=due_on,
            verdict=verdict,
            remark=remark,
            answered_at=now - timedelta(days=1) if is_answered else None,
            seen=fingerprint(paper) if is_answered else "",
        )
    )
