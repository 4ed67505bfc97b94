"""What a browser calls itself, in two words a person recognises."""

_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "auf dem iPhone"),
    ("iPad", "auf dem iPad"),
    ("Android", "unter Android"),
    ("CrOS", "unter ChromeOS"),
    ("Windows", "unter Windows"),
    ("Macintosh", "auf dem Mac"),
    ("Linux", "unter Linux"),
)


def describe_device(user_agent: str) -> str:
    """For example "Firefox unter Windows"; nothing of the header itself is kept."""
    program = next((name for mark, name in _PROGRAMS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if not program and not system:
        return "Unbekanntes Programm"
    return f"{program or 'Browser'} {system}".strip()
