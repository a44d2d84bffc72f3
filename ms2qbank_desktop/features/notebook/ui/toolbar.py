"""The bar above a note: looks, lists, what is put in, the three modes, versions, and more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.icons import icon as icon_named
from ms2qbank_desktop.ui.keys.words import pressed_key
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .write_commands import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QResizeEvent

    from ms2qbank_desktop.ui.commands import Commands

    from .rich.state import FormatState

MODES = (("write", "Write"), ("source", "Source"), ("split", "Split"))
COLOURS = ("yellow", "green", "blue")
_LEVELS = 4
_LEAST = 320
_TOLD = ("heading", "bold", "italic", "highlight", "bullet", "number", "task")
"""What the place of the caret may have on."""
_FOLDS = ("formula", "link", "picture", "table", "history", "number", "task", "bullet")
"""What goes first where there is no room: all of it is in the menu too."""


_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class TextPane(Protocol):
    """A text that can be formatted: RichText or SourceText."""

    def state(self) -> FormatState: ...
    def set_heading(self, level: int) -> None: ...
    def set_list(self, kind: str) -> None: ...
    def toggle_quote(self) -> None: ...
    def toggle(self, look: str) -> None: ...
    def highlight(self, colour: str) -> None: ...
    def insert_table(self, rows: int, columns: int) -> None: ...
    def insert_formula(self, tex: str) -> None: ...


class Toolbar(QWidget):
    """Acts on ``target``. ``mode_chosen``: write, source or split; ``picture_requested``: files are
    to be chosen; ``link_requested``; ``find_requested``: True to replace; ``history_requested``;
    ``save_requested``: now (Ctrl+S).

    ``more`` is the menu "…", to which a page adds what is done with whole notes. The keys of
    ``write_commands`` hold in the panes that are given to :meth:`watch`, before those of the
    window.
    """

    mode_chosen = Signal(str)
    picture_requested = Signal()
    file_requested = Signal()
    drawing_requested = Signal()
    link_requested = Signal()
    find_requested = Signal(bool)
    history_requested = Signal()
    save_requested = Signal()

    def __init__(self, editor: QWidget, commands: Commands) -> None:
        """``editor``: where the keys hold that are no letters."""
        super().__init__()
        self.target: TextPane | None = None
        self.buttons: dict[str, IconButton] = {}
        self._editor, self._commands = editor, commands
        self._tools = 0
        self._deeds: dict[str, Callable[[], None]] = {}
        self._entries: dict[str, tuple[QAction, str]] = {}
        self._keys: dict[str, str] = {}
        self._shortcuts: list[QShortcut] = []
        ground(self, "surface")
        self.more, headings, colours = Menu(self), Menu(self), Menu(self)
        for level in (*range(1, _LEVELS + 1), 0):
            words = f"Heading {level}" if level else "Text"
            self._entry(headings, f"heading-{level}", words, self._do("set_heading", level))
        for colour in COLOURS:
            key = "highlight" if colour == COLOURS[0] else f"highlight-{colour}"
            act = partial(self._highlight, colour)
            entry = self._entry(colours, key, colour.capitalize(), act)
            entry.setIcon(icon_named("circle-fill", f"highlight-{colour}"))
        self._entry(colours, "highlight-none", "No highlight", partial(self._highlight, ""))
        looks = [
            self._button("heading", "text-h", "Heading"),
            self._button("bold", "text-bolder", "Bold", self._do("toggle", "bold")),
            self._button("italic", "text-italic", "Italic", self._do("toggle", "italic")),
            self._button("highlight", "highlighter-circle", "Highlight"),
        ]
        self.buttons["heading"].setMenu(headings)
        self.buttons["highlight"].setMenu(colours)
        self._mode_entries = [
            self._entry(self.more, "", words, partial(self._choose_mode, mode))
            for mode, words in MODES
        ]
        self._mode_entries.append(self.more.addSeparator())
        lists = [
            self._button(kind, icon, name, partial(self._list, kind), also=True)
            for kind, icon, name in (
                ("bullet", "list-bullets", "List"),
                ("number", "list-numbers", "Numbered list"),
                ("task", "check-square", "Task list"),
            )
        ]
        self.more.addSeparator()
        inserts = [
            self._button(kind, icon, name, act, also=True)
            for kind, icon, name, act in (
                ("table", "table", "Table", self._do("insert_table", 3, 3)),
                ("picture", "image", "Picture…", self.picture_requested.emit),
                ("link", "link", "Link…", self.link_requested.emit),
                ("formula", "math-operations", "Formula", self._do("insert_formula", "")),
            )
        ]
        self._fill_more()
        self._deeds["save"] = self.save_requested.emit
        self.modes = Segmented(MODES, "How the note is written", size="small")
        self.modes.chosen.connect(self.mode_chosen)
        ask = self.history_requested.emit
        history = self._button("history", "clock", "Versions", ask, also=True)
        menu = self._button("more", "dots-three", "More")
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
        self._on_keys_changed()
        commands.keys_changed.connect(self._on_keys_changed)

    def do(self, key: str) -> None:
        """Do what a command of the table says, and show what is on then."""
        self._act(self._deeds[key])

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
        # Keys may be a window's too (Ctrl+I imports): a text that is written in wins.
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        held = isinstance(event, QKeyEvent) and event.modifiers() & _HELD
        key = self._keys.get(pressed_key(event)) if held else None  # type: ignore[arg-type]
        if key is None:
            return super().eventFilter(watched, event)
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self.do(key)
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

    def _highlight(self, colour: str) -> None:
        """Highlight in a colour; in the one that is there already: no more."""
        if self.target is not None:
            on = self.target.state().highlight
            self.target.highlight("" if on == colour else colour)

    def _fill_more(self) -> None:
        draw, attach = self.drawing_requested.emit, self.file_requested.emit
        self._entry(self.more, "drawing", "Drawing…", draw, "scribble-loop")
        self._entry(self.more, "file", "Attach a file…", attach, "paperclip")
        self.more.addSeparator()
        self._entry(self.more, "strike", "Strike through", self._do("toggle", "strike"))
        self._entry(self.more, "code", "Code", self._do("toggle", "code"))
        self._entry(self.more, "quote", "Quote", self._do("toggle_quote"))
        self.more.addSeparator()
        find = partial(self.find_requested.emit, False)
        self._entry(self.more, "find", "Find in note", find, "magnifying-glass")
        swap = partial(self.find_requested.emit, True)
        self._entry(self.more, "replace", "Find and replace", swap, "swap")

    def _entry(
        self, menu: Menu, key: str, words: str, act: Callable[[], None], icon: str = ""
    ) -> QAction:
        """Add an entry to a menu; ``key``: the command of the table, "" if it is none."""
        action = menu.keep(words)
        if icon:
            action.setIcon(icon_named(icon, "text-muted"))
        action.triggered.connect(lambda: self._act(act))
        if key:
            self._deeds[key] = act
            self._entries[key] = action, words
        return action

    def _button(
        self,
        key: str,
        icon: str,
        name: str,
        act: Callable[[], None] | None = None,
        *,
        also: bool = False,
    ) -> IconButton:
        """Return a button; ``also``: what it does is in the menu too."""
        button = IconButton(icon, name)
        # The text keeps the keyboard, and its selection.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(key in _TOLD)
        self.buttons[key] = button
        self._commands.bind(button, PREFIX + key)
        if act is not None:
            self._deeds[key] = act
            button.clicked.connect(lambda: self.do(key))
            if also:
                self._entry(self.more, key, name, act, icon)
        return button

    def _act(self, act: Callable[[], None]) -> None:
        act()
        self.show_state()

    def _on_keys_changed(self) -> None:
        """Take in which keys the commands have now."""
        self._keys.clear()
        for old in self._shortcuts:
            old.deleteLater()
        self._shortcuts.clear()
        for key in self._deeds:
            for pressed in self._commands.keys.keys(PREFIX + key):
                if pressed[-1].isalpha():
                    self._keys[pressed] = key
                else:  # which key a digit with Shift is, Qt finds out
                    self._shortcuts.append(self._shortcut(pressed, key))
        for key, (action, words) in self._entries.items():
            cap = self._commands.shown_key(PREFIX + key)
            action.setText(f"{words}\t{cap}" if cap else words)

    def _shortcut(self, pressed: str, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(pressed), self._editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.do(key))
        return shortcut
