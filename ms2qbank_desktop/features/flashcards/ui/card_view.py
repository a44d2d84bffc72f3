"""A card on its sheet: the text, the field to type into, and what is said below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.dialog import ask
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled

from .card_side import CardSide

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.widgets.pictures import Pictures

    from .card_content import CardContent

_WIDEST = 720
"""Pixels at 100 %: a card is read like a card, not like a page."""


class _Sheet(QWidget):
    """The white card."""

    def __init__(self) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["card"]

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        ground, border = theme.color("surface"), theme.color("border")
        paint.box(QPainter(self), self.rect(), ground, border, metrics().radius["card"])


class CardView(QWidget):
    """Shows the question or the answer of a card, and scrolls where it is long.

    ``sound_requested``: the address of a sound was clicked; ``hint_requested``: that of a hint.
    Links to the web are opened only after a question.
    """

    sound_requested = Signal(str)
    hint_requested = Signal(str)

    def __init__(self, pictures: Pictures, below: QWidget | None = None) -> None:
        """``below``: what stands under the card, as wide as it."""
        super().__init__()
        self.text = CardSide(pictures)
        self.text.setAccessibleName("Card")
        self.text.link_clicked.connect(self._on_link)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("Your answer")
        self.typed.setPlaceholderText("Type the answer")
        sheet = _Sheet()
        self._inner = column(self.text, self.typed, gap=16, margins=(36, 28, 36, 32))
        sheet.setLayout(self._inner)
        self.text.ring_target = sheet
        self._middle = QWidget()
        self._middle.setLayout(column(sheet, *([below] if below else []), None, gap=12))
        self._content = QWidget()
        across = row(gap=0, margins=(24, 32, 24, 16))
        across.addStretch(1)
        across.addWidget(self._middle)
        across.addStretch(1)
        self._content.setLayout(across)
        self._area: QScrollArea = scrolled(self._content, "Card")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = column(gap=0)
        outer.addWidget(self._area, 1)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.typed.hide()
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def area(self) -> QScrollArea:
        return self._area

    def show_question(self, content: CardContent) -> None:
        """Show the front; a card that wants typing gets an empty field."""
        rendered = content.rendered
        self.text.show_side(rendered.front, content.files, rendered.occluded)
        wants = rendered.typing is not None and not rendered.fault
        if wants and not self.typed.isVisible():
            self.typed.clear()
        self.typed.setVisible(wants)
        self._area.verticalScrollBar().setValue(0)

    def show_answer(self, content: CardContent) -> None:
        """Show the back, from where the answer begins if it does not fit."""
        rendered = content.rendered
        self.typed.hide()
        self.text.show_side(rendered.back, content.files, rendered.occluded)
        room = self._area.viewport().height()
        if self.text.height() + px(60) > room:
            self._lay_out_now()
            top = self.text.answer_top()
            if top + self.text.y() > room // 3:
                self._area.verticalScrollBar().setValue(top + px(24))
                return
        self._area.verticalScrollBar().setValue(0)

    def set_size(self, size: int) -> None:
        """Set the size of cards in per cent."""
        self.text.set_size(size)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * px(24) - self._area.verticalScrollBar().sizeHint().width()
        widest = px(_WIDEST * self.text.own_zoom / 125 / (px(100) / 100))
        self._middle.setFixedWidth(max(px(240), min(room, widest)))

    def _lay_out_now(self) -> None:
        """Let the bar know the new height at once: it could not reach the answer yet."""
        widget: QWidget | None = self.text
        while widget is not None and widget is not self._content:
            widget = widget.parentWidget()
            if widget is not None and (layout := widget.layout()) is not None:
                layout.invalidate()
                layout.activate()
        self._content.adjustSize()

    def _on_link(self, address: str) -> None:
        if address.startswith("sound:"):
            self.sound_requested.emit(address)
        elif address.startswith("hint:"):
            self.hint_requested.emit(address)
        else:
            self._leave_for(address)

    def _leave_for(self, address: str) -> None:
        text = f"{address}\nIt opens in your browser, which may tell the site who you are."
        if ask(self.window(), "Open this address?", text, do="Open"):
            QDesktopServices.openUrl(QUrl(address))

    def _on_theme_changed(self) -> None:
        self.typed.setFont(font("reading"))
        self.typed.setMinimumHeight(px(40))
        self._fit()
