"""What was typed survives: a form that came too late is kept and offered once more.

A sign-in that has ended, or a page that stood open too long, must not cost half an hour of
writing. The fields travel in the answer itself, signed and bound to their address; nothing is
stored. Passwords and files are never kept, and only forms of our own pages are offered again.
Whatever else goes wrong (409, 410, 500, 503) shows on its page what was typed (``web.errors``).
"""

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData
from werkzeug.exceptions import HTTPException

from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import RULES
from gremien_app.base.web.signing import serializer
from gremien_app.base.web.targets import safe_path, same_site_target

MOST_CHARACTERS, MOST_FIELDS = 2_000_000, 2_000
LIFETIME = 12 * 60 * 60  # seconds between losing the sign-in and having a new one
CARRIED = "kept"  # the hidden field of the sign-in that holds an interrupted form
_SALT = "typed"
LONG = 40  # characters from which a text is worth showing


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, with what, and whether files were with it."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool = False

    @property
    def texts(self) -> list[str]:
        """The longer texts, to be read and copied whatever happens."""
        return [value for _name, value in self.fields if len(value) >= LONG]


def typed_here() -> Typed | None:
    """The form that this request sent, if it may be offered again."""
    return sent_here() if _is_from_own_page() else None


def sent_here() -> Typed | None:
    """The form that this request sent, to be shown to the one who sent it.

    With a sign-in it is the one that the sign-in was to continue.
    """
    if request.method != "POST":
        return None
    if _is_never_kept():
        return _carried_here()
    path = safe_path(request.full_path.rstrip("?"))
    try:
        fields = [
            (name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"
        ]
        had_files = any(item.filename for item in request.files.values())
    except HTTPException:  # too large even to be read
        return None
    size = sum(len(name) + len(value) for name, value in fields)
    if path is None or size > MOST_CHARACTERS or len(fields) > MOST_FIELDS:
        return None
    return Typed(path, fields, had_files)


def _carried_here() -> Typed | None:
    try:
        return carried(request.form.get(CARRIED))
    except HTTPException:
        return None


def _is_never_kept() -> bool:
    """Where the fields are secrets, or the form ends what it would continue."""
    endpoint = request.endpoint or ""
    return not endpoint or endpoint.startswith(house().secret_forms)


def _is_from_own_page() -> bool:
    """Whether one of our pages sent it as a whole page; another site's form is not offered again.

    Otherwise a stranger could have a form sent by one press of a trusted button.
    """
    if is_asked_by_script():
        return False  # the page with the text is still open
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    page = request.headers.get("Origin") or request.referrer
    return same_site_target(f"{page}/" if page and page.count("/") == 2 else page) is not None


def is_asked_by_script() -> bool:
    return request.headers.get("Sec-Fetch-Dest", "document") != "document"


def carry(typed: Typed) -> str:
    """The form as one signed text for a hidden field."""
    return str(serializer(_SALT).dumps([typed.path, typed.fields, typed.had_files]))


def carried(text: str | None) -> Typed | None:
    """What ``carry`` wrote, if it is ours, whole and not too old."""
    if not text:
        return None
    try:
        path, fields, had_files = serializer(_SALT).loads(text, max_age=LIFETIME)
    except (BadData, ValueError, TypeError):
        return None
    return Typed(path, [(str(name), str(value)) for name, value in fields], bool(had_files))


def may_be_sent(typed: Typed, viewer: Viewer) -> bool:
    """Whether this viewer may use that form's address at all; its own checks come on top."""
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(
            typed.path.partition("?")[0], method="POST"
        )
    except HTTPException:
        return False
    return endpoint in RULES and RULES[endpoint].allows(viewer)
