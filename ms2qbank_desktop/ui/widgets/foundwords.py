"""Where the words of a search stand in a text, to be marked for the eye."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.letters import EMOJI, IDEOGRAPHS, folded

from .marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 2
"""Letters of a word that begins too many others."""
_ALONE = re.compile(f"[{IDEOGRAPHS}{EMOJI}]")
"""Letters between which no blank says where a word begins."""


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
    plain = folded(text)
    whole = "|".join(map(_whole, reversed(wanted), patterns))
    found = [one.span() for one in re.finditer(whole, plain)]
    return found or [one.span() for one in re.finditer("|".join(patterns), plain)]


def _whole(word: str, pattern: str) -> str:
    if _ALONE.match(word):
        return pattern
    end = r"\w*" if len(word) > _SHORT else r"(?!\w)"
    return rf"(?<!\w){pattern}{end}"


def word_marks(text: str, words: Iterable[str]) -> list[Mark]:
    """Return the marks that show found words in a text."""
    return [found_mark(start, end) for start, end in word_spans(text, words)]


def found_mark(start: int, end: int) -> Mark:
    """Return the mark that shows [start, end) of a text as found."""
    return Mark(start, end, ground="highlight-yellow", ink="highlight-text")
