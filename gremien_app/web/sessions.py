"""Answers that are the same for everybody leave the session alone."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class QuietSessions(SecureCookieSessionInterface):
    """Cookie sessions that feeds and health checks neither save nor vary by.

    Flask-Login reads the session after every request; that alone adds "Vary: Cookie", and
    calendar programs and their caches then keep a copy per cookie.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in app.config["SESSIONLESS"]:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = QuietSessions()
