"""Where a paper stands: put on items, taken off them, and its words given to them till dispatch."""

from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.text import excerpt
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.actions import add_item
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import is_frozen, label_for_audit, require_changeable
from gremien_app.meetings.papers import place_rules, queries, rules
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting


def put_on_agenda(
    actor: Viewer, paper: Paper, sitting: Sitting, parent: AgendaItem | None = None
) -> AgendaItem:
    """A new item at the end of its part, with the paper's words; late it is a Nachtrag."""
    locked(Sitting, sitting.id)
    locked(Paper, paper.id)
    place_rules.require_placeable(paper)
    place_rules.require_not_there(paper, sitting)
    part = Part.CLOSED if rules.is_secret(paper) else Part.PUBLIC
    words: dict[str, Any] = dict(place_rules.words_of(paper))
    words["urgency"] = excerpt(paper.urgency, 500)  # asked for after the notice period only
    item = add_item(actor, sitting, part=part, parent=parent, **words)
    place(actor, paper, item, gives_words=True)
    return item


def put_at(actor: Viewer, paper: Paper, item: AgendaItem, *, gives_words: bool) -> None:
    """At an item that is there, and with ``gives_words`` its words in place of the item's own."""
    require_changeable(item)
    locked(Sitting, item.sitting_id)
    locked(Paper, paper.id)
    place_rules.require_placeable(paper)
    place_rules.require_own_part(paper, item)
    at_item = queries.papers_of(item)
    rules.require_room(len(at_item))
    place_rules.require_other_place(paper, item)
    if gives_words:
        place_rules.require_wordless(queries.places_at([item.id]))
    place(actor, paper, item, gives_words=gives_words)
    if gives_words:
        give_words(actor, paper)


def place(actor: Viewer, paper: Paper, item: AgendaItem, *, gives_words: bool) -> None:
    """At the end of the item's papers; the rules have been asked."""
    paper.places.append(
        PaperPlace(item=item, position=next_position(item), gives_words=gives_words)
    )
    touch(paper)
    db.session.flush()
    label = label_for_audit(item.printed_number or "", item)
    record(actor, "paper.placed", paper, f"{rules.described(paper)} auf die Tagesordnung: {label}")
    db.session.flush()


def next_position(item: AgendaItem) -> int:
    places = queries.places_at([item.id]) if item.id else []
    return max((one.position for one in places), default=0) + 1


def take_off(actor: Viewer, placed: PaperPlace) -> None:
    """The item stays as it is, with the words that it has; the paper goes a stage back."""
    require_changeable(placed.item)
    paper = placed.paper
    place_rules.require_other_home(paper)
    paper.places.remove(placed)
    touch(paper)
    record(actor, "paper.taken_off", paper, f"{rules.described(paper)} von einem Punkt genommen")
    db.session.flush()


def give_words(actor: Viewer, paper: Paper) -> None:
    """Items that are not dispatched show the paper's words; the others keep what was dispatched."""
    for one in paper.places:
        item = one.item
        if one.gives_words and not is_frozen(item.sitting) and item.mark is not ItemMark.REMOVED:
            changes = apply(item, place_rules.words_of(paper))
            if changes:
                label = label_for_audit(item.printed_number or "", item)
                told = f"{label}: Texte aus der Vorlage übernommen"
                record(actor, "agenda.item_edited", item, told, changes)
    db.session.flush()
