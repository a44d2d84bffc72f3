"""Reads WebVTT (.vtt) captions.

Source: WebVTT, W3C Candidate Recommendation of 4 April 2019, section 6 (parsing).
"""

from __future__ import annotations

import html
import re

from ms2qbank_desktop.features.videos.models import Caption

from .base import ARROW, SHORTEST_MS, Captions, Complaints, in_order, lines_of, tidy, timing

_TAGS = re.compile(r"<[^<>]*>")
_WORD_TIMES = re.compile(r"<\d\d:")
_ROLLS_WITHIN_MS = 50


def read_vtt(text: str, file: str) -> Captions:
    """Return the captions of ``text``; ``file`` is named in problems. Notes, styles and regions
    are passed over, and so is a first line that is not the one it should be."""
    complaints = Complaints(file)
    lines = lines_of(text)
    if not lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        complaints.line(1, "The file should begin with WEBVTT.")
    captions: list[Caption] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not ARROW.search(line):
            if line.startswith(("NOTE", "STYLE", "REGION")):
                number = _end(lines, number)
            continue
        body = lines[number : _end(lines, number)]
        times = timing(line)
        if times is None:
            complaints.line(number, "The time cannot be read; this caption is left out.")
        else:
            start, end = times
            if end <= start:
                complaints.line(number, "The caption ends before it begins.")
                end = start + SHORTEST_MS
            if words := plain("\n".join(body)):
                captions.append(Caption(start, end, words))
        number += len(body)
    if not captions:
        complaints.whole("No captions were found in this file.")
    found = in_order(captions)
    if _WORD_TIMES.search(text):
        found = without_rolling(found)
    return Captions(found, complaints.problems)


def plain(text: str) -> str:
    """Return the text of a caption without tags and with its character references resolved."""
    return tidy(html.unescape(_TAGS.sub("", text)))


def without_rolling(captions: tuple[Caption, ...]) -> tuple[Caption, ...]:
    """Return each spoken line once.

    Automatic captions roll: each line is first written word by word, then stands alone, then stands
    above the next one. In a transcript it would be read three times.
    """
    kept: list[Caption] = []
    shown: list[str] = []
    end = 0
    for caption in captions:
        lines = caption.text.split("\n")
        if caption.start_ms - end > _ROLLS_WITHIN_MS:
            shown = []
        fresh = lines
        for size in range(min(len(shown), len(lines)), 0, -1):
            if shown[-size:] == lines[:size]:
                fresh = lines[size:]
                break
        if fresh:
            kept.append(Caption(caption.start_ms, caption.end_ms, "\n".join(fresh)))
        elif kept:
            last = kept[-1]
            kept[-1] = Caption(last.start_ms, max(last.end_ms, caption.end_ms), last.text)
        shown, end = lines, caption.end_ms
    return tuple(kept)


def _end(lines: list[str], start: int) -> int:
    """Return where a caption or a note ends: at an empty line, or at the next time where that line
    was forgotten."""
    end = start
    while end < len(lines) and lines[end] and timing(lines[end]) is None:
        end += 1
    return end
