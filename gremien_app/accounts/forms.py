"""Forms of the sign-in."""

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from gremien_app.accounts.models import Theme
from gremien_app.web.forms import BaseForm, TextField


class SignInForm(BaseForm):
    email = TextField("E-Mail-Adresse", required="Bitte geben Sie Ihre E-Mail-Adresse ein.")
    password = PasswordField(
        "Passwort",
        validators=[
            InputRequired("Bitte geben Sie Ihr Passwort ein."),
            Length(max=200, message="Das Passwort darf höchstens 200 Zeichen haben."),
        ],
    )


class ThemeForm(BaseForm):
    theme = TextField("Darstellung", required="Bitte wählen Sie eine Darstellung.")

    def chosen(self) -> Theme:
        return Theme(self.theme.data) if self.theme.data in set(Theme) else Theme.AUTO
