"""Gremien: the secretariat of a city's councils."""

from flask import Flask, current_app
from flask_login import current_user

from gremien_app.base import transactions
from gremien_app.base.audit import actions as record
from gremien_app.base.audit import views as audit
from gremien_app.base.audit import watch_actions as watch
from gremien_app.base.extensions import Base, LateMigrations, csrf, db, login_manager
from gremien_app.base.files import actions as files
from gremien_app.base.house import taken
from gremien_app.base.house.gathered import House
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import delivery_actions as delivery
from gremien_app.base.web import (
    access,
    assets,
    components,
    errors,
    filters,
    forwarding,
    headers,
    hosts,
    limits,
    logs,
    masking,
    menu,
    numbers,
    outages,
    sessions,
    shown,
)
from gremien_app.base.web.converters import DayConverter, ObjectIdConverter
from gremien_app.channels.calendars import freshness_actions as freshness
from gremien_app.channels.demo.actions import logins
from gremien_app.config import Settings, load_settings, migrations_dir, templates_dir
from gremien_app.meetings.papers import following_actions as papers
from gremien_app.meetings.proceedings import following_actions as following
from gremien_app.meetings.proceedings import naming_actions as naming
from gremien_app.meetings.proceedings.representation_queries import RIGHTS, viewer_of
from gremien_app.operation.service import guard_views as guard
from gremien_app.people.accounts import granting_actions as granting
from gremien_app.people.accounts import presence_actions as presence
from gremien_app.people.accounts.fact_queries import tables_of
from gremien_app.people.accounts.models import SignedIn, User
from gremien_app.people.accounts.remembered import Remembered
from gremien_app.people.accounts.views import ask_to_sign_in
from gremien_app.rooms import ROOMS

# Who locks several rows does so in this order; several sittings by their day, as an item is only
# ever adjourned to a later one, and several of another table by their ids. Other tables come last.
LOCK_ORDER = ("office", "sitting", "committee", "user_account")
# What happens at the end of every transaction, in this order: open lists follow corrected names
# (which raise no question), then the roster; papers of items that became closed are public no
# longer; what they changed is written (and stamps the sittings), stored calendars and remembered
# rights become old, the record is sealed. The last three lock one row for all writers, so nothing
# else is locked after them.
BEFORE_COMMIT = (
    naming.follow,
    following.follow,
    papers.follow,
    freshness.renew_version,
    granting.renew,
    record.seal,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application: settings, extensions, web furniture, rooms.

    Raises ``config.SettingsError`` when the settings are missing or unsafe.
    """
    settings = settings or load_settings()
    app = Flask(
        "gremien_app",
        template_folder=str(templates_dir()),
        instance_path=str(settings.data_dir),
    )
    app.config.update(settings.flask_config())
    app.config["DEMO_LOGINS"] = logins() if settings.demo else ()
    house = House(ROOMS)
    house.require_complete(Base.metadata)
    house.init_app(app)
    taken.init_app(app)
    app.config["SESSIONLESS"] = house.sessionless
    app.config["WATCHED"] = house.watched
    app.url_map.converters["oid"] = ObjectIdConverter
    app.url_map.converters["day"] = DayConverter

    db.init_app(app)
    transactions.init_app(app, LOCK_ORDER, BEFORE_COMMIT)
    app.extensions["migrate"] = LateMigrations(app, str(migrations_dir()))
    login_manager.init_app(app)

    _furnish(app)
    for blueprint in house.blueprints:
        app.register_blueprint(blueprint)
    return app


def _furnish(app: Flask) -> None:
    """What every request passes, in this order."""
    numbers.init_app(app)
    sessions.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    errors.init_app(app, audit.what_was_saved)
    outages.init_app(app)
    logs.init_app(app)
    shown.init_app(app)
    filters.init_app(app)
    components.init_app(app)
    hosts.init_app(app)
    forwarding.init_app(app)
    limits.init_app(app)
    masking.init_app(app)
    # Before anything asks the database: whether it is the one this program knows.
    guard.init_app(app)
    # The guard first: whose sign-in has ended is asked for it, and keeps what was typed.
    granting.watch(tables_of(RIGHTS))
    app.extensions["viewers"] = Remembered()
    access.init_app(app, _load_viewer, ask_to_sign_in)
    limits.limit_documents(app)
    hosts.refuse_other_sites(app)
    csrf.init_app(app)
    menu.init_app(app)
    delivery.init_app(app)
    presence.init_app(app)
    files.init_app(app)
    watch.init_app(app)


def _load_viewer() -> Viewer:
    """Remembered as long as the value of rights stands; a sign-in of this request is asked anew."""
    user, day = current_user._get_current_object(), today()  # noqa: SLF001 -- the proxy is no User
    if not isinstance(user, SignedIn) or user.rights is None:
        return viewer_of(user if isinstance(user, User | SignedIn) else None, day)
    key = (user.id, user.person_id, user.name, user.is_admin, day, user.rights)
    remembered: Remembered = current_app.extensions["viewers"]
    return remembered.get(key, lambda: viewer_of(user, day))
