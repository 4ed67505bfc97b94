"""Who is asked for which papers, how long an answer is taken, and what it stands for."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.concurrences.models import Concurrence, Verdict
from gremien_app.meetings.papers.kinds import PaperKind, Way
from gremien_app.meetings.papers.models import Paper

# After its day: so long a late answer is taken, and then address and link are forgotten.
KEPT = timedelta(days=30)
MOST = 40  # asked for one paper
REMARK = 10_000
_OVER = "Um die Mitzeichnung wird nicht mehr gebeten. Vielen Dank; Sie brauchen nichts zu tun."


def is_asked_for(paper: Paper) -> bool:
    """A paper of the office's own, until it is dealt with."""
    return (
        paper.kind is not PaperKind.DOCUMENT
        and paper.way is Way.OFFICE
        and not paper.state.is_ended
        and paper.removed_at is None
    )


def require_asked_for(paper: Paper) -> None:
    if paper.way is not Way.OFFICE or paper.kind is PaperKind.DOCUMENT:
        raise RuleBroken(
            "Mitgezeichnet wird, was das Büro selbst verfasst. Was andere einreichen, bleibt, wie "
            "es ist."
        )
    if not is_asked_for(paper):
        raise RuleBroken(f"Die Vorlage ist {paper.state.label}; dazu wird niemand mehr gefragt.")


def require_other(asked: Iterable[Concurrence], name: str) -> None:
    known = list(asked)
    if any(one.name == name for one in known):
        raise RuleBroken(
            f"„{name}“ ist schon gefragt. Mit „Neuer Link“ fragen Sie noch einmal.", field="name"
        )
    if len(known) >= MOST:
        raise RuleBroken(f"Zu einer Vorlage lassen sich höchstens {MOST} Stellen fragen.")


def require_named(name: str, *, has_account: bool) -> None:
    if not name and not has_account:
        raise RuleBroken(
            "Bitte wählen Sie jemanden aus der Liste, oder schreiben Sie, welche Person oder "
            "Stelle mitzeichnen soll.",
            field="name",
        )
    if name and has_account:
        raise RuleBroken(
            "Entweder jemand aus der Liste oder ein Name: Bitte leeren Sie eines von beiden.",
            field="name",
        )


def require_ahead(due_on: date, day: date) -> None:
    if due_on < day:
        raise RuleBroken("Der Termin liegt in der Vergangenheit.", field="due_on")


def is_open(one: Concurrence, day: date) -> bool:
    """Whether an answer is still taken; late ones are, for a while."""
    return one.ended_at is None and is_asked_for(one.paper) and day <= one.due_on + KEPT


def require_open(one: Concurrence, day: date) -> None:
    if not is_open(one, day):
        raise RuleBroken(_OVER)


def require_remark(verdict: Verdict, remark: str) -> None:
    if verdict is Verdict.REMARKED and not remark:
        raise RuleBroken("Bitte schreiben Sie Ihre Anmerkung dazu.", field="remark")


def is_silent(one: Concurrence, day: date) -> bool:
    """Asked, past its day, and nothing said: the office should know."""
    return one.verdict is None and one.ended_at is None and one.due_on < day


def fingerprint(paper: Paper) -> str:
    """Of what was looked at: when it differs later, the answer was to other words."""
    newest = paper.newest
    texts = (
        *(paper.title, paper.text, paper.proposal, paper.summary, paper.urgency),
        newest.stored.sha256 if newest is not None else "",
    )
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def is_outdated(one: Concurrence) -> bool:
    return one.verdict is not None and one.seen != fingerprint(one.paper)


def standing(one: Concurrence, day: date) -> tuple[str, str]:
    """Words and the kind of their badge."""
    if one.verdict is not None:
        return one.verdict.label, "success" if one.verdict is Verdict.AGREED else "info"
    if one.ended_at is not None:
        return "zurückgenommen", "neutral"
    return ("ohne Antwort", "warning") if is_silent(one, day) else ("gefragt", "neutral")
