"""The items of an agenda (Tagesordnungspunkte)."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.sittings.models import Sitting


class Part(Labelled):
    PUBLIC = "public", "Öffentlicher Teil"
    CLOSED = "closed", "Nichtöffentlicher Teil"

    @property
    def letter(self) -> str:
        return "Ö" if self is Part.PUBLIC else "N"

    @property
    def is_closed(self) -> bool:
        return self is Part.CLOSED


class ItemMark(Labelled):
    """What happened to an item after the agenda was frozen by the invitation.

    ``REMOVED`` is the waste basket of a draft: no query shows it, the invitation empties it.
    """

    NONE = "none", ""
    ADDED_LATE = "added_late", "Nachtrag"
    WITHDRAWN = "withdrawn", "abgesetzt"
    ADJOURNED = "adjourned", "vertagt"
    REMOVED = "removed", "gelöscht"


class Outcome(Labelled):
    """Beschlussart, as Köln prints it."""

    ADOPTED = "adopted", "ungeändert beschlossen"
    ADOPTED_AMENDED = "adopted_amended", "geändert beschlossen"
    RECOMMENDED_AMENDED = "recommended_amended", "mit Änderungen empfohlen"
    DEFERRED = "deferred", "zurückgestellt"
    TO_ADMINISTRATION = "to_administration", "zur weiteren Bearbeitung in die Verwaltung überwiesen"
    NOTED = "noted", "zur Kenntnis genommen"
    REJECTED = "rejected", "abgelehnt"
    FINALLY_REJECTED = "finally_rejected", "endgültig abgelehnt"
    ADJOURNED = "adjourned", "vertagt"
    REFERRED = "referred", "verwiesen"
    REFERRED_FOLLOWING = "referred_following", "verwiesen in nachfolgende Gremien"
    RETRACTED = "retracted", "zurückgezogen"
    WITHDRAWN = "withdrawn", "abgesetzt"
    SETTLED = "settled", "Sache ist erledigt"
    NEXT_ITEM = "next_item", "Übergang zum nächsten Tagesordnungspunkt"
    NO_DECISION = "no_decision", "ohne Beschluss"


# The numbers of Köln's papers as they are typed; what looks different is shown as it stands.
_BETWEEN = re.compile(r"(\s*[·;,]\s*)")
_MOTION = re.compile(r"AN/\d+/\d{4}(?:/\d+)?")
_PAPER = re.compile(r"\d{1,5}/\d{4}(?:/\d+)?")


def _named(reference: str, title: str) -> str:
    if _MOTION.fullmatch(reference):  # one series of numbers for two kinds
        return f"{'Anfrage' if 'anfrage' in title.casefold() else 'Antrag'} {reference}"
    return f"Vorlage {reference}" if _PAPER.fullmatch(reference) else reference


class AgendaItem(Versioned, Base):
    """An item of the agenda; ``position`` orders siblings, numbers are computed.

    ``printed_number`` overrides the computed number: frozen at the invitation, or taken
    over as published elsewhere ("" = an item without a number). ``carried_from`` is the item of
    another sitting that comes up again here: adjourned there, or its sitting was called off.

    ``mark_before``: what a withdrawn or adjourned item was before, to be that again.
    ``gone_with_id``: the item above it with which it was withdrawn or adjourned.
    ``laid_aside_at``: since when the pool offers it no longer. ``other_number``: the number it had
    in the other part, given to nobody else. ``invited_title``: what the invitation called it, where
    that was changed at ``retitled_at``. ``is_information``: nothing is decided on it.
    ``designation``: what everybody reads of a closed item. ``is_proposal_internal``: its proposal
    is read by the members only.

    ``urgency``: why it came after the notice period; until it ``is_admitted`` by the vote on the
    item that ``is_extension`` (Erweiterung der Tagesordnung) nothing is decided on it.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index(None, "sitting_id", "part", "position", "id"),
        # What comes up again does so at one place.
        once(
            "uq_agenda_item_carried",
            "carried_from_id IS NOT NULL AND mark NOT IN ('removed', 'withdrawn')",
            "carried_from_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    part: Mapped[Part] = mapped_column(choice(Part, length=10), info=recorded("Teil"))
    position: Mapped[int]
    printed_number: Mapped[str | None] = mapped_column(String(20), info=recorded("Nummer"))
    title: Mapped[str] = mapped_column(String(1000), info=recorded("Titel"))
    reference: Mapped[str] = mapped_column(String(60), default="", info=recorded("Vorlage"))
    presenter: Mapped[str] = mapped_column(String(200), default="", info=recorded("Vortrag"))
    explanation: Mapped[str] = mapped_column(Text, default="", info=recorded("Begründung"))
    # Beschlussvorschlag
    proposal: Mapped[str] = mapped_column(Text, default="", info=recorded("Beschlussvorschlag"))
    is_proposal_internal: Mapped[bool] = mapped_column(
        default=False, info=recorded("Beschlussvorschlag nur für Mitglieder")
    )
    is_information: Mapped[bool] = mapped_column(default=False, info=recorded("nur zur Kenntnis"))
    designation: Mapped[str] = mapped_column(
        String(120), default="", info=recorded("Öffentliche Bezeichnung")
    )
    urgency: Mapped[str] = mapped_column(String(500), default="", info=recorded("Dringlichkeit"))
    is_admitted: Mapped[bool] = mapped_column(
        default=False, info=recorded("in die Tagesordnung aufgenommen")
    )
    is_extension: Mapped[bool] = mapped_column(default=False)
    other_number: Mapped[str | None] = mapped_column(String(20))
    invited_title: Mapped[str | None] = mapped_column(String(1000))
    retitled_at: Mapped[datetime | None]
    carried_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    mark: Mapped[ItemMark] = mapped_column(
        choice(ItemMark, length=20), default=ItemMark.NONE, info=recorded("Vermerk")
    )
    mark_before: Mapped[ItemMark | None] = mapped_column(choice(ItemMark, length=20))
    gone_with_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    laid_aside_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(
        choice(Outcome, length=30), info=recorded("Beschlussart")
    )

    sitting: Mapped[Sitting] = relationship()
    parent: Mapped["AgendaItem | None"] = relationship(
        "AgendaItem", remote_side="AgendaItem.id", foreign_keys="AgendaItem.parent_id"
    )
    carried_from: Mapped["AgendaItem | None"] = relationship(
        "AgendaItem", remote_side="AgendaItem.id", foreign_keys="AgendaItem.carried_from_id"
    )

    @property
    def public_proposal(self) -> str:
        """The proposal as everybody reads it who reads the item; "" where it is the members'."""
        return "" if self.is_proposal_internal else self.proposal

    @property
    def is_proposed(self) -> bool:
        """Put forward after the notice period; the committee has not taken it up (yet)."""
        return bool(self.urgency) and not self.is_admitted and self.mark is ItemMark.ADDED_LATE

    @property
    def told_mark(self) -> str:
        """The mark as agendas print it."""
        if self.is_proposed:
            return f"zur Aufnahme vorgeschlagen (Dringlichkeit: {self.urgency})"
        return self.mark.label

    @property
    def named_reference(self) -> str:
        """The reference with the kind of paper it means: "Antrag AN/0455/2026"."""
        return "".join(_named(one, self.title) for one in _BETWEEN.split(self.reference))

    # To read only: votes are written in a room above (``proceedings``).
    votes: Mapped[list[Any]] = relationship(
        "Vote", viewonly=True, order_by="(Vote.position, Vote.id)"
    )
