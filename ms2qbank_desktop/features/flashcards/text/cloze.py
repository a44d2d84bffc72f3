"""Cloze deletions: which cards a text makes, and what a card shows of it.

``{{c1::hidden::hint}}``; deletions may be nested, and one may belong to several cards
(``{{c1,2::hidden}}``). Same results as Anki 26.09, checked against it by the tests.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_NUMBER = 500
"""Anki makes no card for a higher number."""
OCCLUSION = "image-occlusion:"
"""What a deletion begins with that is a shape over a picture instead of text."""

_TOKEN = re.compile(r"\{\{c([0-9,]+)::|\}\}")
_CUT_TOKEN = re.compile(r"\{\{?(?:c[0-9,]*:?)?$")
_MOST_DIGITS = 5
_LARGEST = 65_535
_DEEPEST = 50
_ELLIPSIS = "..."


@dataclass(slots=True)
class Cloze:
    """A deletion: its numbers, its parts (text and inner deletions) and its hint."""

    numbers: tuple[int, ...]
    parts: list[str | Cloze] = field(default_factory=list)
    hint: str | None = None

    @property
    def occlusion(self) -> str | None:
        """The shape, where the deletion is one over a picture."""
        first = self.parts[0] if self.parts else ""
        return first if isinstance(first, str) and first.startswith(OCCLUSION) else None

    @property
    def shown_hint(self) -> str:
        return _ELLIPSIS if self.hint is None else self.hint


def cloze_numbers(text: str) -> frozenset[int]:
    """Return the numbers of the cards that ``text`` makes, each 1–500."""
    if "{{c" not in text:
        return frozenset()
    found = {number for cloze in clozes(text) for number in cloze.numbers}
    return frozenset(number for number in found if 1 <= number <= LAST_NUMBER)


def clozes(text: str) -> Iterator[Cloze]:
    """Give every deletion of ``text``, the outer one before the inner ones."""
    waiting = [part for part in reversed(parsed(text)) if isinstance(part, Cloze)]
    while waiting:
        cloze = waiting.pop()
        yield cloze
        waiting += [part for part in reversed(cloze.parts) if isinstance(part, Cloze)]


def reveal(text: str, number: int, *, question: bool) -> str:
    """Return what card ``number`` shows of ``text``, "" if it has no deletion of that number.

    The question has the hint, or "...", in place of a deletion; the answer has its text.
    """
    if "{{c" not in text or not any(_active(cloze, number) for cloze in clozes(text)):
        return ""
    return "".join(_shown(part, number, question) for part in parsed(text))


def reveal_only(text: str, number: int, *, question: bool) -> str:
    """Return nothing but the deletions of card ``number``: their hints, or their texts."""
    return ", ".join(
        cloze.shown_hint if question else _plain(cloze)
        for cloze in clozes(text)
        if _active(cloze, number) and cloze.occlusion is None
    )


def line_of(text: str, number: int) -> str:
    """Return plain ``text`` as a table shows card ``number`` of it: its deletions as "[…]" or
    their hints, the others as their texts. The text may have been cut anywhere."""
    if "{" not in text:
        return text
    text = _CUT_TOKEN.sub("", text)
    opened = 0
    for token in _TOKEN.finditer(text):
        if token[1] is None:
            opened = max(0, opened - 1)
        elif _numbers(token[1]):
            opened += 1
    if opened and not text.endswith("}}"):
        text = text.removesuffix("}")
    return "".join(_in_line(part, number) for part in parsed(text + "}}" * opened)).strip()


def typed_answer(text: str, number: int) -> str:
    """Return what has to be typed for card ``number``; the same text in all is asked once."""
    answers = [_plain(cloze) for cloze in clozes(text) if _active(cloze, number)]
    return answers[0] if len(set(answers)) == 1 else ", ".join(answers)


@functools.lru_cache(maxsize=512)
def parsed(text: str) -> tuple[str | Cloze, ...]:
    """Return ``text`` as text and deletions in their order. What is never closed is dropped."""
    done: list[str | Cloze] = []
    opened: list[Cloze] = []
    position = 0
    for token in _TOKEN.finditer(text):
        numbers = _numbers(token[1]) if token[1] else ()
        if token[1] and (not numbers or len(opened) >= _DEEPEST):
            continue
        _add_text(done, opened, text[position : token.start()])
        position = token.end()
        if numbers:
            opened.append(Cloze(numbers))
        elif opened:
            closed = opened.pop()
            (opened[-1].parts if opened else done).append(closed)
        else:
            done.append("}}")
    _add_text(done, opened, text[position:])
    return tuple(done)


def _add_text(done: list[str | Cloze], opened: list[Cloze], text: str) -> None:
    if not text:
        return
    if not opened:
        done.append(text)
        return
    cloze = opened[-1]
    text, mark, hint = text.partition("::")
    if mark:
        cloze.hint = hint
    cloze.parts.append(text)


def _numbers(written: str) -> tuple[int, ...]:
    short = (part.lstrip("0") for part in written.split(",") if part)
    numbers = (int(part or "0") for part in short if len(part) <= _MOST_DIGITS)
    return tuple(number for number in numbers if number <= _LARGEST)


def _active(cloze: Cloze, number: int) -> bool:
    return number in cloze.numbers


def _shown(part: str | Cloze, number: int, question: bool) -> str:
    if isinstance(part, str):
        return part
    if part.occlusion is not None:
        return ""  # drawn over the picture, see occlusion.py
    active = _active(part, number)
    if active and question:
        inner = f"[{part.shown_hint}]"
    else:
        inner = "".join(_shown(inside, number, question) for inside in part.parts)
    name = "cloze" if active else "cloze-inactive"
    ordinals = ",".join(map(str, part.numbers))
    return f'<span class="{name}" data-ordinal="{ordinals}">{inner}</span>'


def _in_line(part: str | Cloze, number: int) -> str:
    if isinstance(part, str):
        return part
    if _active(part, number):
        return f"[{part.hint or '…'}]"
    return "" if part.occlusion else "".join(_in_line(inside, number) for inside in part.parts)


def _plain(cloze: Cloze) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in cloze.parts)
