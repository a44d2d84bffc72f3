"""The menu at the right mouse button, and what it does to a table and a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication

from ms2qbank_desktop.features.notebook.markdown.model import Span, What
from ms2qbank_desktop.ui.menus import Menu

from . import formulas, table_editing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QTextEdit

    from .links import Links

Entry = tuple[str, "Callable[[], object]", str]
"""Its words, what it does, and its key."""
_WIDTHS = (("Small", 240), ("Medium", 400), ("Large", 640), ("Own size", 0))


def menu_at(text: QTextEdit, links: Links, paste_plain: Callable[[], None], place: QPoint) -> Menu:
    """Return the menu for a place of the viewport."""
    menu = Menu(text)
    cursor = text.textCursor()
    if not cursor.hasSelection():
        text.setTextCursor(text.cursorForPosition(place))
    span = links.at_caret()
    if span is not None:
        _add(menu, [("Open link", partial(links.follow, span), "Ctrl+Return")])
        _add(menu, [("Copy address", partial(_copy, span), "")])
        menu.addSeparator()
    selected, writes = text.textCursor().hasSelection(), not text.isReadOnly()
    if writes:
        _add(menu, [("Cut", text.cut, "Ctrl+X")], enabled=selected)
    _add(menu, [("Copy", text.copy, "Ctrl+C")], enabled=selected)
    if writes:
        _add(menu, [("Paste", text.paste, "Ctrl+V"), ("Paste without format", paste_plain, "")])
    _add(menu, [("Select all", text.selectAll, "Ctrl+A")])
    if writes and text.textCursor().currentTable() is not None:
        menu.addSeparator()
        _table(menu, text)
    if writes and formulas.picture_at_caret(text) is not None:
        menu.addSeparator()
        sizes = Menu(menu, "Size of the picture")
        menu.addMenu(sizes)
        _add(
            sizes, [(name, partial(formulas.set_width, text, width), "") for name, width in _WIDTHS]
        )
    return menu


def _table(menu: Menu, text: QTextEdit) -> None:
    below = partial(table_editing.insert_rows, text, 1, below=True)
    above = partial(table_editing.insert_rows, text, 1, below=False)
    left = partial(table_editing.insert_column, text, right=False)
    right = partial(table_editing.insert_column, text, right=True)
    rows: list[Entry] = [
        ("Row below", below, ""),
        ("Row above", above, ""),
        ("Move row up", partial(table_editing.move_row, text, -1), "Alt+Up"),
        ("Move row down", partial(table_editing.move_row, text, 1), "Alt+Down"),
        ("Remove row", partial(table_editing.remove_row, text), ""),
    ]
    columns: list[Entry] = [
        ("Column right", right, ""),
        ("Column left", left, ""),
        ("Move column left", partial(table_editing.move_column, text, -1), ""),
        ("Move column right", partial(table_editing.move_column, text, 1), ""),
        ("Remove column", partial(table_editing.remove_column, text), ""),
        ("Align left", partial(table_editing.align, text, "l"), ""),
        ("Align in the middle", partial(table_editing.align, text, "c"), ""),
        ("Align right", partial(table_editing.align, text, "r"), ""),
    ]
    for words, entries in (("Row", rows), ("Column", columns)):
        part = Menu(menu, words)
        menu.addMenu(part)
        _add(part, entries)
    _add(menu, [("Remove table", partial(table_editing.remove, text), "")])


def _add(menu: Menu, entries: list[Entry], *, enabled: bool = True) -> None:
    for words, act, key in entries:
        action = QAction(f"{words}\t{key}" if key else words, menu)  # the keys hold elsewhere
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False, act=act: act())
        menu.addAction(action)


def _copy(span: Span) -> None:
    address = f"[[{span.target}]]" if span.what is What.WIKI else span.link.split()[0].strip("<>")
    QGuiApplication.clipboard().setText(address)
