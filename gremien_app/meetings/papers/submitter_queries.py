"""As whom the submitters of a paper are named to somebody."""

from datetime import date

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.papers.models import Paper, PaperSubmitter
from gremien_app.meetings.papers.reading_queries import is_own
from gremien_app.people.members.publicity_rules import is_person_public
from gremien_app.people.organizations.queries import find_organization

WITHHELD = "[Name nicht veröffentlicht]"


def named_to(viewer: Viewer, paper: Paper, day: date) -> list[str]:
    """Of a resident's question only office and chair learn who asks; whoever does not belong to
    the committee reads names with a basis only (Art. 9 GDPR), and of others known organisations.

    Who has not confirmed yet is no mover: only those who submit it too and the office see it.
    """
    committee = paper.committee_id
    knows_all = viewer.manages(committee) or is_own(viewer, paper)
    if not (knows_all or viewer.chairs(committee)) and paper.kind.hides_submitters:
        return [WITHHELD] if paper.submitters else []
    shown = [one for one in paper.submitters if knows_all or one.confirmed_at is not None]
    if knows_all or viewer.belongs_to(committee):
        return [one.shown_name for one in shown]
    names = [one.shown_name if _is_public(one, committee, day) else WITHHELD for one in shown]
    return list(dict.fromkeys(names))


def _is_public(one: PaperSubmitter, committee_id: int, day: date) -> bool:
    if one.person is None:
        return find_organization(one.name) is not None
    memberships = [m for m in one.person.memberships if m.committee_id == committee_id]
    running = [m for m in memberships if m.runs_on(day)]
    if not running:
        return is_person_public(one.person, None, day)
    return any(is_person_public(one.person, m, day) for m in running)
