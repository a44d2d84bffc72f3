"""The HTML of a field that the editor can show as rich text without losing anything of it."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_VOID = {"br", "img"}
_DROPPED_WHOLE = {"script", "style", "head", "title", "template"}
_ATTRIBUTES = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "s", "sub", "sup", "br", "div", "p"), ()),
    **dict.fromkeys(("ul", "ol", "li", "table", "tbody", "tr", "td", "th"), ()),
    "span": ("style",),
    "font": ("color",),
    "img": ("src",),
    "a": ("href",),
}
_STYLES = {"color", "background-color"}
_LISTS = {"ul", "ol"}
_NESTING = {"ul": _LISTS, "ol": _LISTS, "table": {"table"}}
"""What each of them cannot lie in."""


class _Reader(HTMLParser):
    """Writes what it reads anew; ``lossless`` tells whether anything was left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.lossless = True
        self.parts: list[str] = []
        self.unclosed: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED_WHOLE:
            self._silent += 1
        if tag not in _ATTRIBUTES or self._silent:
            self.lossless = False
            return
        if tag == "th" or _NESTING.get(tag, set()) & set(self.unclosed):
            self.lossless = False
        kept = "".join(self._attribute(tag, name, value or "") for name, value in attrs)
        if tag == "img" and " src=" not in kept:
            return
        self.parts.append(f"<{tag}{kept}>")
        if tag not in _VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED_WHOLE:
            self._silent = max(0, self._silent - 1)
        if tag in self.unclosed:
            while self.unclosed:
                last = self.unclosed.pop()
                self.parts.append(f"</{last}>")
                if last == tag:
                    break
        elif tag in _ATTRIBUTES and tag not in _VOID:
            self.lossless = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, _data: str) -> None:
        self.lossless = False

    def handle_decl(self, _decl: str) -> None:
        self.lossless = False

    def _attribute(self, tag: str, name: str, value: str) -> str:
        if name == "style" and tag == "span":
            rules = [rule.strip() for rule in value.split(";") if rule.strip()]
            kept = [rule for rule in rules if rule.partition(":")[0].strip() in _STYLES]
            self.lossless = self.lossless and len(kept) == len(rules)
            return f' style="{escape("; ".join(kept))};"' if kept else ""
        remote = tag == "img" and "//" in value
        if name in _ATTRIBUTES[tag] and not remote:
            return f' {name}="{escape(value)}"'
        self.lossless = False
        return ""


def is_simple(html: str) -> bool:
    """Whether rich text can hold all of a field: no classes, sizes, nested lists."""
    return _read(html).lossless


def simplified(html: str) -> str:
    """Return what rich text can hold of ``html``, such as that of a page in the clipboard;
    pictures from the web, scripts and styles go."""
    reader = _read(html)
    return "".join(reader.parts)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for tag in reversed(list(reader.unclosed)):
        reader.handle_endtag(tag)
    return reader
