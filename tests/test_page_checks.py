"""The page checks find what they are there for."""

import pytest

from tests.page_checks import heading, page_faults

GOOD = """<!doctype html>
<html lang="de"><head><title>Sitzungen – Gremien</title></head>
<body><main><h1>Sitzungen</h1>
<form method="post"><input type="hidden" name="csrf_token" value="x">
<label for="ort">Ort</label><input id="ort" name="ort"><button>Speichern</button></form>
</main></body></html>"""


def test_a_good_page_has_no_faults():
    assert page_faults(GOOD) == []
    assert heading(GOOD) == "Sitzungen"


def test_a_page_with_errors_says_so_in_its_title():
    assert page_faults(GOOD.replace("<title>", "<title>Fehler: ")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<!doctype html>", "", "does not begin with <!doctype html>"),
        ('lang="de"', 'lang="en"', "lang is 'en', not 'de'"),
        (
            "<title>Si",
            "<title>X",
            "title 'Xtzungen – Gremien' does not begin with the h1 'Sitzungen'",
        ),
        ("</h1>", "</h1><h3>Zu tief</h3>", "heading level jumps from h1 to h3"),
        ("</h1>", '</h1><p id="ort">x</p>', "id 'ort' stands 2 times"),
        ('for="ort"', 'for="weg"', "for='weg' leads nowhere"),
        ("</h1>", '</h1><a href="#weg">x</a>', "link #weg leads nowhere"),
        ("</label>", "</label><select name='a'></select>", "select 'a' has no label"),
        ("<h1>", '<h1 style="color:red">', "inline style on h1"),
        ("</main>", "<script>x()</script></main>", "an inline script"),
        ("<button>", '<button onclick="x()">', "onclick on button"),
        ("</h1>", '</h1><a href=" javascript:x()">x</a>', "javascript: in href"),
        (
            "</h1>",
            '</h1><img alt="" src="https://x.example/">',
            "loads https://x.example/ from elsewhere",
        ),
        ("csrf_token", "other", "form None posts without csrf_token"),
        ("</h1>", "</h1><p>Ort: None</p>", "shows a programmer's value: 'None'"),
        (
            "<button>Speichern</button>",
            '<a href="/">  </a>',
            "a without text: b'<a href=\"/\">  </a>'",
        ),
    ],
)
def test_it_finds_the_fault(old, new, fault):
    assert fault in page_faults(GOOD.replace(old, new, 1))
