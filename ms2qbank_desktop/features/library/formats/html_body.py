"""HTML that was sanitised, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import markdown
from .base import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TEXT_BLOCKS = frozenset({"p", "div", "section", "article", "main", "figure", "center", "dl"})
_BLOCKS = (
    _TEXT_BLOCKS
    | _HEADINGS.keys()
    | {"ul", "ol", "table", "blockquote", "pre", "hr", "figcaption", "dt", "dd", "caption", "li"}
)
_TABLE = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_MARKS = {
    **dict.fromkeys(("b", "strong"), ("**", "**")),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), ("*", "*")),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "u": ("<u>", "</u>"),
    **dict.fromkeys(("s", "del", "strike"), ("~~", "~~")),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), ("`", "`")),
    "q": ("“", "”"),
}
TAGS = _BLOCKS | _TABLE | _MARKS.keys() | {"a", "img", "br"}
VOID = frozenset({"br", "hr", "img"})


class HtmlBody:
    """A tree of sanitised HTML as blocks of Markdown, and the addresses of its pictures."""

    def __init__(self, root: Element) -> None:
        self.pictures: list[str] = []
        self.blocks = self._blocks(root)

    def _blocks(self, element: Element) -> list[str]:
        found: list[str] = []
        run = [markdown.run(element.text)]

        def end_run() -> None:
            found.append(markdown.paragraph(markdown.trimmed("".join(run))))
            run.clear()

        for child in element:
            if child.tag in _BLOCKS:
                end_run()
                found += self._block(child)
            else:
                run.append(self._inline_of(child))
            run.append(markdown.run(child.tail))
        end_run()
        return [block for block in found if block]

    def _block(self, one: Element) -> list[str]:
        if level := _HEADINGS.get(one.tag):
            return [markdown.heading(level, self._inline(one))]
        match one.tag:
            case "ul" | "ol":
                return [self._list(one)]
            case "table":
                return self._table(one)
            case "blockquote":
                return [markdown.quotation(markdown.joined(self._blocks(one)))]
            case "pre":
                text = "".join(one.itertext()).strip("\n").replace("```", "'''")
                return [f"```\n{text}\n```"] if text.strip() else []
            case "hr":
                return ["---"]
            case "dt":
                words = self._inline(one)
                return [f"**{words}**"] if words else []
            case _:
                return self._blocks(one)

    def _list(self, one: Element) -> str:
        items = []
        for item in one:
            blocks = self._blocks(item)
            tight = len(blocks) == 2 and blocks[1].startswith(("- ", "1. "))
            items.append("\n".join(blocks) if tight else markdown.joined(blocks))
        first = one.get("start", "1")[:6]
        numbered = one.tag == "ol"
        start = (int(first) if first.isdecimal() else 1) if numbered else None
        return markdown.listing(items, start=start)

    def _table(self, one: Element) -> list[str]:
        rows = [self._row(row) for row in one.iter("tr")]
        captions = [f"**{words}**" for part in one.iter("caption") if (words := self._inline(part))]
        return [*captions, markdown.table([row for row in rows if row])]

    def _row(self, row: Element) -> list[str]:
        return [self._inline(cell) for cell in row if cell.tag in {"td", "th"}]

    def _inline(self, element: Element) -> str:
        """Return text with its marks, on one line."""
        return markdown.trimmed(self._run(element)).replace("\n", "<br>")

    def _run(self, element: Element) -> str:
        parts = [markdown.run(element.text)]
        for child in element:
            parts += [self._inline_of(child), markdown.run(child.tail)]
        return "".join(parts)

    def _inline_of(self, one: Element) -> str:
        if one.tag == "br":
            return "\n"
        if one.tag == "img":
            return self._picture(one)
        inside = self._run(one)
        if one.tag == "a":
            return markdown.link(inside, one.get("href", ""))
        if one.tag in _MARKS:
            begin, end = _MARKS[one.tag]
            return markdown.around(begin, inside, end)
        return f" {inside} " if one.tag in _BLOCKS or one.tag in _TABLE else inside

    def _picture(self, one: Element) -> str:
        alt, address = one.get("alt", ""), unquote(one.get("src", "").strip())
        if not address or address.startswith("//") or ":" in address:
            return f"[{markdown.escaped(one_line(alt))}]" if alt else ""
        self.pictures.append(address)
        return markdown.picture(alt, address)
