"""The lines of the pages of a book as paragraphs of Markdown."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from . import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.library.pdf_file import Line

_EDGE = 2
"""Lines at the top and at the foot of a page that may be those of every page."""
_MARGIN = 0.11
"""Of the height of a page."""
_REPEATED, _FEWEST = 0.4, 3
"""Share of the pages, and number, from which a line is one of every page: left and right pages
have different ones."""
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LEADERS = re.compile(r"(?:\s?\.){5,}")
_NO_LETTER = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\ufffe\uffff\ue000-\uf8ff]")
_BROKEN = re.compile("(?<=\\w)[-\u2010]$")
_BROKEN_HERE = re.compile("[\x02\xad\ufffe]$")
"""How pdfium writes a hyphen that only divides a word at the end of a line."""
_BULLET = re.compile("^[\u2022\u25aa\u25a0\u25e6\u25cf\u2023\uf0b7\uf0a7][ \t]*")
_NUMBERED = re.compile(r"^\d{1,3}[.)] ")
_ENDED = re.compile(r"[.!?:;][)\]”’\"']?$")
_LARGER, _OTHER = 1.15, 0.15
"""Height of a line, compared with most of them, that makes a title; and with the line before, that
makes another paragraph."""
_TITLE = 120
"""Characters of a title at most."""
_GAP, _INDENT = 0.35, 0.8
"""More room above a line than usual, and before it, by its height."""


def bared(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Return the pages, so high in points, without the lines that most of them have in their
    margins at the top or at the foot."""
    marks = [
        [_mark(line, height) for line in page] for page, height in zip(pages, heights, strict=True)
    ]
    common = Counter(mark for page in marks for mark in {*page[:_EDGE], *page[-_EDGE:]})
    least = max(_FEWEST, _REPEATED * len(pages))
    repeated = {mark for mark, number in common.items() if mark and number >= least} | {"#"}
    return [_without_edges(page, own, repeated) for page, own in zip(pages, marks, strict=True)]


def _mark(line: Line, height: float) -> str:
    """Return what a line in the margin has in common with those of other pages, "" for one that
    is in no margin; "#" is just the number of the page."""
    margin = _MARGIN * height
    inside = line.bottom > margin and line.top < height - margin
    return "" if inside else _NUMBERS.sub("#", line.text.casefold())


def _without_edges(page: Sequence[Line], marks: Sequence[str], repeated: set[str]) -> list[Line]:
    start, end = 0, len(page)
    while start < min(_EDGE, end) and marks[start] in repeated:
        start += 1
    while end > max(start, len(page) - _EDGE) and marks[end - 1] in repeated:
        end -= 1
    return list(page[start:end])


def paragraphs(lines: Sequence[Line]) -> str:
    """Return the lines of a page as Markdown; "" if there are none."""
    if not lines:
        return ""
    usual = statistics.median([_height(line) for line in lines])
    gaps = [now.top - before.bottom for before, now in pairwise(lines)]
    beneath = [gap for gap in gaps if 0 <= gap < 2 * usual]
    gap = statistics.median(beneath) if beneath else 0.0
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        if _begins(groups[-1][-1], line, gap):
            groups.append([line])
        else:
            groups[-1].append(line)
    return markdown.joined([_paragraph(group, usual) for group in groups])


def letters(text: str) -> str:
    """Return text in letters that are searched for: no ligatures, nothing that is no letter."""
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _NO_LETTER.sub("", text)


def _begins(before: Line, line: Line, usual_gap: float) -> bool:
    """Say whether a line begins a paragraph behind ``before``."""
    height, ended = _height(line), _ENDED.search(before.text) is not None
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return True
    if abs(height - _height(before)) > _OTHER * max(height, _height(before)):
        return True
    if line.top < before.top + height / 2:  # the next column, or a cell beside it
        return ended or not line.text[:1].islower()
    if line.top - before.bottom > usual_gap + _GAP * height:
        return True
    indented = line.left - before.left > _INDENT * height
    short = line.right - before.right > 3 * height
    return ended and (indented or short)


def _paragraph(group: Sequence[Line], usual: float) -> str:
    text = ""
    for line in group:
        if _BROKEN_HERE.search(text) or (_BROKEN.search(text) and line.text[:1].islower()):
            text = text[:-1] + line.text
        else:
            text += line.text if not text or _BROKEN.search(text) else f" {line.text}"
    bullet = _BULLET.match(text) is not None
    text = _LEADERS.sub(" … ", letters(_BULLET.sub("", text)))
    words = markdown.run(text).strip()
    if bullet and words:
        return markdown.listing([markdown.paragraph(words)])
    if words and len(words) < _TITLE and _height(group[0]) > _LARGER * usual:
        return markdown.around("**", words, "**")
    return markdown.paragraph(words)


def _height(line: Line) -> float:
    return line.bottom - line.top
