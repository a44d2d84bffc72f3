"""What is typed into the search, taken apart.

``words`` (all of them), ``"phrases"``, ``-not``, ``in:notes``, ``tag:renal``, ``deck:``,
``system:``, ``subject:``. Whatever is none of these is a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ms2qbank_desktop.features.links.models import Kind

from .text import words

_PART = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)("?)|(\S+))')
_KINDS = {
    name: kind
    for kind, names in {
        Kind.QUESTION: ("question", "questions", "bank"),
        Kind.CARD: ("card", "cards", "flashcard", "flashcards"),
        Kind.NOTE: ("note", "notes", "notebook"),
        Kind.ARTICLE: ("article", "articles", "library"),
        Kind.VIDEO: ("video", "videos", "captions"),
        Kind.TASK: ("task", "tasks", "plan", "planner"),
    }.items()
    for name in names
}
LABELS = ("tag", "deck", "system", "subject")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the words of one phrase. ``written``: as it was typed."""

    words: tuple[str, ...]
    written: str
    phrase: bool = False
    unfinished: bool = False
    """The last word, with nothing after it: perhaps only its beginning."""


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()
    """Words or phrases that must not be there."""
    kinds: frozenset[str] = frozenset()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(tag, deck, system or subject; words of its name)"""

    def __bool__(self) -> bool:
        return bool(self.terms or self.kinds or self.labels)


def kind_named(name: str) -> Kind | None:
    """Return the kind that ``in:name`` asks for."""
    return _KINDS.get(name.lower())


def parse(text: str) -> Query:
    """Return what ``text`` asks for; no text is wrong."""
    text = unicodedata.normalize("NFC", text)
    terms: list[Term] = []
    unwanted: list[tuple[str, ...]] = []
    kinds: set[str] = set()
    labels: list[tuple[str, tuple[str, ...]]] = []
    found = list(_PART.finditer(text))
    for part in found:
        minus, name, quoted, closing, word = part.groups()
        value = word if quoted is None else quoted
        inside = tuple(words(value))
        unfinished = part is found[-1] and part.end() == len(text) and text[-1].isalnum()
        if name and not minus and name.lower() == "in" and kind_named(value):
            kinds.add(_KINDS[value.lower()])
        elif name and not minus and name.lower() in LABELS and inside:
            labels.append((name.lower(), inside))
        elif minus and inside:
            unwanted.append((*words(name or ""), *inside))
        elif quoted is not None:
            terms += _words(name or "") if name else []
            if inside:
                terms.append(Term(inside, quoted, phrase=True, unfinished=not closing))
        else:
            terms += _words(f"{name} {word}" if name else word, unfinished=unfinished)
    return Query(tuple(terms), tuple(unwanted), frozenset(kinds), tuple(labels))


def _words(text: str, *, unfinished: bool = False) -> list[Term]:
    written = [word for word in re.findall(r"[^\W_]+", text) if words(word)]
    last = len(written) - 1
    return [
        Term(tuple(words(word)), word, unfinished=unfinished and place == last)
        for place, word in enumerate(written)
    ]
