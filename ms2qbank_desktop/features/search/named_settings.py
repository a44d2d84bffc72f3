"""Settings as things that are found: by their titles, and by the words of their help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.declared import shown_settings

from .language import SETTING, parse, unfiltered
from .spelling import beginning_within, slips_allowed
from .text import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.setting import Setting

_OFFERED_FROM = 3
"""Letters from which on settings are offered without being asked for."""


def offered(text: str) -> list[Setting]:
    """Return the settings that ``text`` finds among other things: those of that name; if it asks
    for settings alone, all that have its words."""
    kinds, plain = parse(text).kinds, unfiltered(text)
    if SETTING in kinds:
        return about(plain)
    return titled(plain) if len(plain) >= _OFFERED_FROM and not kinds else []


def titled(text: str) -> list[Setting]:
    """Return the settings whose title and section have all words of ``text``, those first whose
    title begins with it."""
    return _ranked(text, lambda one: one.name)


def about(text: str) -> list[Setting]:
    """Return the settings that have all words of ``text`` anywhere, those first that have them in
    their title; slips are forgiven where there is none. Without words: all."""
    found = _ranked(text, lambda one: one.words)
    if found or not text.strip():
        return found
    wanted = [(word, slips_allowed(word)) for word in words(text)]
    return [
        one
        for one in shown_settings()
        if all(
            any(beginning_within(word, other, slips) is not None for other in words(one.words))
            for word, slips in wanted
        )
    ]


def _ranked(text: str, looked_in: Callable[[Setting], str]) -> list[Setting]:
    wanted = words(text)
    ranked = []
    for one in shown_settings():
        title = words(one.title)
        if " ".join(title).startswith(" ".join(wanted)):
            ranked.append((0, one))
        elif _all_in(wanted, title):
            ranked.append((1, one))
        elif _all_in(wanted, words(looked_in(one))):
            ranked.append((2, one))
    return [one for _rank, one in sorted(ranked, key=lambda pair: pair[0])]


def _all_in(wanted: list[str], there: list[str]) -> bool:
    return all(any(word.startswith(one) for word in there) for one in wanted)
