"""What a single ``key:value`` term of the search language means, in the names of one bank."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.questions.models import BankFilter

from .models import QuestionFilter, Status, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PART = re.compile(r'"([^"]*)"?|([^",]+)')
_WORD = re.compile(r"\w+")
_LEVELS = re.compile(r"(?P<sign>>=|<=|>|<|=|)(?P<low>\d+)(?:[-–](?P<high>\d+))?")
_NONE = "none"
_LISTED = 4
_VALUES = {
    "is": tuple(status.value for status in Status),
    "has": ("pictures",),
    "difficulty": ("3", ">=4", "2-4"),
    "id": ("its id",),
}
"""Of keys whose values are no names of the bank: what can be written, or examples."""


class SearchFault(UserFault):
    """What is wrong with the text between ``start`` and ``end``. ``unfinished``: it may become
    right as it is typed on."""

    def __init__(self, message: str, start: int, end: int, *, unfinished: bool = False) -> None:
        super().__init__(message, field="search")
        self.start = start
        self.end = end
        self.unfinished = unfinished


class TermReader:
    """Says what a single term means, in the names of one bank."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._packs = vocabulary.packs
        self._names = {
            "system": vocabulary.systems,
            "subject": vocabulary.subjects,
            "topic": vocabulary.topics,
            "tag": vocabulary.tags,
            "pack": tuple(title for _, title in vocabulary.packs),
        }
        self._keys = (*self._names, *_VALUES)

    def asked(self, text: str, values: Mapping[str, Iterable[str]]) -> QuestionFilter:
        """Return the filter of some words, and of the meant values of each key."""

        def of(key: str) -> frozenset[str]:
            return frozenset(values.get(key, ()))

        bank = BankFilter(
            packs=frozenset(pack for pack, title in self._packs if title in of("pack")),
            subjects=of("subject"),
            systems=of("system"),
            topics=of("topic"),
            difficulties=frozenset(map(int, of("difficulty"))),
            tags=of("tag"),
            text=text,
            names=of("id"),
            pictures=True if of("has") else None,
        )
        return QuestionFilter(bank, frozenset(map(Status, of("is"))))

    def term(self, found: re.Match[str]) -> tuple[str, str, set[str]]:
        """Return key, label and meant values of a term."""
        start, end = found.span()
        key = found["key"].casefold()
        if key not in self._keys:
            raise SearchFault(self._unknown_key(found), start, end)
        parts = [quoted or bare for quoted, bare in _PART.findall(found["value"])]
        parts = [part.strip() for part in parts if part.strip()]
        if not parts:
            some = _listed(_VALUES.get(key) or self._names[key], len(Status))
            raise SearchFault(f"After “{key}:” write {some}.", start, end, unfinished=True)
        try:
            meanings = [self._meant(key, part) for part in parts]
        except ValueError as error:
            known = _VALUES[key] if key in ("is", "has") else ()
            begun = any(value.startswith(parts[-1].casefold()) for value in known)
            message = f"{error} (character {start + 1})"
            raise SearchFault(message, start, end, unfinished=begun) from None
        return key, _label(key, parts, meanings), set().union(*meanings)

    def _unknown_key(self, found: re.Match[str]) -> str:
        key = found["key"]
        message = f"There is no “{key}:” to filter by (character {found.start() + 1})."
        if close := get_close_matches(key.casefold(), self._keys, 1):
            return f"{message} Did you mean “{close[0]}:”?"
        return f"{message} There are {_listed(self._keys, len(self._keys))}."

    def _meant(self, key: str, part: str) -> set[str]:
        """Return what one value means; ValueError with a sentence if nothing."""
        if key == "id":
            return {part}
        if key == "difficulty":
            return _levels(part)
        if key in ("is", "has"):
            return {_one_of(key, part)}
        names = self._names[key]
        wanted = part.casefold()
        exact = {name for name in names if name.casefold() == wanted}
        if exact:
            return exact
        if wanted == _NONE and key not in ("pack", "tag"):
            return {""}
        words = _WORD.findall(wanted)
        fitting = {name for name in names if words and _has(name.casefold(), words)}
        if not fitting:
            known = f" There is {_listed(names)}." if names else " The bank names none."
            raise ValueError(f"No {key} is called “{part}”.{known}")
        return fitting


def _has(name: str, words: Iterable[str]) -> bool:
    """Whether each of ``words`` begins a word of ``name``."""
    of_name = _WORD.findall(name)
    return all(any(known.startswith(word) for known in of_name) for word in words)


def _one_of(key: str, word: str) -> str:
    known = _VALUES[key]
    if word.casefold() not in known:
        what = "status " if key == "is" else ""
        raise ValueError(f"There is no {what}“{word}”, only {_listed(known, len(known))}.")
    return word.casefold()


def _levels(word: str) -> set[str]:
    if word.casefold() == _NONE:
        return {"0"}
    found = _LEVELS.fullmatch(word)
    if found is None:
        raise ValueError(f"“{word}” is no difficulty: write 3, >=4 or 2-4.")
    low, high = int(found["low"]), int(found["high"] or found["low"])
    if not 1 <= low <= high <= 5:
        raise ValueError(f"Difficulty goes from 1 to 5, “{word}” does not.")
    low, high = {
        ">=": (low, 5),
        ">": (low + 1, 5),
        "<=": (1, low),
        "<": (1, low - 1),
    }.get(found["sign"], (low, high))
    if low > high:
        raise ValueError(f"Difficulty goes from 1 to 5, so nothing is “{word}”.")
    return {str(level) for level in range(low, high + 1)}


def _label(key: str, parts: Sequence[str], meanings: Sequence[set[str]]) -> str:
    """Return the words of a chip."""
    meant = set().union(*meanings)
    if key == "has":
        return "With pictures"
    if key == "is":
        return " or ".join(part.casefold() for part in parts).capitalize()
    if key == "difficulty":
        return "No difficulty" if meant == {"0"} else f"Difficulty {', '.join(sorted(meant))}"
    if meant == {""}:
        return f"No {key}"
    name = min(meant) if len(meant) == 1 else f"{', '.join(parts)} ({len(meant)})"
    return f"{key.capitalize() if key != 'id' else 'Id'}: {name}"


def _listed(names: Sequence[str], most: int = _LISTED) -> str:
    some = list(names[:most])
    if not some:
        return "a name"
    if len(names) > most:
        return ", ".join(some) + " …"
    *first, last = some
    return f"{', '.join(first)} or {last}" if first else last
