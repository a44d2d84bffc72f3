"""Where the words of a search stand in a text, to be marked for the eye."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 2
"""Letters of a word that begins too many others."""


def folded(text: str) -> str:
    """Return a text without accents and capitals, a character for a character."""
    if text.isascii():
        return text.lower()
    plain = {ord(one): _plain(one) for one in set(text) if not one.isascii()}
    return text.translate(plain).lower()


def word_spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words stand in a text as [start, end), in order and apart.

    A word counts where another one begins with it (one of two letters only as a whole), and if
    there is none, inside of words; case and accents do not count. A phrase is words with anything
    but letters between them.
    """
    wanted = sorted({" ".join(folded(word).split()) for word in words} - {""}, key=len)
    if not wanted:
        return []
    patterns = [re.escape(one).replace(r"\ ", r"\W+") for one in reversed(wanted)]
    ends = [r"\w*" if len(one) > _SHORT else r"(?!\w)" for one in reversed(wanted)]
    plain = folded(text)
    whole = "|".join(one + end for one, end in zip(patterns, ends, strict=True))
    found = [one.span() for one in re.finditer(rf"(?<!\w)(?:{whole})", plain)]
    return found or [one.span() for one in re.finditer("|".join(patterns), plain)]


def word_marks(text: str, words: Iterable[str]) -> list[Mark]:
    """Return the marks that show found words in a text."""
    return [found_mark(start, end) for start, end in word_spans(text, words)]


def found_mark(start: int, end: int) -> Mark:
    """Return the mark that shows [start, end) of a text as found."""
    return Mark(start, end, ground="highlight-yellow", ink="highlight-text")


def _plain(character: str) -> str:
    first = unicodedata.normalize("NFKD", character)[0]
    low = first.lower()
    return low if len(low) == 1 else first
