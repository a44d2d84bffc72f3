"""From what was typed to what is looked for: beginnings, abbreviations, slips of the keyboard."""

from __future__ import annotations

from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search import forms, wanted
from ms2qbank_desktop.features.search.forms import GREEK
from ms2qbank_desktop.features.search.items import own_tag
from ms2qbank_desktop.features.search.wanted import Group, Wanted, Words, quoted

from . import matching, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.search.abbreviations import Table
    from ms2qbank_desktop.features.search.language import Query, Term

_UNFINISHED, _FINISHED, _WIDE, _HOLDING, _ALIKE = 24, 6, 64, 12, 6
"""Words that stand for one at the most."""
_FIRST_LETTERS = {1: 6, 2: 12}
"""The same for a word of which only these are typed: what begins so is frequent anyway."""
_NEARLY = 0.3
"""What a word that begins so gains the more of it is typed."""
_RARE = 3
"""Items up to which a word may itself be a slip of somebody's."""
_WAYS = 4
"""Spellings of one meaning that are looked for."""
_SHORT, _PAIR = 3, 2


class Expansion:
    """What is looked for, widened when too little is found."""

    def __init__(
        self, session: Session, query: Query, tables: Sequence[Table], user_id: int
    ) -> None:
        self._session = session
        self._tables = tables
        self._own_tag = own_tag(user_id)
        self._own_tags = vocabulary.own_tags(session, user_id)
        self._singles: list[tuple[Term, Group]] = []
        typed = {word for term in query.terms for word in term.words}
        self.frequency = vocabulary.known(session, typed)
        """Items that have a word."""
        self.rarest = min((self.frequency.get(word, 0) for word in typed), default=0)
        """Items that have the rarest of the typed words."""
        self.spelled: dict[str, str] = {}
        """Written word -> the one it is taken for."""
        self._capitals: set[str] = set()
        """Abbreviations in their capitals: they are the beginning of nothing."""
        self._as_one = self._joined(query.terms)
        longest = max((table.longest for table in tables), default=0)
        groups = self._groups(query.terms, max(_PAIR, longest))
        self._other_forms()
        labels = [[self._label(*one) for one in some] for some in (query.labels, query.unlabelled)]
        self.wanted = Wanted(groups, query.unwanted, *labels)
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
            if self._part(group, word):
                continue
            if rows <= _RARE and not (term.unfinished and len(begun) > 1):
                self._mend(term, group, quietly=bool(rows or holding))

    def distrust(self) -> None:
        """Take frequent words, too, for slips of others: nothing has them all."""
        for term, group in self._singles:
            (word,) = term.words
            if self.frequency.get(word, 0) > _RARE:
                slips = vocabulary.alike(self._session, word, _ALIKE, 1)
                self._take(term, group, slips, quietly=False)

    def _joined(self, terms: Sequence[Term]) -> dict[Words, list[str]]:
        """Return the words that two of the typed ones make together, where there are any."""
        asked = {
            (*one.words, *other.words): forms.joined(*one.words, *other.words)
            for one, other in pairwise(terms)
            if not one.phrase and not other.phrase
        }
        there = self._there(word for ways in asked.values() for word in ways)
        return {pair: found for pair, ways in asked.items() if (found := sorted(ways & there))}

    def _there(self, words: Iterable[str]) -> set[str]:
        """Return those of ``words`` that items have."""
        asked = set(words)
        found = vocabulary.known(self._session, asked) if asked else {}
        self.frequency.update(found)
        return set(found)

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
            for word in self._as_one.get(_words(some), ()):
                group.add(word, wanted.SPELT)
            self._abbreviations(some, group)
            found.append(group)
            at += size
        return found

    def _known(self, terms: Sequence[Term], size: int) -> bool:
        if len(terms) < size or any(term.phrase for term in terms):
            return False
        words = _words(terms)
        return words in self._as_one or any(
            words in table.meanings or table.shortened(words) for table in self._tables
        )

    def _one(self, term: Term) -> Group:
        (word,) = term.words
        group = Group({word: wanted.EXACT})
        if word in GREEK:
            group.add(GREEK[word], wanted.MEANT)
        if len(word) >= _SHORT:
            own = [one for one in self._own_tags if one.startswith(word)]
            group.tagged += [(self._own_tag, one) for one in own]
        for way in forms.with_greek(word):
            _stand(group, way, wanted.SPELT)
        self._singles.append((term, group))
        return group

    def _other_forms(self) -> None:
        """Let typed words be spelled as in another country, and be in another number."""
        asked = {}
        for _, group in self._singles:
            (word,) = group.typed()
            asked[word] = (forms.spellings(word), forms.inflections(word))
        there = self._there(way for ways in asked.values() for some in ways for way in some)
        for _, group in self._singles:
            spelt, inflected = asked[group.typed()[0]]
            for word in sorted(spelt & there):
                group.add(word, wanted.SPELT)
            for word in sorted(inflected & there):
                group.add(word, wanted.INFLECTED)

    def _abbreviations(self, terms: Sequence[Term], group: Group) -> None:
        words = _words(terms)
        written = " ".join(term.written for term in terms)
        for table in self._tables:
            meanings = table.stands_for(words, written)
            for place, meaning in enumerate(meanings):
                worth = wanted.ALSO_MEANT if place else wanted.MEANT
                _stand(group, meaning, worth)
                _stand(group, (*meaning[:-1], f"{meaning[-1]}s"), worth)
            if meanings and written.isupper():
                self._capitals.update(words)
            for short in table.shortened(words):
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
        found. Let the others be spelled in all the ways that there are."""
        every = [*groups, *(part for group in groups for part in group.parts)]
        words = {word for group in every for phrase in group.phrases for word in phrase}
        ways = {word: (word, *sorted(forms.spellings(word))) for word in words}
        there = self._there(way for some in ways.values() for way in some)
        for group in every:
            group.phrases = {
                way: worth
                for phrase, worth in group.phrases.items()
                for way in _spelled(phrase, worth, ways, there)
            }

    def _begun(self) -> None:
        for term, group in self._singles:
            (word,) = term.words
            if word in self._capitals:
                continue
            if term.unfinished or len(word) >= _SHORT:
                most = _FIRST_LETTERS.get(len(word), _UNFINISHED) if term.unfinished else _FINISHED
                self._begin(group, word, vocabulary.begun(self._session, word, most))
            if term.unfinished:
                ways = forms.spellings(word)
                self._begin(group, word, vocabulary.begun_by_any(self._session, ways, _FINISHED))

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

    def _take(
        self, term: Term, group: Group, slips: Sequence[vocabulary.Slip], *, quietly: bool
    ) -> None:
        for slip in slips:
            group.add(slip.word, wanted.SLIP - 0.1 * (slip.slips - 1))
            self.frequency[slip.word] = slip.rows
        if slips and not quietly:
            self.spelled[term.written] = slips[0].word

    def _part(self, group: Group, word: str) -> bool:
        """Let two words stand for the one that they were typed as; say whether they do so
        anywhere."""
        halves = ((word[:at], word[at:]) for at in range(1, len(word)))
        pairs = {
            way for one, other in halves for way in ((one, other), (GREEK.get(one, ""), other))
        }
        there = self._there(half for pair in pairs for half in pair)
        pairs = {pair for pair in pairs if there.issuperset(pair)}
        found = {pair for pair in pairs if matching.rows(self._session, quoted(pair), 1)}
        group.phrases |= dict.fromkeys(sorted(found), wanted.SPELT)
        return bool(found)

    def _label(self, name: str, words: Words) -> list[Words]:
        """Return what a filter looks for: every word of it, as it is or begun; as a tag it may be
        the user's own."""
        *whole, last = words
        begun = [last, *vocabulary.begun(self._session, last, _UNFINISHED)]
        own = [one for one in self._own_tags if one.startswith(last)]
        found: list[Words] = [(name, one) for one in dict.fromkeys(begun)]
        if name == "tag":
            found += [(self._own_tag, one) for one in dict.fromkeys((last, *own))]
        if not whole:
            return found
        names = (name, self._own_tag) if name == "tag" else (name,)
        return [tuple(part for one in words for part in (label, one)) for label in names]


def _phrase(words: Words) -> Group:
    return (
        Group(phrases={words: wanted.EXACT}) if len(words) > 1 else Group({words[0]: wanted.EXACT})
    )


def _stand(group: Group, words: Words, worth: float = wanted.MEANT) -> None:
    if len(words) == 1:
        group.add(words[0], worth)
    else:
        group.phrases[words] = worth


def _spelled(
    phrase: Words, worth: float, ways: Mapping[str, Words], there: Collection[str]
) -> list[Words]:
    """Return the spellings of a phrase whose words there are; what was typed stays as it is."""
    if worth == wanted.EXACT:
        return [phrase]
    spelled = product(*([way for way in ways[word] if way in there] for word in phrase))
    return list(islice(spelled, _WAYS))


def _words(terms: Sequence[Term]) -> Words:
    return tuple(word for term in terms for word in term.words)


def _english(table: Table, words: Words) -> bool:
    from ms2qbank_desktop.features.search.abbreviations import Short

    return any(Short(short, words).english for short, _ in table.meanings.get(words, ()))
