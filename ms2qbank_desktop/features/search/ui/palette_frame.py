"""What the palette looks like: field, kinds, list, and the keys below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ms2qbank_desktop.ui.keys.words import cap_text
from ms2qbank_desktop.ui.theme import current, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .kind_chips import KindChips
from .palette_list import PaletteList

WIDTH, HEIGHT = 760, 668
"""Pixels at 100 % text, where the window is large enough."""
_FIELD = 54
_HINTS = (
    (("Up", "Down"), "choose"),
    (("Return",), "open at the place"),
    (("Ctrl+Return",), "beside"),
    (("Ctrl+L",), "insert as link"),
)


class PaletteFrame(QWidget):
    """The panel; what its parts do is the palette's."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText("Search everything")
        self.field.setAccessibleName("Search everything")
        self.field.setMaxLength(300)
        self.facts = Label("", "caption", "text-muted")
        self.chips = KindChips()
        self.list = PaletteList()
        self.footer = Keys()
        self._head = QWidget()
        head = row(Glyph("magnifying-glass", "text-muted", "large"), gap=12, margins=(16, 0, 16, 0))
        head.addWidget(self.field, 1)
        head.add(self.facts, KeyCap("Esc"))
        self._head.setLayout(head)
        self._below_chips = line()
        layout = column(self._head, line(), self.chips, self._below_chips, gap=0, margins=1)
        layout.addWidget(self.list, 1)
        layout.add(self.footer)
        self.setLayout(layout)
        self.setTabOrder(self.field, self.chips)
        self.setTabOrder(self.chips, self.list)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_chips(self, *, shown: bool) -> None:
        """Show the kinds, or leave their room to the list."""
        self.chips.setVisible(shown)
        self._below_chips.setVisible(shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        radius = metrics().radius["dialog"]
        paint.box(painter, self.rect(), theme.color("surface"), None, radius)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(whole)
        bottom = self.footer.geometry().adjusted(-1, 0, 1, 1)
        painter.fillRect(bottom, theme.color("raised"))
        painter.fillRect(bottom.left(), bottom.top(), bottom.width(), 1, theme.color("border"))
        painter.setClipping(False)
        paint.box(painter, self.rect(), None, theme.color("border-strong"), radius)

    def _on_theme_changed(self) -> None:
        self._head.setFixedHeight(px(_FIELD))


class Keys(QWidget):
    """The keys of the palette; those at the end are left out where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._hints = [_hint(keys, words) for keys, words in _HINTS]
        self._commands = QWidget()
        more = row(_hint((">",), "commands"), _hint(("?",), "filters"), gap=16)
        self._commands.setLayout(more)
        self._linking = False
        layout = row(*self._hints, None, self._commands, gap=16, margins=(16, 8, 16, 8))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def offer_link(self, *, offered: bool) -> None:
        """Say that a link can be put into the note that is written, or do not."""
        self._linking = offered
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.width() - 2 * px(16) - self._commands.sizeHint().width() - px(16)
        for number, hint in enumerate(self._hints):
            wanted = self._linking or number < len(self._hints) - 1
            room -= hint.sizeHint().width() + px(16) if wanted else 0
            hint.setVisible(wanted and room >= 0)


def _hint(keys: tuple[str, ...], words: str) -> QWidget:
    hint = QWidget()
    caps = [KeyCap(cap_text(key)) for key in keys]
    hint.setLayout(row(*caps, Label(words, "caption", "text-muted"), gap=6))
    hint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return hint
