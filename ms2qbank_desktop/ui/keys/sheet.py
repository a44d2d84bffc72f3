"""The sheet of all keys (F1): what can be run here first, found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QListView, QStackedWidget, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, SearchField
from ms2qbank_desktop.ui.widgets.labels import Elided, Label, names
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .editor import KeyEditor
from .presets import PRESETS
from .rows import KeyRowDelegate, KeyRowsModel, key_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.commands import Commands

_WIDTH, _HEIGHT = 760, 860
_MARGIN = 48
_LIST_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class KeySheet(QDialog):
    """Shows the keys of every known command and leads to the editor of one. Esc closes it."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._keys = commands.keys
        self._over = window
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "surface")
        self.search = SearchField("Search commands and keys")
        self.preset = DropDown()
        for preset in PRESETS:
            self.preset.addItem(preset.label)
        self._preset_help = Elided("", "caption", "text-muted")
        self.model = KeyRowsModel()
        self.list = QListView()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Commands and their keys")
        self.list.setModel(self.model)
        self.list.setItemDelegate(KeyRowDelegate(self.list, self.model))
        self._nothing = Label("", "body", "text-muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self.undo = Button("Undo", "quiet", "arrow-counter-clockwise")
        self.reset_all = Button("Reset all", "quiet")
        self.change = Button("Change keys…", "secondary", "keyboard")
        self._said = Elided("", "body", "text-muted")
        self._lay_out()
        self._connect()
        self._on_keys_changed()
        self._fit()

    def edit(self) -> None:
        """Open the editor of the chosen command."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        key = self.model.row(row).id
        command = next(one for one in self._keys.commands if one.id == key)
        editor = KeyEditor(self, self._keys, command)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.finished.connect(self.activateWindow)  # not every platform gives the keyboard back
        editor.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The search field keeps the keyboard while arrows walk through the list.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search and event.key() in _LIST_KEYS:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in _ENTER:
                if not event.isAutoRepeat():
                    self.edit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        close = IconButton("x", "Close", "Esc")
        close.clicked.connect(self.reject)
        self.search.setMinimumWidth(px(280))
        head = row(Label("Keys", "heading2"), None, self.search, close, gap=12)
        head.set_margins((20, 12, 12, 12))
        label = Label("Preset", weight=500)
        names(label, self.preset)
        choice = row(label, self.preset, gap=12, margins=(20, 8, 20, 8))
        choice.addWidget(self._preset_help, 1)
        foot = row(gap=8, margins=(20, 12, 20, 12))
        foot.addWidget(self._said, 1)
        foot.add(self.undo, self.reset_all, self.change)
        footer = QWidget()
        footer.setLayout(foot)
        ground(footer, "raised")
        whole = column(head, line(), choice, line(), gap=0)
        whole.addWidget(self._stack, 1)
        whole.add(line(), footer)
        self.setLayout(whole)
        for one, after in zip(
            (self.search, self.preset, self.list, self.undo, self.reset_all, self.change),
            (self.preset, self.list, self.undo, self.reset_all, self.change, close),
            strict=True,
        ):
            QWidget.setTabOrder(one, after)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.finished.connect(self._over.activateWindow)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.search.textChanged.connect(self._on_words)
        self.list.doubleClicked.connect(self.edit)
        self.change.clicked.connect(self.edit)
        self.preset.activated.connect(self._on_preset)
        self.undo.clicked.connect(self._on_undo)
        self.reset_all.clicked.connect(self._on_reset_all)
        self._keys.changed.connect(self._on_keys_changed)
        self._commands.changed.connect(self._on_keys_changed)
        signals().changed.connect(self._fit)

    def _fit(self) -> None:
        width = min(px(_WIDTH), self._over.width() - _MARGIN)
        self.resize(width, min(px(_HEIGHT), self._over.height() - _MARGIN))

    def _show_rows(self, key: str) -> None:
        """Show what matches the search, with the command ``key`` or the first one chosen."""
        self.model.set_rows(key_rows(self._commands, self.search.text()))
        place = self.model.place_of(key)
        self._stack.setCurrentIndex(0 if place >= 0 else 1)
        self._nothing.setText(f"No command or key has “{self.search.text().strip()}”.")
        self.change.setEnabled(place >= 0)
        if place < 0:
            return
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(place), flag)
        if place <= 1:
            self.list.scrollToTop()
        else:
            self.list.scrollTo(self.model.index(place))

    def _on_words(self) -> None:
        self._show_rows("")

    def _on_keys_changed(self) -> None:
        at = self.list.currentIndex().row()
        self._show_rows(self.model.row(at).id if at >= 0 else "")
        self.preset.setCurrentIndex(PRESETS.index(self._keys.preset))
        self._preset_help.setText(self._keys.preset.help)
        self.undo.setVisible(self._keys.can_undo)
        self.reset_all.setEnabled(self._keys.has_own)
        why = "" if self._keys.has_own else "No key was changed"
        self.reset_all.setToolTip(why)

    def _on_preset(self, at: int) -> None:
        if PRESETS[at] != self._keys.preset:
            self._do(lambda: self._keys.use(PRESETS[at]), f"“{PRESETS[at].label}” is in use.")

    def _on_reset_all(self) -> None:
        self._do(self._keys.reset_all, "All keys are those of the preset.")

    def _on_undo(self) -> None:
        self._do(self._keys.undo, "Taken back.")

    def _do(self, change: Callable[[], None], said: str) -> None:
        change()
        self._on_keys_changed()  # a preset may be in use without any key being another one
        self._said.setText(said)
