"""The language of the bank's filter bar: words, phrases and ``key:value`` terms.

    lithium "urine osmolality" -infant system:renal is:incorrect is:marked difficulty:>=4

Terms of different keys are combined by AND; values of the same key, and values with a comma
between them, by OR. A value means every name of the bank that has all its words (``renal`` means
"Respiratory & Renal/Urinary Systems"), but a name that is written out means only itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.questions.models import BankFilter

from .models import QuestionFilter, Status, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HELP = (
    ("lithium urine", "all of these words, or words that begin like them"),
    ('"urine osmolality"', "these words side by side"),
    ("-infant", "without this word"),
    ("system:renal", "of this system; subject: topic: pack: tag: in the same way"),
    ('system:renal,cardio  subject:"Gross Anatomy"', "either of two; a name with a space"),
    ("system:none", "without a system"),
    ("is:incorrect", "status: unused, correct, incorrect, omitted or marked"),
    ("difficulty:3  difficulty:>=4  difficulty:2-4", "from 1, the easiest, to 5"),
    ("id:Q12", "the question with this id"),
)
"""(example, what it finds)"""

_TERM = re.compile(r'(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?P<value>"[^"]*"?|[^\s"]*"[^"]*"?|\S*)')
_PART = re.compile(r'"([^"]*)"?|([^",]+)')
_WORD = re.compile(r"\w+")
_LEVELS = re.compile(r"(?P<sign>>=|<=|>|<|=|)(?P<low>\d+)(?:[-–](?P<high>\d+))?")
_NONE = "none"
_LISTED = 4


class SearchFault(UserFault):
    """What is wrong with the text between ``start`` and ``end``. ``unfinished``: it may become
    right as it is typed on."""

    def __init__(self, message: str, start: int, end: int, *, unfinished: bool = False) -> None:
        super().__init__(message, field="search")
        self.start = start
        self.end = end
        self.unfinished = unfinished


@dataclass(frozen=True, slots=True)
class Term:
    """A ``key:value`` term and where it stands in the text; ``label`` says what it means."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Search:
    """What a text asks for; its words are in ``wanted.bank.text``."""

    wanted: QuestionFilter
    terms: tuple[Term, ...] = ()


def parse(text: str, vocabulary: Vocabulary) -> Search:
    """Return what ``text`` asks for; SearchFault if a term of it means nothing."""
    words: list[str] = []
    terms: list[Term] = []
    values: defaultdict[str, set[str]] = defaultdict(set)
    levels: set[int] = set()
    reader = _Reader(vocabulary)
    for found in _TERM.finditer(text):
        if not found[0]:
            continue
        if found["key"] is None:
            words.append(found[0])
            continue
        key, label, meant = reader.term(found)
        terms.append(Term(found.start(), found.end(), label))
        if key == "difficulty":
            levels |= {int(level) for level in meant}
        else:
            values[key] |= meant
    titles = values["pack"]
    bank = BankFilter(
        packs=frozenset(pack for pack, title in vocabulary.packs if title in titles),
        subjects=frozenset(values["subject"]),
        systems=frozenset(values["system"]),
        topics=frozenset(values["topic"]),
        difficulties=frozenset(levels),
        tags=frozenset(values["tag"]),
        text=" ".join(words),
        names=frozenset(values["id"]),
    )
    return Search(QuestionFilter(bank, frozenset(map(Status, values["is"]))), tuple(terms))


def without(text: str, term: Term) -> str:
    """Return ``text`` without one of its terms."""
    return " ".join(f"{text[: term.start]} {text[term.end :]}".split())


class _Reader:
    """Says what a single term means, in the names of one bank."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = {
            "system": vocabulary.systems,
            "subject": vocabulary.subjects,
            "topic": vocabulary.topics,
            "tag": vocabulary.tags,
            "pack": tuple(title for _, title in vocabulary.packs),
        }
        self._keys = (*self._names, "is", "difficulty", "id")

    def term(self, found: re.Match[str]) -> tuple[str, str, set[str]]:
        """Return key, label and meant values of a term."""
        start, end = found.span()
        key = found["key"].casefold()
        if key not in self._keys:
            raise SearchFault(self._unknown_key(found), start, end)
        if found["minus"]:
            raise SearchFault(
                f"A minus excludes words only, not “{key}:” (character {start + 1}).",
                *(start, end),
            )
        parts = [quoted or bare for quoted, bare in _PART.findall(found["value"])]
        parts = [part.strip() for part in parts if part.strip()]
        if not parts:
            some = _listed(self._values_of(key))
            raise SearchFault(f"After “{key}:” write {some}.", start, end, unfinished=True)
        try:
            meanings = [self._meant(key, part) for part in parts]
        except ValueError as error:
            begun = key == "is" and any(
                status.startswith(parts[-1].casefold()) for status in Status
            )
            message = f"{error} (character {start + 1})"
            raise SearchFault(message, start, end, unfinished=begun) from None
        return key, _label(key, parts, meanings), set().union(*meanings)

    def _unknown_key(self, found: re.Match[str]) -> str:
        key = found["key"]
        message = f"There is no “{key}:” to filter by (character {found.start() + 1})."
        if close := get_close_matches(key.casefold(), self._keys, 1):
            return f"{message} Did you mean “{close[0]}:”?"
        return f"{message} There are {_listed(self._keys, len(self._keys))}."

    def _values_of(self, key: str) -> Sequence[str]:
        if key == "is":
            return [status.value for status in Status]
        return {"difficulty": ("3", ">=4", "2-4"), "id": ("its id",)}.get(key) or self._names[key]

    def _meant(self, key: str, part: str) -> set[str]:
        """Return what one value means; ValueError with a sentence if nothing."""
        if key == "id":
            return {part}
        if key == "difficulty":
            return _levels(part)
        if key == "is":
            return {_status(part)}
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


def _status(word: str) -> str:
    known = [status.value for status in Status]
    fitting = [value for value in known if value == word.casefold()]
    if not fitting:
        raise ValueError(f"There is no status “{word}”, only {_listed(known, len(known))}.")
    return fitting[0]


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
