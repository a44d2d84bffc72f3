"""Reads an HTML file: sanitised by nh3 first, then written as Markdown."""

from __future__ import annotations

import functools
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo

from . import markdown
from .base import BadItem, beside, decoded, one_line
from .html_body import TAGS, VOID, HtmlBody

if TYPE_CHECKING:
    from nh3 import Cleaner

    from .base import Files

MAX_DEPTH = 60
"""Of elements that are kept; deeper ones are taken out and their content stays."""
MAX_EFFORT = 10_000_000
"""A page of 100,000 tags, 100 deep."""
_HARMFUL = (
    "script style template noscript iframe object embed svg math textarea select title xmp "
    "nav header footer aside form button head"
)
_CLOSED = (
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody "
    "td tfoot th thead tr track wbr"
)
_CLOSED_BY_ITSELF = frozenset(_CLOSED.split())
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})")
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{0,1000})</title", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class HtmlFile:
    """Reader of one HTML file."""

    def claims(self, name: str, _head: bytes, /) -> bool:
        return name.lower().endswith((".html", ".htm", ".xhtml"))

    def about(self, head: bytes, /) -> CollectionInfo:
        facts = _facts(head.decode(errors="replace"))
        license_, owner = facts.get("license", ""), facts.get("copyright", "")
        return CollectionInfo("", "", license_, owner)

    def read(self, files: Files, name: str, data: bytes, /) -> ArticleDraft:
        text = decoded(data)
        if _effort(text) > MAX_EFFORT:
            raise BadItem("Its elements are nested too deep.")
        facts = _facts(text)
        page = HtmlBody(_tree(_cleaner().clean(text)))
        blocks = page.blocks
        title = facts.get("title", "")
        if blocks and blocks[0].startswith("# "):
            title = title or one_line(blocks[0][2:])
            if blocks[0][2:].replace("\\", "") == title or not facts.get("title"):
                blocks = blocks[1:]
        body = markdown.joined(blocks)
        if not body:
            raise BadItem("There is no text in it.")
        tags = facts.get("keywords", "").split(",")
        return ArticleDraft(
            key="",
            title=title,
            body=body,
            summary=facts.get("description", ""),
            tags=tuple(dict.fromkeys(filter(None, map(one_line, tags)))),
            author=facts.get("author", ""),
            pictures={
                address: picture
                for address in dict.fromkeys(page.pictures)
                if (picture := beside(files, name, address))
            },
        )


def _facts(text: str) -> dict[str, str]:
    """Return what the head of a page says in its title and meta elements."""
    from html import unescape

    facts: dict[str, str] = {}
    for found in _META.finditer(text[:200_000]):
        said = _ATTRIBUTE.finditer(found[0])
        attributes = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in said}
        key = attributes.get("name", "").lower().rpartition(".")[2]
        if key and (content := one_line(unescape(attributes.get("content", "")))):
            facts.setdefault(key, content)
    facts.pop("title", None)
    if (named := _TITLE.search(text[:200_000])) and (title := one_line(unescape(named[1]))):
        facts["title"] = title
    return facts


def _effort(text: str) -> int:
    """Return the sum over all tags of how many elements are open there.

    Parsing takes as long, and output grows with it: HTML opens <b> anew in each paragraph.
    """
    open_ones: Counter[str] = Counter()
    depth = effort = 0
    for found in _TAG.finditer(text):
        name = found[2].lower()
        if not found[1]:
            if name not in _CLOSED_BY_ITSELF:
                open_ones[name] += 1
                depth += 1
        elif open_ones[name]:
            open_ones[name] -= 1
            depth -= 1
        effort += depth
    return effort


@functools.cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_HARMFUL.split()),
        attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


class _Builder(HTMLParser):
    """Makes a tree of HTML that nh3 has put in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self._open) > MAX_DEPTH and tag not in VOID:
            self._skipped += 1
            return
        one = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif len(self._open) > 1 and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        above = self._open[-1]
        if len(above):
            above[-1].tail = (above[-1].tail or "") + data
        else:
            above.text = (above.text or "") + data


def _tree(clean: str) -> Element:
    builder = _Builder()
    builder.feed(clean)
    builder.close()
    return builder.root
