"""Abbreviations both ways: MI finds "myocardial infarction", and the other way round."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.paths import resources

from .forms import key
from .models import Abbreviation
from .text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = tuple[str, ...]

_ENGLISH = """
ad all am an ar art as at be bid bun cad can cap crest dip do ed fish gas gist he hit if im in it la
lama ma map mat me men no on or pa pad pan pap pas pea peep pep pi pip prom rem so sob tee ten ti
tips to torch trap tv up us was we
"""
ENGLISH = frozenset(_ENGLISH.split())
"""Words of English: abbreviations only where they are written as the table has them."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short form as texts write it, and its words."""

    written: str
    words: Words

    @property
    def english(self) -> bool:
        return self.words[0] in ENGLISH and len(self.words) == 1


@dataclass(frozen=True, slots=True)
class Table:
    """What stands for what."""

    meanings: dict[Words, list[tuple[str, Words]]]
    """By the words of the short form: (as it is written, a meaning)."""
    shorts: dict[Words, list[Short]]
    """By the words of a meaning, whatever their spelling and number (forms.key)."""
    longest: int
    """Words of the longest key."""

    def shortened(self, typed: Words) -> list[Short]:
        """Return the short forms of what is typed in full."""
        return self.shorts.get(key(typed), [])

    def stands_for(self, typed: Words, written: str) -> list[Words]:
        """Return the meanings of what is typed as an abbreviation, or as its plural: UTIs."""
        found = [
            meaning
            for short, meaning in self.meanings.get(typed, ())
            if short == written or not Short(short, typed).english
        ]
        one = written.removesuffix("s")
        if not found and one != written and one.isupper() and len(typed) == 1:
            return self.stands_for((typed[0][:-1],), one)
        return found


def table_of(entries: Iterable[Abbreviation]) -> Table:
    """Return entries as they are looked up; those switched off are left out."""
    meanings: dict[Words, list[tuple[str, Words]]] = {}
    shorts: dict[Words, list[Short]] = {}
    for entry in entries:
        short = tuple(words(entry.short))
        if entry.off or not short:
            continue
        for text in entry.meanings:
            if meaning := tuple(words(text)):
                for typed in dict.fromkeys((short, ("".join(short),))):  # 5-HT, 5HT
                    meanings.setdefault(typed, []).append((entry.short, meaning))
                shorts.setdefault(key(meaning), []).append(Short(entry.short, short))
    return Table(meanings, shorts, max(map(len, (*meanings, *shorts)), default=0))


@functools.cache
def shipped() -> tuple[Abbreviation, ...]:
    """Return the table of the program."""
    text = (resources() / "abbreviations.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(_entry(*line) for line in lines)


@functools.cache
def shipped_table() -> Table:
    """Return the table of the program as it is looked up."""
    return table_of(shipped())


def _entry(short: str, meaning: str, others: str = "") -> Abbreviation:
    more = (one.strip() for one in others.split(";"))
    return Abbreviation(short, (meaning, *filter(None, more)), shipped=True)
