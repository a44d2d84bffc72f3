"""Text that stands still: labels of every kind of the type scale, and single lines that elide."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QWidget

from ms2qbank_desktop.ui.theme import font, signals


class Label(QLabel):
    """Plain text of a kind of ``metrics.toml`` in the ink of a role.

    ``kind``: micro, caption, body, strong, reading, heading1–3, display, mono. ``ink``: "" for the
    ordinary text, or text-muted, accent, link, correct, incorrect, warning, marked, danger.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "body",
        ink: str = "",
        *,
        weight: int = 0,
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("ink", ink)
        if weight:
            self.setProperty("weight", str(weight))
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Change the colour to another role."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()


class Heading(QLabel):
    """A title whose size may follow a zoom of its own, not only that of the program."""

    def __init__(self, text: str, kind: str = "heading3") -> None:
        super().__init__(text)
        self._kind = kind
        self._zoom: int | None = None
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def set_zoom(self, zoom: int) -> None:
        """Take a size in per cent."""
        self._zoom = zoom
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.setFont(font(self._kind, at_zoom=self._zoom))


class Elided(Label):
    """A single line that ends in "…" where room ends, with the whole text as tool tip."""

    def __init__(
        self, text: str = "", kind: str = "body", ink: str = "", *, weight: int = 0
    ) -> None:
        super().__init__(text, kind, ink, weight=weight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._say_the_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_the_rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._say_the_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        alignment = self.alignment() | Qt.TextFlag.TextSingleLine
        self.style().drawItemText(
            painter, room, int(alignment), option.palette, self.isEnabled(), text
        )

    def _say_the_rest(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())


def names(label: QLabel, widget: QWidget) -> None:
    """Make ``label`` the accessible name of ``widget`` and a click on it move the focus there."""
    label.setBuddy(widget)
    widget.setAccessibleName(label.text())
