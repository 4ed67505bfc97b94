"""The pages of one's own subscriptions, and the one that a subscription's QR code leads to."""

from dataclasses import asdict
from datetime import date

from flask import flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import KEY_HOLDERS, OWNER, SIGNED_IN
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.forms import PlainForm
from gremien_app.channels.calendars import actions, rules, wishes
from gremien_app.channels.calendars import feed_views as serving
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars.forms import NewFeedForm, OptionsForm
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from gremien_app.channels.calendars.views import bp, origin, qr_code

__all__ = ["bp"]  # the application registers the room with all its pages

# Where the new address waits for the page that shows it, once.
_SHOWN_ONCE = "new_calendar_address"


@bp.route("/kalender/abos", access=SIGNED_IN)
def own() -> ResponseReturnValue:
    return render_template("calendars/own.html", feeds=personal.feeds_of(current_viewer()))


@bp.route("/kalender/meine-termine/<day:day>", access=SIGNED_IN)
def own_day(day: date) -> ResponseReturnValue:
    """Where a neutral event leads: its address tells no more than the day it stands on."""
    sittings = personal.own_sittings_on(current_viewer(), day)
    if len(sittings) == 1:
        return redirect(url_for("portal.sitting", id=sittings[0].id))
    return render_template("calendars/own_day.html", day=day, sittings=sittings)


@bp.route("/kalender/abos/neu", methods=["GET", "POST"], access=SIGNED_IN)
def new() -> ResponseReturnValue:
    viewer = current_viewer()
    name = wishes.suggest_name(personal.names_of_running(viewer.user_id))
    defaults = asdict(actions.Options(name=name))
    form = NewFeedForm(
        wishes.kinds_for(viewer),
        data={**defaults, "reminder": Reminder.NONE.value, "kind": FeedKind.SITTINGS.value},
    )
    if form.validate_on_submit():
        with form.rules():
            feed, token = actions.create(viewer, form.chosen_kind(), form.options(), utc_now())
            commit()
            return _show_once(feed, token)
    return render_template("calendars/new.html", form=form)


@bp.route("/kalender/abos/<oid:id>", methods=["GET", "POST"], access=OWNER)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    feed = personal.own_feed(viewer, id)
    form = OptionsForm(obj=feed)
    if form.validate_on_submit() and not form.is_stale(feed):
        with form.rules():
            actions.change(viewer, feed, form.options(), utc_now())
            return done(
                "Gespeichert. Ihr Kalender zeigt es beim nächsten Abruf.", url_for("calendars.own")
            )
    return render_template("calendars/edit.html", form=form, feed=feed)


@bp.route("/kalender/abos/<oid:id>/neue-adresse", methods=["GET", "POST"], access=OWNER)
def renew(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    feed = personal.own_feed(viewer, id)
    form = PlainForm()
    if form.validate_on_submit():
        with form.rules():
            made, token = actions.renew(viewer, feed, utc_now())
            commit()
            serving.forget(id)
            return _show_once(made, token)
    return render_template("calendars/renew.html", form=form, feed=feed)


@bp.route("/kalender/abos/<oid:id>/beenden", methods=["GET", "POST"], access=OWNER)
def revoke(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    feed = personal.own_feed(viewer, id)
    form = PlainForm()
    if form.validate_on_submit():
        with form.rules():
            actions.revoke(viewer, feed, utc_now())
            commit()
            serving.forget(id)
            flash(f"Das Abo „{feed.name}“ ist beendet.", "success")
            return redirect(url_for("calendars.own"))
    return render_template("calendars/revoke.html", form=form, feed=feed)


@bp.route("/kalender/abos/adresse", access=SIGNED_IN)
def address() -> ResponseReturnValue:
    """The new address, once: the database knows only its hash."""
    waiting = session.pop(_SHOWN_ONCE, None)
    if not isinstance(waiting, dict):
        return redirect(url_for("calendars.own"))
    return _ways(waiting["token"], waiting["name"], is_new=True)


@bp.route("/kalender/abo/<token>", access=KEY_HOLDERS)
def personal_page(token: str) -> ResponseReturnValue:
    """For the telephone that reads the QR code: the ways to subscribe and nothing else."""
    found = personal.by_token(token)
    if found.revoked_at is not None or found.is_disabled:
        raise NotFound
    return _ways(token, found.name, is_new=False)


def _show_once(feed: CalendarFeed, token: str) -> ResponseReturnValue:
    session[_SHOWN_ONCE] = {"token": token, "name": feed.name}
    return redirect(url_for("calendars.address"))


def _ways(token: str, name: str, *, is_new: bool) -> ResponseReturnValue:
    page = origin() + url_for("calendars.personal_page", token=token)
    feed = origin() + url_for("calendars.personal_feed", token=token)
    response = make_response(
        render_template(
            "calendars/address.html",
            name=name,
            is_new=is_new,
            subscription=rules.subscription(feed, name),
            code=qr_code(page) if is_new else None,
        )
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
