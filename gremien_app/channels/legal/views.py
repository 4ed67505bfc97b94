"""Pages on which the administration keeps the legal texts."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.channels.legal import actions, queries, rules
from gremien_app.channels.legal.forms import LegalForm
from gremien_app.channels.legal.models import LegalKey

bp = Pages("legal", __name__)


def sections_of(key: LegalKey) -> list[rules.Section]:
    """A legal page as everybody reads it."""
    office = current_app.config["OFFICE"]
    facts = zip(rules.FIELDS, ("name", "street", "town", "phone", "email"), strict=True)
    return rules.sections(queries.body_of(key), {name: office[part] for name, part in facts})


@bp.route("/verwaltung/rechtstexte", access=ADMINISTRATION)
def index() -> ResponseReturnValue:
    return render_template("legal/index.html", keys=LegalKey, changed=queries.changed_pages())


@bp.route("/verwaltung/rechtstexte/<slug>", methods=["GET", "POST"], access=ADMINISTRATION)
def edit(slug: str) -> ResponseReturnValue:
    key = _key(slug)
    page, body = queries.row_of(key), queries.body_of(key)
    form = LegalForm(body=body, version=page.version if page else 0)
    if form.validate_on_submit() and not form.is_stale(page, {"body": body}):
        with form.rules():
            actions.save(current_viewer(), key, form.body.data, utc_now())
            return done(f"Gespeichert: {key.label}.", url_for("legal.index"))
    return render_template(
        "legal/edit.html", form=form, key=key, page=page, fields=rules.FIELDS, blocks=rules.Block
    )


@bp.route("/verwaltung/rechtstexte/<slug>/zuruecksetzen", methods=["POST"], access=ADMINISTRATION)
def reset(slug: str) -> ResponseReturnValue:
    key = _key(slug)
    actions.reset(current_viewer(), key)
    return done(f"Es gilt wieder der mitgelieferte Text: {key.label}.", url_for("legal.index"))


def _key(slug: str) -> LegalKey:
    if slug not in set(LegalKey):
        raise NotFound
    return LegalKey(slug)
