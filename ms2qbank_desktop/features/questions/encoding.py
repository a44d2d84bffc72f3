"""Guesses how the characters of a text are encoded."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEW = 0.05
"""Western text has fewer bytes above 127 than this: accents, signs and curly quotes."""


def marked(data: bytes) -> str:
    """Return the codec that a byte order mark names, "" if there is none."""
    return next((name for sign, name in _BOMS if data.startswith(sign)), "")


def guessed(sample: bytes, few: float = _FEW) -> str:
    """Return a codec for bytes that are not UTF-8. ``few``: the share of bytes above 127 below
    which a text is Western; guessing by words fails in short ones."""
    if sum(byte > 0x7F for byte in sample) < few * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def encoding_of(path: Path) -> str:
    """Return the name of a codec that reads ``path``, "" if the file is no text.

    The whole file is checked: one wrong byte in its last line decides as well.
    """
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        if name := marked(chunk):
            return name
        head = chunk[:_SAMPLE]
        if b"\0" in head:
            return _without_mark(head)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while chunk:
            following = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not following)
            except UnicodeDecodeError as error:
                return _other_than_utf8(chunk, error.start)
            chunk = following
    return "utf-8"


def _without_mark(head: bytes) -> str:
    """Tell UTF-16 without a byte order mark, whose every other byte is mostly 0, from no text."""
    pairs, rest = divmod(len(head), 2)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if rest:
        return ""
    if odd > 0.7 * pairs and even == 0:
        return "utf-16-le"
    if even > 0.7 * pairs and odd == 0:
        return "utf-16-be"
    return ""


def _other_than_utf8(chunk: bytes, at: int) -> str:
    sample = chunk[max(0, at - _SAMPLE) : at + _SAMPLE]
    decoded = sample.decode("utf-8", "replace")
    broken = decoded.count("\ufffd")
    if sum(character > "\x7f" for character in decoded) > 10 * broken:
        return "utf-8"  # UTF-8 with a few damaged bytes
    return guessed(sample)
