import pytest

from gremien_app.base.web.targets import safe_path, same_site_target


@pytest.mark.parametrize("path", ["/", "/sitzungen/7", "/sitzungen?jahr=2026", "/gremien/rdr#x"])
def test_a_path_of_this_site_is_kept(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "/%2f/evil.example",
        "/%0d%0aX:1",
        "https:evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "//[",
        "sitzungen/7",
        "/" + "." * 3000,
        "/a b",
        "/\x00",
    ],
)
def test_what_could_leave_this_site_is_refused(target):
    assert safe_path(target) is None


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        ("http://localhost/sitzungen/7?x=1", "/sitzungen/7?x=1"),
        ("http://evil.example/sitzungen/7", None),
        ("//[", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_page_of_this_site_is_returned_to(app, referrer, path):
    with app.test_request_context("/"):
        assert same_site_target(referrer) == path
