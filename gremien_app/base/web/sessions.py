"""Answers that are the same for everybody leave the session alone."""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin


class QuietSessions(SecureCookieSessionInterface):
    """Cookie sessions that feeds and health checks neither save nor vary by.

    Flask-Login reads the session after every request; that alone adds "Vary: Cookie", and
    calendar programs and their caches then keep a copy per cookie.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Without a cookie there is nothing to check a signature of."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in app.config["SESSIONLESS"]:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = QuietSessions()
