"""Writes spans and blocks as Markdown that reads as the same again."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from .inline import parse, shown_words
from .model import EMPHASIS, ITEMS, OBJECTS, Block, Kind, Mark, Span, What, normal

_SIGNS = {
    Mark.BOLD: ("**", "**"),
    Mark.ITALIC: ("*", "*"),
    Mark.STRIKE: ("~~", "~~"),
    Mark.YELLOW: ("==", "=="),
}
_TAGS = {
    Mark.SUB: ("<sub>", "</sub>"),
    Mark.SUP: ("<sup>", "</sup>"),
    Mark.UNDERLINE: ("<u>", "</u>"),
    Mark.GREEN: ('<mark class="green">', "</mark>"),
    Mark.BLUE: ('<mark class="blue">', "</mark>"),
}
_AS_TAGS = {
    Mark.BOLD: ("<b>", "</b>"),
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.STRIKE: ("<s>", "</s>"),
    Mark.YELLOW: ("<mark>", "</mark>"),
}
_SPECIAL = re.compile(r"[\\`*_~=\[\]<&$]|!(?=\[|$)")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
_BRACKET = re.compile(r"[\[\]\\]")
_TICKS = re.compile(r"`+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_BEGINS_BLOCK = re.compile(
    r"^(?:(?=#{1,6}(?:[ \t]|$)|[-+*](?:[ \t]|$)|[-=]+[ \t]*$|(?:[-*_][ \t]*){3,}$|`{3}|~{3}|>"
    r"|\[(?!\^)[^\[\]]+\]:|\[[ xX]\](?:[ \t]|$)|[|:-][-:| \t]*$)(.)|(\d{1,9})([.)])(?=[ \t]|$))",
    re.MULTILINE,
)
_CLOSING = re.compile(r"(^|[ \t])(#+)$")
"""What would be read as the end of a heading."""


@functools.lru_cache(maxsize=4_096)
def inline(spans: tuple[Span, ...]) -> str:
    """Return the Markdown of the spans of a block: as plain as reads as the same again."""
    wanted = tidied(spans)
    written = ""
    for escape, signs in ((False, _SIGNS), (True, _SIGNS), (True, _AS_TAGS)):
        written = _written(wanted, signs, escape=escape)
        if parse(written) == wanted:
            break
    return written


def tidied(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans as Markdown can hold them: no blank at the edge of an emphasis or a line."""
    pieces: list[Span] = []
    for span in spans:
        texts = [span.text]
        if span.what is What.TEXT and not span.marks & Mark.CODE:
            one_break = _AROUND_BREAK.sub("\n", span.text) if "\n" in span.text else span.text
            core = one_break.strip(" \t\n")
            before = one_break[: one_break.index(core)] if core else one_break
            texts = [before, core, one_break[len(before) + len(core) :]]
        for text in texts:
            piece = span if text == span.text else replace(span, text=text)
            if not text and span.what not in OBJECTS:
                continue
            if pieces and _is_blank(piece) and _is_blank(pieces[-1]):
                pieces[-1] = _one_blank(pieces[-1], piece)
            else:
                pieces.append(piece)
    while pieces and _is_blank(pieces[0]):
        del pieces[0]
    while pieces and _is_blank(pieces[-1]):
        del pieces[-1]
    for at, span in enumerate(pieces):
        if _is_blank(span):
            both = pieces[at - 1].marks & pieces[at + 1].marks
            text = "\n" if "\n" in span.text else " " if span.what is What.SOFT else span.text
            pieces[at] = replace(span, text=text, marks=span.marks & (~EMPHASIS | both))
    return normal(pieces)


def _one_blank(first: Span, second: Span) -> Span:
    for wanted in (first, second):
        if "\n" in wanted.text:
            return replace(wanted, text="\n", marks=first.marks & second.marks)
    for wanted in (first, second):
        if wanted.what is What.SOFT:
            return wanted
    return replace(first, text=first.text + second.text, marks=first.marks & second.marks)


def _is_blank(span: Span) -> bool:
    if span.marks & Mark.CODE or span.what not in (What.TEXT, What.SOFT):
        return False
    return not span.text.strip(" \t\n")


def _written(spans: tuple[Span, ...], signs: dict[int, tuple[str, str]], *, escape: bool) -> str:
    """Return spans one after the other; what opens first is what lasts longest."""
    marks = {**_TAGS, **signs}
    parts: list[str] = []
    open_now: list[int] = []
    link = 0

    def close_down_to(keep: int) -> None:
        while len(open_now) > keep:
            parts.append(marks[open_now.pop()][1])

    for at, span in enumerate(spans):
        group = span.group if span.link else 0
        if link and group != link:
            close_down_to(0)
            parts.append(f"]({spans[at - 1].link})")
        if group and group != link:
            close_down_to(0)
            parts.append("[")
        link = group
        keep = next((n for n, mark in enumerate(open_now) if not span.marks & mark), len(open_now))
        close_down_to(keep)
        new = [mark for mark in marks if span.marks & mark and mark not in open_now]
        for mark in sorted(new, key=lambda mark: -_lasts(spans, at, mark, group)):
            open_now.append(mark)
            parts.append(marks[mark][0])
        leaf = _leaf(span, escape=escape)
        if leaf[:1] == "$" and parts and parts[-1].endswith("$"):
            parts.append(" ")  # two formulas would read as one
        parts.append(leaf)
    close_down_to(0)
    if link:
        parts.append(f"]({spans[-1].link})")
    return "".join(parts)


def _lasts(spans: tuple[Span, ...], at: int, mark: int, group: int) -> int:
    end = at
    while end < len(spans) and spans[end].marks & mark:
        if (spans[end].group if spans[end].link else 0) != group:
            break
        end += 1
    return end - at


def _leaf(span: Span, *, escape: bool) -> str:
    if span.what is What.SOFT:
        return "\n"
    if span.what is What.WIKI:
        words = re.sub(r"[\[\]\n|]", " ", span.text).strip()
        same = not words or words == shown_words(span.target)
        return f"[[{span.target}]]" if same else f"[[{span.target}|{words}]]"
    if span.what is What.PICTURE:
        width = f"|{span.width}" if span.width else ""
        alt = _BRACKET.sub(r"\\\g<0>", span.text)
        return f"![{alt}{width}]({span.target})"
    if span.what is What.DISPLAY:
        return f"$$\n{span.target}\n$$" if "\n" in span.target else f"$${span.target}$$"
    if span.what is What.SIGN:
        return span.target
    if span.what is What.FORMULA:
        return f"${span.target}$"
    if span.what is What.RAW:
        return span.text
    if span.marks & Mark.CODE:
        return _code(span.text)
    text = _SPECIAL.sub(r"\\\g<0>", span.text) if escape else span.text
    return text.replace("\n", "\\\n")


def _code(text: str) -> str:
    longest = max((len(run[0]) for run in _TICKS.finditer(text)), default=0)
    fence = "`" * (longest + 1)
    edged = text.startswith(("`", " ")) or text.endswith(("`", " "))
    pad = " " if edged and text.strip(" ") else ""
    return f"{fence}{pad}{text.replace(chr(10), ' ')}{pad}{fence}"


def block_lines(block: Block, mark: str = "") -> list[str]:
    """Return the lines of a block without what it stands in; ``mark``: of an item, to be written
    instead of its own. Lines after the first of an item are not indented yet."""
    if block.kind is Kind.RULE:
        return ["---"]
    if block.kind is Kind.RAW:
        return block.text.split("\n")
    if block.kind is Kind.CODE:
        return _code_lines(block)
    if block.kind is Kind.TABLE:
        return table_lines(block)
    text = inline(block.spans)
    if block.kind is Kind.HEADING:
        line = _CLOSING.sub(r"\1\\\2", _on_one_line(text))
        return [f"{'#' * block.level} {line}".rstrip(" \t")]
    lines = text.split("\n")
    if block.kind in ITEMS:
        task = ("[x] " if block.done else "[ ] ") if block.kind is Kind.TASK else ""
        return [f"{mark or block.mark or '-'} {task}{lines[0]}".rstrip(" \t"), *lines[1:]]
    return lines


def escaped_start(text: str) -> str:
    """Return the lines of a paragraph so that none of them begins another block."""

    def escape(found: re.Match[str]) -> str:
        return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"

    return _BEGINS_BLOCK.sub(escape, text)


def table_lines(block: Block) -> list[str]:
    """Return a table with its columns as wide as they need, as long as lines stay short."""
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    widths = [max(3, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    if sum(widths) > 120:
        widths = [3] * len(widths)
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    ruler = []
    for at, width in enumerate(widths):
        letter = block.align[at : at + 1] or "-"
        left, right = (":" if letter in "lc" else "-"), (":" if letter in "cr" else "-")
        ruler.append(left + "-" * (width - 2) + right)
    lines.insert(1, "| " + " | ".join(ruler) + " |")
    return lines


def _cell(spans: tuple[Span, ...]) -> str:
    one_line = tuple(
        replace(span, text=" ", what=What.TEXT) if span.what is What.SOFT else span
        for span in spans
    )
    text = inline(one_line).replace("\\\n", "<br>").replace("\n", " ")
    return text.replace("|", "\\|")


def _code_lines(block: Block) -> list[str]:
    text = block.text.expandtabs(4) if block.quote or block.depth else block.text
    lines = text.split("\n")
    mark = block.mark or "```"
    char = mark[0]
    longest = max((len(run) for run in _FENCE.findall(block.text)), default=0)
    opening = mark[: len(mark) - len(mark.lstrip(char))]
    fence = char * max(len(opening), longest + 1 if longest >= len(opening) else 3)
    return [fence + mark[len(opening) :], *lines, fence]


def _on_one_line(text: str) -> str:
    return text.replace("\\\n", " ").replace("\n", " ")
