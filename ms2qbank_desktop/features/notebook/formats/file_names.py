"""Names of files from titles, and back: what a file system or a wiki link refuses is written as
``%`` and two digits, as in addresses."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from urllib.parse import unquote

MAX_BYTES = 180
"""Of a name: 255 is what file systems take, and an ending, a number and a tilde follow."""
_MOST_WORDS = 60
"""Characters of the name of an attachment."""
_REFUSED = re.compile(r'[%/\\:*?"<>|#^\[\]\x00-\x1f\x7f]')
_EDGES = re.compile(r"^[. ]|[. ]$")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d|attachments)(?:\..*)?")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")


def escaped(title: str) -> str:
    """Return the name of a file or folder for a title; "" for one without characters.

    Reversible but for titles that are too long: those are cut and end with a digest.
    """
    name = _REFUSED.sub(_code, unicodedata.normalize("NFC", title))
    name = _EDGES.sub(_code, name)
    if _RESERVED.fullmatch(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name.encode()) <= MAX_BYTES:
        return name
    digest = sha256(title.encode()).hexdigest()[:8]
    cut = name.encode()[: MAX_BYTES - 9].decode(errors="ignore")
    return f"{re.sub('%.?$', '', cut)}~{digest}"


def file_stem(title: str) -> str:
    """Return a name for a file that is only to be read: what a system refuses is left out."""
    name = " ".join(_REFUSED.sub(" ", unicodedata.normalize("NFC", title)).split()).strip(". ")
    return name.encode()[:MAX_BYTES].decode(errors="ignore") or "Notes"


def attached_name(words: str, ending: str) -> str:
    """Return a name for a file that notes speak of by ``words``."""
    stem = file_stem(words.strip().removesuffix(f".{ending}"))[:_MOST_WORDS].strip(". ")
    return f"{stem}{'_' * bool(_RESERVED.fullmatch(stem))}.{ending}"


def unescaped(name: str) -> str:
    """Return the title that a name was made of."""
    return unquote(name) if _ESCAPE.search(name) else name


def alike(name: str) -> str:
    """Return what two names share that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _code(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"
