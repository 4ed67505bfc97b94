"""Text pasted from Word: signs of its fonts and bullets of its lists become what is meant.

Word keeps the signs of Wingdings and Symbol as private code points (U+F020 to U+F0FF), which other
fonts print as boxes. A text field does not say which font it was; the sign that offices use wins:
U+F0B7 is the bullet of Symbol, U+F0FC the tick of Wingdings.
"""

import re

_PRIVATE = 0xF000
# By the code in the font, in the order of the codes.
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3F: "✍",
    0x40: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹",
    0x4E: "☠", 0x51: "✈", 0x52: "☼", 0x54: "❄", 0x56: "✞", 0x58: "✠", 0x59: "✡", 0x5A: "☪",
    0x5B: "☯", 0x5C: "ॐ", 0x5D: "☸",
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "⌧", 0x7A: "⌘", 0x7B: "❀", 0x7C: "✿", 0x7D: "❝", 0x7E: "❞",
    0x80: "⓪", **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    0x8B: "⓿", **{0x8C + n: chr(0x2776 + n) for n in range(10)},
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA2: "◉", 0xA4: "◉", 0xA6: "○", 0xA7: "▪", 0xA8: "◻",
    0xAA: "✦", 0xAB: "★", 0xAD: "✴", 0xAF: "✵", 0xB2: "✧", 0xB5: "✪", 0xB6: "✰",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗",
    0xE5: "↙", 0xE6: "↘", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
# Where Symbol has what offices mean: letters, figures, operators and its bullet.
_SYMBOL = {
    **{code: chr(code) for code in (0x20, 0x21, *range(0x23, 0x27), 0x2B, 0x2C)},
    **{code: chr(code) for code in range(0x2E, 0x3F)},
    0x27: "∋", 0x2D: "−", 0x43: "Χ", 0x44: "Δ", 0x46: "Φ", 0x47: "Γ", 0x4F: "Ο", 0x50: "Π",
    0x53: "Σ", 0x57: "Ω", 0x5F: "_", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε",
    0x66: "φ", 0x67: "γ", 0x68: "η", 0x69: "ι", 0x6A: "ϕ", 0x6B: "κ", 0x6D: "μ", 0x70: "π",
    0x79: "ψ", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√",
    0xD7: "⋅", 0xDB: "⇔", 0xDE: "⇒",
}  # fmt: skip
_SIGNS = {_PRIVATE + code: sign for code, sign in (_WINGDINGS | _SYMBOL).items()}

_BULLETS = "•·▪▫◦○●◉■□◻❑❒‣⁃∙➢➲➔❖◆★✦*"
_FONT_BULLETS = "".join(chr(code) for code, sign in _SIGNS.items() if sign in _BULLETS)
_GLUED = re.compile(rf"(?m)^([ \t]*[{_FONT_BULLETS}])(?=[^\s{_FONT_BULLETS}])")
# "o", "§", "Ø", "ü", "v", "q" are bullets of Courier New and Wingdings that lost their font; before
# a figure, or in a line with more tabs, they are what they look like (a section, a mean, a table).
_BULLET_LINE = re.compile(
    rf"(?:(?P<bullet>[{_BULLETS}])|(?P<letter>[o§ØüvqŸ])|(?P<dash>[-–—]))[ \u00a0]*\t[ \t\u00a0]*"
    r"(?P<rest>\S[^\t]*)"
)


def signs_of_fonts(text: str) -> str:
    """Private code points of Wingdings and Symbol as the signs that everybody's font has."""
    return _GLUED.sub(r"\1 ", text).translate(_SIGNS)


def bullets_of_word(text: str) -> str:
    """Lines that Word's lists begin with a bullet and a tab, as lists of the house.

    A sign that is new in a row of such lines stands one level deeper, as in Word.
    """
    if "\t" not in text:
        return text
    lines, signs = text.split("\n"), list[str]()
    for position, line in enumerate(lines):
        found = _BULLET_LINE.fullmatch(line)
        if found is None or (not found["bullet"] and found["rest"][0].isdecimal()):
            signs.clear()
            continue
        sign = line[0]
        del signs[signs.index(sign) + 1 if sign in signs else len(signs) :]
        if sign not in signs:
            signs.append(sign)
        mark = sign if found["dash"] else "•"
        lines[position] = f"{'  ' * (len(signs) - 1)}{mark} {found['rest']}"
    return "\n".join(lines)
