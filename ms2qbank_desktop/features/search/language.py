"""What is typed into the search, taken apart.

``words`` (all of them), ``"phrases"``, ``-not``, ``in:notes``, ``tag:renal``, ``deck:``,
``system:``, ``subject:``, ``is:missed``; a minus turns any of them round. Whatever is none of these
is a word; a filter that is still being typed is nothing yet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ms2qbank_desktop.features.links.models import Kind

from .text import words, written_words

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
SETTING = "setting"
"""The kind of settings, which lie in no index: named_settings finds them."""
STATES = {
    **{
        name: name
        for name in (
            *("unused", "correct", "missed", "omitted", "marked", "due", "new", "suspended"),
            *("learning", "review", "leech", "flagged", "done", "open", "pinned", "bookmarked"),
            "highlighted",
        )
    },
    "incorrect": "missed",
    "wrong": "missed",
}
"""What ``is:`` may be followed by, and what it is called here."""
LABELS = ("tag", "deck", "system", "subject")


_ALL_KINDS: dict[str, str] = {**_KINDS, "setting": SETTING, "settings": SETTING}
_NO_KIND = "none"
_FILTER = re.compile(r"(?<!\S)-?[a-z]+:\S*")
LONGEST = 1_000
"""Characters of a text that are read."""


Label = tuple[str, tuple[str, ...]]
"""(tag, deck, system or subject; words of its name)"""


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
    labels: tuple[Label, ...] = ()
    unlabelled: tuple[Label, ...] = ()
    """Those that must not be there."""
    states: tuple[tuple[str, bool], ...] = ()
    """(one of STATES, whether things must not be in it)"""

    def __bool__(self) -> bool:
        return bool(self.terms or self.kinds or self.labels or self.states)


def parse(text: str) -> Query:
    """Return what ``text`` asks for; no text is wrong. Beyond LONGEST it is not read."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    reader = _Reader()
    found = list(_PART.finditer(text))
    for part in found:
        at_end = part is found[-1] and part.end() == len(text)
        if not (at_end and _is_begun(part[0])):
            reader.read(part, unfinished=at_end and text[-1].isalnum())
    return reader.query()


def unfiltered(text: str) -> str:
    """Return a text without its filters."""
    return " ".join(_FILTER.sub("", text).split())


def unknown(text: str) -> list[str]:
    """Return the filters of a text that mean nothing: "in:nothing", "is:odd"; one that is still
    being typed is left out."""
    found = [part for part in _PART.finditer(text) if part[2] and part[5]]
    return [
        part[0].removeprefix("-")
        for part in found
        if not (part.end() == len(text) and _is_begun(part[0]))
        and (
            (part[2].lower() == "in" and kinds_named(part[5]) is None)
            or (part[2].lower() == "is" and part[5].lower() not in STATES)
        )
    ]


class _Reader:
    """Takes the parts of a text one by one."""

    def __init__(self) -> None:
        self._terms: list[Term] = []
        self._unwanted: list[tuple[str, ...]] = []
        self._kinds: set[str] = set()
        self._other_kinds: set[str] = set()
        self._labels: tuple[list[Label], list[Label]] = ([], [])
        self._states: list[tuple[str, bool]] = []

    def read(self, part: re.Match[str], *, unfinished: bool) -> None:
        """Take a part; ``unfinished``: perhaps more of it is to come."""
        minus, name, quoted, closing, word = part.groups()
        value = word if quoted is None else quoted
        inside, key = tuple(words(value)), (name or "").lower()
        if key == "in" and (kinds := kinds_named(value)) is not None:
            (self._other_kinds if minus else self._kinds).update(kinds)
        elif key == "is" and value.lower() in STATES:
            self._states.append((STATES[value.lower()], bool(minus)))
        elif key in LABELS and inside:
            self._labels[bool(minus)].append((key, inside))
        elif minus and inside:
            self._unwanted.append((*words(name or ""), *inside))
        elif quoted is not None:
            self._terms += _words(name or "")
            if inside:
                self._terms.append(Term(inside, quoted, phrase=True, unfinished=not closing))
        else:
            self._terms += _words(f"{name} {word}" if name else word, unfinished=unfinished)

    def query(self) -> Query:
        """Return what was asked for."""
        kinds = self._kinds
        if self._other_kinds:
            kinds = (kinds or set(Kind)) - self._other_kinds or {_NO_KIND}
        labels, unlabelled = map(tuple, self._labels)
        return Query(
            *(tuple(self._terms), tuple(self._unwanted), frozenset(map(str, kinds))),
            *(labels, unlabelled, tuple(self._states)),
        )


def kinds_named(names: str) -> set[str] | None:
    """Return the kinds that ``in:notes,cards`` asks for; None if one of them is none."""
    kinds = {_ALL_KINDS.get(name) for name in names.lower().split(",") if name}
    return {kind for kind in kinds if kind} if kinds and None not in kinds else None


def _is_begun(text: str) -> bool:
    """Whether a text may become a filter by what is typed next: "in:", "is:mis", "tag:"."""
    name, colon, value = text.lower().removeprefix("-").partition(":")
    if not colon:
        return False
    known = {"in": _ALL_KINDS, "is": STATES}.get(name, {})
    last = value.rpartition(",")[2] if name == "in" else value
    return (name in LABELS and not value.strip('"')) or (
        last not in known and any(one.startswith(last) for one in known)
    )


def _words(text: str, *, unfinished: bool = False) -> list[Term]:
    written = [(tuple(inside), word) for word in written_words(text) if (inside := words(word))]
    last = len(written) - 1
    return [
        Term(inside, word, phrase=len(inside) > 1, unfinished=unfinished and place == last)
        for place, (inside, word) in enumerate(written)
    ]
