"""Card HTML and CSS → what rich text shows: no scripts, nothing from elsewhere, styles inline."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import rich_style
from .colours import Ink, parse_colour
from .media_names import file_name
from .plain_text import strip_html
from .stylesheet import Element, StyleSheet, declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from nh3 import Cleaner

_INLINE = (
    "a b big cite code dfn em font i img kbd s samp small span strong sub sup tt u var "
    "abbr del ins mark q strike ruby rb rt"
)
_BLOCKS = (
    "blockquote br caption center col colgroup dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "table tbody td tfoot th thead tr ul"
)
# Qt knows no more than HTML 4.
_NEWER_BLOCKS = (
    "address article aside details figcaption figure footer header main nav section summary"
)
_HARMFUL = (
    "script style template noscript iframe object embed svg math textarea select title xmp rp "
    "audio video canvas button"
)
_ALIASES = dict.fromkeys(_NEWER_BLOCKS.split(), "div")
_ALIASES |= dict.fromkeys(("abbr", "mark", "q", "ruby", "rb", "rt"), "span")
_ALIASES |= {"ins": "u", "del": "s", "strike": "s"}
_OWN_STYLE = {"mark": ("background-color", "#ffff00"), "rt": ("font-size", "small")}
_VOID = frozenset({"br", "hr", "img", "col"})

_ATTRIBUTES = {
    "*": {"class", "id", "style", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "width", "align", "valign", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "align", "valign", "bgcolor"},
    "tr": {"align", "valign", "bgcolor"},
    "table": {"border", "cellpadding", "cellspacing", "width", "align", "bgcolor"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "font": {"color", "size"},
    "p": {"align"},
    "div": {"align"},
    "h1": {"align"},
    "h2": {"align"},
    "h3": {"align"},
}
_COUNT = re.compile(r"\d{1,2}")
_WIDTH = re.compile(r"\d{1,4}%?")
# Attributes that may stay as they are. A table is laid out with as many columns as it asks for.
_KEPT = {
    "colspan": _COUNT,
    "rowspan": _COUNT,
    "border": _COUNT,
    "cellpadding": _COUNT,
    "cellspacing": _COUNT,
    "size": re.compile(r"[+-]?[1-7]"),
    "start": re.compile(r"\d{1,4}"),
    "type": re.compile(r"[1aAiI]|disc|circle|square"),
    "width": _WIDTH,
    "height": _WIDTH,
    "align": re.compile(r"left|right|center|justify", re.IGNORECASE),
    "valign": re.compile(r"top|middle|bottom", re.IGNORECASE),
    "dir": re.compile(r"ltr|rtl", re.IGNORECASE),
    "href": re.compile(r"https?://[^\s\"<>]+|mailto:[^\s\"<>]+|hint:[fb]\d{1,4}", re.IGNORECASE),
}
_PICTURE_SIZE = frozenset({"width", "height"})
_AS_STYLE = {"color": "color", "bgcolor": "background-color"}
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_DEEPEST = 50
_MOST_NESTED = 1000
"""The parser's time grows with the square of the depth: deeper HTML is shown as plain text."""
_MOST_STYLED = 4000
"""Elements of a side that are styled; the text of the others is still shown."""
_MOST_CLASSES = 8


@dataclass(slots=True)
class _Open:
    """An element that is open: its output tag ("" if it is left out) and what it inherits."""

    element: Element
    tag: str
    inherited: rich_style.Surroundings


def shown(
    fragment: str,
    sheet: StyleSheet,
    ink: Ink,
    media: Callable[[str], str | None],
    *,
    text: Callable[[str], str],
    reveal_hidden: bool,
) -> str:
    """Return an HTML fragment of a card as rich text in the colours of ``ink``.

    ``media`` gives the address of a file of the collection, None if it is missing. ``text`` is
    applied to every run of escaped text between tags. What a style hides stays hidden, unless
    ``reveal_hidden``: no script of the card will ever show it.
    """
    if fragment.count("<") > _MOST_NESTED and _depth(fragment) > _MOST_NESTED:
        fragment = html.escape(strip_html(fragment))
    return _Writer(sheet, ink, media, text, reveal_hidden).written(_cleaner().clean(fragment))


def _depth(fragment: str) -> int:
    depth = deepest = 0
    for tag in _ANY_TAG.finditer(fragment):
        if tag[2].lower() not in _VOID:
            depth = max(0, depth + (-1 if tag[1] else 1))
            deepest = max(deepest, depth)
    return deepest


@functools.cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(f"{_INLINE} {_BLOCKS} {_NEWER_BLOCKS}".split()),
        clean_content_tags=set(_HARMFUL.split()),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "hint"},
    )


class _Writer:
    """Goes once over sanitised HTML, whose tags fit together, and writes rich text."""

    def __init__(
        self,
        sheet: StyleSheet,
        ink: Ink,
        media: Callable[[str], str | None],
        text: Callable[[str], str],
        reveal_hidden: bool,
    ) -> None:
        self._sheet = sheet
        self._ink = ink
        self._media = media
        self._text = text
        self._reveal_hidden = reveal_hidden
        self._out: list[str] = []
        self._open: list[_Open] = []
        self._around: list[Element] = []
        self._hidden_from: int | None = None
        self._styled = 0
        card = sheet.of_card(dark=ink.dark)
        self._base = rich_style.base_size(card.get("font-size", ""))
        self._align = card.get("text-align", "")
        self._page = rich_style.Surroundings(
            parse_colour(ink.text) or (0, 0, 0), parse_colour(ink.surface) or (255, 255, 255)
        )

    def written(self, safe: str) -> str:
        position = 0
        for tag in _TAG.finditer(safe):
            if tag.start() > position:
                self._write_text(safe[position : tag.start()])
            position = tag.end()
            if tag[1]:
                self._close()
            else:
                self._start(tag[2], tag[3])
        if position < len(safe):
            self._write_text(safe[position:])
        body = "".join(self._out)
        if self._align in ("center", "right", "justify"):
            return f'<div align="{self._align}">{body}</div>'
        return body

    def _write_text(self, escaped: str) -> None:
        if self._hidden_from is None:
            self._out.append(self._text(escaped))

    def _start(self, tag: str, attributes: str) -> None:
        given = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        element = Element(
            tag, frozenset(given.get("class", "").split()[:_MOST_CLASSES]), given.get("id", "")
        )
        inherited = self._open[-1].inherited if self._open else self._page
        stated = self._stated(element, given) if self._styled < _MOST_STYLED else {}
        hidden = stated.get("display") == "none" and not self._reveal_hidden
        if tag in _VOID:
            if self._hidden_from is None and not hidden:
                self._write_void(tag, given, stated)
            return
        style, inside = (
            rich_style.shown(tuple(stated.items()), tag, inherited, self._ink, self._base)
            if stated
            else ("", inherited)
        )
        self._styled += 1
        kept = len(self._open) < _DEEPEST and self._styled <= _MOST_STYLED
        name = _ALIASES.get(tag, tag) if kept else ""
        if hidden and self._hidden_from is None:
            self._hidden_from = len(self._open)
        if name and self._hidden_from is None:
            self._out.append(f"<{name}{_kept(given)}{_style(style)}>")
            if tag == "rt":
                self._out.append("(")
        self._open.append(_Open(element, name, inside))
        self._around.append(element)

    def _close(self) -> None:
        if not self._open:
            return
        last = self._open.pop()
        self._around.pop()
        if last.tag and self._hidden_from is None:
            self._out.append(f"{')' * (last.element.tag == 'rt')}</{last.tag}>")
        if self._hidden_from == len(self._open):
            self._hidden_from = None

    def _stated(self, element: Element, given: dict[str, str]) -> dict[str, str]:
        """Return all declarations for an element, the strongest of each name."""
        stated = dict([_OWN_STYLE[element.tag]]) if element.tag in _OWN_STYLE else {}
        for attribute, name in _AS_STYLE.items():
            if attribute in given:
                stated[name] = given[attribute]
        stated |= self._sheet.of(element, self._around[:_DEEPEST], dark=self._ink.dark)
        if "cloze" in element.classes:
            stated.setdefault("font-weight", "bold")
            # Blue is what Anki writes into every new note type: here, the theme's own blue.
            if stated.get("color", "blue").lower() in ("blue", "#00f", "#0000ff", "lightblue"):
                stated["color"] = self._ink.accent
        if "style" in given:
            stated |= declarations(html.unescape(given["style"]).replace("!important", ""))
        return stated

    def _write_void(self, tag: str, given: dict[str, str], stated: dict[str, str]) -> None:
        if tag == "img":
            self._out.append(self._picture(given, stated))
        else:
            self._out.append(f"<{tag}{_kept(given)}>")

    def _picture(self, given: dict[str, str], stated: dict[str, str]) -> str:
        source = given.get("src", "")
        name = file_name(source)
        address = self._media(name) if name else None
        if address is None:
            elsewhere = "a picture from the internet" if source and not name else ""
            words = html.unescape(given.get("alt", "")).strip() or elsewhere or name
            missing = html.escape(f"[{words} – not shown]") if words else ""
            return f'<span style="color:{self._ink.muted}">{missing}</span>'
        width = rich_style.picture_width(stated)
        size = {"width": width} if width else given
        alt = f' alt="{given["alt"]}"' if given.get("alt") else ""
        return f'<img src="{html.escape(address)}"{alt}{_kept(size, _PICTURE_SIZE)}>'


def _kept(given: dict[str, str], names: Container[str] = _KEPT) -> str:
    return "".join(
        f' {name}="{value}"'
        for name, value in given.items()
        if name in names and (pattern := _KEPT.get(name)) and pattern.fullmatch(value)
    )


def _style(style: str) -> str:
    return f' style="{html.escape(style)}"' if style else ""
