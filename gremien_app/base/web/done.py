"""The last beat of a view that changed something: saved, said, and on to the next page."""

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue

from gremien_app.base.transactions import commit


def done(sentence: str, address: str, *, changed: bool = True) -> ResponseReturnValue:
    """Save what this request changed, say so on the next page, and go there.

    ``sentence``: what has been done, in German, as read by who pressed the button;
    ``address``: where the change can be seen; ``changed``: False where there was nothing to do.
    Raises what ``commit`` raises; nothing is said then.
    """
    commit()
    flash(sentence, "success" if changed else "info")
    return redirect(address)


def read_at(address: str) -> None:
    """Where the object of this form is read, should nobody be able to change it any more."""
    g.read_at = address
