"""Forms of sign-in, passwords and the own account."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from gremien_app.base.web.forms import (
    BaseForm,
    TextField,
)
from gremien_app.people.accounts.models import Theme


def _password(label: str, required: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            InputRequired(required),
            Length(max=200, message="Das Passwort darf höchstens 200 Zeichen haben."),
        ],
    )


class SignInForm(BaseForm):
    email = TextField("E-Mail-Adresse", required="Bitte geben Sie Ihre E-Mail-Adresse ein.")
    password = _password("Passwort", "Bitte geben Sie Ihr Passwort ein.")
    kept = HiddenField()  # what was typed before the sign-in ended, signed by us


class ForgotForm(BaseForm):
    email = TextField("E-Mail-Adresse", required="Bitte geben Sie Ihre E-Mail-Adresse ein.")


class NewPasswordForm(BaseForm):
    password = _password("Neues Passwort", "Bitte geben Sie ein neues Passwort ein.")
    repeated = _password(
        "Neues Passwort noch einmal", "Bitte geben Sie das neue Passwort noch einmal ein."
    )


class ChangePasswordForm(NewPasswordForm):
    current = _password("Bisheriges Passwort", "Bitte geben Sie Ihr bisheriges Passwort ein.")


class ThemeForm(BaseForm):
    theme = TextField("Darstellung", required="Bitte wählen Sie eine Darstellung.")

    def chosen(self) -> Theme:
        return Theme(self.theme.data) if self.theme.data in set(Theme) else Theme.AUTO
