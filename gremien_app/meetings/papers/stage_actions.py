"""The way of a paper, stage by stage; ``following_actions`` writes the state that follows."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.dates import format_date, format_time, to_berlin
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.papers import rules, stage_rules
from gremien_app.meetings.papers.actions import record_of
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.list_queries import series_of
from gremien_app.meetings.papers.models import Paper, PaperSeries
from gremien_app.people.committees.models import Committee


def receive(actor: Viewer, paper: Paper, at: datetime, now: datetime) -> None:
    """Eingegangen, at its time; with the committee's own number where it gives some."""
    stage_rules.require_receivable(paper, at, now)
    paper.received_at = at
    if paper.is_office:
        for one in paper.submitters:
            one.confirmed_at = one.confirmed_at or at
    _number(paper, to_berlin(at).year)
    _step(paper)
    told = (
        f"eingegangen am {format_date(to_berlin(at).date())}, {format_time(to_berlin(at).time())}"
    )
    record_of(actor, "paper.received", paper, f"{told} ({paper.way.label})")
    db.session.flush()


def _number(paper: Paper, year: int) -> None:
    """The next own number of the year: one writer at a time, and none is given twice."""
    known = series_of(paper.committee_id)
    if paper.own_number or known is None or not known.sign:
        return
    series = locked(PaperSeries, known.id)
    if series.last_year < year:
        series.last_year, series.last_count = year, 0
    series.last_count += 1
    paper.own_year, paper.own_count = series.last_year, series.last_count
    paper.own_number = f"{series.sign} {series.last_count}/{series.last_year}"


def set_series(actor: Viewer, committee: Committee, sign: str) -> None:
    """Begin, rename or (with "") end the committee's own numbering; given numbers stay."""
    series = series_of(committee.id) or PaperSeries(committee=committee, sign="")
    changes = apply(series, {"sign": sign})
    if changes:
        db.session.add(series)
        db.session.flush()
        told = f"eigene Nummern der Vorlagen: „{sign}“" if sign else "keine eigenen Nummern mehr"
        record(actor, "paper.series_set", series, told, changes)
        db.session.flush()


def check(actor: Viewer, paper: Paper, now: datetime, **values: object) -> None:
    """Formal geprüft: Frist, Form, Antragsrecht, each yes, no or not asked; nothing is refused."""
    stage_rules.require_checkable(paper)
    changes = apply(paper, values)
    paper.checked_at, paper.checked_by = now, actor.name
    _step(paper)
    told = {name: pair for name, pair in changes.items() if name != "check_note"}
    record_of(
        actor, "paper.checked", paper, "formal geprüft", {} if rules.is_secret(paper) else told
    )
    db.session.flush()


def collect(actor: Viewer, paper: Paper, now: datetime) -> None:
    """In die Sammlung: from now on the members read it, and it is offered to agendas."""
    stage_rules.require_collectable(paper)
    paper.collected_at = now
    _step(paper)
    record_of(actor, "paper.collected", paper, "in die Sammlung aufgenommen")
    db.session.flush()


def retract(actor: Viewer, paper: Paper, now: datetime) -> None:
    """Zurückgezogen by who submitted it or, told by them, by the office; items stay as they are."""
    stage_rules.require_retractable(paper)
    paper.retracted_at = now
    _step(paper)
    record_of(actor, "paper.retracted", paper, "zurückgezogen")
    db.session.flush()


def refuse(actor: Viewer, paper: Paper, now: datetime, *, refusal: str) -> None:
    """Not taken up, by the chair alone and with a reason; the record keeps no reason."""
    stage_rules.require_refusable(paper, refusal)
    paper.refused_at, paper.refused_by, paper.refusal = now, actor.name, refusal
    paper.answered_at = None
    _step(paper)
    record_of(actor, "paper.refused", paper, "vom Vorsitz nicht aufgenommen")
    db.session.flush()


def take_up(actor: Viewer, paper: Paper) -> None:
    """The chair takes back that it was left out: it stands again where it stood before."""
    stage_rules.require_refused(paper)
    paper.refused_at = paper.answered_at = None
    paper.refused_by = paper.refusal = ""
    _step(paper)
    record_of(actor, "paper.taken_up", paper, "vom Vorsitz doch aufgenommen")
    db.session.flush()


def note_answer(actor: Viewer, paper: Paper, now: datetime) -> None:
    """Who submitted it was told why."""
    stage_rules.require_answerable(paper)
    if paper.answered_at is None:
        paper.answered_at = now
        _step(paper)
        record_of(actor, "paper.answered", paper, "die Ablehnung ist beantwortet")
        db.session.flush()


def step_back(actor: Viewer, paper: Paper) -> None:
    """Take the last stage back: what was done by mistake is undone, on record."""
    stage_rules.require_way_back(paper)
    was = paper.state.label
    match paper.state:
        case PaperState.RETRACTED:
            paper.retracted_at = None
        case PaperState.COLLECTED:
            paper.collected_at = None
        case PaperState.CHECKED:
            paper.checked_at, paper.checked_by = None, ""
        case _:
            paper.received_at = None
    _step(paper)
    record_of(actor, "paper.stepped_back", paper, f"nicht mehr „{was}“")
    db.session.flush()


def _step(paper: Paper) -> None:
    """Written at once, so that the next rule of this request sees it."""
    paper.state = rules.state_of(paper, rules.items_of(paper))
    touch(paper)
