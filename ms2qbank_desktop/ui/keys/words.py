"""How keys are written: as Qt keeps them ("Ctrl+Return") and as a key cap shows them."""

from __future__ import annotations

import re

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CAPS = {
    "Return": "Enter",
    "Enter": "Num Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "-": "−",
    "PgUp": "Page up",
    "PgDown": "Page down",
}
_HELD = {
    0,
    Qt.Key.Key_unknown,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


def split_keys(declared: str) -> tuple[str, ...]:
    """Return the single keys of a declaration: "Left; Alt+P" has two."""
    return tuple(declared.split("; ")) if declared else ()


def cap_text(key: str) -> str:
    """Return what a key cap shows: "Ctrl+Return" is "Ctrl Enter", "" stays ""."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return " ".join(_CAPS.get(part, part) for part in re.split(r"\+(?=.)", native))


def pressed_key(event: QKeyEvent) -> str:
    """Return the key of a press as Command writes it; "" while only Shift, Ctrl … are held."""
    if event.key() in _HELD:
        return ""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
    )
    text = event.text()
    if text and text.isprintable() and not text.isalnum() and not text.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier  # it only served to type the sign
    if event.key() == Qt.Key.Key_Backtab:
        return "Shift+Tab"
    pressed = QKeyCombination(held, Qt.Key(event.key()))
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)
