"""The screen of settings (Ctrl+,): every change is in force at once, there is nothing to save."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from ms2qbank_desktop.core.declared import GROUPS
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .contents import Contents
from .page import SettingsPage
from .row import Row

if TYPE_CHECKING:
    from typing import Any

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.ui.commands import Commands

_WIDTH, _HEIGHT = 940, 720
_WITH_CONTENTS = 660
"""Width in pixels at 100 % text from which there is room for the list of sections."""
_MARGIN = 48
_AT_ONCE = "Changes take effect at once."
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SettingsDialog(QDialog):
    """Shows every setting a user may set, found as one types. Esc closes it."""

    def __init__(self, settings: Settings, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._commands = commands
        self._over = window
        self._before: dict[str, Any] = {}
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "surface")
        self.search = SearchField("Search settings")
        self.contents = Contents(GROUPS)
        more = {"General": self._folder_row, "Keys": self._keys_row}
        self.page = SettingsPage(settings, more)
        self._nothing = Label("", "body", "text-muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self._nothing)
        self.undo = Button("Undo", "quiet", "arrow-counter-clockwise")
        self.done_button = Button("Done", "primary")
        self._said = Elided(_AT_ONCE, "body", "text-muted")
        self._lay_out()
        self._connect()
        self.page.build()
        self.contents.mark(next(iter(GROUPS)))
        self._fit()

    def go_to(self, key: str) -> None:
        """Show the setting ``key`` and give it the keyboard; "" or an unknown one: the top."""
        found = self.page.row_of(key) if key else None
        if found is not None:
            self.page.go_to(found.setting.group)
            self.page.go_to_row(found)
            self.contents.mark(found.setting.group)
            found.take_keyboard()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Arrow down and Enter lead from the search to what it has found.
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, *_ENTER}
        ):
            self._enter()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_F:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() not in _ENTER:  # Enter in a number must not press some button
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        close = IconButton("x", "Close", "Esc")
        close.clicked.connect(self.reject)
        self.search.setMinimumWidth(px(280))
        head = row(Label("Settings", "heading2"), None, self.search, close, gap=12)
        head.set_margins((20, 12, 12, 12))
        listed = column(self.contents, gap=0, margins=(0, 8, 0, 8))
        self._side = QWidget()
        self._side.setLayout(row(listed, line(vertical=True), gap=0))
        ground(self._side, "raised")
        body = row(self._side, gap=0)
        body.addWidget(self._stack, 1)
        foot = row(gap=8, margins=(20, 12, 20, 12))
        foot.addWidget(self._said, 1)
        foot.add(self.undo, self.done_button)
        footer = QWidget()
        footer.setLayout(foot)
        ground(footer, "raised")
        whole = column(head, line(), gap=0)
        whole.addLayout(body, 1)
        whole.add(line(), footer)
        self.setLayout(whole)
        self.undo.setVisible(False)
        QWidget.setTabOrder(self.search, self.contents)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.finished.connect(self._over.activateWindow)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._on_words)
        self.contents.chosen.connect(self.page.go_to)
        self.contents.entered.connect(self._enter)
        self.page.moved.connect(self.contents.mark)
        self.page.was_reset.connect(self._on_reset)
        self.undo.clicked.connect(self._on_undo)
        self.done_button.clicked.connect(self.accept)
        signals().changed.connect(self._fit)

    def _folder_row(self, section: QWidget) -> Row:
        folder = self._settings.folder
        found = Row(section, "Your data", str(folder), "folder path profile database backup")
        found.help.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = Button("Copy path", "secondary", "copy", size="small")
        copy.clicked.connect(partial(self._copy, str(folder)))
        show = Button("Open folder", "secondary", "folder-open", size="small")
        address = QUrl.fromLocalFile(str(folder))
        show.clicked.connect(lambda: QDesktopServices.openUrl(address))
        found.add(show, copy)
        return found

    def _keys_row(self, section: QWidget) -> Row:
        words = "shortcuts keyboard"
        found = Row(section, "Keys of commands", "Every command can have other keys", words)
        change = Button("Change keys…", "secondary", "keyboard", size="small")
        change.clicked.connect(self._show_keys)
        found.add(change)
        return found

    def _copy(self, path: str) -> None:
        QGuiApplication.clipboard().setText(path)
        self._said.setText("The path is in the clipboard.")

    def _show_keys(self) -> None:
        from ms2qbank_desktop.ui.keys.sheet import KeySheet

        KeySheet(self._commands, self).open()

    def _enter(self, name: str = "") -> None:
        """Give the keyboard to the first row that is shown, or that of a section."""
        rows = self.page.sections[name].shown if name else self.page.rows
        if rows:
            rows[0].take_keyboard()

    def _on_words(self, words: str) -> None:
        found = self.page.show_found(words)
        self.contents.show_only(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._nothing.setText(f"No setting has “{words.strip()}”.")
        self.contents.mark(found[0] if found else "")

    def _on_reset(self, before: dict[str, Any]) -> None:
        self._before = before
        number = len(before)
        self._said.setText(f"{number} settings are as they came." if number > 1 else "Reset.")
        self.undo.setVisible(True)

    def _on_undo(self) -> None:
        before, self._before = self._before, {}
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)  # before the button goes
        self.undo.setVisible(False)
        self._said.setText(_AT_ONCE)
        for key, value in before.items():
            found = self.page.row_of(key)
            if found is not None:
                found.choose(value)

    def _fit(self) -> None:
        width = min(px(_WIDTH), self._over.width() - _MARGIN)
        self._side.setVisible(width >= px(_WITH_CONTENTS))
        self.resize(width, min(px(_HEIGHT), self._over.height() - _MARGIN))
