"""A thousand facts hidden among other things, and a way somebody asks for each of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.abbreviations import ENGLISH, shipped
from tests.support.search_bench import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

ACCENTED = (
    "Sjögren Ménière Barré Behçet Löffler Müllerian Waldenström Köhler Brönsted Sézary Schönlein "
    "Épinard Brücke Fröhlich Möbius Krabbé Legionärs Naïve Poincaré Señear Ångström Tórax"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Fact:
    way: str
    """How it is asked for."""
    text: str
    query: str


def facts(number: int, seed: int = 3) -> list[Fact]:
    """Return facts of all ways in turn; what one is asked by stands in other things too."""
    chance = random.Random(seed)
    words = sorted({word.lower() for word in Words(seed).common if len(word) >= 6})
    ways = _ways(chance, words)
    found = []
    for one in range(number):
        way, make = ways[one % len(ways)]
        first, second, third, fourth = chance.sample(words, 4)
        term, asked = make()
        text = f"{first.title()} of the {term} is {second} with {third} and {fourth}."
        found.append(Fact(way, text, f"{asked} {second}"))
    return found


def plant(notes: NotebookService, user_id: int, planted: list[Fact], noise: int) -> dict[str, int]:
    """Write the facts and ``noise`` other notes in random order; return each fact's note by its
    text."""
    words = Words(5)
    texts = [fact.text for fact in planted] + [words.text(40) for _ in range(noise)]
    random.Random(7).shuffle(texts)
    return {text: notes.add(user_id, "", text) for text in texts}


def _ways(
    chance: random.Random, words: list[str]
) -> list[tuple[str, Callable[[], tuple[str, str]]]]:
    long = [word for word in words if len(word) >= 9]
    short = [one for one in shipped() if one.short.isalpha() and one.short.lower() not in ENGLISH]
    plain = str.maketrans("öéçüäïñåúóÉÅ", "oecuainauoEA")

    def exact() -> tuple[str, str]:
        word = chance.choice(words)
        return word, word

    def slip() -> tuple[str, str]:
        word = chance.choice(words)
        return word, _slipped(chance, word)

    def two_slips() -> tuple[str, str]:
        word = chance.choice(long)
        return word, _slipped(chance, _slipped(chance, word))

    def piece() -> tuple[str, str]:
        word = chance.choice(long)
        start = chance.randint(2, 3)
        return word, word[start : start + 6]

    def beginning() -> tuple[str, str]:
        word = chance.choice(long)
        return word, word[:6]

    def abbreviated() -> tuple[str, str]:
        one = chance.choice(short)
        return chance.choice(one.meanings), chance.choice((one.short, one.short.lower()))

    def spelt_out() -> tuple[str, str]:
        one = chance.choice(short)
        return one.short, chance.choice(one.meanings)

    def unaccented() -> tuple[str, str]:
        word = chance.choice(ACCENTED.split())
        return word, word.translate(plain)

    def accented() -> tuple[str, str]:
        word = chance.choice(ACCENTED.split())
        return word.translate(plain), word

    makers = (
        exact,
        slip,
        two_slips,
        piece,
        beginning,
        abbreviated,
        spelt_out,
        unaccented,
        accented,
    )
    return [(make.__name__, make) for make in makers]


def _slipped(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(_LETTERS) + word[at:],
            word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
