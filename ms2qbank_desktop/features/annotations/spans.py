"""The arithmetic of highlights: stretches of one text that never overlap.

A list of spans is *tidy* when it is in order, nothing overlaps, and what touches differs in
colour. Each function takes tidy lists and returns tidy ones.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from .models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PICTURE = "\ufffc"
"""What stands for a picture in the plain characters of a text."""


def highlighted(spans: Sequence[Span], new: Span) -> list[Span]:
    """Lay ``new`` over ``spans``: its own colour grows together, another one gives way."""
    if new.start >= new.end:
        return list(spans)
    same = [
        span
        for span in spans
        if span.colour == new.colour and span.start <= new.end and new.start <= span.end
    ]
    grown = Span(
        min([new.start, *(span.start for span in same)]),
        max([new.end, *(span.end for span in same)]),
        new.colour,
    )
    others = [span for span in spans if span not in same]
    return sorted([*erased(others, grown.start, grown.end), grown], key=lambda span: span.start)


def erased(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Take [start, end) out of ``spans``, which are shortened, split or gone."""
    if start >= end:
        return list(spans)
    left = []
    for span in spans:
        if span.end <= start or end <= span.start:
            left.append(span)
            continue
        if span.start < start:
            left.append(replace(span, end=start))
        if end < span.end:
            left.append(replace(span, start=end))
    return left


def layered(spans: Iterable[Span]) -> list[Span]:
    """Return what shows of spans that were laid over each other, the newest last."""
    tidy: list[Span] = []
    return reduce(highlighted, spans, tidy)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave blanks and pictures at both ends out of [start, end); empty if nothing else is in it.

    Selecting by words takes the blank after the last one along, which nobody means.
    """
    blank = f" \t\r\n\xa0\u2028\u2029{PICTURE}"
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start] in blank:
        start += 1
    while start < end and text[end - 1] in blank:
        end -= 1
    return start, end
