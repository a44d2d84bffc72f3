"""Commands as things that are found: what the program can do now, by the words of its menus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.letters import folded
from ms2qbank_desktop.features.search.spelling import beginning_within, slips_allowed
from ms2qbank_desktop.ui.widgets.foundwords import word_spans

from .palette_rows import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.ui.commands import Commands

PREFIX = ">"
"""What a text begins with that is looked for in commands only."""
_ICONS = {"theme": "palette", "zoom": "text-aa", "density": "rows", "go": "arrow-right"}
"""By what the id of a command begins with, for those that have no icon of their own."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """A command that could be run when the palette was opened."""

    id: str
    label: str
    menu: str
    key: str
    icon: str
    on: bool

    def line(self, text: str = "") -> Line:
        """Return it as a line of the palette, the words of ``text`` marked."""
        fact = " · ".join(part for part in (self.menu, self.key, "on" if self.on else "") if part)
        icon = "check" if self.on else self.icon
        marks = tuple(word_spans(self.label, _WORD.findall(text)))
        return Line(icon, self.label, fact, title_marks=marks, command=self.id)


def runnable(commands: Commands, without: frozenset[str]) -> list[Known]:
    """Return the commands that can be run now, in the order of their declaration."""
    return [
        Known(
            one.id,
            one.label,
            one.menu,
            commands.shown_key(one.id),
            one.icon or _ICONS.get(one.id.partition("-")[0], "caret-right"),
            bool(one.checked and one.checked()),
        )
        for one in commands.all()
        if one.id not in without and commands.can(one.id)
    ]


def matching(known: Sequence[Known], text: str) -> list[Known]:
    """Return the commands that have a word for each word of ``text``, the best first: the label
    begins with the text, has all the words, or menu and id help."""
    wanted = _WORD.findall(folded(text))
    if not wanted:
        return list(known)
    ranked = [(rank, one) for one in known if (rank := _rank(one, wanted)) is not None]
    return [one for _rank_, one in sorted(ranked, key=lambda pair: pair[0])]


def resembling(known: Sequence[Known], text: str) -> list[Known]:
    """Return the commands that have a word for each word of ``text``, slips forgiven."""
    wanted = [(word, slips_allowed(word)) for word in _WORD.findall(folded(text))]
    return [
        one
        for one in known
        if all(
            any(beginning_within(word, other, slips) is not None for other in _words(one))
            for word, slips in wanted
        )
    ]


def _rank(one: Known, wanted: Sequence[str]) -> int | None:
    label = _WORD.findall(folded(one.label))
    if " ".join(label).startswith(" ".join(wanted)):
        return 0
    if _all_in(wanted, label):
        return 1
    return 2 if _all_in(wanted, _words(one)) else None


def _words(one: Known) -> list[str]:
    """Return the words of a command: label, menu, id."""
    return _WORD.findall(folded(f"{one.label} {one.menu} {one.id.replace('-', ' ')}"))


def _all_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)
