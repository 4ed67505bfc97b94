"""Whether a text file is in another encoding than those read here: named, never guessed in silence.

Any bytes are some text in Windows-1252, also those of a Mac or of a Turkish office; so letters that
no word has betray them.
"""

import re

_UMLAUTS = b"\xe4\xf6\xfc\xdf\xc4\xd6\xdc"
_MAC = b"\x8a\x9a\x9f\xa7\x80\x85\x86"  # the umlauts of MacRoman
_DOS = b"\x84\x94\x81\xe1\x8e\x99\x9a"  # those of code pages 437 and 850
_TURKISH = re.compile(r"[ÞþÐð]|[Ýý](?=\w)")
_EASTERN = re.compile(r"(?<=\w)[³¹¿œŒ¶](?=\w|\b)|(?<=\w)[³¹](?!\w)|[\x8c\x9c](?=\w)")
_TWICE = re.compile("[ÃÂÄÅĀ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def foreign_encoding(data: bytes) -> str:
    """What a file seems to be written in, if that is none that ``decode_text`` reads; else ""."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf8(data):
        return ""
    mac, dos = _within_words(data, _MAC), _within_words(data, _DOS)
    if not _within_words(data, _UMLAUTS) and mac + dos:
        return "MacRoman (Mac OS)" if mac >= dos else "DOS (Codepage 850)"
    text = data.decode("cp1252", errors="ignore")
    if _TURKISH.search(text):
        return "Windows-1254 (Türkisch)"
    if _EASTERN.search(text):
        return "Windows-1250 (Mitteleuropa)"
    return ""


def is_decoded_twice(text: str) -> bool:
    """UTF-8 that somebody read as Windows-1252 and saved again: "MÃ¼ller"."""
    return "\ufffd" in text or _TWICE.search(text) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _within_words(data: bytes, letters: bytes) -> int:
    """How many of these stand beside a letter."""
    sign = b"[" + re.escape(letters) + b"]"
    return len(re.findall(b"(?<=[A-Za-z])" + sign + b"|" + sign + b"(?=[A-Za-z])", data))
