"""Reads of the legal pages: the administration's text, else the shipped one."""

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.version import PACKAGE
from gremien_app.base.reading import first_of
from gremien_app.channels.legal.models import LegalKey, LegalPage

FOLDER = PACKAGE / "data" / "legal"


def shipped(key: LegalKey) -> str:
    return (FOLDER / f"{key.value}.txt").read_text(encoding="utf-8")


def row_of(key: LegalKey) -> LegalPage | None:
    return first_of(select(LegalPage).where(LegalPage.key == key))


def changed_pages() -> dict[LegalKey, LegalPage]:
    own = select(LegalPage).where(LegalPage.body.is_not(None))
    found = db.session.scalars(own.order_by(LegalPage.key, LegalPage.id))
    return {page.key: page for page in found}


def body_of(key: LegalKey) -> str:
    page = row_of(key)
    return shipped(key) if page is None or page.body is None else page.body
