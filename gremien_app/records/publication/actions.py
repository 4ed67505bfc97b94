"""Writes of a publication: made public, and taken back."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.actions import hold
from gremien_app.records.minutes.closing_actions import store
from gremien_app.records.minutes.delivery_queries import stored_content
from gremien_app.records.minutes.frozen import fingerprint
from gremien_app.records.minutes.models import FileKind, Minutes, MinutesPublication, MinutesState
from gremien_app.records.minutes.signing_rules import require_not_refused, require_untouched
from gremien_app.records.minutes.versions import is_untouched
from gremien_app.records.names.actions import decide
from gremien_app.records.names.finder import Kind
from gremien_app.records.names.judging import Decided
from gremien_app.records.names.models import Ground
from gremien_app.records.publication import queries, rules
from gremien_app.records.publication.preview import Preview, ResolutionText
from gremien_app.records.resolutions.models import PublishedResolution, Resolution
from gremien_app.records.resolutions.queries import resolutions_of
from gremien_app.records.resolutions.rules import published_sha256


class PreviewChanged(RuleBroken):
    """What would become public is not what was shown: nothing is published."""

    def __init__(self) -> None:
        super().__init__(rules.STALE)


def publish(actor: Viewer, minutes: Minutes, shown: str, now: datetime) -> MinutesPublication:
    """Publish exactly what was shown: ``shown`` is the preview's fingerprint.

    The resolutions of the public part become public with it, or get the text shown. Raises
    ``PreviewChanged``, or ``RuleBroken`` while something is undecided.
    """
    hold(minutes)
    rules.require_publishable(minutes)
    preview = queries.preview_of(minutes)
    _require_seen(preview, shown)
    return _publish(actor, minutes, preview, now)


def _publish(
    actor: Viewer, minutes: Minutes, preview: Preview, now: datetime
) -> MinutesPublication:
    _require_decided(preview)
    _require_whole(minutes)
    version, document = minutes.current_version, preview.document
    assert version is not None, "signed minutes have a version"
    assert document is not None, "the preview of minutes has a document"
    file = store(version, Part.PUBLIC, FileKind.PUBLISHED, minutes, preview.data)
    content = stored_content(document)
    publication = MinutesPublication(
        file=file,
        number=len(version.publications) + 1,
        content=content,
        content_sha256=fingerprint(content),
        relied=list(preview.relied),
        published_at=now,
        published_by=actor.name,
    )
    version.publications.append(publication)
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, now
    db.session.flush()
    found = {one.id: one for one in resolutions_of(minutes.sitting)}
    for text in preview.resolutions:
        _make_public(actor, found[text.resolution_id], text, now, publication)
    again = f", {publication.number}. Mal" if publication.number > 1 else ""
    record(
        actor,
        "minutes.published",
        minutes,
        f"{minutes.told} veröffentlicht{again}",
        changes={
            "sha256_published": (None, file.sha256),
            "publication_sha256": (None, publication.content_sha256),
        },
    )
    return publication


def _require_whole(minutes: Minutes) -> None:
    version = minutes.current_version
    assert version is not None, "signed minutes have a version"
    require_untouched(is_untouched=is_untouched(version))
    require_not_refused(version)


def _require_seen(preview: Preview, shown: str) -> None:
    if preview.fingerprint != shown:
        raise PreviewChanged


def _require_decided(preview: Preview) -> None:
    rules.require_decided([row.texts[0] for row in preview.open])
    rules.require_clean(preview.again)


def withdraw(actor: Viewer, minutes: Minutes, reason: str, now: datetime) -> None:
    """Take the publication back: the file stays for the office, everyone else is told "gone"."""
    hold(minutes)
    publication = minutes.publication
    rules.require_published(is_published=publication is not None)
    assert publication is not None, "the rule has refused otherwise"
    reason = rules.require_reason(reason)
    publication.withdrawn_at, publication.withdrawn_by = now, actor.name
    publication.withdrawal_reason = reason
    minutes.state, minutes.published_at = rules.TAKEN_BACK[minutes.state], None
    for resolution in resolutions_of(minutes.sitting):
        public = resolution.publication
        if public is not None and public.minutes_publication_id == publication.id:
            _take_back(actor, resolution, public, reason, now)
    record(
        actor,
        "minutes.publication_withdrawn",
        minutes,
        f"Veröffentlichung der {minutes.told} zurückgenommen",
        changes={"reason": (None, reason)},
    )


def publish_resolution(actor: Viewer, resolution: Resolution, shown: str, now: datetime) -> None:
    """Publish one resolution alone, before its minutes or after; as ``publish``."""
    locked(Sitting, resolution.agenda_item.sitting_id)
    rules.require_resolution_publishable(resolution)
    preview = queries.preview_of_resolution(resolution)
    _require_seen(preview, shown)
    _require_decided(preview)
    _make_public(actor, resolution, preview.resolutions[0], now, None)
    db.session.flush()


def withdraw_resolution(actor: Viewer, resolution: Resolution, reason: str, now: datetime) -> None:
    locked(Sitting, resolution.agenda_item.sitting_id)
    public = resolution.publication
    rules.require_published(is_published=resolution.is_published)
    assert public is not None, "the rule has refused otherwise"
    _take_back(actor, resolution, public, rules.require_reason(reason), now)
    db.session.flush()


def _make_public(
    actor: Viewer,
    resolution: Resolution,
    text: ResolutionText,
    now: datetime,
    publication: MinutesPublication | None,
) -> None:
    former = resolution.publication
    was_alone = (
        former is not None and former.withdrawn_at is None and former.minutes_publication_id is None
    )
    public = former or PublishedResolution(resolution=resolution)
    public.title, public.text, public.addressee = text.title, text.text, text.addressee
    public.votes, public.relied = list(text.votes), list(text.relied)
    public.search_key = fold(f"{text.title} {text.text} {text.addressee}")
    if not was_alone:  # what became public by itself stays when the minutes are withdrawn
        public.minutes_publication_id = publication.id if publication else None
    public.published_at, public.published_by = now, actor.name
    public.withdrawn_at, public.withdrawn_by, public.withdrawal_reason = None, "", ""
    db.session.add(public)
    changes = {"sha256": (None, published_sha256(public))}
    told = f"Beschluss {resolution.label} veröffentlicht"
    record(actor, "resolution.published", resolution, told, changes)


def _take_back(
    actor: Viewer, resolution: Resolution, public: PublishedResolution, reason: str, now: datetime
) -> None:
    public.withdrawn_at, public.withdrawn_by, public.withdrawal_reason = now, actor.name, reason
    told = f"Beschluss {resolution.label} nicht mehr öffentlich"
    changes = {"reason": (None, reason)}
    record(actor, "resolution.publication_withdrawn", resolution, told, changes)


def publish_unseen(actor: Viewer, minutes: Minutes, now: datetime) -> MinutesPublication:
    """For data taken over that say "published": what is in doubt is decided for privacy."""
    hold(minutes)
    rules.require_publishable(minutes)
    preview = queries.preview_of(minutes)
    if preview.open:
        settle_open(actor, minutes, preview, now)
        preview = queries.preview_of(minutes)
    return _publish(actor, minutes, preview, now)


def settle_open(actor: Viewer, minutes: Minutes, preview: Preview, now: datetime) -> None:
    """Hide what is open; a surname that is a word as well stays a word."""
    decide(
        actor,
        minutes.sitting,
        {
            row.key: Decided(is_hidden=False, ground=Ground.NO_NAME)
            if row.find.kind is Kind.SURNAME
            else Decided(is_hidden=True)
            for row in preview.open
        },
        now,
    )
