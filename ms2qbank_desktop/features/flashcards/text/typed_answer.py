"""Compares a typed answer with the expected one, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ms2qbank_desktop.core.letters import without_accents

from .media_names import SOUND
from .plain_text import strip_html

_LINE_BREAK = re.compile(r"\n|<br ?/?>|</?div>", re.IGNORECASE)
_LONGEST = 2000
"""Characters; longer answers are right or wrong as a whole."""


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    """Typed, but not expected there."""
    MISSING = "missing"
    """Expected, but not typed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one verdict."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``typed`` with a "-" for every letter left out, ``expected`` with what was not typed."""

    typed: tuple[Run, ...]
    expected: tuple[Run, ...]

    @property
    def right(self) -> bool:
        return all(run.verdict is Verdict.RIGHT for run in self.typed)


def expected_text(field: str) -> str:
    """Return what a field asks to be typed: its text without markup and sounds, in one line."""
    text = strip_html(_LINE_BREAK.sub(" ", SOUND.sub("", field)))
    return unicodedata.normalize("NFC", text).strip()


def compare(field: str, typed: str, *, accents: bool = True) -> Comparison:
    """Return how ``typed`` differs from what ``field`` asks for.

    Without ``accents`` a letter matches the same letter with any mark on it. Case counts.
    """
    expected = expected_text(field)
    typed = unicodedata.normalize("NFC", typed).strip()
    if not accents:
        typed = without_accents(typed)
    # Compared letter by letter, so that every bare letter stands for one of the real text.
    bare = expected
    if not accents:
        bare = "".join(without_accents(letter)[:1] or letter for letter in expected)
    if typed == bare:
        return Comparison(_run(Verdict.RIGHT, expected), _run(Verdict.RIGHT, expected))
    if max(len(typed), len(bare)) > _LONGEST:
        return Comparison(_run(Verdict.WRONG, typed), _run(Verdict.MISSING, expected))
    ours: list[Run] = []
    theirs: list[Run] = []
    matcher = SequenceMatcher(None, typed, bare, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            ours += _run(Verdict.RIGHT, typed[start:end])
            theirs += _run(Verdict.RIGHT, expected[from_:to])
            continue
        ours += _run(Verdict.WRONG, typed[start:end])
        if kind == "insert":
            ours += _run(Verdict.MISSING, "-" * (to - from_))
        theirs += _run(Verdict.MISSING, expected[from_:to])
    return Comparison(tuple(ours), tuple(theirs))


def _run(verdict: Verdict, text: str) -> tuple[Run, ...]:
    return (Run(verdict, text),) if text else ()
