"""Reads for a publication: the preview of minutes and of a single resolution."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from gremien_app.base.documents.content import MinutesDocument
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings.queries import votes_on
from gremien_app.meetings.proceedings.wording import kinded_sentence
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.delivery_queries import document_of_today
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import Minutes, MinutesFile
from gremien_app.records.minutes.names import public_signatures
from gremien_app.records.minutes.redaction import rewritten
from gremien_app.records.names.judging import SIGNATORIES, Fate, Judge, Standing
from gremien_app.records.names.people import KnownPerson
from gremien_app.records.names.queries import applied_decisions, standings_of, usual_words
from gremien_app.records.names.relying import Relied, relied_lines, relied_on, relied_signatures
from gremien_app.records.publication.preview import Preview, ResolutionText, fingerprint_of, rows_of
from gremien_app.records.publication.rules import can_be_public
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import resolutions_of


def judge_of(sitting: Sitting, besides: Sequence[str] = ()) -> Judge:
    standings = standings_of(sitting, besides)
    for one in db.session.scalars(select(SignedName).filter_by(sitting_id=sitting.id)):
        # A first name of before alone is asked about; whole names are today's by then.
        known = KnownPerson(f"former:{one.id}", one.last_name, one.first_name)
        shown = " ".join(part for part in (one.first_name, one.last_name) if part)
        standings.setdefault(known.key, Standing(known, shown, person_id=one.person_id))
    return Judge(standings, applied_decisions(sitting), usual_words(sitting))


def another(judge: Judge, *, is_marking: bool = False) -> Judge:
    """The same judge with nothing judged yet."""
    return replace(judge, is_marking=is_marking, judged=[])


def preview_of(minutes: Minutes) -> Preview:
    """What becomes public with these minutes: the public part, and its resolutions."""
    version = minutes.current_version
    assert version is not None, "signed minutes have a version"
    signed = document_of_today(version, Part.PUBLIC)
    names = _names_below(signed)
    judge = judge_of(minutes.sitting, names)
    decided = judge.decisions.get(SIGNATORIES)
    is_named = decided is not None and not decided.is_hidden
    document = replace(
        rewritten(signed, judge.change, judge.keeps_line),
        signatures=public_signatures(
            signed.signatures,
            lambda name: is_named or judge.keeps_signature(name),
            judge.keeps_line,
        ),
    )
    relied = relied_on(judge.judged, judge.standings)
    lines = [line.name for group in (*signed.present, *signed.absent) for line in group.lines]
    named = [name for name in lines if judge.keeps_line(name)]
    signing = [name for name in _names_below(document) if name in names]
    again, marking = another(judge), another(judge, is_marking=True)
    rewritten(document, again.change, again.keeps_line)
    found = [one for one in resolutions_of(minutes.sitting) if can_be_public(one)]
    resolutions = [resolution_text(judge, one) for one in found]
    data = write_minutes(document)
    return Preview(
        document,
        data,
        tuple(resolutions),
        rows_of(judge.judged),
        [*relied, *_relied_lists(judge, [*named, *signing])],
        _named_again(again, judge),
        tuple(dict.fromkeys(named)),
        is_named,
        len(lines) - len(named),
        replace(
            rewritten(signed, marking.change, judge.keeps_line), signatures=document.signatures
        ),
        tuple(resolution_text(marking, one) for one in found),
        fingerprint_of(data, resolutions),
    )


def _names_below(document: MinutesDocument) -> list[str]:
    lines = document.signatures
    return [name for one in lines for name in (one.name, one.stands_for) if name]


def _relied_lists(judge: Judge, named: Sequence[str]) -> list[Relied]:
    """Names in the lists, and under the minutes: by a basis of their own, else as decided."""
    names = dict.fromkeys(named)
    public = [name for name in names if judge.keeps_line(name)]
    signing = [name for name in names if name not in public]
    by_basis = [name for name in signing if judge.keeps_signature(name)]
    decided = [name for name in signing if name not in by_basis]
    return [
        *relied_lines(public, judge.standings),
        *relied_signatures(by_basis, judge.standings),
        *({"key": SIGNATORIES, "texts": [name], "persons": []} for name in decided),
    ]


def _named_again(again: Judge, judge: Judge) -> tuple[str, ...]:
    """What would be found in the finished text that nobody decided about."""
    typed = [one.words for one in judge.judged if one.fate is Fate.HIDDEN]
    return tuple(
        dict.fromkeys(
            one.find.text
            for one in again.judged
            if one.fate is not Fate.STAYS and any(one.find.text in words for words in typed)
        )
    )


def resolution_text(judge: Judge, resolution: Resolution) -> ResolutionText:
    """A resolution as it will stand in the register; the judge keeps what it finds."""
    item, rule = resolution.agenda_item, resolution.committee.decision_rule
    where, before = f"Beschluss {resolution.label}", len(judge.judged)
    votes = [kinded_sentence(vote, rule) for vote in votes_on(item)]
    text = ResolutionText(
        resolution.id,
        resolution.label,
        judge.change(item.title, where),
        judge.change(resolution.text, where),
        judge.change(resolution.addressee, where),
        tuple(judge.change(vote, where) for vote in votes),
        is_public=resolution.is_published,
    )
    relied = relied_on(judge.judged[before:], judge.standings)
    return replace(text, relied=tuple(relied))


def preview_of_resolution(resolution: Resolution) -> Preview:
    """What becomes public with this resolution alone."""
    sitting = resolution.agenda_item.sitting
    judge = judge_of(sitting)
    text = resolution_text(judge, resolution)
    again, marking = another(judge), another(judge, is_marking=True)
    for one in (text.title, text.text, text.addressee, *text.votes):
        again.change(one, "")
    return Preview(
        None,
        b"",
        (text,),
        rows_of(judge.judged),
        again=_named_again(again, judge),
        shown_resolutions=(resolution_text(marking, resolution),),
        fingerprint=fingerprint_of(b"", [text]),
    )


def published_file(minutes: Minutes, number: int) -> MinutesFile:
    """The file of this publication of the minutes, withdrawn or not; ``NotFound``."""
    version = minutes.current_version
    for one in version.publications if version else []:
        if one.number == number:
            return one.file
    raise NotFound
