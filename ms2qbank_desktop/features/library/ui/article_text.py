"""The Markdown of an article as HTML to read: formulas, links, terms, pictures that are missing.

All of it may run on any thread; nothing here touches a widget.
"""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ms2qbank_desktop.features.notebook.markdown.spelled_out import spelled_out
from ms2qbank_desktop.features.questions.markup import sanitise
from ms2qbank_desktop.features.questions.typesetting import FormulaFault, Source, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from ms2qbank_desktop.features.library.models import Term

WIKI, TERM = "wiki:", "term:"
"""Addresses in the HTML: of what a text names, of a word of the glossary."""
SHOWN_TABLE = '<table width="100%">'
"""How each table of the HTML begins."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_PIECE = 1_200
"""Characters of HTML after which a new piece begins."""
_LONGEST_TERM = 4
"""Words of a term that is looked for."""
_SET_APART = re.compile(
    r"(?P<code>^(?:```|~~~).*?^(?:```|~~~)\s*?$|`[^`\n]+`)"
    r"|(?<!\\)\$\$(?P<own>.+?)(?<!\\)\$\$"
    r"|(?<![\\$\w])\$(?P<line>[^\s$](?:[^$\n]*?[^\s$\\])?)\$(?![\d$])"
    r"|\\\[(?P<display>.+?)\\\]|\\\((?P<inline>.+?)\\\)"
    r"|!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(<?missing:[^)>]*>?[^)]*\)"
    r"|(?<!!)\[\[(?P<name>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{1,200}))?\]\]",
    re.DOTALL | re.MULTILINE,
)
_MARKER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PARAGRAPH = re.compile(f"<p>\\s*{_OPEN}(\\d+){_CLOSE}\\s*</p>")
_LINKED_OR_PICTURE = re.compile(
    r'<a\b.*?</a>|<img[^>]*\bsrc="(?P<address>media:[^"]+)"[^>]*>', re.DOTALL
)
_TAG = re.compile(r"(<[^>]*>)")
_NO_TERMS = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_SECTIONS = frozenset({"h1", "h2"})
_WORD = re.compile(r"\w+(?:['’–-]\w+)*")
_TEX = re.compile(r"\\(?:text|mathrm|mathit|mathbf)|\\[A-Za-z]+|[{}^_\\]")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article ready to be shown. ``pieces``: HTML of whole blocks, to be put in one after the
    other; ``terms`` by the key that follows ``term:`` in an address."""

    pieces: tuple[str, ...]
    pictures: tuple[str, ...]
    terms: dict[str, Term]

    @property
    def html(self) -> str:
        return "".join(self.pieces)


def rendered(body: str, defined: Callable[[list[str]], Mapping[str, Term]]) -> ArticleText:
    """Return a body as sanitised HTML with its formulas typeset. ``defined``: what the glossary
    says of words, by their lower-case form."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        kept.append(_set_apart(found))
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    text = _SET_APART.sub(keep, re.sub("[\ue000\ue001]", "", spelled_out(body)))
    names = _candidates(text)
    terms = dict(defined(names)) if names else {}
    marks = _Terms(terms)
    pieces = tuple(marks.marked(_put_back(piece, kept)) for piece in _pieces(text))
    pictures = re.findall(r'<img[^>]*\bsrc="(media:[^"]+)"', "".join(pieces))
    return ArticleText(pieces, tuple(dict.fromkeys(pictures)), terms)


def wiki_name(address: str) -> tuple[str, str]:
    """Return what a ``wiki:`` address names, and the heading in it."""
    name, _, heading = unquote(address.removeprefix(WIKI)).partition("#")
    return name.strip(), heading.strip()


def wiki_address(name: str) -> str:
    """Return the address of what is called ``name``."""
    return WIKI + quote(name, safe="")


def _set_apart(found: re.Match[str]) -> str:
    """Return the HTML of what Markdown must not see."""
    if found["name"] is not None:
        words = html.escape(found["words"] or found["name"])
        return f'<a href="{wiki_address(found["name"])}">{words}</a>'
    if found["alt"] is not None:
        alt = html.escape(re.sub(r"\\(.)", r"\1", found["alt"]).strip())
        return f"<i>Picture missing{': ' if alt else ''}{alt}</i>"
    own = found["own"] or found["display"]
    source = Source((own or found["line"] or found["inline"]).strip(), own is not None)
    try:
        typeset(source)
    except FormulaFault:
        return f"<i>{html.escape(' '.join(_TEX.sub(' ', source.tex).split()))}</i>"
    middle = "" if source.display else ' style="vertical-align:middle"'
    return f'<img src="{source.address}"{middle}>'


def _put_back(piece: str, kept: list[str]) -> str:
    def alone(found: re.Match[str]) -> str:
        own = kept[int(found[1])]
        return f"<blockquote>{own}</blockquote>" if own.startswith("<i>Picture") else found[0]

    piece = _PARAGRAPH.sub(alone, piece)
    piece = _MARKER.sub(lambda found: kept[int(found[1])], piece)
    return _LINKED_OR_PICTURE.sub(_opened, piece)


def _opened(found: re.Match[str]) -> str:
    """Return a picture as a link to itself: a click, or Tab and Enter, show it larger."""
    return found[0] if found["address"] is None else f'<a href="{found["address"]}">{found[0]}</a>'


def _pieces(text: str) -> Iterator[str]:
    """Yield the HTML of a text, some whole blocks at a time."""
    markdown = _markdown()
    environment: dict[str, object] = {}
    tokens = markdown.parse(text, environment)
    waiting: list[Token] = []
    written, after_table = "", False
    for token in tokens:
        at_rest = not waiting and not after_table  # behind a table stands an empty line
        if at_rest and len(written) >= _PIECE:
            yield _shown(written)
            written = ""
        waiting.append(token)
        after_table = token.type == "table_close"
        if not token.level and token.nesting <= 0:
            written += markdown.renderer.render(waiting, markdown.options, environment)
            waiting = []
    if written:
        yield _shown(written)


def _shown(written: str) -> str:
    return sanitise(written).replace("<table>", SHOWN_TABLE).strip()


def _candidates(text: str) -> list[str]:
    """Return the runs of words that may be terms, in lower case."""
    words = [word.lower() for word in _WORD.findall(text)]
    runs = {
        " ".join(words[at : at + length])
        for length in range(1, _LONGEST_TERM + 1)
        for at in range(len(words) - length + 1)
    }
    return sorted(run for run in runs if len(run) > 2)


class _Terms:
    """Links words of the glossary to what they mean: each at its first place in a section."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        longest = sorted(terms, key=len, reverse=True)
        names = "|".join(re.escape(html.escape(name, quote=False)) for name in longest)
        self._seen: set[str] = set()
        self._any = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE) if names else None

    def marked(self, piece: str) -> str:
        """Return a piece of HTML with its terms linked."""
        if self._any is None:
            return piece

        def link(found: re.Match[str]) -> str:
            key = html.unescape(found[0]).lower()
            if key in self._seen:
                return found[0]
            self._seen.add(key)
            return f'<a href="{TERM}{quote(key, safe="")}">{found[0]}</a>'

        written: list[str] = []
        inside: list[str] = []
        for part in _TAG.split(piece):
            if part.startswith("<"):
                name = part.strip("</>").split(maxsplit=1)[0].lower() if part.strip("</>") else ""
                if name in _NO_TERMS and part.startswith("</"):
                    inside = inside[:-1]
                elif name in _NO_TERMS:
                    inside.append(name)
                if name in _SECTIONS:
                    self._seen.clear()
                written.append(part)
            else:
                written.append(part if inside else self._any.sub(link, part))
        return "".join(written)


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
