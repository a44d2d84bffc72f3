"""How the answers in a table are written, decided over the whole table."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.models import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LETTER = re.compile(r"(?:option|choice|answer)?\s*[(\[]?([A-J])(?:[)\].:](?:\s.*)?)?", re.I | re.S)
_LETTERS = re.compile(r"[A-J](?:[\s,;/&+|]*[A-J])*", re.I)
_NUMBERS = re.compile(r"\d{1,2}(?:[\s,;/&+|]+\d{1,2})*")
_PARTS = re.compile(r"[;|\n]")


class AnswerStyle(StrEnum):
    """What an answer cell holds; the value says it to the user."""

    LETTER = "letters"
    TEXT = "the text of the right choice"
    ONE = "numbers, the first choice being 1"
    ZERO = "numbers, the first choice being 0"


def places(value: str, choices: Sequence[str], style: AnswerStyle) -> frozenset[int]:
    """Return the places (from 0) of the choices that ``value`` names; empty if it names none."""
    value = value.strip()
    count = len(choices)
    if style is AnswerStyle.TEXT:
        return _by_text(value, choices)
    if style is AnswerStyle.LETTER:
        if single := _LETTER.fullmatch(value):
            found = [LETTERS.index(single[1].upper())]
        elif _LETTERS.fullmatch(value):
            found = [LETTERS.index(sign) for sign in value.upper() if sign in LETTERS]
        else:
            return frozenset()
    else:
        value = value.removesuffix(".0")  # as spreadsheets write whole numbers
        if not _NUMBERS.fullmatch(value):
            return frozenset()
        first = 1 if style is AnswerStyle.ONE else 0
        found = [int(number) - first for number in re.findall(r"\d+", value)]
    if len(set(found)) < len(found) or not all(0 <= place < count for place in found):
        return frozenset()
    return frozenset(found)


def decide(rows: Iterable[tuple[str, Sequence[str]]], column: str) -> AnswerStyle:
    """Return the style that reads the most of ``rows`` (answer, choices).

    A 0 or a number as high as the choices are many settles where counting begins; where
    nothing does, the name of the column does (``answer_idx`` counts from 0), else it is 1.
    """
    order = [AnswerStyle.LETTER, AnswerStyle.TEXT, AnswerStyle.ONE, AnswerStyle.ZERO]
    if re.search(r"idx|index", column.casefold()):
        order[2:] = reversed(order[2:])
    read = dict.fromkeys(order, 0)
    for value, choices in rows:
        if value.strip():
            for style in order:
                read[style] += bool(places(value, choices, style))
    return max(order, key=lambda style: read[style])


def _by_text(value: str, choices: Sequence[str]) -> frozenset[int]:
    plain = [" ".join(choice.split()).casefold() for choice in choices]

    def place(text: str) -> int:
        words = " ".join(text.split())
        if words in choices:
            return list(choices).index(words)
        return plain.index(words.casefold()) if words and words.casefold() in plain else -1

    whole = place(value)
    if whole >= 0:
        return frozenset({whole})
    parts = [place(part) for part in _PARTS.split(value)]
    return frozenset() if min(parts) < 0 else frozenset(parts)
