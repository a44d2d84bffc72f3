"""The buttons above the fields of a note: looks, lists, pictures, formulas, clozes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.flashcards.text.colours import GROUNDS, INKS
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.layouts import line, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from .editor_text import FieldText


class EditorToolbar(QWidget):
    """Acts on the field that had the focus last. ``cloze_requested``: True with the same number
    again; ``picture_requested``: a file is to be chosen."""

    cloze_requested = Signal(bool)
    picture_requested = Signal()

    def __init__(self, editor: QWidget) -> None:
        """``editor``: where the keys of the buttons hold."""
        super().__init__()
        self.target: FieldText | None = None
        self._editor = editor
        self.buttons: dict[str, IconButton] = {}
        looks = (
            ("bold", "text-bolder", "Bold", "Ctrl+B", self._toggler("bold")),
            ("italic", "text-italic", "Italic", "Ctrl+I", self._toggler("italic")),
            ("underline", "text-underline", "Underline", "Ctrl+U", self._toggler("underline")),
        )
        lists = (
            ("bullets", "list-bullets", "List", "Ctrl+Shift+8", self._lister("bullets")),
            (
                "numbers",
                "list-numbers",
                "Numbered list",
                "Ctrl+Shift+7",
                self._lister("numbers"),
            ),
        )
        more = (
            ("picture", "image", "Picture…", "Ctrl+Shift+P", self.picture_requested.emit),
            ("table", "table", "Table", "Ctrl+Shift+T", self._insert_table),
            ("formula", "math-operations", "Formula", "Ctrl+M", self._wrapper("\\(", "\\)")),
        )
        bar = row(gap=2)
        bar.add(*map(self._button, looks))
        bar.add(self._script("x²", "Superscript", "Ctrl+Shift+=", "sup"))
        bar.add(self._script("x₂", "Subscript", "Ctrl+=", "sub"))
        bar.add(self._menu("paint-bucket", "Colour of the text", INKS, self._paint))
        bar.add(self._menu("highlighter-circle", "Highlight", GROUNDS, self._highlight))
        bar.add(line(vertical=True), *map(self._button, lists))
        bar.add(line(vertical=True), *map(self._button, more))
        self.cloze = Button(
            "Cloze", "quiet", "brackets-curly", key_cap="Ctrl Shift C", size="small"
        )
        self.cloze.setToolTip("Hide what is selected, on a card of its own")
        self.same = Button("Same card", "quiet", "brackets-curly", size="small")
        self.same.setToolTip("Hide it on the card of the last cloze (Ctrl+Alt+Shift+C)")
        for button, key, same in (
            (self.cloze, "Ctrl+Shift+C", False),
            (self.same, "Ctrl+Alt+Shift+C", True),
        ):
            button.clicked.connect(partial(self._ask_cloze, same))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._shortcut(key, partial(self._ask_cloze, same))
        bar.add(None, self.cloze, self.same)
        self.setLayout(bar)

    def show_cloze(self, *, can: bool) -> None:
        """Show the buttons of clozes where the note type has them."""
        self.cloze.setVisible(can)
        self.same.setVisible(can)

    def _button(self, look: tuple[str, str, str, str, Callable[[], None]]) -> IconButton:
        key, icon, name, keys, act = look
        button = IconButton(icon, name, keys, size="small")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the text keeps it, and its selection
        button.clicked.connect(lambda: act())
        if keys:
            self._shortcut(keys, act)
        self.buttons[key] = button
        return button

    def _script(self, words: str, name: str, keys: str, look: str) -> Button:
        button = Button(words, "quiet", size="small")
        button.setToolTip(f"{name} ({keys})")
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        act = self._toggler(look)
        button.clicked.connect(lambda: act())
        self._shortcut(keys, act)
        return button

    def _shortcut(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _menu(
        self,
        icon: str,
        name: str,
        colours: tuple[tuple[str, str], ...],
        act: Callable[[QColor | None], None],
    ) -> IconButton:
        button = IconButton(icon, name, size="small")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        menu = Menu(self)
        for word, code in colours:
            action = menu.addAction(_swatch(code), word)
            action.triggered.connect(partial(self._act, act, QColor(code)))
        menu.addSeparator()
        menu.addAction("None").triggered.connect(partial(self._act, act, None))
        button.setMenu(menu)
        return button

    def _act(
        self, act: Callable[[QColor | None], None], colour: QColor | None, *_checked: bool
    ) -> None:
        act(colour)

    def _toggler(self, look: str) -> Callable[[], None]:
        def toggle() -> None:
            if self.target is not None:
                self.target.toggle(look)

        return toggle

    def _lister(self, kind: str) -> Callable[[], None]:
        def toggle() -> None:
            if self.target is not None:
                self.target.toggle_list(numbered=kind == "numbers")

        return toggle

    def _wrapper(self, before: str, after: str) -> Callable[[], None]:
        def wrap() -> None:
            if self.target is not None:
                self.target.wrap(before, after)

        return wrap

    def _insert_table(self) -> None:
        if self.target is not None:
            self.target.insert_table()

    def _paint(self, colour: QColor | None) -> None:
        if self.target is not None:
            self.target.paint_text(colour)

    def _highlight(self, colour: QColor | None) -> None:
        if self.target is not None:
            self.target.highlight(colour)

    def _ask_cloze(self, same: bool, *_checked: bool) -> None:
        self.cloze_requested.emit(same)


def _swatch(code: str) -> QIcon:
    edge = px(14)
    pixmap = QPixmap(edge, edge)
    pixmap.fill(QColor(code))
    painter = QPainter(pixmap)
    painter.setPen(current().color("border-strong"))
    painter.drawRect(0, 0, edge - 1, edge - 1)
    painter.end()
    return QIcon(pixmap)
