"""Every key of a note that is being written, in one table.

They hold in the text of the note, before those of the window: Ctrl+I imports elsewhere.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.commands import Commands

    Do = Callable[[str], None]
    """Does what a line of the table says."""

PREFIX = "write-"
_TABLE = (
    # id, label, keys
    ("bold", "Bold", "Ctrl+B"),
    ("italic", "Italic", "Ctrl+I"),
    ("highlight", "Highlight yellow", "Ctrl+Shift+H"),
    ("highlight-green", "Highlight green", ""),
    ("highlight-blue", "Highlight blue", ""),
    ("highlight-none", "No highlight", ""),
    ("strike", "Strike through", "Ctrl+Shift+X"),
    ("code", "Code", "Ctrl+E"),
    ("heading-1", "Heading 1", "Ctrl+Alt+1"),
    ("heading-2", "Heading 2", "Ctrl+Alt+2"),
    ("heading-3", "Heading 3", "Ctrl+Alt+3"),
    ("heading-4", "Heading 4", "Ctrl+Alt+4"),
    ("heading-0", "Text, no heading", "Ctrl+Alt+0"),
    ("bullet", "List", "Ctrl+Shift+8"),
    ("number", "Numbered list", "Ctrl+Shift+7"),
    ("task", "Task list", "Ctrl+Shift+9"),
    ("quote", "Quote", "Ctrl+Shift+J"),
    ("table", "Table", ""),
    ("picture", "Picture…", "Ctrl+Shift+P"),
    ("drawing", "Drawing…", "Ctrl+Shift+D"),
    ("file", "Attach a file…", ""),
    ("link", "Link…", "Ctrl+Shift+K"),
    ("formula", "Formula", "Ctrl+M"),
    ("find", "Find in note", "Ctrl+F"),
    ("replace", "Find and replace", "Ctrl+H"),
    ("save", "Save the note now", "Ctrl+S"),
)


def _nobody() -> None:
    """Return that no note is being written."""


def write_commands(writing: Callable[[], Do | None] = _nobody) -> tuple[Command, ...]:
    """Return the commands. ``writing``: returns what does them where the keyboard is now; without
    it they are only known, and do nothing."""
    return tuple(
        Command(
            PREFIX + key,
            label,
            partial(_run, writing, key),
            keys,
            when=partial(_can, writing),
            menu="Writing a note",
            context="write",
            inside=True,
        )
        for key, label, keys in _TABLE
    )


def add_commands(commands: Commands, writing: Callable[[], Do | None]) -> None:
    """Declare them for the first editor there is; they serve the one that has the keyboard."""
    if not any(command.id.startswith(PREFIX) for command in commands.all()):
        commands.add(*write_commands(writing))


def _run(writing: Callable[[], Do | None], key: str) -> None:
    if (do := writing()) is not None:
        do(key)


def _can(writing: Callable[[], Do | None]) -> bool:
    return writing() is not None
