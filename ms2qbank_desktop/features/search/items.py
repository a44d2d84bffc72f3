"""What the index holds of a thing: one item for each place that a hit can open."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.notebook import wiki

from .abbreviations import ENGLISH
from .text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ms2qbank_desktop.features.videos.models import Caption

CHUNK_MS = 30_000
"""Captions that make one item."""
_SHORT = re.compile(r"\b[A-Z]{2,5}\b")
_CLOZE = re.compile(
    r"\{\{c[\d,]+::((?:(?!\{\{c[\d,]+::|\}\}).)*?)(?:::(?:(?!::|\}\}).)*)?\}\}", re.S
)
_NOTHING = {0: " ", 0x1D: " "}
_BLANKS = re.compile(r"[ \t]{2,}")
_WIKI = re.compile(r"\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
_UNSAID = re.compile(r"\[sound:[^\]]*\]|image-occlusion:\S*")


@dataclass(frozen=True, slots=True)
class Item:
    """``source`` and ``thing`` name what was read, ``kind`` and ``place_id`` what is opened."""

    source: str
    thing: int
    user_id: int | None
    """None: everybody's."""
    kind: str
    place_id: int
    spot: str
    title: str
    body: str
    tags: str
    labels: str
    changed_at: int
    """Milliseconds since 1970."""
    spots: tuple[tuple[int, str], ...] = ()
    """(character of the body, spot from there on)"""


def clean(text: str) -> str:
    """Return ``text`` with accents in their letters and without what no text should hold, so
    that each character folds to one."""
    text = unicodedata.normalize("NFC", text).translate(_NOTHING)
    return _BLANKS.sub(" ", text).strip()


def unlinked(text: str) -> str:
    """Return Markdown with its wiki links as the words that they show."""
    return _WIKI.sub(lambda link: link[2] or link[1], text)


def joined(parts: Iterable[tuple[str, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return (spot, text) pairs as one body, a line each, and where each spot begins."""
    body, spots = "", []
    for spot, text in parts:
        if text := clean(text):
            body += "\n" if body else ""
            spots.append((len(body), spot))
            body += text
    return body, tuple(spots)


def labels(texts: str, **named: Iterable[str]) -> str:
    """Return what filters look for: each word of a name after what it is the name of; and the
    abbreviations in ``texts`` that only their capitals tell from English words."""
    found = [
        f"{name} {word}" for name, ones in named.items() for one in ones for word in words(one)
    ]
    shorts = {short.lower() for short in _SHORT.findall(texts)} & ENGLISH
    return " ".join(dict.fromkeys((*found, *(f"short {short}" for short in sorted(shorts)))))


def own_tag(user_id: int) -> str:
    """Return what a tag that is a user's own is the label of: nobody else looks for it."""
    return f"tag{user_id}"


def said(field: str) -> str:
    """Return the plain field of a card with what its deletions hide, without sounds and shapes."""
    text = _UNSAID.sub(" ", field)
    for _ in range(8):  # a deletion may stand in another, the innermost comes first
        text, number = _CLOZE.subn(r"\1", text)
        if not number:
            break
    return text


def sections(body: str, plain: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return (heading, words below it) of a Markdown body; what stands before the first heading
    has the heading ""."""
    headings = wiki.headings(body)
    starts = [one.start for one in headings]
    ends = [*starts, len(body)][1:]
    first = plain(body[: starts[0]] if starts else body)
    found = [("", first)] if first.strip() else []
    for heading, start, end in zip(headings, starts, ends, strict=True):
        text = body[start:end].partition("\n")[2]
        found.append((heading.text, plain(text)))
    return found


def chunks(captions: Sequence[Caption]) -> list[list[Caption]]:
    """Return captions in stretches of about half a minute."""
    found: list[list[Caption]] = []
    for caption in captions:
        if not found or caption.start_ms >= found[-1][0].start_ms + CHUNK_MS:
            found.append([])
        found[-1].append(caption)
    return found
