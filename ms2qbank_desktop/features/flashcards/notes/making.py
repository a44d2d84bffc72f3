"""Cards from a question: what its stem, its answer and its choices become in the fields of a note.

Texts come as sanitised HTML (``RenderedQuestion``), so that any markup of a question will do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.notes.stock import BASIC, CLOZE
from ms2qbank_desktop.features.flashcards.text.plain_text import strip_html

if TYPE_CHECKING:
    from collections.abc import Collection

    from ms2qbank_desktop.features.links.models import Excerpt
    from ms2qbank_desktop.features.questions.models import Question, RenderedQuestion

_MEDIA = re.compile(r'(<img\b[^>]*?\bsrc=")media:([^"]+)(")')
_WHOLE_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)
_ENDS = re.compile(r"(?<=[.!?])\s+|[\n\u2028\u2029]+")
_SLUG = re.compile(r"[^\w]+")
_LONG_CHOICE, _LONG_TEXT = 60, 150
"""Letters from which a choice has a line of its own, and a side is read from the left: cards are
centred, and of so many lines that makes a wall."""


@dataclass(frozen=True, slots=True)
class Made:
    """A note made of a question. ``note_type``: the name of one that every profile has;
    ``pictures``: names of the media folder that its fields call."""

    note_type: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    pictures: tuple[str, ...] = ()


def basic_card(question: Question, texts: RenderedQuestion, *, missed: bool = False) -> Made:
    """Return the stem on the front, the right answer and the objective on the back."""
    pictures = "".join(f'<img src="media:{image.media}">' for image in texts.stem_images)
    front = _joined(texts.vignette, texts.stem, pictures)
    right = [texts.choices[place] for place in sorted(question.correct)]
    answer = "<br>".join(f"<b>{_inline(choice)}</b>" for choice in right)
    objective = texts.objective or texts.explanation
    return _made(BASIC.name, (front, _joined(answer, objective)), question, missed=missed)


def confusion_card(question: Question, texts: RenderedQuestion, chosen: int) -> Made:
    """Return a card that sets the right choice against the wrong one at the place ``chosen``.

    The front names both in the order of the question, so that it does not tell which is right.
    """
    right = min(question.correct, default=0)
    pair = sorted((right, chosen))
    names = [f"<b>{_inline(texts.choices[place])}</b>" for place in pair]
    long = any(len(_plain(texts.choices[place])) > _LONG_CHOICE for place in pair)
    asked = f"{names[0]}<br>or<br>{names[1]}" if long else f"{names[0]} or {names[1]}?"
    front = _joined(asked, texts.vignette, texts.stem)
    why, why_not = (_rationale(texts, place) for place in (right, chosen))
    parts = [f"<b>{_inline(texts.choices[right])}</b>" + (f"<br>{why}" if why else "")]
    if why_not:
        parts.append(f"Not {_inline(texts.choices[chosen])}: {why_not}")
    if len(parts) == 1 and not why:
        parts.append(texts.objective or texts.explanation)
    return _made(BASIC.name, (front, _joined(*parts)), question, missed=True)


def cloze_card(
    question: Question, texts: RenderedQuestion, text: str, start: int, end: int
) -> Made:
    """Return a card that hides [start, end) of the plain ``text`` within its sentence."""
    ends = [0, *(found.end() for found in _ENDS.finditer(text)), len(text)]
    first = max(place for place in ends if place <= start)
    last = min(place for place in ends if place >= end)
    before, hidden = text[first:start], text[start:end].strip()
    after = text[end:last]
    sentence = f"{escape(before, quote=False)}{{{{c1::{escape(hidden, quote=False)}}}}}"
    cloze = (sentence + escape(after, quote=False)).strip().replace("\n", "<br>")
    return _made(CLOZE.name, (cloze, texts.objective), question, missed=False)


def excerpt_card(excerpt: Excerpt, picture: str = "") -> Made:
    """Return what was taken from a place: its title on the front, text and picture on the back;
    the text on the front if there is no title. ``picture``: the name by which fields call it."""
    title, text = (
        escape(words, quote=False).replace("\n", "<br>") for words in (excerpt.title, excerpt.text)
    )
    image = f'<img src="{picture}">' if picture else ""
    front, back = (title, _joined(text, image)) if title else (text, image)
    return Made(BASIC.name, (front, back), excerpt.tags)


def _rationale(texts: RenderedQuestion, place: int) -> str:
    return _inline(texts.rationales[place]) if place < len(texts.rationales) else ""


def _made(note_type: str, fields: tuple[str, ...], question: Question, *, missed: bool) -> Made:
    pictures: dict[str, None] = {}
    written = []
    for text in fields:
        pictures.update((found[2], None) for found in _MEDIA.finditer(text))
        written.append(_aligned(_MEDIA.sub(r"\1\2\3", text)))
    tags = _tags(question, ("from-miss",) if missed else ("from-question",))
    return Made(note_type, tuple(written), tags, tuple(pictures))


def _aligned(html: str) -> str:
    long = len(_plain(html)) > _LONG_TEXT
    return f'<div style="text-align: left">{html}</div>' if long else html


def _plain(html: str) -> str:
    return strip_html(html).strip()


def _tags(question: Question, more: Collection[str]) -> tuple[str, ...]:
    parts = [_slug(part) for part in (question.system, question.topic) if _slug(part)]
    return ("::".join(parts), *more) if parts else tuple(more)


def _slug(words: str) -> str:
    return _SLUG.sub("-", words.casefold()).strip("-")


def _joined(*parts: str) -> str:
    """Join paragraphs; those that are one need no markup of their own."""
    return "<br><br>".join(_inline(part) for part in parts if _plain(part) or part)


def _inline(html: str) -> str:
    """Return HTML without the paragraph around it, if it is but one; else with line breaks."""
    alone = _WHOLE_PARAGRAPH.fullmatch(html)
    if alone:
        return alone[1]
    paragraphs = re.sub(r"</p>\s*<p>", "<br><br>", html.strip())
    return paragraphs.removeprefix("<p>").removesuffix("</p>")
