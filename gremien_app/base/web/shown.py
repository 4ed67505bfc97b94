"""Who was shown a form is told when its object was deleted meanwhile, and keeps what was typed.

A form carries a signed mark: for whom it was made, which object it is about, which rights the
person had, and what its fields are called. Without it an object that is gone answers like one
that never was, or that is none of the viewer's business (404): numbers cannot be tried out.
With it the answer is 410 only where the object is gone in the database and the person may still
do what he or she could then; whoever lost a right meanwhile is told no more than everybody.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from itsdangerous import BadData
from werkzeug.exceptions import HTTPException
from wtforms import Field, FieldList, FileField, FormField, HiddenField, PasswordField, StringField

from gremien_app.base.house.gathered import house
from gremien_app.base.house.registration import About
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.shown_queries import row_of
from gremien_app.base.web.signing import serializer
from gremien_app.base.web.typed import LONG, Typed

NAME = "shown"
LIFETIME = 24 * 60 * 60  # seconds: a page left open overnight
MOST_LABELS = 60
_SALT = "shown"


@dataclass(frozen=True)
class Mark:
    """What a form says of itself: its object's address, the rights then, the fields' labels."""

    user_id: int
    object: str
    rights: str
    labels: dict[str, str]


@dataclass(frozen=True)
class Thing:
    """An object as an address names it."""

    address: str
    about: About
    key: str

    @property
    def row(self) -> Any | None:
        """What stands in the table, whoever may know of it."""
        value = int(self.key) if self.about.key == "id" else self.key
        return row_of(self.about.model, self.about.key, value)

    @property
    def is_gone(self) -> bool:
        """Whether it is in no table any more (or thrown away, where a room keeps such things)."""
        row = self.row
        return row is None or self.about.is_gone(row)


def init_app(app: Flask) -> None:
    app.add_template_global(mark_for, "shown_mark")


def thing_at(path: str) -> Thing | None:
    """The object that a form's address is about; None where it is about none."""
    try:
        rule, _arguments = current_app.url_map.bind("").match(path, "POST", return_rule=True)
    except HTTPException:
        return None
    known = house().about
    begins = [one for one in known if rule.rule == one or rule.rule.startswith(f"{one}/")]
    if not begins:
        return None
    longest = max(begins, key=len)
    parts = path.split("/")[: len(longest.split("/"))]
    return Thing("/".join(parts), known[longest], parts[-1])


def mark_for(form: Any, action: str = "") -> str:
    """The mark of a form for the one who is shown it; "" for strangers."""
    viewer = current_viewer()
    if viewer.user_id is None:
        return ""
    thing = thing_at(urlsplit(action).path or request.path)
    labels = dict(list(_labels(form))[:MOST_LABELS])
    said = [viewer.user_id, thing.address if thing else "", _rights(viewer), labels]
    return str(serializer(_SALT).dumps(said))


def _labels(fields: Any) -> list[tuple[str, str]]:
    """Names and labels of what can be typed into, those of inner forms too."""
    found = []
    for field in fields:
        if isinstance(field, FormField):
            found += _labels(field.form)
        elif isinstance(field, FieldList):
            found += _labels(field.entries)
        elif _is_typed(field):
            found.append((field.name, str(field.label.text)))
    return found


def _is_typed(field: Field) -> bool:
    if isinstance(field, HiddenField | PasswordField | FileField):
        return False
    return isinstance(field, StringField) or hasattr(field, "parse")


def read(text: str | None) -> Mark | None:
    """A mark of ours, whole and not too old."""
    try:
        user_id, thing, rights, labels = serializer(_SALT).loads(text or "", max_age=LIFETIME)
    except (BadData, ValueError, TypeError):
        return None
    return Mark(user_id, thing, rights, labels)


def mark_here() -> Mark | None:
    """The mark that this request carries, if it was made for this person and this object."""
    if request.method != "POST":
        return None
    try:
        mark = read(request.form.get(NAME))
    except HTTPException:  # too large even to be read
        return None
    if mark is None or mark.user_id != current_viewer().user_id:
        return None
    thing = thing_at(request.path)
    return mark if mark.object == (thing.address if thing else "") else None


def tells_of_deletion(mark: Mark) -> bool:
    """Whether the object of this form is gone, and this person may be told."""
    thing = thing_at(request.path)
    return thing is not None and mark.rights == _rights(current_viewer()) and thing.is_gone


def texts_of(typed: Typed) -> list[tuple[str, str]]:
    """What was typed, each text with the label of its field; without a mark the longer ones."""
    mark = read(dict(typed.fields).get(NAME))
    labels = mark.labels if mark else {}
    found = []
    for name, value in typed.fields:
        is_prose = len(value) >= LONG and any(char.isspace() for char in value)  # no key, no hash
        if value.strip() and name != NAME and (name in labels or is_prose):
            found.append((labels.get(name, "Eingabe"), value))
    return found


def _rights(viewer: Viewer) -> str:
    """Another word as soon as the person may do more or less than before."""
    kinds = ("secretariat_of", "minute_taker_of", "chair_of", "member_of", "closed_of")
    held = [viewer.is_admin, *(sorted(getattr(viewer, kind)) for kind in kinds)]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:12]
