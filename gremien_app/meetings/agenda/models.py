"""The items of an agenda (Tagesordnungspunkte)."""

import re
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.meetings.sittings.models import Sitting


class Part(StrEnum):
    PUBLIC = "public"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return "Öffentlicher Teil" if self is Part.PUBLIC else "Nichtöffentlicher Teil"

    @property
    def letter(self) -> str:
        return "Ö" if self is Part.PUBLIC else "N"


class ItemMark(StrEnum):
    """What happened to an item after the agenda was frozen by the invitation.

    ``REMOVED`` is the waste basket of a draft: no query shows it, the invitation empties it.
    """

    NONE = "none"
    ADDED_LATE = "added_late"
    WITHDRAWN = "withdrawn"
    ADJOURNED = "adjourned"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return _MARKS[self]


_MARKS = {
    ItemMark.NONE: "",
    ItemMark.ADDED_LATE: "Nachtrag",
    ItemMark.WITHDRAWN: "abgesetzt",
    ItemMark.ADJOURNED: "vertagt",
    ItemMark.REMOVED: "gelöscht",
}


class Outcome(StrEnum):
    """Beschlussart, as Köln prints it."""

    ADOPTED = "adopted"
    ADOPTED_AMENDED = "adopted_amended"
    RECOMMENDED_AMENDED = "recommended_amended"
    DEFERRED = "deferred"
    TO_ADMINISTRATION = "to_administration"
    NOTED = "noted"
    REJECTED = "rejected"
    FINALLY_REJECTED = "finally_rejected"
    ADJOURNED = "adjourned"
    REFERRED = "referred"
    REFERRED_FOLLOWING = "referred_following"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    NEXT_ITEM = "next_item"
    NO_DECISION = "no_decision"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.ADOPTED: "ungeändert beschlossen",
    Outcome.ADOPTED_AMENDED: "geändert beschlossen",
    Outcome.RECOMMENDED_AMENDED: "mit Änderungen empfohlen",
    Outcome.DEFERRED: "zurückgestellt",
    Outcome.TO_ADMINISTRATION: "zur weiteren Bearbeitung in die Verwaltung überwiesen",
    Outcome.NOTED: "zur Kenntnis genommen",
    Outcome.REJECTED: "abgelehnt",
    Outcome.FINALLY_REJECTED: "endgültig abgelehnt",
    Outcome.ADJOURNED: "vertagt",
    Outcome.REFERRED: "verwiesen",
    Outcome.REFERRED_FOLLOWING: "verwiesen in nachfolgende Gremien",
    Outcome.RETRACTED: "zurückgezogen",
    Outcome.WITHDRAWN: "abgesetzt",
    Outcome.SETTLED: "Sache ist erledigt",
    Outcome.NEXT_ITEM: "Übergang zum nächsten Tagesordnungspunkt",
    Outcome.NO_DECISION: "ohne Beschluss",
}


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
    over as published elsewhere ("" = an item without a number). ``carried_from`` is the
    adjourned item of an earlier sitting that comes up again here.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index(None, "sitting_id", "part", "position", "id"),)

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
    carried_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    mark: Mapped[ItemMark] = mapped_column(
        choice(ItemMark, length=20), default=ItemMark.NONE, info=recorded("Vermerk")
    )
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
    def named_reference(self) -> str:
        """The reference with the kind of paper it means: "Antrag AN/0455/2026"."""
        return "".join(_named(one, self.title) for one in _BETWEEN.split(self.reference))

    # To read only: votes are written in a room above (``proceedings``).
    votes: Mapped[list[Any]] = relationship(
        "Vote", viewonly=True, order_by="(Vote.position, Vote.id)"
    )
