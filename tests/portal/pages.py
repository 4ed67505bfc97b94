"""What the tests of these pages share."""

from datetime import date

DAY = date(2026, 12, 10)
EVIL = '"><svg onload=alert(1)>{7*7}'


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)
