"""Other forms of the same word: British and American spelling, plural and singular, a Greek letter
and its name, a compound written as one word or as two.

All are candidates: which of them are words is for the index to say.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = tuple[str, ...]

_NAMES = "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu pi rho sigma tau omega"
_LETTERS = "αβγδεζηθκλμπρστω"
GREEK = dict(zip((*_NAMES.split(), *_LETTERS), (*_LETTERS, *_NAMES.split()), strict=True))
"""Greek letters by their names, and the other way round."""
_WITH_GREEK = re.compile(
    rf"(?P<before>[a-z0-9]*)(?P<letter>[{_LETTERS}])(?P<after>[a-z0-9]*)"
    r"|(?P<name>alpha|beta|gamma|delta|epsilon|kappa)(?P<number>\d[a-z0-9]*)"
    r"|(?P<prefix>[a-z]{2,5})(?P<last>alpha|beta|gamma|kappa)"
)

_AMERICAN = (
    (re.compile(r"(?:ae|oe)(?!s?$)"), "e"),
    (re.compile(r"(?<=[bdgimnlpv])our(?!n)"), "or"),
    (re.compile(r"(?<=[bctv])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{3}[iy])s(?=(?:e[drs]?|ing|ation|ations)$)"), "z"),
    (re.compile(r"(?<=leu)c"), "k"),
    (re.compile(r"(?<=sul)ph"), "f"),
    (re.compile(r"(?<=[aeiou]l)l(?=ing|ed)"), ""),
    (re.compile(r"(?<=log)ue(?=s?$)"), ""),
    (re.compile(r"(?<=alumin)i(?=um)"), ""),
)
"""(what is British, what stands for it in America)"""
_BRITISH = (
    (re.compile(r"(?<=[bdgimnlpv])or(?!n)"), "our"),
    (re.compile(r"(?<=[bctv])er(?=s?$)"), "re"),
    (re.compile(r"(?<=\w{3}[iy])z(?=(?:e[drs]?|ing|ation|ations)$)"), "s"),
    (re.compile(r"(?<=leu)k"), "c"),
    (re.compile(r"(?<=sul)f"), "ph"),
    (re.compile(r"(?<=[aeiou]l)(?=ing|ed)"), "l"),
    (re.compile(r"(?<=log)(?=s?$)"), "ue"),
    (re.compile(r"(?<=alumin)(?=um)"), "i"),
)
_SPELLED_FROM = 4
"""Letters of a word that has a spelling of another country."""
_MOST_E = 5
"""E's of a word up to which each may be British ae or oe, and two of them at once."""

_ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("ses", "sis"), ("xes", "xis")),
    *(("ae", "a"), ("i", "us"), ("a", "um"), ("a", "on"), ("mata", "ma"), ("ina", "en")),
    *(("ices", "ex"), ("ices", "ix"), ("nges", "nx"), ("ides", "is"), ("era", "us"), ("ora", "us")),
)
"""Of plurals, with those of their singulars."""
_STEM, _LONG = 3, 4
"""Letters before the ending at the least; before one of so many letters, one less will do."""

_ASCII = "0123456789"
_LOW = str.maketrans(_ASCII, "₀₁₂₃₄₅₆₇₈₉")
_HIGH = str.maketrans(_ASCII, "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MIXED = 2
"""Digits of a word up to which some may be low and some high: PO₄³."""


def spellings(word: str) -> set[str]:
    """Return how ``word`` may be spelled on the other side of the Atlantic."""
    if len(word) < _SPELLED_FROM or not word.isalpha():
        return set()
    found = {american(word)}
    for pattern, british in _BRITISH:
        found.add(pattern.sub(british, word))
    for base in tuple(found | {word}):
        found |= _with_diphthongs(base)
    return found - {word}


def american(word: str) -> str:
    """Return a word in American spelling, as near as rules can say it."""
    if len(word) >= _SPELLED_FROM:
        for pattern, there in _AMERICAN:
            word = pattern.sub(there, word)
    return word


def inflections(word: str) -> set[str]:
    """Return plurals of a singular, and singulars of a plural, Latin and Greek ones too."""
    found = set()
    for one, other in (pair for plural in _ENDINGS for pair in (plural, plural[::-1])):
        stem = word.removesuffix(one) if one else word
        least = _STEM - (max(len(one), len(other)) >= _LONG)
        if len(stem) >= least and (not one or stem != word):
            found.add(stem + other)
    return {one for one in found if one.isalpha()} - {word}


def key(words: Words) -> Words:
    """Return what words have in common with the same ones in another spelling or number."""
    *others, last = map(american, words)
    return (*others, last.removesuffix("s") if len(last) > _STEM else last)


def with_greek(word: str) -> list[Words]:
    """Return a word with a Greek letter in it, or its name, in the other ways to write it: "α1" as
    alpha1, α 1, alpha 1."""
    found = _WITH_GREEK.fullmatch(word)
    if found is None or word in GREEK:
        return []
    parts = [
        found["before"] or found["prefix"] or "",
        found["letter"] or found["name"] or found["last"],
        found["after"] or found["number"] or "",
    ]
    ways = []
    for letter in (parts[1], GREEK[parts[1]]):
        pieces = tuple(filter(None, (parts[0], letter, parts[2])))
        ways += [pieces, ("".join(pieces),)]
    return [way for way in ways if way != (word,)]


def joined(first: str, second: str) -> set[str]:
    """Return two words as one, a Greek one as its letter and by its name."""
    return {
        one + other
        for one, other in product(_ways(first), _ways(second))
        if not (one.isdecimal() and other.isdecimal())
    }


def digits(words: Iterable[str]) -> list[Words]:
    """Return words in all the ways their numbers are written: "co2" also as "co₂" and "co²"."""
    return list(product(*map(_raised, words)))


def _raised(word: str) -> list[str]:
    at = [place for place, letter in enumerate(word) if letter in _ASCII]
    if not at or len(at) == len(word):
        return [word]
    if len(at) > _MIXED:
        return [word, word.translate(_LOW), word.translate(_HIGH)]
    letters = [
        (one, one.translate(_LOW), one.translate(_HIGH)) if one in _ASCII else (one,)
        for one in word
    ]
    return ["".join(way) for way in product(*letters)]


def _with_diphthongs(word: str) -> set[str]:
    """Return a word with one or two of its e's as ae or oe."""
    at = [found.start() for found in re.finditer("(?<![ao])e", word)]
    if len(at) > _MOST_E:
        return set()
    once = {word[:place] + vowel + word[place:] for place in at for vowel in "ao"}
    pairs = ((a, b) for a in at for b in at if a < b)
    return once | {
        word[:a] + one + word[a:b] + two + word[b:]
        for a, b in pairs
        for one, two in product("ao", repeat=2)
    }


def _ways(word: str) -> tuple[str, ...]:
    return (word, GREEK[word]) if word in GREEK else (word,)
