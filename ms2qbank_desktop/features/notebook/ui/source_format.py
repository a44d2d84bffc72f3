"""What the buttons of the toolbar do to Markdown that is written as source: pure functions over
lines and words."""

from __future__ import annotations

import re

from .rich.state import FormatState

HIGHLIGHTS = {
    "yellow": ("==", "=="),
    "green": ('<mark class="green">', "</mark>"),
    "blue": ('<mark class="blue">', "</mark>"),
}
MARKS = {"bold": "**", "italic": "*", "strike": "~~", "code": "`"}
_ITEM = re.compile(r"([ \t]*)(?:([-+*])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
STEP = "    "
"""By which a list inside a list is indented."""


def state(text: str, start: int, end: int) -> FormatState:
    """Say what is on at [start, end) of a line: looks where their marks stand around it."""
    heading, item = _HEADING.match(text), _ITEM.match(_QUOTE.sub("", text))
    kind = ""
    if item:
        kind = "task" if item[6] else "bullet" if item[2] else "number"
    start, end = _word(text, start, end)
    on = {look: _marked(text, start, end, look) for look in MARKS}
    return FormatState(
        len(heading[1]) if heading else 0,
        kind,
        bold=on["bold"],
        italic=on["italic"],
        strike=on["strike"],
        code=on["code"],
        highlight=_coloured(text, start, end),
    )


def headed(text: str, level: int) -> str:
    """Return a line as a heading of ``level``, or as plain text with 0."""
    plain = _HEADING.sub("", text, count=1)
    return f"{'#' * level} {plain}" if level else plain


def listed(lines: list[str], kind: str) -> list[str]:
    """Return lines as items of a list, "" for none; numbers count from 1."""
    made = []
    for at, text in enumerate(lines, 1):
        item = _ITEM.match(text)
        indent, rest = (item[1], text[item.end() :]) if item else ("", text)
        mark = {"bullet": "- ", "number": f"{at}. ", "task": "- [ ] ", "": ""}[kind]
        made.append(f"{indent}{mark}{rest}" if rest.strip() or len(lines) == 1 else text)
    return made


def quoted(lines: list[str]) -> list[str]:
    """Return lines with a mark of quotation, or without where all have one."""
    if all(_QUOTE.match(text) for text in lines):
        return [_QUOTE.sub("", text, count=1) for text in lines]
    return [f"> {text}" for text in lines]


def indented(text: str, by: int) -> str | None:
    """Return an item of a list a step further in or out; None for a line that is no item."""
    if not _ITEM.match(text):
        return None
    if by > 0:
        return STEP + text
    return text[min(len(STEP), len(text) - len(text.lstrip(" "))) :].lstrip("\t")


def next_item(text: str) -> str | None:
    """Return what the line below an item begins with: "" ends the list below an empty item, None
    where there is no list."""
    item = _ITEM.match(text)
    if item is None:
        return None
    if not text[item.end() :].strip():
        return ""
    mark = item[2] or f"{int(item[3]) + 1}{item[4]}"
    return f"{item[1]}{mark}{item[5]}{'[ ] ' if item[6] else ''}"


def wrapped(text: str, start: int, end: int, look: str) -> tuple[int, int, str]:
    """Return what to replace [start, end) of a line by, so that the words there get a look or lose
    it: (from, to, words). Without a selection it is the word around ``start``."""
    mark = MARKS[look]
    size = len(mark)
    start, end = _word(text, start, end)
    words = text[start:end]
    if _marked(text, start, end, look):
        return start - size, end + size, words
    if len(words) > 2 * size and _marked(text, start + size, end - size, look):
        return start, end, words[size:-size]
    if words.strip():  # a mark beside a blank is none
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return start, end, f"{mark}{text[start:end]}{mark}"


def coloured(text: str, start: int, end: int, colour: str) -> tuple[int, int, str, int]:
    """Return what to replace [start, end) of a line by, so that the words there are highlighted in
    a colour or, with "", no more: (from, to, words, how long the mark before them is)."""
    start, end = _word(text, start, end)
    for left, right in HIGHLIGHTS.values():  # the marks are selected too
        words = text[start:end]
        if words.startswith(left) and words.removeprefix(left).endswith(right):
            start, end = start + len(left), end - len(right)
            break
    if had := _coloured(text, start, end):
        left, right = HIGHLIGHTS[had]
        outer = start - len(left), end + len(right)
    else:
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        outer = start, max(start, end)
    left, right = HIGHLIGHTS.get(colour, ("", ""))
    return *outer, f"{left}{text[start:end]}{right}", len(left)


def _coloured(text: str, start: int, end: int) -> str:
    """Return the colour of the highlight around [start, end), "" if there is none."""
    return next(
        (
            colour
            for colour, (left, right) in HIGHLIGHTS.items()
            if text[:start].endswith(left) and text[end:].startswith(right)
        ),
        "",
    )


def _marked(text: str, start: int, end: int, look: str) -> bool:
    """Say whether the marks of a look stand around [start, end); three stars are two looks."""
    sign = MARKS[look][0]
    before = len(text[:start]) - len(text[:start].rstrip(sign))
    after = len(text[end:]) - len(text[end:].lstrip(sign))
    both = min(before, after)
    return (
        both in ((1, 3) if look == "italic" else (2, 3))
        if sign == "*"
        else (both >= len(MARKS[look]))
    )


def table(rows: int, columns: int) -> str:
    """Return an empty table with a row of headings."""
    row = "|" + "   |" * columns
    return "\n".join([row, "|" + "---|" * columns, *[row] * (rows - 1)])


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the word around a place, or what is selected."""
    if start == end:
        while start and _inside_word(text[start - 1]):
            start -= 1
        while end < len(text) and _inside_word(text[end]):
            end += 1
    return start, end


def _inside_word(character: str) -> bool:
    return character.isalnum() or character in "'’-"
