"""Which system of the exam a card belongs to: pure functions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BETWEEN = re.compile(r"[_:#/.\-]+")


def system_of_card(
    source: str, tags: Iterable[str], deck: str, official: Callable[[str], str | None]
) -> str:
    """Return the official system of a card, "" for none: that of the question it was made from
    (``source``, "" for none), else what its tags tell, else the name of its deck. ``official``
    names the system that words mean."""
    for words in (source, *tags, deck):
        if words and (name := official(words)):
            return name
    return ""


def spelt(words: str) -> str:
    """Return the words of a tag or a path of decks apart: "#FirstAid::10_Cardiology" tells "10
    Cardiology", its last part first."""
    parts = [_BETWEEN.sub(" ", part).strip() for part in words.split("::")]
    return " ".join(reversed(parts))


def remembering(official: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return ``official`` for tags and decks, asked once for each: 100,000 cards share a few."""

    @lru_cache(maxsize=20_000)
    def asked(words: str) -> str | None:
        return official(spelt(words))

    return asked
