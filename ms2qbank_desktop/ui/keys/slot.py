"""A field that takes a key by its being pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint

from .words import cap_text, pressed_key

_ERASING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class KeySlot(QAbstractButton):
    """One key of a command, or the place to add one ("").

    A click, Enter or Space makes it listen; the next key is then ``pressed_key``, whatever it does
    elsewhere, but Esc and Tab leave it as it was. Delete asks to take the key away.
    """

    key_pressed = Signal(str)
    removal_requested = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._listening = False
        name = f"Key {cap_text(key)}, press Enter to change it" if key else "Add a key"
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.listen)

    @property
    def listening(self) -> bool:
        """Whether the next key is taken."""
        return self._listening

    def listen(self) -> None:
        """Take the next key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_listening(on=True)

    def sizeHint(self) -> QSize:
        return QSize(px(200), control("field"))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # what is pressed here is not run
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._listening:
            self._take(event)
        elif event.key() in _ERASING and self.key:
            self.removal_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.listen()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_listening(on=False)
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        radius = metrics().radius["control"]
        border = "accent" if self._listening else "border-strong"
        ground = "hover" if self.underMouse() and not self._listening else "surface"
        paint.box(painter, self.rect(), theme.color(ground), theme.color(border), radius)
        if self.key and not self._listening:
            text = cap_text(self.key)
            place = QRect(0, 0, paint.key_cap_width(text), paint.key_cap_height())
            place.moveCenter(self.rect().center())
            ink, edge = theme.color("text"), theme.color("border-strong")
            paint.key_cap(painter, place, text, ink, theme.color("raised"), edge)
            return
        words = "Press the key" if self._listening else "Add a key"
        ink = theme.color("accent" if self._listening else "text-muted")
        painter.setFont(font("body"))
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        if not self._listening:
            edge_length = icon_size("small")
            width = painter.fontMetrics().horizontalAdvance(words)
            left = (self.width() - width) // 2 - edge_length - px(6)
            top = (self.height() - edge_length) // 2
            paint_icon(painter, QRect(left, top, edge_length, edge_length), "plus", ink)

    def _take(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():  # the Enter that opened this may still be down
            return
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._set_listening(on=False)
            return
        if key := pressed_key(event):
            self._set_listening(on=False)
            self.key_pressed.emit(key)

    def _set_listening(self, *, on: bool) -> None:
        self._listening = on
        self.setAccessibleDescription("Press the key now; Esc leaves it as it is" if on else "")
        self.update()
