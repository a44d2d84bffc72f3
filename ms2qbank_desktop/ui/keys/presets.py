"""Sets of keys to start from. What a preset does not name keeps the keys it was declared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS = "ABCDEFGHIJ"
_DIGITS = "1234567890"

RESERVED = ("Tab", "Shift+Tab", "Esc", "Space", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+A")
"""What the keyboard itself needs: to move, to close, to press a button, to edit a text."""


@dataclass(frozen=True, slots=True)
class Preset:
    """``keys``: id of a command → its keys, written as in Command."""

    id: str
    label: str
    help: str
    keys: Mapping[str, str] = field(default_factory=dict)


_DIGITS_CHOOSE = {
    key: keys
    for letter, digit in zip(_LETTERS, _DIGITS, strict=True)
    for key, keys in (
        (f"exam-choose-{letter}", digit),
        (f"exam-strike-{letter}", f"Alt+{digit}"),
    )
}

PRESETS = (
    Preset("standard", "Standard", "Letters or numbers choose, Enter goes on."),
    Preset(
        "left-hand",
        "Left hand",
        "In an exam everything lies left of H; the right hand keeps the mouse.",
        {
            "exam-submit": "S; Return; Enter",
            "exam-previous": "Q; Left; Alt+P",
            "exam-next": "R; Right; Alt+N",
            "exam-mark": "W; M",
            "exam-labs": "T; L",
            "exam-calculator": "Z; K",
            "exam-hint": "Ctrl+H",
            "exam-pause": "V; P",
            "exam-card": "Ctrl+D",
            "exam-incomplete": "S; I",
            "exam-marked": "W; M",
        },
    ),
    Preset(
        "numbers",
        "Numbers choose",
        "1 to 0 choose, Alt 1 strikes out; C is the calculator, F marks.",
        {
            **_DIGITS_CHOOSE,
            "exam-calculator": "C; K",
            "exam-mark": "F; M",
            "exam-previous": "B; Left; Alt+P",
            "exam-marked": "F; M",
        },
    ),
    Preset(
        "vim",
        "As in Vim",
        "J is next, K previous; choice J is 0, the calculator Q.",
        {
            "exam-next": "J; Right; Alt+N",
            "exam-previous": "K; Left; Alt+P",
            "exam-choose-J": "0",
            "exam-calculator": "Q",
            "keys": "F1; ?",
        },
    ),
)
