"""What must be true of every HTML page, whatever it shows."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement

NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
LEAKED = re.compile(r"\bNone\b|\bUndefined\b|<bound method|\bdatetime\.|\{\{|\{%")


def page_faults(body: str) -> list[str]:
    """All faults of a page, each as a sentence; an empty list is a good page."""
    return list(_faults(body))


@lru_cache(maxsize=64)  # tests of rights get the same refusal hundreds of times
def _faults(body: str) -> tuple[str, ...]:
    page = html.document_fromstring(body)
    return (
        *_frame(page, body),
        *_ids(page),
        *_labels(page),
        *_inline(page),
        *_forms(page),
        *_leaks(page),
    )


def heading(body: str) -> str:
    page = html.document_fromstring(body)
    return _text(page.find(".//h1"))


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def _frame(page: HtmlElement, body: str) -> list[str]:
    faults = []
    if not body.lstrip().lower().startswith("<!doctype html>"):
        faults.append("does not begin with <!doctype html>")
    if page.get("lang") != "de":
        faults.append(f"lang is {page.get('lang')!r}, not 'de'")
    headings = [_text(h1) for h1 in page.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        faults.append(f"needs one h1 with text, has {headings}")
    title = _text(page.find(".//title")).removeprefix("Fehler: ")
    told = [_text(one) for one in page.xpath("//*[@data-flash][not(@role)]")][:1]
    title = title.removeprefix(f"{told[0]} – ") if told else title
    if headings and not title.startswith(headings[0]):
        faults.append(f"title {title!r} does not begin with the h1 {headings[0]!r}")
    if len(list(page.iter("main"))) != 1:
        faults.append("needs one main")
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    faults += [
        f"heading level jumps from h{before} to h{after}"
        for before, after in pairwise(levels)
        if after > before + 1
    ]
    return faults


def _ids(page: HtmlElement) -> list[str]:
    counted = Counter(page.xpath("//@id"))
    faults = [f"id {name!r} stands {n} times" for name, n in counted.items() if n > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
        for value in page.xpath(f"//@{attribute}"):
            missing = [name for name in value.split() if name not in counted]
            faults += [f"{attribute}={name!r} leads nowhere" for name in missing]
    anchors = {link[1:] for link in page.xpath("//a/@href") if re.fullmatch(r"#.+", link)}
    return faults + [f"link #{name} leads nowhere" for name in sorted(anchors - set(counted))]


def _labels(page: HtmlElement) -> list[str]:
    labelled = set(page.xpath("//label/@for"))
    faults = []
    for control in page.iter("input", "select", "textarea"):
        if control.tag == "input" and control.get("type", "text") in NEEDS_NO_LABEL:
            continue
        wrapped = any(parent.tag == "label" for parent in control.iterancestors())
        named = control.get("aria-label") or control.get("aria-labelledby")
        if not (control.get("id") in labelled or wrapped or named):
            faults.append(f"{control.tag} {control.get('name')!r} has no label")
    faults += [
        f"{button.tag} without text: {html.tostring(button)[:80]!r}"
        for button in page.iter("button", "a", "summary")
        if not (_text(button) or button.get("aria-label") or button.get("aria-labelledby"))
    ]
    return faults


def _inline(page: HtmlElement) -> list[str]:
    faults = [f"inline style on {element.tag}" for element in page.xpath("//*[@style]")]
    faults += ["a style element" for _ in page.iter("style")]
    faults += ["an inline script" for script in page.iter("script") if not script.get("src")]
    handlers = page.xpath("//@*[starts-with(name(), 'on')]")
    faults += [f"{found.attrname} on {found.getparent().tag}" for found in handlers]
    for found in page.xpath("//@href | //@src | //@action | //@formaction"):
        target = found.strip().lower()
        if target.startswith("javascript:"):
            faults.append(f"javascript: in {found.attrname}")
        if found.attrname == "src" and target.startswith(("http:", "https:", "//")):
            faults.append(f"loads {target} from elsewhere")
    return faults


def _forms(page: HtmlElement) -> list[str]:
    return [
        f"form {form.get('action')!r} posts without csrf_token"
        for form in page.iter("form")
        if form.get("method", "get").lower() == "post"
        and not form.xpath(".//input[@name='csrf_token']")
    ]


def _leaks(page: HtmlElement) -> list[str]:
    text = " ".join(page.xpath("//body//text()[not(parent::script)]"))
    return [f"shows a programmer's value: {found[0]!r}" for found in LEAKED.finditer(text)]
