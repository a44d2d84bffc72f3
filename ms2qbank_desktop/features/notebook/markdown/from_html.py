"""Makes blocks of pasted HTML: what a note has a form for, and nothing else.

The HTML is sanitised first (nh3); of what is left only words, looks, lists, tables, web links and
pictures that lie in the HTML itself are taken. No address is ever opened.
"""

from __future__ import annotations

import binascii
import functools
import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from .model import Block, Kind, Mark, Span, What, normal
from .tables import MOST_CELLS
from .writing import tidied

if TYPE_CHECKING:
    from collections.abc import Callable

    from nh3 import Cleaner

LONGEST = 200_000
"""Characters of HTML that are read; what is longer is cut."""
_LOOKS = {
    **dict.fromkeys(("b", "strong"), Mark.BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Mark.ITALIC),
    **dict.fromkeys(("s", "del", "strike"), Mark.STRIKE),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Mark.CODE),
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "mark": Mark.YELLOW,
}
_STYLES = (
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), Mark.BOLD),
    (re.compile(r"font-style:\s*italic"), Mark.ITALIC),
    (re.compile(r"text-decoration[a-z-]*:[^;]*line-through"), Mark.STRIKE),
    (re.compile(r"vertical-align:\s*sub"), Mark.SUB),
    (re.compile(r"vertical-align:\s*super"), Mark.SUP),
)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|400)")
_BREAKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure"),
        *("figcaption", "dl", "dt", "dd", "center", "address", "details", "summary", "caption"),
    }
)
_OTHER = frozenset(
    {
        *("a", "img", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
        *("blockquote", "pre", "span", "font", "input"),
    }
)
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_HARMFUL = frozenset(
    {
        *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math"),
        *("textarea", "select", "title", "xmp", "head", "video", "audio", "form", "button"),
    }
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_WORD_BULLET = re.compile(r"^(?:[·•▪◦§‣–-]|o(?=\xa0|\s{2}))[\s\xa0]+")
_WORD_NUMBER = re.compile(r"^(\d{1,3})[.)][\s\xa0]+")
_WORD_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
_WEB = re.compile(r"(?:https?|mailto):[^\s<>()]{1,2000}", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,([A-Za-z0-9+/=\s]+)")


def blocks_of(fragment: str, keep: Callable[[bytes], str] | None = None) -> list[Block]:
    """Return HTML as blocks; ``keep`` stores a picture that lies in it and gives its address."""
    reader = _Reader(keep)
    reader.feed(_cleaner().clean(fragment[:LONGEST]))
    reader.close()
    reader.flush()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self, keep: Callable[[bytes], str] | None) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._keep = keep
        self._spans: list[Span] = []
        self._looks: list[tuple[str, int, int]] = []
        """Open tags with the looks they add and take away."""
        self._link, self._group = "", 0
        self._lists: list[tuple[Kind, int]] = []
        self._item: Block | None = None
        self._heading = self._quote = self._level = 0
        self._code: list[str] | None = None
        self._rows: list[list[tuple[Span, ...]]] | None = None
        self._tables = self._span = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = given.get("style", "").lower()
        if tag in _BREAKS and self._rows is None:
            self.flush()
            found = _WORD_LEVEL.search(style)
            self._level = int(found[1]) if found else 0
        elif tag in _LOOKS or tag in ("span", "font"):
            add = _LOOKS.get(tag, 0)
            for pattern, mark in _STYLES:
                add |= mark if pattern.search(style) else 0
            remove = Mark.BOLD if _NOT_BOLD.search(style) else 0
            self._looks.append((tag, add & ~remove, remove))
        elif tag == "br":
            self._add("\n")
        elif tag == "a":
            self._link = given.get("href", "") if _WEB.fullmatch(given.get("href", "")) else ""
            self._group += 1
        elif tag == "img":
            self._picture(given)
        elif tag in _TABLE:
            self._begin_table(tag, given)
        elif self._rows is None:
            self._begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LOOKS or tag in ("span", "font"):
            for at in range(len(self._looks) - 1, -1, -1):
                if self._looks[at][0] == tag:
                    del self._looks[at]
                    break
        elif tag == "a":
            self._link = ""
        elif tag in _TABLE:
            self._end_table(tag)
        elif self._rows is None:
            self._end_block(tag)
        elif tag in _BREAKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data.replace("\r\n", "\n"))
        else:
            self._add(_SPACE.sub(" ", data))

    def flush(self) -> None:
        """Make what was read since the last block one."""
        spans = tidied(normal(self._spans))
        self._spans = []
        if not spans:
            return
        base = Block(quote=min(self._quote, 4))
        if self._heading:
            block = replace(base, kind=Kind.HEADING, level=self._heading)
        elif self._item is not None:
            block, self._item = self._item, None
        elif self._lists:
            block = replace(base, level=min(len(self._lists), 7))
        else:
            block, spans = _as_word_writes(base, spans, self._level)
        self.blocks.append(replace(block, spans=spans))

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        if tag == "input":
            if given.get("type") == "checkbox" and self._item is not None:
                self._item = replace(self._item, kind=Kind.TASK, mark="-", done="checked" in given)
            return
        self.flush()
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1])
        elif tag == "hr":
            self.blocks.append(Block(Kind.RULE))
        elif tag in ("ul", "ol"):
            start = given.get("start", "")
            self._lists.append((Kind.BULLET if tag == "ul" else Kind.NUMBER, int(start or 1)))
        elif tag == "li":
            kind, number = self._lists[-1] if self._lists else (Kind.BULLET, 1)
            if self._lists:
                self._lists[-1] = kind, number + 1
            mark = "-" if kind is Kind.BULLET else f"{number}."
            level = min(max(1, len(self._lists)), 7)
            self._item = Block(kind, (), level, min(self._quote, 4), mark)
        elif tag == "blockquote":
            self._quote += 1
        elif tag == "pre":
            self._code = []

    def _end_block(self, tag: str) -> None:
        if tag == "pre" and self._code is not None:
            text = "".join(self._code).strip("\n")
            self._code = None
            if text.strip():
                self.blocks.append(Block(Kind.CODE, mark="```", text=text))
            return
        if tag in _BREAKS or tag in _OTHER - {"a", "img", "span", "font"}:
            self.flush()
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = 0
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item = None
        elif tag == "blockquote":
            self._quote = max(0, self._quote - 1)

    def _begin_table(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._tables += 1
            if self._tables == 1:
                self.flush()
                self._rows = []
        elif self._tables != 1 or self._rows is None:
            self._add(" ")
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._spans = []
            self._span = int(given.get("colspan", "") or 1)

    def _end_table(self, tag: str) -> None:
        if tag == "table":
            self._tables = max(0, self._tables - 1)
            if not self._tables and self._rows is not None:
                rows, self._rows, self._spans = self._rows, None, []
                self._finish_table([row for row in rows if row])
        elif tag in ("td", "th") and self._tables == 1 and self._rows:
            self._rows[-1].append(_one_line(tidied(normal(self._spans))))
            self._rows[-1] += [()] * (min(self._span, 30) - 1)
            self._spans = []

    def _finish_table(self, rows: list[list[tuple[Span, ...]]]) -> None:
        columns = max(map(len, rows), default=0)
        if columns == 1 or len(rows) < 2 or columns * len(rows) > MOST_CELLS:
            for row in rows:  # what lays out a page, or is more than can be written in
                parts = [Span(" | "), *row[0]] if row else []
                for cell in row[1:]:
                    parts += [Span(" | "), *cell]
                if spans := tidied(normal(parts[1:])):
                    self.blocks.append(Block(spans=spans))
            return
        square = tuple(tuple(row + [()] * (columns - len(row))) for row in rows)
        self.blocks.append(Block(Kind.TABLE, rows=square, align="-" * columns))

    def _picture(self, given: dict[str, str]) -> None:
        alt = " ".join(given.get("alt", "").split())
        data = _DATA.fullmatch(given.get("src", ""))
        address = ""
        if data is not None and self._keep is not None:
            try:
                address = self._keep(b64decode(data[1]))
            except (binascii.Error, ValueError):
                address = ""
        if given.get("src", "").startswith("media:"):
            address = given["src"]
        if address:
            self._group += 1
            self._spans.append(Span(alt, 0, What.PICTURE, address, "", self._group))
        elif alt:
            self._add(f"[{alt}]")

    def _add(self, text: str) -> None:
        marks = taken = 0
        for _tag, add, remove in self._looks:
            marks = (marks | add) & ~remove
            taken |= remove
        if self._code is not None:
            self._code.append(text)
        elif text:
            group = self._group if self._link else 0
            self._spans.append(Span(text, marks, link=self._link, group=group))


def _as_word_writes(
    base: Block, spans: tuple[Span, ...], level: int
) -> tuple[Block, tuple[Span, ...]]:
    """Return a paragraph as the item of a list if it begins with a bullet or number typed there."""
    first = spans[0]
    if first.what is not What.TEXT or first.link:
        return base, spans
    bullet, number = _WORD_BULLET.match(first.text), _WORD_NUMBER.match(first.text)
    found = bullet or (number if level else None)
    if found is None:
        return base, spans
    mark = "-" if bullet else f"{number[1]}." if number else "1."
    kind = Kind.BULLET if bullet else Kind.NUMBER
    rest = replace(first, text=first.text[found.end() :])
    return replace(base, kind=kind, level=max(1, level), mark=mark), normal((rest, *spans[1:]))


def _one_line(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(span, text=span.text.strip("\n")) for span in spans)


@functools.cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_BREAKS | _OTHER | _TABLE | _LOOKS.keys()),
        clean_content_tags=set(_HARMFUL),
        attributes={
            "*": {"style"},
            "a": {"href"},
            "img": {"src", "alt"},
            "input": {"type", "checked"},
            "ol": {"start"},
            "td": {"colspan"},
            "th": {"colspan"},
        },
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "media", "data"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("colspan", "start"):
        return value if value.isdigit() and len(value) < 5 else None
    if name == "src" and tag == "img":
        return value if value.startswith("media:") or _DATA.fullmatch(value) else None
    return value[:2_000] if name == "style" else value
