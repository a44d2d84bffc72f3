"""What a search of the library looks for in the text that was typed."""

from __future__ import annotations

import re

from ms2qbank_desktop.core.letters import without_accents
from ms2qbank_desktop.storage.fulltext import TRIGRAM

_WORD = re.compile(r"[^\W\d_]+")


def searched_phrases(text: str) -> list[str]:
    """Return what is looked for: the words, short ones together with a neighbour ("vitamin d")."""
    phrases: list[str] = []
    for word in text.split():
        if phrases and min(len(word), len(phrases[-1])) < TRIGRAM:
            phrases[-1] += f" {word}"
        else:
            phrases.append(word)
    return [one for one in phrases if len(one) >= TRIGRAM]


def unaccented(text: str) -> str:
    """Return the words of a text that have accents, without them: who looks for "meniere" should
    find Ménière."""
    words = dict.fromkeys(_WORD.findall(text))
    return " ".join(bare for word in words if (bare := without_accents(word)) != word)


def distance(title: str, text: str) -> int:
    """Return how far a title is from what is searched for: 0 it is that, 1 it has every word of
    it, 2 it has not."""
    title, text = title.casefold(), " ".join(text.casefold().split())
    if title == text:
        return 0
    return 1 if all(word in title for word in text.split()) else 2
