"""What browsers load, made small when Gremien is installed; the fetched files stay as they are.

- ``built/kern.css``: the rules of KERN whose classes the templates use, and the fonts.
- ``built/fonts``: of each cut the letters of European languages written in Latin; whatever else
  stands in a name loads the whole cut.
- Beside every text its packed copies (gzip, Brotli), which WhiteNoise hands out.
"""

import gzip
import hashlib
import io
import re
from collections.abc import Iterable
from pathlib import Path

STATIC = Path("gremien_app", "static")
BUILT = STATIC / "built"
STAMP = BUILT / "stamp.txt"
# Cut → weight and style, as the style sheets ask for them.
CUTS = {
    "Regular": (400, "normal"),
    "Italic": (400, "italic"),
    "Medium": (500, "normal"),
    "SemiBold": (600, "normal"),
    "Bold": (700, "normal"),
}
# Name of a file → the letters in it, as style sheets write them: what German pages are made of,
# and the other languages written in Latin. The whole cut has the rest.
LETTERS = {
    "latin": "U+0-FF,U+131,U+152-153,U+1E9E,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-206F,U+20AC,U+2122,"
    "U+2190-2193,U+2212,U+2215,U+25A0-25FF",
    "extended": "U+100-130,U+132-151,U+154-24F,U+259,U+2B0-2BA,U+2BD-2C5,U+2C7-2D9,U+2DB,U+2DD-2FF,"
    "U+300-36F,U+1E00-1E9D,U+1E9F-1EFF,U+20A0-20AB,U+20AD-20CF,U+2100-2121,U+2123-218F",
}
PACKED = {".css", ".js", ".svg"}
_WORD = re.compile(r"[A-Za-z0-9_-]+")


def ensure_static_files(root: Path) -> None:
    """Make them, unless they were made from exactly these sources."""
    wanted = _fingerprint(root)
    stamp = root / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == wanted:
        return
    fonts = root / BUILT / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        whole = root / STATIC / "vendor" / "fonts" / f"FiraSans-{cut}.woff2"
        for kind, letters in LETTERS.items():
            (fonts / f"{cut}-{kind}.woff2").write_bytes(letters_of(whole, letters))
    kern = (root / STATIC / "vendor" / "kern" / "kern.min.css").read_text(encoding="utf-8")
    style = font_faces(root) + used_rules(kern, words_of(_writers(root)))
    (root / BUILT / "kern.css").write_text(style, encoding="utf-8")
    for path in _texts(root):
        pack(path)
    stamp.write_text(wanted + "\n", encoding="utf-8")


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in (root / STATIC / "vendor" / "stamp.txt", *_writers(root), *_texts(root)):
        if not path.is_relative_to(root / BUILT):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _writers(root: Path) -> list[Path]:
    """Whatever may name a class of KERN."""
    found = [*root.glob("templates/**/*.html"), *root.glob("gremien_app/**/*.py")]
    found += [*root.glob("gremien_app/static/js/*.js"), *root.glob("gremien_app/static/css/*.css")]
    return sorted(found)


def _texts(root: Path) -> list[Path]:
    """What is sent packed; fonts are packed already, KERN's own file is never asked for."""
    found = (path for path in (root / STATIC).rglob("*") if path.suffix in PACKED)
    return sorted(one for one in found if "vendor" not in one.parts)


def words_of(paths: Iterable[Path]) -> set[str]:
    return {word for path in paths for word in _WORD.findall(path.read_text(encoding="utf-8"))}


def used_rules(css: str, words: set[str]) -> str:
    """The style sheet without rules for classes that nothing names.

    A class is named whole, or put together: ``kern-icon--`` before a value, and the value.
    """
    import tinycss2  # noqa: PLC0415 -- needed to build, not to run

    def is_used(name: str) -> bool:
        block, dashes, kind = name.partition("--")
        return name in words or bool(dashes and f"{block}--" in words and kind in words)

    def kept(rules: list[tinycss2.ast.Node]) -> str:
        parts = []
        for rule in rules:
            if rule.type == "qualified-rule":
                selectors = [
                    one for one in _split(rule.prelude) if all(map(is_used, _classes(one)))
                ]
                if selectors:
                    body = tinycss2.serialize(rule.content)
                    parts.append(",".join(map(tinycss2.serialize, selectors)) + "{" + body + "}")
            elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
                inner = kept(
                    tinycss2.parse_blocks_contents(
                        rule.content, skip_comments=True, skip_whitespace=True
                    )
                )
                if inner:
                    prelude = tinycss2.serialize(rule.prelude)
                    parts.append(f"@{rule.at_keyword}{prelude}{{{inner}}}")
            elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
                parts.append(rule.serialize())
        return "".join(parts)

    return kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _split(prelude: list) -> list[list]:  # type: ignore[type-arg]  # tinycss2 has no types
    """The selectors of a rule: split at the commas that stand in no bracket."""
    found: list[list] = [[]]  # type: ignore[type-arg]  # tinycss2 has no types
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _classes(selector: list) -> list[str]:  # type: ignore[type-arg]  # tinycss2 has no types
    """Names of the classes a selector asks for; those inside ``:not(…)`` or ``:is(…)`` narrow."""
    found = []
    for before, token in zip([None, *selector], selector, strict=False):
        if before is not None and before.type == "literal" and before.value == ".":
            found.append(token.value)
    return found


def letters_of(font: Path, letters: str) -> bytes:
    """One cut with these letters only; its reserved name is left to the whole one."""
    from fontTools import subset  # noqa: PLC0415 -- needed to build, not to run

    options = subset.Options(flavor="woff2", obfuscate_names=True)
    options.layout_features = [*options.layout_features, "tnum"]
    loaded = subset.load_font(str(font), options)
    work = subset.Subsetter(options)
    work.populate(unicodes=list(_numbers(letters)))
    work.subset(loaded)
    out = io.BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()


def _numbers(letters: str) -> Iterable[int]:
    for part in letters.replace("U+", "").split(","):
        low, _dash, high = part.partition("-")
        yield from range(int(low, 16), int(high or low, 16) + 1)


def font_faces(root: Path) -> str:
    """All files of each cut; browsers fetch the one that has the letters of the page."""
    faces = []
    for cut, (weight, style) in CUTS.items():
        files = {f"../vendor/fonts/FiraSans-{cut}.woff2": ""}
        files |= {
            f"fonts/{cut}-{kind}.woff2": f"unicode-range:{letters};"
            for kind, letters in LETTERS.items()
        }
        for name, letters in files.items():
            faces.append(
                f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-style:{style};'
                f'font-display:swap;{letters}src:url("{name}?v={version_of(root / BUILT / name)}") '
                'format("woff2")}'
            )
    return "\n".join(faces) + "\n"


def version_of(path: Path) -> str:
    """As it stands in the address of the file (``base.web.assets``), which may be kept for ever."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def pack(path: Path) -> None:
    """Its copies for browsers that can unpack."""
    import brotli  # noqa: PLC0415 -- needed to build, not to run

    plain = path.read_bytes()
    for ending, packed in (
        (".gz", gzip.compress(plain, 9, mtime=0)),
        (".br", brotli.compress(plain, quality=11)),
    ):
        path.with_name(path.name + ending).write_bytes(packed)
