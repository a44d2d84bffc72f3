"""Texts as the search compares them: small letters without accents, letter for letter."""

from __future__ import annotations

import functools
import re
import unicodedata
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
LONGEST = 40
"""Letters of a word that is worth knowing; what is longer is data."""


_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SAME = {"ς": "σ", "\u0131": "i"}


def fold(text: str) -> str:
    """Return ``text`` in small letters without accents; each character keeps its place."""
    return (text if text.isascii() else _FOREIGN.sub(_folded, text)).lower()


def _folded(found: re.Match[str]) -> str:
    return _letter(found[0])


@functools.cache
def _letter(letter: str) -> str:
    small = unicodedata.normalize("NFKD", letter)[:1].lower()[:1]
    return _SAME.get(small, small) or letter


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return _WORD.findall(fold(text))


def places(text: str, wanted: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return (word, start, end) of ``wanted`` words in a text, in their order there."""
    folded = fold(text)
    found = []
    for word in set(_WORD.findall(folded)).intersection(wanted):
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            if not folded[end : end + 1].isalnum() and not folded[start - 1 : start].isalnum():
                found.append((word, start, end))
            start = folded.find(word, end)
    return sorted(found, key=itemgetter(1))


def letters(word: str) -> int:
    """Return a bit for each letter of a folded word; anything else shares one."""
    bits = 0
    for letter in word:
        place = ord(letter) - 97
        bits |= 1 << (place if 0 <= place < 26 else 26)
    return bits
