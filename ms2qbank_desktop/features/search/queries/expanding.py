"""From what was typed to what is looked for: beginnings, abbreviations, slips of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search import wanted
from ms2qbank_desktop.features.search.wanted import Group, Wanted, Words

from . import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.abbreviations import Table
    from ms2qbank_desktop.features.search.language import Query, Term

_NAMES = "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu pi rho sigma tau omega"
_LETTERS = "αβγδεζηθκλμπρστω"
_GREEK = dict(zip((*_NAMES.split(), *_LETTERS), (*_LETTERS, *_NAMES.split()), strict=True))
"""Greek letters by their names, and the other way round."""
_UNFINISHED, _FINISHED, _WIDE, _HOLDING, _ALIKE = 24, 6, 64, 12, 6
"""Words that stand for one at the most."""
_FIRST_LETTERS = {1: 6, 2: 12}
"""The same for a word of which only these are typed: what begins so is frequent anyway."""
_NEARLY = 0.3
"""What a word that begins so gains the more of it is typed."""
_RARE = 3
"""Items up to which a word may itself be a slip of somebody's."""
_SPLIT = 3
"""Letters of either half of two words that were typed as one."""
_SHORT = 3


class Expansion:
    """What is looked for, widened when too little is found."""

    def __init__(self, session: Session, query: Query, tables: Sequence[Table]) -> None:
        self._session = session
        self._tables = tables
        self._singles: list[tuple[Term, Group]] = []
        typed = {word for term in query.terms for word in term.words}
        self.frequency = vocabulary.known(session, typed)
        """Items that have a word."""
        self.rarest = min((self.frequency.get(word, 0) for word in typed), default=0)
        """Items that have the rarest of the typed words."""
        self.spelled: dict[str, str] = {}
        """Written word -> the one it is taken for."""
        groups = self._groups(query.terms, max((table.longest for table in tables), default=0))
        self.wanted = Wanted(groups, query.unwanted, [self._label(*one) for one in query.labels])
        self._prune(groups)
        self._begun()

    def widen(self) -> None:
        """Let words stand for a typed one that hold it, or that it may be a slip of."""
        for term, group in self._singles:
            (word,) = term.words
            if len(word) < _SHORT:
                continue
            begun = vocabulary.begun(self._session, word, _WIDE)
            self._begin(group, word, begun)
            holding = vocabulary.holding(self._session, word, _HOLDING)
            for other, rows in holding.items():
                group.add(other, wanted.INSIDE)
                self.frequency[other] = rows
            rows = self.frequency.get(word, 0)
            if rows <= _RARE and not (term.unfinished and len(begun) > 1):
                self._mend(term, group, quietly=bool(rows or holding))

    def distrust(self) -> None:
        """Take frequent words, too, for slips of others: nothing has them all."""
        for term, group in self._singles:
            (word,) = term.words
            if self.frequency.get(word, 0) > _RARE:
                slips = vocabulary.alike(self._session, word, _ALIKE, 1)
                self._take(term, group, slips, quietly=False)

    def _groups(self, terms: Sequence[Term], longest: int) -> list[Group]:
        found: list[Group] = []
        at = 0
        while at < len(terms):
            if terms[at].phrase:
                found.append(_phrase(terms[at].words))
                at += 1
                continue
            size = next((n for n in range(longest, 1, -1) if self._known(terms[at : at + n], n)), 1)
            some = terms[at : at + size]
            group = (
                Group(parts=tuple(self._groups(some, size - 1))) if size > 1 else self._one(some[0])
            )
            self._abbreviations(some, group)
            found.append(group)
            at += size
        return found

    def _known(self, terms: Sequence[Term], size: int) -> bool:
        words = tuple(word for term in terms for word in term.words)
        plain = len(terms) == size and not any(term.phrase for term in terms)
        return plain and any(words in t.meanings or words in t.shorts for t in self._tables)

    def _one(self, term: Term) -> Group:
        (word,) = term.words
        group = Group({word: wanted.EXACT})
        if word in _GREEK:
            group.add(_GREEK[word], wanted.MEANT)
        self._singles.append((term, group))
        return group

    def _abbreviations(self, terms: Sequence[Term], group: Group) -> None:
        words = tuple(word for term in terms for word in term.words)
        written = " ".join(term.written for term in terms)
        for table in self._tables:
            meanings = table.stands_for(words, written)
            for meaning in meanings:
                _stand(group, meaning, plural=True)
            for short in table.shorts.get(words, ()):
                if short.english:
                    group.shorts.append(short.words[0])
                else:
                    _stand(group, short.words)
            if meanings and len(words) == 1 and _english(table, words):
                # In these capitals it is no word: "ALL" is not to find every "all".
                group.words = {w: worth for w, worth in group.words.items() if w != words[0]}
                group.shorts.append(words[0])
                self._singles = [one for one in self._singles if one[1] is not group]

    def _prune(self, groups: Sequence[Group]) -> None:
        """Leave out meanings with a word that nothing has: each costs as much as one that is
        found."""
        every = [*groups, *(part for group in groups for part in group.parts)]
        words = {word for group in every for phrase in group.phrases for word in phrase}
        there = vocabulary.known(self._session, words) if words else {}
        for group in every:
            group.phrases = {
                phrase: worth
                for phrase, worth in group.phrases.items()
                if worth == wanted.EXACT or all(word in there for word in phrase)
            }

    def _begun(self) -> None:
        for term, group in self._singles:
            (word,) = term.words
            if term.unfinished or len(word) >= _SHORT:
                most = _FIRST_LETTERS.get(len(word), _UNFINISHED) if term.unfinished else _FINISHED
                self._begin(group, word, vocabulary.begun(self._session, word, most))

    def _begin(self, group: Group, word: str, begun: dict[str, int]) -> None:
        for other, rows in begun.items():
            group.add(other, wanted.BEGUN + _NEARLY * len(word) / len(other))
            self.frequency[other] = rows

    def _mend(self, term: Term, group: Group, *, quietly: bool) -> None:
        (word,) = term.words
        slips = vocabulary.alike(self._session, word, _ALIKE)
        if term.unfinished:
            slips += vocabulary.alike_begun(self._session, word, _ALIKE)
        self._take(term, group, slips, quietly=quietly)
        if not slips and not quietly:
            for halves in self._halves(word):
                group.phrases[halves] = wanted.SLIP

    def _take(
        self, term: Term, group: Group, slips: Sequence[vocabulary.Slip], *, quietly: bool
    ) -> None:
        for slip in slips:
            group.add(slip.word, wanted.SLIP - 0.1 * (slip.slips - 1))
            self.frequency[slip.word] = slip.rows
        if slips and not quietly:
            self.spelled[term.written] = slips[0].word

    def _halves(self, word: str) -> list[Words]:
        """Return the two words that may have been typed as one."""
        pairs = [(word[:at], word[at:]) for at in range(_SPLIT, len(word) - _SPLIT + 1)]
        there = vocabulary.known(self._session, {half for pair in pairs for half in pair})
        return [pair for pair in pairs if all(half in there for half in pair)]

    def _label(self, name: str, words: Words) -> list[Words]:
        """Return what a filter looks for: every word of it, as it is or begun."""
        *whole, last = words
        begun = [last, *vocabulary.begun(self._session, last, _UNFINISHED)]
        return (
            [(name, one) for one in dict.fromkeys(begun)]
            if not whole
            else [tuple(part for one in words for part in (name, one))]
        )


def _phrase(words: Words) -> Group:
    return (
        Group(phrases={words: wanted.EXACT}) if len(words) > 1 else Group({words[0]: wanted.EXACT})
    )


def _stand(group: Group, words: Words, *, plural: bool = False) -> None:
    if len(words) == 1:
        group.add(words[0], wanted.MEANT)
        return
    group.phrases[words] = wanted.MEANT
    if plural:
        group.phrases[*words[:-1], f"{words[-1]}s"] = wanted.MEANT


def _english(table: Table, words: Words) -> bool:
    from ms2qbank_desktop.features.search.abbreviations import Short

    return any(Short(short, words).english for short, _ in table.meanings.get(words, ()))
