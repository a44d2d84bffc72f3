"""The language of the bank's filter bar: words, phrases and ``key:value`` terms.

    lithium "urine osmolality" -infant system:renal (is:incorrect or is:marked) -difficulty:>=4

What stands side by side is combined by AND, but values of the same key, and values with a comma
between them, by OR. ``or`` binds less than that; brackets group; a minus excludes a word, a term
or a group. A value means every name of the bank that has all its words (``renal`` means
"Respiratory & Renal/Urinary Systems"), but a name that is written out means only itself.

    any  = all { "or" all }        all = part { part }
    part = ["-"] "(" any ")"  |  ["-"] key ":" values  |  word  |  phrase
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .models import AllOf, AnyOf, QuestionFilter, Vocabulary, Wanted, Without
from .search_terms import SearchFault, TermReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["HELP", "Search", "SearchFault", "Term", "parse"]

HELP = (
    ("lithium urine", "all of these words, or words that begin like them"),
    ('"urine osmolality"', "these words side by side"),
    ("-infant  -system:renal", "without this word, without what fits this"),
    ("system:renal", "of this system; subject: topic: pack: tag: in the same way"),
    ('system:renal,cardio  subject:"Gross Anatomy"', "either of two; a name with a space"),
    ("system:none", "without a system"),
    ("is:incorrect", "status: unused, correct, incorrect, omitted, marked, due or suspended"),
    ("is:marked or (is:incorrect system:renal)", "either of two; brackets group"),
    ("difficulty:3  difficulty:>=4  difficulty:2-4", "from 1, the easiest, to 5"),
    ("has:pictures  id:Q12", "with pictures; the question with this id"),
)
"""(example, what it finds)"""

_TOKEN = re.compile(
    r"""(?P<minus>-?)(?:
        (?P<open>\()
      | (?P<close>\))
      | (?:(?P<key>[A-Za-z]+):)?(?P<value>(?:"[^"]*"?|[^\s"()]|(?<=\S)\([^\s"()]*\))*)
    )""",
    re.VERBOSE,
)
_OR = "or"
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a text that can be taken out of it; ``label`` says what it means."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Search:
    """What a text asks for, and its parts, but for the words that stand alone."""

    wanted: Wanted
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """A word or phrase as written, its minus included."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A ``key:value`` term and what it means."""

    start: int
    end: int
    label: str
    key: str
    meant: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class _Any:
    """Alternatives, in brackets or the whole text; each is a run of parts."""

    start: int
    end: int
    parts: tuple[tuple[_Part, ...], ...]
    negated: bool = False

    @property
    def label(self) -> str:
        words = " or ".join(map(_named, self.parts))
        if self.negated:
            return f"Not ({words})"
        return f"({words})" if len(self.parts) > 1 else words


_Part = _Words | _Field | _Any


def parse(text: str, vocabulary: Vocabulary) -> Search:
    """Return what ``text`` asks for; SearchFault if a part of it means nothing."""
    reader = TermReader(vocabulary)
    whole = _Parser(text, reader).whole()
    return Search(_any_of(whole, reader), tuple(_terms(whole)))


def _terms(whole: _Any) -> Iterable[Term]:
    """Yield the fields and groups of a text, or its alternatives, each with an "or" beside it."""
    if len(whole.parts) == 1:
        for part in whole.parts[0]:
            if not isinstance(part, _Words):
                yield Term(part.start, part.end, part.label)
        return
    for place, parts in enumerate(whole.parts):
        last = place == len(whole.parts) - 1
        start = whole.parts[place - 1][-1].end if last else parts[0].start
        end = parts[-1].end if last else whole.parts[place + 1][0].start
        yield Term(start, end, _named(parts))


def _named(parts: Sequence[_Part]) -> str:
    return ", ".join(part.label for part in parts)


def _any_of(found: _Any, reader: TermReader) -> Wanted:
    alternatives = [_all_of(parts, reader) for parts in found.parts]
    if not alternatives:
        return QuestionFilter()
    return alternatives[0] if len(alternatives) == 1 else AnyOf(tuple(alternatives))


def _all_of(parts: Sequence[_Part], reader: TermReader) -> Wanted:
    """Return what fits each of ``parts``: words and fields that include are one filter."""
    words: list[str] = []
    values: defaultdict[str, set[str]] = defaultdict(set)
    others: list[Wanted] = []
    for part in parts:
        match part:
            case _Words(label=text):
                words.append(text)
            case _Field(key=key, meant=meant, negated=False):
                values[key] |= meant
            case _Field(key=key, meant=meant):
                others.append(Without(reader.asked("", {key: set(meant)})))
            case _Any(negated=negated):
                inner = _any_of(part, reader)
                others.append(Without(inner) if negated else inner)
    if words or values or not others:
        others.insert(0, reader.asked(" ".join(words), values))
    return others[0] if len(others) == 1 else AllOf(tuple(others))


class _Parser:
    """Reads a text from left to right."""

    def __init__(self, text: str, reader: TermReader) -> None:
        self._text = text
        self._reader = reader
        self._tokens = [found for found in _TOKEN.finditer(text) if found[0]]
        self._next = 0
        self._open: list[re.Match[str]] = []

    def whole(self) -> _Any:
        """Return the whole text."""
        found = self._any(0)
        if self._next < len(self._tokens):
            token = self._tokens[self._next]
            raise SearchFault(
                f"No bracket is open at character {token.end()}.", token.start(), token.end()
            )
        return found

    def _any(self, start: int) -> _Any:
        runs: list[tuple[_Part, ...]] = []
        while True:
            run = self._run()
            token = self._peek()
            goes_on = token is not None and _is_or(token)
            if not run and (runs or goes_on or self._open):
                raise self._lacking(token, after_or=bool(runs))
            if run:
                runs.append(run)
            if not goes_on:
                return _Any(start, len(self._text), tuple(runs))
            self._next += 1

    def _run(self) -> tuple[_Part, ...]:
        parts: list[_Part] = []
        while (token := self._peek()) is not None and not (token["close"] or _is_or(token)):
            self._next += 1
            parts.append(self._group(token) if token["open"] else self._term(token))
        return tuple(parts)

    def _group(self, token: re.Match[str]) -> _Part:
        if len(self._open) == _DEEPEST:
            raise SearchFault(
                f"Brackets go {_DEEPEST} deep at most (character {token.end()}).", *token.span()
            )
        self._open.append(token)
        inner = self._any(token.start())
        close = self._peek()
        if close is None:
            raise SearchFault(
                f"The bracket at character {token.end()} is not closed.",
                *token.span(),
                unfinished=True,
            )
        self._next += 1
        self._open.pop()
        return _Any(token.start(), close.end(), inner.parts, negated=bool(token["minus"]))

    def _term(self, token: re.Match[str]) -> _Part:
        if token["key"] is None:
            return _Words(*token.span(), token[0])
        key, label, meant = self._reader.term(token)
        negated = bool(token["minus"])
        label = f"Not {label[0].lower()}{label[1:]}" if negated else label
        return _Field(*token.span(), label, key, frozenset(meant), negated)

    def _peek(self) -> re.Match[str] | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _lacking(self, token: re.Match[str] | None, *, after_or: bool) -> SearchFault:
        """Return the fault that there is nothing where something must be."""
        if after_or or (token is not None and _is_or(token)):
            at = token if token is not None and not token["close"] else self._tokens[-1]
            if after_or:
                at = self._tokens[self._next - 1]
            message = f"“or” stands between two things (character {at.start() + 1})."
            return SearchFault(message, *at.span(), unfinished=token is None)
        opened = self._open[-1]
        message = f"There is nothing in the bracket at character {opened.end()}."
        return SearchFault(message, *opened.span(), unfinished=token is None)


def _is_or(token: re.Match[str]) -> bool:
    return token[0].casefold() == _OR
