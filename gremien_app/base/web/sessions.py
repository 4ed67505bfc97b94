"""Answers that are the same for everybody leave the session alone."""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from gremien_app.base.web.signing import PatientSigner


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

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        found = super().get_signing_serializer(app)
        if found is not None:
            found.signer = PatientSigner
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in app.config["SESSIONLESS"]:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = QuietSessions()
