import smtplib
import socket
import ssl

import pytest

from gremien_app.base.mail.faults import reason_of


def refused(code):
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code, error.verify_message = code, "said so"
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (refused(10), "ist abgelaufen, oder die Uhr der Maschine geht vor (said so)."),
        (refused(9), "gilt noch nicht, oder die Uhr der Maschine geht nach (said so)."),
        (refused(62), "gilt nicht für „mail.example.org“"),
        (refused(20), "kennt die Stelle nicht, die das Zertifikat"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] x"), "kam nicht zustande ("),
        (
            smtplib.SMTPAuthenticationError(535, b"no"),
            "smtp_user oder smtp_password stimmen nicht (535 no).",
        ),
        (smtplib.SMTPHeloError(421, b"sp\xc3\xa4ter"), "421 später"),
        (smtplib.SMTPNotSupportedError("STARTTLS"), "bietet nicht an, was eingestellt ist."),
        (socket.gaierror(-2, "Name unknown"), "„mail.example.org“ gibt es nicht."),
        (ConnectionRefusedError(111, "refused"), "Dort nimmt niemand Mail an."),
        (TimeoutError(), "Der Mailserver antwortet nicht."),
        (smtplib.SMTPServerDisconnected("closed"), "hat die Verbindung beendet."),
        (ConnectionResetError(104, "reset"), "hat die Verbindung beendet."),
        (OSError(113, "No route to host"), "kam nicht zustande (No route to host)."),
    ],
)
def test_what_keeps_a_mail_server_from_taking_mail_is_told_in_a_sentence(error, sentence):
    told = reason_of(error, "mail.example.org")

    assert sentence in told
    assert "Error" not in told.replace("SMTPAuthenticationError", "")
