"""What keeps a mail server from taking mail, in plain words and with what to do; pure."""

import smtplib
import socket
import ssl

# OpenSSL's numbers, x509_vfy.h; Python names none of them.
_NOT_YET, _EXPIRED, _OTHER_NAME = {9}, {10}, {62, 64}
_AUTHORITY = (
    "Diese Maschine kennt die Stelle nicht, die das Zertifikat des Mailservers ausgestellt hat. "
    "Ist es die eigene, gehört ihr Zertifikat nach /usr/local/share/ca-certificates (Endung .crt), "
    "danach „update-ca-certificates“"
)
_WAY = "Für Port 465 gehört smtp_security = „tls“, für 587 „starttls“"


def reason_of(error: Exception, host: str = "") -> str:
    """One sentence; what the server or the library said stands behind it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{_certificate(error, host)} ({error.verify_message})."
    if isinstance(error, ssl.SSLError):
        said = (getattr(error, "reason", "") or str(error)).replace("_", " ").lower()
        return f"Die verschlüsselte Verbindung kam nicht zustande ({said}). {_WAY}."
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"smtp_user oder smtp_password stimmen nicht ({_answer(error)})."
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error)
    return f"{_network(error, host)} ({_said(error)})."


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code in _EXPIRED:
        return "Das Zertifikat des Mailservers ist abgelaufen, oder die Uhr der Maschine geht vor"
    if error.verify_code in _NOT_YET:
        return "Das Zertifikat des Mailservers gilt noch nicht, oder die Uhr der Maschine geht nach"
    if error.verify_code in _OTHER_NAME:
        return (
            f"Das Zertifikat des Mailservers gilt nicht für „{host}“; in smtp_host gehört ein "
            "Name, der darin steht"
        )
    return _AUTHORITY


def _network(error: Exception, host: str) -> str:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"Der Mailserver bietet nicht an, was eingestellt ist. {_WAY}"
    if isinstance(error, socket.gaierror):
        return f"Den Rechner „{host}“ gibt es nicht. Stimmt smtp_host?"
    if isinstance(error, ConnectionRefusedError):
        return "Dort nimmt niemand Mail an. Stimmen smtp_host und smtp_port?"
    if isinstance(error, TimeoutError):
        return "Der Mailserver antwortet nicht. Stimmen smtp_host und smtp_port?"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return f"Der Mailserver hat die Verbindung beendet. {_WAY}"
    return "Die Verbindung zum Mailserver kam nicht zustande"


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or str(error) or "ohne Grund")


def _answer(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {text_of(error.smtp_error)}"


def text_of(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
