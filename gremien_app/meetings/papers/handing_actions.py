"""Handing in by members: a draft of their own, movers who confirm for themselves, handing in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.transactions import locked
from gremien_app.meetings.papers import (
    actions,
    handing_queries,
    handing_rules,
    rules,
    stage_rules,
)
from gremien_app.meetings.papers import stage_actions as stages
from gremien_app.meetings.papers.kinds import PaperState, Way
from gremien_app.meetings.papers.models import Paper, PaperSubmitter
from gremien_app.meetings.papers.occasions import HANDED_IN, MOVER_ASKED
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.queries import account_of
from gremien_app.people.persons.reader_queries import office_readers


def begin(
    actor: Viewer, committee: Committee, person: Person, movers: Sequence[Person], **values: Any
) -> Paper:
    """A draft of its own: only those who submit it know of it, the record does not either."""
    rules.require_fitting(values["kind"], values.get("refers_to"))
    locked(Committee, committee.id)
    same = handing_queries.drafts_of(person.id, committee.id, values["title"])
    rules.require_unlike(values["title"], same)
    paper = Paper(
        committee=committee, state=PaperState.DRAFT, way=Way.PAGE, entered_by=actor.name, **values
    )
    paper.submitters = [PaperSubmitter(person=one) for one in dict.fromkeys((person, *movers))]
    db.session.add(paper)
    db.session.flush()
    return paper


def edit(actor: Viewer, paper: Paper, movers: Sequence[Person], **values: Any) -> None:
    """Other words or other movers; whoever had confirmed other words is asked again."""
    handing_rules.require_own_draft(paper)
    before = paper.version
    owner = paper.submitters[0]
    kept = {one.person_id: one for one in paper.submitters[1:]}
    others = [one for one in dict.fromkeys(movers) if one.id != owner.person_id]
    wanted = [kept.get(one.id) or PaperSubmitter(person=one) for one in others]
    if [owner, *wanted] != list(paper.submitters):
        paper.submitters = [owner, *wanted]
        touch(paper)
    actions.edit_words(actor, paper, **values)
    db.session.flush()
    if paper.version != before:
        for one in paper.submitters:
            one.confirmed_at = None
    db.session.flush()


def hand_in(actor: Viewer, paper: Paper, now: datetime, address: str) -> None:
    """Eingegangen, now; whoever is asked to move it too is told the page's ``address``."""
    handing_rules.require_own_draft(paper)
    entitled = handing_queries.entitled_today(paper.committee_id)
    handing_rules.require_entitled(paper, actor.person_id, entitled)
    paper.submitters[0].confirmed_at = now
    stages.receive(actor, paper, now, now)
    _tell_office(paper, now, address)
    for one in paper.submitters:
        if one.confirmed_at is None and one.person is not None:
            _ask(paper, one.person, now, address)


def _tell_office(paper: Paper, now: datetime, address: str) -> None:
    going = office_readers(paper.committee, berlin_date(now))
    to_write = writing(HANDED_IN, [one.person_id for one in going])
    values = {"art": paper.kind.label, "link": address}
    for number, one in enumerate(going):
        tell(to_write, one, values, key=f"paper-{paper.id}-handed-in-{number}", now=now)


def _ask(paper: Paper, person: Person, now: datetime, address: str) -> None:
    """A plain mail without title and committee; the page tells the rest."""
    account = account_of(person)
    if account is None:
        return
    tell(
        writing(MOVER_ASKED, [person.id]),
        Reader(account.email, account.name, person.id),
        {"link": address},
        key=f"paper-{paper.id}-mover-{person.id}",
        now=now,
    )


def confirm(actor: Viewer, paper: Paper, now: datetime) -> None:
    """One mover more, by his or her own press."""
    one = handing_rules.require_asked(paper, actor.person_id)
    entitled = handing_queries.entitled_today(paper.committee_id)
    handing_rules.require_entitled(paper, actor.person_id, entitled)
    one.confirmed_at = now
    if paper.received_at is not None:
        actions.record_of(actor, "paper.confirmed", paper, "mit eingereicht")
    db.session.flush()


def decline(actor: Viewer, paper: Paper) -> None:
    """The name goes; nothing tells that it stood there."""
    paper.submitters.remove(handing_rules.require_asked(paper, actor.person_id))
    db.session.flush()


def leave(actor: Viewer, paper: Paper, now: datetime) -> bool:
    """No longer a mover; the last one takes the paper back (True)."""
    confirmed = [one for one in paper.submitters if one.confirmed_at is not None]
    mine = next((one for one in confirmed if one.person_id == actor.person_id), None)
    if mine is None or confirmed == [mine]:
        stages.retract(actor, paper, now)
        return True
    stage_rules.require_retractable(paper)
    paper.submitters.remove(mine)
    actions.record_of(actor, "paper.left", paper, "von einer Person nicht mehr mit eingereicht")
    db.session.flush()
    return False


def discard(paper: Paper) -> None:
    """A draft that nobody else knew of is deleted, without a trace."""
    handing_rules.require_own_draft(paper)
    db.session.delete(paper)
    db.session.flush()
