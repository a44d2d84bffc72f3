"""Settings as things that are found: by their titles, and by the words of their help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.declared import shown_settings
from ms2qbank_desktop.features.search.spelling import beginning_within, slips_allowed
from ms2qbank_desktop.ui.widgets.foundwords import folded, word_spans

from .palette_rows import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.setting import Setting

KIND = "setting"
"""What the kind of a setting is called among the kinds of things."""
_WORD = re.compile(r"\w+")


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
    wanted = [(word, slips_allowed(word)) for word in _words(text)]
    return [
        one
        for one in shown_settings()
        if all(
            any(beginning_within(word, other, slips) is not None for other in _words(one.words))
            for word, slips in wanted
        )
    ]


def line(setting: Setting, value: str | int, text: str) -> Line:
    """Return a setting as a line of the palette, with its present value."""
    marks = tuple(word_spans(setting.title, _words(text)))
    detail = f"{setting.group} · {setting.said(value)}"
    return Line("gear", setting.title, detail, setting.help, marks, setting=setting.key)


def _ranked(text: str, looked_in: Callable[[Setting], str]) -> list[Setting]:
    wanted = _words(text)
    ranked = []
    for one in shown_settings():
        title = _words(one.title)
        if " ".join(title).startswith(" ".join(wanted)):
            ranked.append((0, one))
        elif _all_in(wanted, title):
            ranked.append((1, one))
        elif _all_in(wanted, _words(looked_in(one))):
            ranked.append((2, one))
    return [one for _rank, one in sorted(ranked, key=lambda pair: pair[0])]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _all_in(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)
