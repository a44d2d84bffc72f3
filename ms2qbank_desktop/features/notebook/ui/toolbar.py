"""The bar above a note: looks, lists, what is put in, the three modes, versions, and more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.icons import icon as icon_named
from ms2qbank_desktop.ui.keys.words import cap_text, pressed_key
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction, QResizeEvent, QTextCursor

    from .rich.state import FormatState

MODES = (("write", "Write"), ("source", "Source"), ("split", "Split"))
_LEVELS = 4
_LEAST = 320
_TOLD = ("heading", "bold", "italic", "highlight", "bullet", "number", "task")
"""What the place of the caret may have on."""
_FOLDS = ("formula", "link", "picture", "table", "history", "number", "task", "bullet")
"""What goes first where there is no room: all of it is in the menu too."""


_CONTROL = Qt.KeyboardModifier.ControlModifier


class TextPane(Protocol):
    """What RichText and SourceText offer alike: a text that can be formatted."""

    def state(self) -> FormatState: ...
    def set_heading(self, level: int) -> None: ...
    def set_list(self, kind: str) -> None: ...
    def toggle_quote(self) -> None: ...
    def toggle(self, look: str) -> None: ...
    def insert_table(self, rows: int, columns: int) -> None: ...
    def insert_picture(self, address: str) -> None: ...
    def insert_formula(self, tex: str) -> None: ...
    def insert_link(self, text: str, address: str) -> None: ...
    def insert_wiki(self, target: str) -> None: ...
    def complete_wiki(self, target: str) -> None: ...
    def set_markdown(self, body: str) -> None: ...
    def update_markdown(self, body: str) -> None: ...
    def markdown(self) -> str: ...
    def body_position(self) -> int: ...
    def go_to(self, position: int) -> None: ...
    def show_words(self, words: Sequence[str]) -> None: ...
    def textCursor(self) -> QTextCursor: ...


class Toolbar(QWidget):
    """Acts on ``target``. ``mode_chosen``: write, source or split; ``picture_requested``: files are
    to be chosen; ``link_requested``; ``find_requested``: True to replace; ``history_requested``;
    ``save_requested``: now (Ctrl+S).

    ``more`` is the menu "…", to which a page adds what is done with whole notes. The keys hold in
    the panes that are given to :meth:`watch`, before those of the window.
    """

    mode_chosen = Signal(str)
    picture_requested = Signal()
    link_requested = Signal()
    find_requested = Signal(bool)
    history_requested = Signal()
    save_requested = Signal()

    def __init__(self, editor: QWidget) -> None:
        """``editor``: where the keys hold that are no letters."""
        super().__init__()
        self.target: TextPane | None = None
        self.buttons: dict[str, IconButton] = {}
        self._editor = editor
        self._tools = 0
        self._keys: dict[str, Callable[[], None]] = {}
        ground(self, "surface")
        self.more, headings = Menu(self), Menu(self)
        for level in range(1, _LEVELS + 1):
            self._entry(headings, f"Heading {level}", self._do("set_heading", level))
        self._entry(headings, "Text", self._do("set_heading", 0))
        looks = [
            self._button("heading", "text-h", "Heading", ""),
            self._button("bold", "text-bolder", "Bold", "Ctrl+B", self._do("toggle", "bold")),
            self._button("italic", "text-italic", "Italic", "Ctrl+I", self._do("toggle", "italic")),
            self._button(
                "highlight",
                "highlighter-circle",
                "Highlight",
                "Ctrl+Shift+H",
                self._do("toggle", "highlight"),
            ),
        ]
        self.buttons["heading"].setMenu(headings)
        self._mode_entries = [
            self._entry(self.more, words, partial(self._choose_mode, mode)) for mode, words in MODES
        ]
        self._mode_entries.append(self.more.addSeparator())
        lists = [
            self._button(kind, icon, name, keys, partial(self._list, kind), also=True)
            for kind, icon, name, keys in (
                ("bullet", "list-bullets", "List", "Ctrl+Shift+8"),
                ("number", "list-numbers", "Numbered list", "Ctrl+Shift+7"),
                ("task", "check-square", "Task list", "Ctrl+Shift+9"),
            )
        ]
        self.more.addSeparator()
        inserts = [
            self._button(kind, icon, name, keys, act, also=True)
            for kind, icon, name, keys, act in (
                ("table", "table", "Table", "", self._do("insert_table", 3, 3)),
                ("picture", "image", "Picture…", "Ctrl+Shift+P", self.picture_requested.emit),
                ("link", "link", "Link…", "Ctrl+Shift+K", self.link_requested.emit),
                ("formula", "math-operations", "Formula", "Ctrl+M", self._do("insert_formula", "")),
            )
        ]
        self._fill_more()
        self._hold("Ctrl+S", self.save_requested.emit)
        self.modes = Segmented(MODES, "How the note is written", size="small")
        self.modes.chosen.connect(self.mode_chosen)
        history = self._button(
            "history", "clock", "Versions", "", self.history_requested.emit, also=True
        )
        menu = self._button("more", "dots-three", "More", "")
        menu.setMenu(self.more)
        self._lines = line(vertical=True), line(vertical=True)
        self._bar = bar = row(*looks, self._lines[0], *lists, self._lines[1], *inserts, None, gap=2)
        bar.set_margins((26, 0, 16, 0))
        bar.add(self.modes, history, menu)
        inner = column(gap=0)
        inner.addLayout(bar, 1)
        inner.add(line())
        self.setLayout(inner)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button of somebody else at the very end."""
        self._tools += 1
        self._bar.add(tool)
        self._fold()

    def watch(self, *panes: QWidget) -> None:
        """Let the keys of the buttons hold in text panes."""
        for pane in panes:
            pane.installEventFilter(self)

    def show_state(self) -> None:
        """Show what is on where the caret stands."""
        if self.target is None:
            return
        on = self.target.state()
        for look in ("bold", "italic", "highlight"):
            self._tick(look, on=bool(getattr(on, look)))
        for kind in ("bullet", "number", "task"):
            self._tick(kind, on=on.list == kind)
        self._tick("heading", on=on.heading > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Letters with Ctrl may be a window's too (Ctrl+I imports): a text that is written in wins.
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        held = isinstance(event, QKeyEvent) and event.modifiers() & _CONTROL
        act = self._keys.get(pressed_key(event)) if held else None  # type: ignore[arg-type]
        if act is None:
            return super().eventFilter(watched, event)
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            act()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(control("toolbar"))
        self.setMinimumWidth(px(_LEAST))
        for edge in self._lines:
            edge.setFixedHeight(px(18))
        self._fold()

    def _choose_mode(self, mode: str) -> None:
        self.modes.set_value(mode)
        self.mode_chosen.emit(mode)

    def _fold(self) -> None:
        """Leave out what has no room; the menu has it too."""
        shown = dict.fromkeys(self.buttons, True)
        each = control("button") + px(2)
        whole = self.width() - px(62)
        room = whole - self.modes.sizeHint().width()
        for name in _FOLDS:
            if (sum(shown.values()) + self._tools) * each <= room:
                break
            shown[name] = False
        modes = (sum(shown.values()) + self._tools) * each <= room
        for entry in self._mode_entries:
            entry.setVisible(not modes)
        self.modes.setVisible(modes)
        for name, on in shown.items():
            self.buttons[name].setVisible(on)
        self._lines[0].setVisible(any(shown[name] for name in ("bullet", "number", "task")))
        self._lines[1].setVisible(shown["table"])

    def _tick(self, name: str, *, on: bool) -> None:
        if self.buttons[name].isChecked() != on:
            self.buttons[name].setChecked(on)

    def _list(self, kind: str) -> None:
        if self.target is not None:
            self.target.set_list("" if self.target.state().list == kind else kind)

    def _do(self, deed: str, *about: object) -> Callable[[], None]:
        def act() -> None:
            if self.target is not None:
                getattr(self.target, deed)(*about)

        return act

    def _fill_more(self) -> None:
        self._entry(self.more, "Strike through", self._do("toggle", "strike"), "Ctrl+Shift+X")
        self._entry(self.more, "Code", self._do("toggle", "code"), "Ctrl+E")
        self._entry(self.more, "Quote", self._do("toggle_quote"), "Ctrl+Shift+J")
        self.more.addSeparator()
        find = partial(self.find_requested.emit, False)
        self._entry(self.more, "Find in note", find, "Ctrl+F", "magnifying-glass")
        swap = partial(self.find_requested.emit, True)
        self._entry(self.more, "Find and replace", swap, "Ctrl+H", "swap")

    def _entry(
        self, menu: Menu, words: str, act: Callable[[], None], keys: str = "", icon: str = ""
    ) -> QAction:
        action = menu.addAction(f"{words}\t{cap_text(keys)}" if keys else words)
        if icon:
            action.setIcon(icon_named(icon, "text-muted"))
        action.triggered.connect(lambda: self._act(act))
        self._hold(keys, act)
        return action

    def _button(
        self,
        key: str,
        icon: str,
        name: str,
        keys: str,
        act: Callable[[], None] | None = None,
        *,
        also: bool = False,
    ) -> IconButton:
        """Return a button; ``also``: what it does is in the menu too."""
        button = IconButton(icon, name, cap_text(keys) if keys else "")
        # The text keeps the keyboard, and its selection.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(key in _TOLD)
        self.buttons[key] = button
        if act is not None:
            button.clicked.connect(lambda: self._act(act))
            if also:
                self._entry(self.more, name, act, keys, icon)
            else:
                self._hold(keys, act)
        return button

    def _act(self, act: Callable[[], None]) -> None:
        act()
        self.show_state()

    def _hold(self, keys: str, act: Callable[[], None]) -> None:
        if keys and keys[-1].isalpha():
            self._keys[keys] = partial(self._act, act)
        elif keys:  # which key a digit with Shift is, Qt finds out
            shortcut = QShortcut(QKeySequence(keys), self._editor)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda: self._act(act))
