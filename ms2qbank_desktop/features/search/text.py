"""Texts as the search compares them: small letters without accents, letter for letter."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.letters import EMOJI, IDEOGRAPHS, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 40
"""Letters of a word that is worth knowing; what is longer is data."""
_ALONE = f"{IDEOGRAPHS}{EMOJI}"
_LONE = re.compile(f"[{_ALONE}]")
_WRITTEN = re.compile(rf"[{IDEOGRAPHS}]+|[{EMOJI}]|[^\W_{_ALONE}]+")
_SEAM = "\x1d"
"""Parts the words of the full text that no blank parts: no text holds it."""
_LONE_START = re.compile(rf"(?=[{_ALONE}])|(?<=[{_ALONE}])(?=[^\W_])")
_EMOJI = re.compile(f"[{EMOJI}]")
_LETTER_OF_EMOJI = re.compile("[\U000f2600-\U000f2bff\U000ff1e6-\U000ffaff]")


class _Letters(dict[int, str]):
    """What each letter is in a row of words: folded, a blank where it is none."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = folded(letter) if letter.isalnum() else " "
        return self[code]


class _LettersApart(_Letters):
    """The same, each letter that is a word between blanks."""

    def __missing__(self, code: int) -> str:
        if _LONE.match(letter := chr(code)):
            self[code] = f" {letter} "
            return self[code]
        return super().__missing__(code)


_LETTERS, _LETTERS_APART = _Letters(), _LettersApart()


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order; ideographs and emoji one by one."""
    return text.translate(_LETTERS_APART).split()


def written_words(text: str) -> list[str]:
    """Return the words of a text as they are written; ideographs in their rows."""
    return _WRITTEN.findall(text)


def places(text: str, wanted: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return (word, start, end) of ``wanted`` words, or rows of ideographs, in a text, in their
    order there."""
    there = folded(text)
    some = set(words(text)).intersection(wanted)
    if not there.isascii():
        some |= {word for word in wanted if _LONE.match(word) and word in there}
    found = []
    for word in some:
        start = there.find(word)
        while start >= 0:
            end = start + len(word)
            if _LONE.match(word) or not (
                _goes_on(there[end : end + 1]) or _goes_on(there[start - 1 : start])
            ):
                found.append((word, start, end))
            start = there.find(word, end)
    return sorted(found, key=itemgetter(1))


def _goes_on(letter: str) -> bool:
    return letter.isalnum() and not _LONE.match(letter)


def in_rows(words: Iterable[str]) -> Iterator[str]:
    """Yield words as they stand in a text: those of one letter that is a word together."""
    for alone, group in groupby(words, lambda word: bool(_LONE.match(word))):
        some = list(group)
        yield from ["".join(some)] if alone else some


def parted(text: str) -> str:
    """Return a text as FTS5's tokenizer finds ideographs and emoji in it, each for itself: these
    as letters that nobody writes."""
    if text.isascii():
        return text
    return _EMOJI.sub(_as_letter, _LONE_START.sub(_SEAM, text))


def tokens(parted_text: str) -> list[str]:
    """Return the words of a ``parted`` text, folded; emoji are left out."""
    return parted_text.translate(_LETTERS).split()


def unparted(text: str) -> str:
    """Return the text that was ``parted``."""
    if _SEAM not in text:
        return text
    return _LETTER_OF_EMOJI.sub(_as_emoji, text.replace(_SEAM, ""))


def _as_letter(emoji: re.Match[str]) -> str:
    return chr(0xF0000 | ord(emoji[0]) & 0xFFFF)


def _as_emoji(letter: re.Match[str]) -> str:
    low = ord(letter[0]) & 0xFFFF
    return chr(low if low < 0xF000 else 0x10000 | low)


def letters(word: str) -> int:
    """Return a bit for each letter of a folded word; anything else shares one."""
    bits = 0
    for letter in word:
        place = ord(letter) - 97
        bits |= 1 << (place if 0 <= place < 26 else 26)
    return bits
