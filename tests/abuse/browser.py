"""A browser as small as an attacker needs it: raw requests, cookies, tokens from forms."""

import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"\s+(?:type="hidden"\s+)?value="([^"]+)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def title(self) -> str:
        found = TITLE.search(self.text)
        return found[1].strip() if found else ""


class Browser:
    """Keeps cookies; never follows a redirect."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body=None, headers=None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Host": f"127.0.0.1:{self.port}"} | (headers or {})
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        try:
            connection.request(method, path, body=body, headers=sent)
            raw = connection.getresponse()
            answer = Answer(raw.status, raw.headers, raw.read())
        finally:
            connection.close()
        self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def token(self, page: str = "/anmelden") -> str:
        found = TOKEN.search(self.get(page).text)
        if found is None:
            found = TOKEN.search(self.get("/").text)
        assert found, f"no token on {page}"
        return found[1]

    def post(self, path: str, data=None, *, token: str | None = None, **headers: str) -> Answer:
        """``token=""`` leaves it out; None takes a fresh one."""
        fields = (
            list((data or {}).items()) if isinstance(data, dict) or data is None else list(data)
        )
        fetched = self.token() if token is None else token
        if fetched:
            fields.append(("csrf_token", fetched))
        body = urlencode(fields, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.ask("POST", path, body, kind | named)

    def sign_in(self, email: str, password: str, target: str = "") -> Answer:
        address = "/anmelden" + (f"?{urlencode({'weiter': target})}" if target else "")
        return self.post(address, {"email": email, "password": password})
