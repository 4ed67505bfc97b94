"""What of a resolution a viewer reads: as it was decided, or as it became public."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings.queries import votes_on
from gremien_app.meetings.proceedings.wording import kinded_sentence
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.records.names.queries import ended, ended_in
from gremien_app.records.names.relying import without
from gremien_app.records.resolutions.models import Resolution


@dataclass(frozen=True)
class Shown:
    """The texts of a resolution, for one viewer."""

    title: str
    text: str
    addressee: str
    votes: tuple[str, ...] = ()


def shown_to(viewer: Viewer, resolution: Resolution) -> Shown:
    """The texts of a visible resolution as this viewer reads them.

    Whoever belongs to the committee reads what was decided, everyone else what became public,
    less the names that may not stay (``names.queries.ended``).
    """
    found = shown_in_list(viewer, [resolution])[resolution.id]
    public = resolution.publication
    if _reads_all(viewer, resolution) or public is None or public.votes is None:
        rule = resolution.committee.decision_rule
        votes = [kinded_sentence(vote, rule) for vote in votes_on(resolution.agenda_item)]
        return replace(found, votes=tuple(votes))
    gone = ended(resolution.agenda_item.sitting, public.relied)
    return replace(found, votes=tuple(without(vote, gone) for vote in public.votes))


def shown_in_list(viewer: Viewer, resolutions: Sequence[Resolution]) -> dict[int, Shown]:
    """The texts without the votes, by the resolution."""
    gone = ended_in(
        [
            (
                one.agenda_item.sitting_id,
                one.publication.relied if one.publication and not _reads_all(viewer, one) else None,
            )
            for one in resolutions
        ]
    )
    return {one.id: _shown(viewer, one, less) for one, less in zip(resolutions, gone, strict=True)}


def _shown(viewer: Viewer, resolution: Resolution, gone: frozenset[str]) -> Shown:
    public = resolution.publication
    if _reads_all(viewer, resolution) or public is None or public.text is None:
        return Shown(resolution.agenda_item.title, resolution.text, resolution.addressee)
    return Shown(
        without(public.title or "", gone),
        without(public.text, gone),
        without(public.addressee or "", gone),
    )


def _reads_all(viewer: Viewer, resolution: Resolution) -> bool:
    return belongs(viewer, resolution.agenda_item.sitting)


def still_match(viewer: Viewer, found: list[Resolution], text: str) -> list[Resolution]:
    """Without those that were found by a name which is public no longer."""
    if not text or not any(one.publication and one.publication.relied for one in found):
        return found
    shown = shown_in_list(viewer, found)
    return [one for one in found if _tells(shown[one.id], text) or _reads_all(viewer, one)]


def _tells(shown: Shown, text: str) -> bool:
    told = fold(f"{shown.title} {shown.text} {shown.addressee}")
    return all(
        any(pattern.strip("%").replace(ESCAPE, "") in told for pattern in spellings)
        for spellings in word_patterns(text)
    )
