import logging
import re
from pathlib import Path

import pytest

from gremien_app.base.web.masking import MaskAddresses

TOKEN = "Zk3_x-" * 7
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture
def logged(caplog):
    def log(message, *args):
        logger = logging.getLogger("werkzeug")
        with caplog.at_level(logging.INFO, logger="werkzeug"):
            logger.info(message, *args)
        return caplog.messages[-1]

    return log


def test_the_secret_part_of_an_address_is_masked(app, logged):
    said = logged('"%s" %s', f"GET /kalender/abo/{TOKEN}.ics HTTP/1.1", 200)

    assert said == '"GET /kalender/abo/….ics HTTP/1.1" 200'


def test_every_address_with_a_key_is_masked_here_and_by_the_servers_in_front(app, logged):
    secret = re.compile("<(?:key|token)>")
    rules = [one.rule for one in app.url_map.iter_rules() if secret.search(one.rule)]
    kept = {rule for rule in rules if TOKEN in logged("GET %s", secret.sub(TOKEN, rule))}

    assert len(rules) >= 4
    assert kept == set()
    for name in ("nginx.conf", "apache.conf"):
        told = (DEPLOY / name).read_text(encoding="utf-8")
        assert {rule for rule in rules if f"{secret.split(rule)[0]}***" not in told} == set()


def test_other_addresses_are_logged_as_they_are(app, logged):
    for path in ("/kalender/abos/neu", "/kalender/stag-behindertenpolitik.ics", "/sitzungen/7"):
        assert logged("GET %s", path) == f"GET {path}"


def test_a_failing_page_does_not_tell_its_address_either(app):
    assert any(isinstance(one, MaskAddresses) for one in app.logger.filters)
