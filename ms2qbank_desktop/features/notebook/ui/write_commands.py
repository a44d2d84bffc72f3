"""Every key of a note that is being written, in one table.

They hold in the text of the note, before those of the window: Ctrl+I imports elsewhere.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.commands import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext

    from .toolbar import Toolbar

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


def write_commands(ctx: UiContext | None = None) -> tuple[Command, ...]:
    """Return the commands; without a context they are only known, and do nothing."""
    return tuple(
        Command(
            PREFIX + key,
            label,
            partial(_run, ctx, key),
            keys,
            when=partial(_can, ctx),
            menu="Writing a note",
            context="write",
            inside=True,
        )
        for key, label, keys in _TABLE
    )


def add_commands(ctx: UiContext) -> None:
    """Declare them for the first editor there is; they serve the one that has the keyboard."""
    if not any(command.id.startswith(PREFIX) for command in ctx.commands.all()):
        ctx.commands.add(*write_commands(ctx))


def _run(ctx: UiContext | None, key: str) -> None:
    if (toolbar := _written_in(ctx)) is not None:
        toolbar.do(key)


def _can(ctx: UiContext | None) -> bool:
    return _written_in(ctx) is not None


def _written_in(ctx: UiContext | None) -> Toolbar | None:
    """Return the bar of the note in which the keyboard is, or was before a dialog took it."""
    from .editor import NoteEditor

    at: QWidget | None = ctx.window.focusWidget() if ctx is not None else None
    while at is not None and not isinstance(at, NoteEditor):
        at = at.parentWidget()
    if isinstance(at, NoteEditor) and at.isVisible() and at.isEnabled():
        return at.toolbar
    return None
