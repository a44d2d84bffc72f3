"""Which media files the texts of a note or a note type name."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOUND = re.compile(r"\[sound:([^\[\]]{1,255})\]", re.IGNORECASE)

_TAG = re.compile(r"<(?:img|audio|video|source|object|embed)\b[^<>]*", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:src|data)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_CSS_FILE = re.compile(
    r"(?:url\(\s*|@import\s+)(?:\"([^\"]{1,255})\"|'([^']{1,255})'|([^\s\"');]{1,255}))", re.I
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def media_names(text: str) -> tuple[str, ...]:
    """Return the files that a field or template shows or plays, each once, in their order.

    Addresses of the internet are no files.
    """
    found = dict.fromkeys(name for _, name in sorted(_names(text)) if name)
    return tuple(found)


def stylesheet_media_names(css: str) -> tuple[str, ...]:
    """Return the files (fonts, pictures, other style sheets) that a note type's CSS names."""
    names = (file_name(next(filter(None, found.groups()), "")) for found in _CSS_FILE.finditer(css))
    return tuple(dict.fromkeys(name for name in names if name))


def file_name(address: str) -> str:
    """Return the name of the file that ``address`` means, "" if it leads elsewhere.

    Names in fields may be written with entities and with percent signs.
    """
    name = html.unescape(address).strip()
    if _ADDRESS.match(name):
        return ""
    name = unquote(name)
    return "" if "/" in name or "\\" in name or name in (".", "..") or "\0" in name else name


def _names(text: str) -> Iterator[tuple[int, str]]:
    for sound in SOUND.finditer(text):
        yield sound.start(), file_name(sound[1])
    for tag in _TAG.finditer(text):
        if source := _SOURCE.search(tag[0]):
            yield tag.start(), file_name(next(filter(None, source.groups()), ""))


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a field in which the files of ``names`` are called by their new names."""
    for old in media_names(text):
        new = names.get(old)
        if new is not None:
            for written in {old, quote(old), html.escape(old)}:
                text = text.replace(written, new)
    return text
