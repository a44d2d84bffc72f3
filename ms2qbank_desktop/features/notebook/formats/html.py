"""Writes notes as one page of HTML that needs nothing else: its pictures are inside it, and it
fetches nothing; files that it links lie beside it. The base of what is printed."""

from __future__ import annotations

import functools
import html
import re
from base64 import b64encode
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook.markdown.spelled_out import spelled_out
from ms2qbank_desktop.features.notebook.wiki import outside_code, wiki_links
from ms2qbank_desktop.features.questions.markup import DROPPED_WITH_CONTENT, TAGS

from . import front_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from nh3 import Cleaner

    from ms2qbank_desktop.features.notebook.models import Note, NoteLine

    Picture = Callable[[str], bytes | None]
    """Gives the bytes of a picture of the media folder by its name, None if it is not there."""
    Formula = Callable[[str, bool], str]
    """Gives the HTML of TeX, which stands on a line of its own or not; "" if it cannot be set."""
    File = Callable[[str, str], str]
    """Gives the address of a file of the media folder by its name and the words for it, "" if
    there is none."""

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.55 system-ui,sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.25}article{margin:0 0 3rem}img{max-width:100%;height:auto}
table{border-collapse:collapse}td,th{border:1px solid #8888;padding:.25rem .5rem}
pre,code{font-family:ui-monospace,monospace;font-size:.95em}pre{overflow-x:auto}
blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #8888}
.facts{opacity:.7;font-size:.9em}
img.math{max-width:none}p.math{overflow-x:auto}
@media (prefers-color-scheme:dark){img.math{filter:invert(1)}}
mark{background:#fff3a0;color:#222}mark.green{background:#c9f2c7}mark.blue{background:#cfe4ff}
@media print{body{max-width:none;margin:0}article{break-after:page}nav{display:none}}
"""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_KINDS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "bmp": "bmp"}
_MATH = re.compile(r"\$\$[^$]{1,4000}\$\$|(?<![\\$\w])\$(?=\S)[^$\n]{1,500}(?<=\S)\$(?![\d$])")
_OPEN, _SHUT = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_SHUT}")
_TAG_OR_PLACE = re.compile(rf'(<(?:[^<>"]|"[^"]*")*>)|{_OPEN}(\d+){_SHUT}')
_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_FILE = re.compile(r'<a href="media:([^"#]*)(#[^"]*)?"([^<>]*)>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SIZE = re.compile(r"\|(\d{1,4})(?:x\d{1,4})?$")
_MARKED = re.compile(r"(?<![\w=])==(?=[^\s=])[^=`\n]{1,500}(?<=\S)==(?!=)")
_ALONE = re.compile(r"<p>\s*<br>(<img[^<>]*>)<br>\s*</p>")
MOST_FORMULAS = 500
"""Of a note that are drawn, each in some milliseconds; the others stay TeX."""
_EM = 16.0
"""Pixels of a formula's type; the page scales it."""
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    **{tag: {"colspan", "rowspan", "style"} for tag in ("td", "th")},
    "ol": {"start"},
    "mark": {"class"},
}
_VALUES = {
    "href": re.compile(r"(?i:https?|mailto):\S+|media:[0-9a-f]{64}\.[a-z0-9]{1,5}(?:#[\w=&,.-]*)?"),
    "src": re.compile(r"media:[0-9a-f]{64}\.[a-z0-9]{1,5}"),
    "alt": re.compile(r"(?s).*"),
    "class": re.compile(r"green|blue"),
    "style": re.compile(r"text-align: ?(?:left|right|center);?"),
    **{name: re.compile(r"\d{1,4}") for name in ("width", "height", "start")},
    **{name: re.compile(r"\d{1,2}") for name in ("colspan", "rowspan")},
}


def page(
    title: str,
    lines: Sequence[NoteLine],
    notes: Iterable[Note],
    picture: Picture,
    formula: Formula | None = None,
    file: File | None = None,
) -> Iterator[str]:
    """Yield the parts of a page with ``notes``; ``lines`` are the same notes, known beforehand.

    Wiki links between them work in the page, others are words.
    """
    targets = {line.title.casefold(): line.id for line in reversed(lines) if line.title}
    yield (
        "<!DOCTYPE html>\n<html><head><meta charset='utf-8'>\n"
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>\n"
    )
    if len(lines) > 1:
        yield f"<nav><h1>{html.escape(title)}</h1><ul>\n"
        for line in lines:
            words = html.escape(line.title or line.opening)
            yield f'<li><a href="#note-{line.id}">{words}</a></li>\n'
        yield "</ul></nav>\n"
    for note in notes:
        tags = " ".join(f"#{tag}" for tag in note.tags)
        facts = html.escape(" · ".join(filter(None, (f"{note.changed_at:%Y-%m-%d}", tags))))
        heading = f"<h1>{html.escape(note.title)}</h1>\n" if note.title else ""
        yield (
            f'<article id="note-{note.id}">\n{heading}<p class="facts">{facts}</p>\n'
            f"{rendered(note.body, targets, picture, formula, file)}</article>\n"
        )
    yield "</body></html>\n"


def rendered(
    body: str,
    targets: dict[str, int],
    picture: Picture,
    formula: Formula | None = None,
    file: File | None = None,
) -> str:
    """Return the body of a note as safe HTML; ``targets``: ids of notes by title, case folded.
    Formulas stay TeX where ``formula`` gives nothing for them, links to files words where ``file``
    gives none."""
    text = spelled_out(front_matter.split(body)[1].replace(_OPEN, "").replace(_SHUT, ""))
    set_aside: list[tuple[str, str]] = []
    """What Markdown must not touch: words for where no tag may stand, and HTML."""
    spans: list[tuple[int, int, str, str]] = []
    for link in wiki_links(text):
        begins = link.start - (text[link.start - 1 : link.start] == "!")
        words = link.shown.replace("\\|", "|").rstrip("\\").strip()
        name = link.name.casefold()
        target = targets.get(name, targets.get(name.rpartition("/")[2]))
        shown = html.escape(words)
        anchor = f'<a href="#note-{target}">{shown}</a>' if target else f"<em>{shown}</em>"
        spans.append((begins, link.end, words, anchor))
    left = MOST_FORMULAS if formula else 0
    for found in outside_code(_MATH, text):
        if not any(start < found.end() and found.start() < end for start, end, *_ in spans):
            set_in = formula(found[0].strip("$"), found[0][1] == "$") if formula and left else ""
            left -= 1 if left else 0
            words = f"<span>{html.escape(found[0])}</span>"
            spans.append((*found.span(), found[0], set_in or words))
    for found in outside_code(_MARKED, text):
        ends = (found.start(), "<mark>"), (found.end() - 2, "</mark>")
        if not any(start < at + 2 and at < end for at, _ in ends for start, end, *_ in spans):
            spans += [(at, at + 2, "==", tag) for at, tag in ends]
    parts, at = [], 0
    for start, end, words, markup in sorted(spans):
        parts += [text[at:start], f"{_OPEN}{len(set_aside)}{_SHUT}"]
        set_aside.append((words, markup))
        at = end
    safe = _cleaner().clean(_markdown().render("".join((*parts, text[at:]))))

    def put_back(found: re.Match[str]) -> str:
        if found[1] is None:
            number = int(found[2])
            return set_aside[number][1] if number < len(set_aside) else ""
        tag = _PLACE.sub(lambda place: html.escape(_words(set_aside, place)), found[1])
        return _with_picture(tag, picture) if tag.startswith("<img") else tag

    def linked(found: re.Match[str]) -> str:
        name, place, rest, shown = found.groups(default="")
        words = html.unescape(_TAG.sub("", _PLACE.sub(lambda at: _words(set_aside, at), shown)))
        address = file(name, words) if file else ""
        return f'<a href="{html.escape(address)}{place}"{rest}>{shown}</a>' if address else shown

    safe = _FILE.sub(linked, safe)
    return _ALONE.sub(r'<p class="math">\1</p>', _TAG_OR_PLACE.sub(put_back, safe))


def drawn(tex: str, display: bool) -> str:
    """Return a formula as a picture within the page; "" for one that cannot be set."""
    from ms2qbank_desktop.features.questions.typesetting import FormulaFault, Source, typeset

    try:
        formula = typeset(Source(tex.strip(), display))
    except FormulaFault:
        return ""
    address = f"data:image/svg+xml;base64,{b64encode(formula.svg(_EM, 'black')).decode()}"
    size = f"height:{formula.height:.3f}em;vertical-align:{-formula.depth:.3f}em"
    picture = f'<img class="math" src="{address}" alt="{html.escape(tex.strip())}" style="{size}">'
    return f"<br>{picture}<br>" if display else picture


def _words(set_aside: list[tuple[str, str]], place: re.Match[str]) -> str:
    number = int(place[1])
    return set_aside[number][0] if number < len(set_aside) else ""


def _with_picture(tag: str, picture: Picture) -> str:
    """Return the tag of a picture with its bytes in it, or the words for one that is not there."""
    source, alt = _SOURCE.search(tag), _ALT.search(tag)
    name = source[1].removeprefix("media:") if source else ""
    kind = _KINDS.get(name.rpartition(".")[2])
    data = picture(name) if kind else None
    if source is None or data is None:
        return f"[{alt[1]}]" if alt and alt[1] else ""
    address = f'src="data:image/{kind};base64,{b64encode(data).decode()}"'
    if alt and (size := _SIZE.search(alt[1])):  # as Obsidian writes it: ![words|300](…)
        tag = tag.replace(alt[0], f'alt="{alt[1][: size.start()]}" width="{size[1]}"', 1)
        source = _SOURCE.search(tag) or source
    return tag[: source.start()] + address + tag[source.end() :]


@functools.cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    def allowed(_tag: str, attribute: str, value: str) -> str | None:
        pattern = _VALUES.get(attribute)
        return value if pattern and pattern.fullmatch(value.strip()) else None

    return Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "media"},
    )


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(
        ["table", "strikethrough"]
    )
