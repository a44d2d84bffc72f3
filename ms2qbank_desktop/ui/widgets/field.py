"""Fields of a form: label above, help or fault below; search field, drop-down and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, icon_size, px, signals

from .buttons import IconButton
from .glyph import Glyph
from .labels import Label, names
from .layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent


class Field(QWidget):
    """A labelled field; the fault replaces the help and colours the border."""

    def __init__(self, label: str, widget: QWidget, help: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._help = help
        self._fault = ""
        title = Label(label, weight=500)
        names(title, widget)
        self._mark = Glyph("warning-circle", "incorrect", "small")
        self._below = Label("", "caption", "text-muted", wrap=True)
        below = row(self._mark, gap=4)
        below.addWidget(self._below, 1)
        self.setLayout(column(title, widget, below, gap=4))
        self.setFocusProxy(widget)
        self.set_fault("")

    @property
    def fault(self) -> str:
        """The fault that is shown, "" if none."""
        return self._fault

    def set_help(self, text: str) -> None:
        """Change the line below the field."""
        self._help = text
        self.set_fault(self._fault)

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the value; "" takes it back. The focus stays where it is."""
        self._fault = text
        self._mark.setVisible(bool(text))
        self._below.setText(text or self._help)
        self._below.set_ink("incorrect" if text else "text-muted")
        self._below.setVisible(bool(text or self._help))
        self.widget.setAccessibleDescription(text or self._help)
        self.widget.setProperty("fault", "true" if text else "false")
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)


class SearchField(QLineEdit):
    """A field with a magnifying glass, and a cross that empties it."""

    def __init__(self, placeholder: str, name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._clear = IconButton("x", "Clear", size="small")
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its own ways
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = self._clear.sizeHint().height()
        gap = (self.height() - edge) // 2
        self._clear.setGeometry(self.width() - edge - gap, gap, edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        edge = icon_size()
        place = QRect(px(8), (self.height() - edge) // 2, edge, edge)
        paint_icon(QPainter(self), place, "magnifying-glass", current().color("text-muted"))

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))


class DropDown(QComboBox):
    """A list of values that unfolds; for more than five values or where room is short."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own ignores the style sheet

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        edge = icon_size("small")
        place = QRect(self.width() - edge - px(10), (self.height() - edge) // 2, edge, edge)
        role = "text-muted" if self.isEnabled() else "text-disabled"
        paint_icon(painter, place, "caret-down", current().color(role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Qt would look for a value that begins with it: Ctrl+F is the window's
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page that is scrolled must not change a value on its way


class NumberField(QSpinBox):
    """A whole number with limits; arrow keys step it."""

    def __init__(self, low: int, high: int, name: str = "") -> None:
        super().__init__()
        self.setRange(low, high)
        self.setAccessibleName(name)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _on_theme_changed(self) -> None:
        # The style sheet cannot reach the padding of the line inside.
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)
