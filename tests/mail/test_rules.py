from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.mail import rules

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "buero",
        "a@example.org, b@example.org",
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\nSubject: x",
        "<a@example.org>",
        "ä@example.org",
        "a@example",
        "a..b@example.org",
        ".a@example.org",
        "a.@example.org",
        "a(b)@example.org",
        "a:b@example.org",
        "a[b@example.org",
        "a\\b@example.org",
        "a@-example.org",
        "a@exa(m)ple.org",
        "a@example.=?utf-8?q?=0aBcc?=",
        "a" * 250 + "@example.org",
    ],
)
def test_only_one_plain_address_gets_mail(address):
    with pytest.raises(RuleBroken):
        rules.require_address(address)


@pytest.mark.parametrize(
    "address",
    ["a'b+c=d|e@example.org", "a-b_c.d@mail-1.example.org", "x@xn--kln-sna.example", "1@2.de"],
)
def test_unusual_addresses_that_exist_get_mail(address):
    assert rules.require_address(address) == address


def test_an_address_is_kept_without_spaces_around_it():
    assert rules.require_address(" buero@example.org ") == "buero@example.org"


@pytest.mark.parametrize(
    "text", ["Eins\nBcc: x@y.de", "Eins\r\nBcc: x@y.de", "Eins\u2028Bcc: x@y.de"]
)
def test_a_header_stays_one_line(text):
    assert rules.clean_header(text, 100) == "Eins Bcc: x@y.de"


def test_an_encoded_word_that_was_typed_stays_text():
    assert rules.clean_header("=?utf-8?q?=0aBcc:_x@y.de?=", 100) == "= ?utf-8?q?=0aBcc:_x@y.de?="


def test_each_failure_waits_longer_and_the_seventh_is_the_last():
    waits = [rules.next_try(SimpleNamespace(attempts=n), NOW) for n in range(1, 8)]

    assert waits[0] == NOW + timedelta(minutes=5)
    assert waits[:6] == sorted(waits[:6])
    assert waits[6] is None
