"""The table of lab values: reading it and finding rows in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.letters import without_accents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Span = tuple[int, int]
"""A part of a text as (start, end)."""
Spans = tuple[Span, ...]
"""Parts in order, apart from each other."""

_SPELT = str.maketrans(
    {
        "\N{GREEK SMALL LETTER ALPHA}": "alpha",
        "\N{GREEK SMALL LETTER BETA}": "beta",
        "\N{GREEK SMALL LETTER GAMMA}": "gamma",
        "\N{GREEK SMALL LETTER DELTA}": "delta",
        "\N{GREEK SMALL LETTER KAPPA}": "kappa",
        "\N{GREEK SMALL LETTER LAMDA}": "lambda",
        "\N{EN DASH}": "-",
        "\N{MINUS SIGN}": "-",
    }
)
_WORD = re.compile(r"[a-z0-9]+")
_SHORT = 2
"""Words of so few letters are looked for only at the beginning of words."""


@dataclass(frozen=True, slots=True)
class LabRow:
    """A reference range in conventional and SI units; a unit is "" where the number has none.

    ``who``: for whom or when it holds. ``also``: other names and abbreviations.
    """

    name: str
    also: tuple[str, ...]
    conventional: str
    unit: str
    si: str
    si_unit: str
    who: str = ""
    note: str = ""

    def value(self, units: str) -> tuple[str, str]:
        """Return range and unit in ``units``: "conventional" or "si"."""
        return (self.si, self.si_unit) if units == "si" else (self.conventional, self.unit)


@dataclass(frozen=True, slots=True)
class LabGroup:
    """Rows that belong together; ``specimen`` is blood, csf, urine or other."""

    id: str
    title: str
    specimen: str
    rows: tuple[LabRow, ...]

    def holds(self, specimen: str) -> bool:
        """Say whether the group is of a specimen or is the group of that id; "" is any."""
        return specimen in ("", self.specimen, self.id)


@dataclass(frozen=True, slots=True)
class LabTable:
    """All groups, what they are good for and where one may read on."""

    note: str
    sources: tuple[str, ...]
    groups: tuple[LabGroup, ...]

    def within(self, specimen: str) -> tuple[LabGroup, ...]:
        """Return the groups of a specimen, or the group of that id; "" is all."""
        return tuple(group for group in self.groups if group.holds(specimen))


@dataclass(frozen=True, slots=True)
class LabMatch:
    """A row that was found, and what to mark in its name, its ``who`` and in ``also``.

    ``also``: the other name that a word was found in, if it is in no text that is shown anyway.
    """

    row: LabRow
    group: LabGroup
    marks: Spans = ()
    who_marks: Spans = ()
    also: str = ""
    also_marks: Spans = ()


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without accents, case and raised figures; ``places``: where each letter was."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """How well a word fits a text: 0 the text begins with it, 1 a word does, 2 it is inside."""

    rank: int
    span: Span


def load(path: Path) -> LabTable:
    """Read the table. OSError, tomllib.TOMLDecodeError, KeyError or TypeError if it is broken."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    groups = tuple(
        LabGroup(
            group["id"], group["title"], group["specimen"], tuple(_row(row) for row in group["row"])
        )
        for group in data["group"]
    )
    return LabTable(data["note"], tuple(data["sources"]), groups)


def search(table: LabTable, words: str, specimen: str = "") -> tuple[LabMatch, ...]:
    """Find the rows that have each of ``words`` in their name, ``who`` or one other name.

    Case and accents do not count. Rows that begin with the word or are called so come first, then
    those with a word that does, then the others; no words find nothing.
    """
    terms = [_folded(word).text for word in words.split()]
    found = [
        (rank, match)
        for group in table.within(specimen)
        for row in group.rows
        if terms and (hit := _match(row, group, terms)) is not None
        for rank, match in [hit]
    ]
    return tuple(match for _, match in sorted(found, key=lambda pair: pair[0]))


def _row(data: Mapping[str, Any]) -> LabRow:
    return LabRow(**{**data, "also": tuple(data["also"])})


def _match(row: LabRow, group: LabGroup, terms: list[str]) -> tuple[int, LabMatch] | None:
    rank = 0
    marks: list[Span] = []
    who_marks: list[Span] = []
    also = ""
    also_marks: list[Span] = []
    for term in terms:
        in_name, in_who = _hit(row.name, term), _hit(row.who, term)
        in_other = _hit_in_others(row, term)
        if in_name:
            marks.append(in_name.span)
        elif in_who:
            who_marks.append(in_who.span)
        elif in_other:
            name, hit = in_other
            also, also_marks = name, [*(also_marks if also == name else []), hit.span]
        else:
            return None
        hits = (in_name, in_who, in_other and in_other[1])
        rank = max(rank, min(hit.rank for hit in hits if hit))
    match = LabMatch(row, group, _joined(marks), _joined(who_marks), also, _joined(also_marks))
    return rank, match


def _hit_in_others(row: LabRow, term: str) -> tuple[str, _Hit] | None:
    """Return the other name that fits best: as good as the name itself only if it is the word."""
    found = None
    for name in row.also:
        hit = _hit(name, term)
        if hit and _folded(name).text != term:
            hit = _Hit(hit.rank + 1, hit.span)
        if hit and (found is None or hit.rank < found[1].rank):
            found = name, hit
    return found


def _hit(text: str, term: str) -> _Hit | None:
    folded = _folded(text)
    at = 0 if folded.text.startswith(term) else _word_start(folded.text, term)
    inside = at < 0 and len(term) > _SHORT
    if inside:
        at = folded.text.find(term)
    if at < 0:
        return None
    last = folded.places[at + len(term) - 1]
    return _Hit(2 if inside else int(at > 0), (folded.places[at], last + 1))


def _word_start(text: str, term: str) -> int:
    starts = (word.start() for word in _WORD.finditer(text))
    return next((at for at in starts if text.startswith(term, at)), -1)


@lru_cache(maxsize=4096)
def _folded(text: str) -> _Folded:
    if text.isascii():
        return _Folded(text.lower(), tuple(range(len(text))))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        kept = without_accents(letter).translate(_SPELT).casefold()
        letters += kept
        places += [place] * len(kept)
    return _Folded("".join(letters), tuple(places))


def _joined(spans: list[Span]) -> Spans:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
