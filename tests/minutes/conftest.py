import pytest


@pytest.fixture
def seen_by(new_client, login, world):
    """Each role at a browser of its own."""

    def open_browser(role):
        client = new_client()
        return login(client, getattr(world.accounts, role)) if role else client

    return open_browser
