"""Reads SubRip (.srt) captions, also those written by hand or cut off."""

from __future__ import annotations

import re
from itertools import pairwise

from ms2qbank_desktop.features.videos.models import Caption

from .base import ARROW, SHORTEST_MS, Captions, Complaints, in_order, lines_of, tidy, timing

_TAGS = re.compile(
    r"</?(?:i|b|u|s|em|strong|font|c|span)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE
)


def read_srt(text: str, file: str) -> Captions:
    """Return the captions of ``text``; ``file`` is named in problems.

    A caption reaches to the next line with a time: blank lines inside it are its own; the number
    before that line is not, in a file that numbers its captions. A line that should be a time and
    is none costs its own caption only.
    """
    complaints = Complaints(file)
    lines = lines_of(text)
    captions: list[Caption] = []
    heads = [number for number, line in enumerate(lines) if ARROW.search(line) and _head(line)]
    numbered = 2 * sum(number > 0 and lines[number - 1].strip().isdigit() for number in heads)
    for number, following in pairwise([*heads, len(lines)]):
        times = timing(lines[number])
        if times is None:
            complaints.line(number + 1, "The time cannot be read; this caption is left out.")
            continue
        start, end = times
        if end <= start:
            complaints.line(number + 1, "The caption ends before it begins.")
            end = start + SHORTEST_MS
        body = lines[number + 1 : following]
        if numbered > len(heads) and following < len(lines) and body and body[-1].strip().isdigit():
            body.pop()  # the number of the next one
        words = plain("\n".join(body))
        if words:
            captions.append(Caption(start, end, words))
    if not captions:
        complaints.whole("No captions were found in this file.")
    return Captions(in_order(captions), complaints.problems)


def plain(text: str) -> str:
    """Return ``text`` without the tags that SubRip knows; other angle brackets stay."""
    return tidy(_TAGS.sub("", text))


def _head(line: str) -> bool:
    """Tell a time, even a broken one, from an arrow in what is spoken."""
    return timing(line) is not None or line.lstrip()[:1].isdigit()
