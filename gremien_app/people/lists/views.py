"""Member lists given out, for the committee's secretariat only; see also ``taking_views``."""

from datetime import date

from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.file_answer import file_answer
from gremien_app.base.web.paging import chosen_day
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import manageable
from gremien_app.people.lists import queries, writing
from gremien_app.people.lists import word_queries as word
from gremien_app.people.rights import SECRETARIAT

bp = Pages("lists", __name__)
WORD_LISTS = {
    "adressen": word.address_list,
    "e-mail": word.email_list,
    "tischkarten": word.seating_cards,
}


@bp.route("/gremien/<slug>/listen/vorlage.xlsx", access=SECRETARIAT)
def template_xlsx(slug: str) -> ResponseReturnValue:
    manageable(current_viewer(), slug)
    return file_answer(writing.template_xlsx(), "mitgliederliste-vorlage.xlsx")


@bp.route("/gremien/<slug>/listen/vorlage.csv", access=SECRETARIAT)
def template_csv(slug: str) -> ResponseReturnValue:
    manageable(current_viewer(), slug)
    return file_answer(writing.template_csv(), "mitgliederliste-vorlage.csv")


@bp.route("/gremien/<slug>/listen/mitglieder.xlsx", access=SECRETARIAT)
def roster_xlsx(slug: str) -> ResponseReturnValue:
    committee, day = _asked(slug)
    title = f"Mitglieder {committee.short}"
    content = writing.write_xlsx(queries.roster_lines(committee, day), title)
    return _roster_file(committee, content, f"mitglieder-{slug}-{day.isoformat()}.xlsx")


@bp.route("/gremien/<slug>/listen/mitglieder.csv", access=SECRETARIAT)
def roster_csv(slug: str) -> ResponseReturnValue:
    committee, day = _asked(slug)
    content = writing.write_csv(queries.roster_lines(committee, day))
    return _roster_file(committee, content, f"mitglieder-{slug}-{day.isoformat()}.csv")


@bp.route("/gremien/<slug>/listen/<kind>.docx", access=SECRETARIAT)
def word_list(slug: str, kind: str) -> ResponseReturnValue:
    if kind not in WORD_LISTS:
        raise NotFound
    committee, day = _asked(slug)
    content, name = WORD_LISTS[kind](committee, day), f"{kind}-{slug}-{day.isoformat()}.docx"
    return _roster_file(committee, content, name)


def _asked(slug: str) -> tuple[Committee, date]:
    committee = manageable(current_viewer(), slug)
    return committee, chosen_day(has_page=False)


def _roster_file(committee: Committee, content: bytes, name: str) -> ResponseReturnValue:
    """Names and contact data leave the house: that is put on record."""
    note_download(committee, name, committee.id)
    return file_answer(content, name)
