"""Turns the texts of questions into safe HTML for Qt's rich text, and into plain text."""

from __future__ import annotations

import functools
import html
import re
from typing import TYPE_CHECKING

from .models import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it import MarkdownIt
    from nh3 import Cleaner

_INLINE = (
    "a abbr b big cite code dfn del em font i img ins kbd mark q s samp small span strike "
    "strong sub sup tt u var"
)
_BLOCKS = (
    "blockquote br caption center col colgroup dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "table tbody td tfoot th thead tr ul"
)
_HARMFUL = "script style template noscript iframe object embed svg math textarea select title xmp"
BLOCKS = frozenset(_BLOCKS.split())
TAGS = BLOCKS | frozenset(_INLINE.split())
DROPPED_WITH_CONTENT = frozenset(_HARMFUL.split())
MEDIA_SOURCE = re.compile(r"media:[\w.-]+")

_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
# Sizes are kept small: Qt lays out a table with as many columns as a colspan asks for.
_ALLOWED_VALUES = {
    "href": re.compile(r"(?:https?|mailto):\S+", re.IGNORECASE),
    "src": MEDIA_SOURCE,
    "alt": re.compile(r"(?s).*"),
    "width": re.compile(r"\d{1,4}"),
    "height": re.compile(r"\d{1,4}"),
    "colspan": re.compile(r"\d{1,2}"),
    "rowspan": re.compile(r"\d{1,2}"),
    "start": re.compile(r"\d{1,4}"),
}

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_REST_OF_TAG = rf"(?:\s+[\w:@.-]+(?:\s*=\s*{_VALUE})?)*\s*/?>"
_KNOWN_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(TAGS, key=len, reverse=True))})"
    rf"(?:\s+[\w:@.-]+\s*=\s*{_VALUE})*\s*/?>",
    re.IGNORECASE,
)
_LOOSE_LESS_THAN = re.compile(
    rf"<(?!/?(?:{'|'.join(sorted(DROPPED_WITH_CONTENT))})\b|/?[a-z][a-z0-9:-]*{_REST_OF_TAG}|!--)",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS, key=len, reverse=True))})\b[^>]*>", re.I)
_PICTURE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>', re.IGNORECASE)
_ALT = re.compile(r'\balt\s*=\s*"([^"]*)"', re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z!](?:[^>\"]|\"[^\"]*\")*>", re.IGNORECASE)
_RUN_OF_SPACES = re.compile(r" {2,}")
_BLANK = re.compile(r"[ \t\xa0]+")
_MARKDOWN_SIGN = re.compile(r"[*_`\[\]<>&\\#|~]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]{2,}\s*$", re.M)


def detect(texts: Iterable[str]) -> Markup:
    """Return HTML if a tag we know is in one of ``texts``, else TEXT ("p < 0.05" is no tag)."""
    for text in texts:
        if "<" in text and _KNOWN_TAG.search(text):
            return Markup.HTML
    return Markup.TEXT


def to_html(text: str, markup: Markup) -> str:
    """Return ``text`` as sanitised HTML: no scripts, styles, remote pictures or unknown tags."""
    if not text:
        return ""
    if markup is Markup.TEXT:
        escaped = html.escape(text.strip(), quote=False).replace("\t", "    ")
        return _RUN_OF_SPACES.sub(_kept_spaces, escaped).replace("\n", "<br>")
    if markup is Markup.MARKDOWN:
        return _from_markdown(text)
    safe = sanitise(text)
    return safe if _BLOCK_TAG.search(safe) else safe.strip().replace("\n", "<br>")


def sanitise(fragment: str) -> str:
    """Return an HTML fragment with nothing in it but what we show; idempotent.

    A "<" that starts no tag is kept as a character, so "FEV1 <normal" loses nothing.
    """
    return _clean(_LOOSE_LESS_THAN.sub("&lt;", fragment))


def plain(text: str, markup: Markup) -> str:
    """Return ``text`` without markup, for search, titles and comparing questions."""
    if markup is Markup.TEXT or not text:
        return text
    if markup is Markup.MARKDOWN:
        if not _MARKDOWN_SIGN.search(text):
            return text
        text = _from_markdown(text)
    elif "<" in text:
        text = sanitise(text)
    text = _PICTURE.sub(lambda found: f" {_alt(found[0])} ", text)
    text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    lines = (_BLANK.sub(" ", line).strip() for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def _kept_spaces(run: re.Match[str]) -> str:
    return "&nbsp;" * (len(run[0]) - 1) + " "


def _from_markdown(text: str) -> str:
    """A single line is no paragraph, list or quotation: "> 60 mL/min" is a choice."""
    text = text.strip()
    markdown = _markdown()
    return _clean(markdown.render(text) if "\n" in text else markdown.renderInline(text)).strip()


def _clean(fragment: str) -> str:
    safe = _cleaner().clean(fragment)
    if "<img" not in safe:
        return safe
    return _PICTURE.sub(_picture_or_alt, safe)


def _picture_or_alt(picture: re.Match[str]) -> str:
    """A picture whose source was refused would be drawn as a broken one: name it instead."""
    if ' src="' in picture[0]:
        return picture[0]
    alt = _alt(picture[0])
    return f"[{alt}]" if alt else ""


def _alt(picture: str) -> str:
    found = _ALT.search(picture)
    return found[1].strip() if found else ""


@functools.cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute_filter(),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "media"},
    )


def _attribute_filter() -> Callable[[str, str, str], str | None]:
    def allowed(_tag: str, attribute: str, value: str) -> str | None:
        pattern = _ALLOWED_VALUES.get(attribute)
        return value if pattern and pattern.fullmatch(value.strip()) else None

    return allowed


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Line breaks count, as authors of questions write them; four leading spaces are layout.
    return MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table").disable("code")
