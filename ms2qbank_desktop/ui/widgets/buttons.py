"""Buttons: primary, secondary, quiet, link and danger ones with words, and ones of an icon."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px

from . import paint


@dataclass(frozen=True, slots=True)
class _Look:
    """Roles of a kind of button; "" paints nothing."""

    ground: str
    hover: str
    pressed: str
    border: str
    ink: str


_LOOKS = {
    "primary": _Look("accent", "accent-hover", "accent-pressed", "", "text-on-accent"),
    "secondary": _Look("surface", "hover", "pressed", "border-strong", "text"),
    # `hover` is the ground of the window in the light theme, so quiet buttons take the next step.
    "quiet": _Look("", "sunken", "pressed", "", "text"),
    "link": _Look("", "sunken", "pressed", "", "link"),
    "danger": _Look("surface", "hover", "pressed", "incorrect-border", "danger"),
    "danger-filled": _Look("danger", "incorrect", "incorrect", "", "text-on-verdict"),
}
_CHECKED = _Look("selected", "selected", "pressed", "accent", "accent")


@dataclass(frozen=True, slots=True)
class _Size:
    height: str
    padding: int
    gap: int
    kind: str
    weight: int


_SIZES = {
    "small": _Size("button_small", 8, 6, "caption", 500),
    "normal": _Size("button", 12, 8, "body", 500),
    "large": _Size("button_large", 18, 8, "heading3", 600),
}


def _presses(event: QKeyEvent) -> bool:
    """Say whether a key presses the button that has the keyboard, as Space does: Qt leaves Enter to
    dialogs, and to nobody outside of them."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and not held and not event.isAutoRepeat()


def _colour(role: str) -> QColor | None:
    return current().color(role) if role else None


def _paint_ground(button: QAbstractButton, look: _Look, painter: QPainter) -> None:
    ground, border = look.ground, look.border
    if not button.isEnabled():
        ground, border = "", "border" if look.border or look.ground else ""
    elif button.isDown():
        ground = look.pressed
    elif button.underMouse():
        ground = look.hover
    paint.box(painter, button.rect(), _colour(ground), _colour(border), metrics().radius["control"])


class Button(QPushButton):
    """A button with a word, and where it helps an icon, a key cap or a menu.

    ``kind``: primary (at most one a region), secondary, quiet, link, danger, danger-filled (only
    inside a confirming dialog). ``size``: small, normal, large. ``key_cap`` names the shortcut; it
    is shown, not bound. ``trailing`` puts the icon after the word.
    """

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str | None = None,
        key_cap: str = "",
        size: str = "normal",
        *,
        trailing: bool = False,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._trailing = trailing
        self._icon = icon
        self._icon_role = ""
        self._key_cap = key_cap
        self._size = _SIZES[size]
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def kind(self) -> str:
        """The kind the button has now."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change the kind, as Next does once an item is answered."""
        self._kind = kind
        self.update()

    def set_icon(self, name: str | None, role: str = "") -> None:
        """Change the icon; ``role`` "" paints it in the colour of the word."""
        self._icon, self._icon_role = name, role
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Change the key cap; "" leaves it out. Commands.bind calls it."""
        self._key_cap = key
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        self._words = text
        super().setText(text.replace("&", "&&"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _presses(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = 2 * px(self._size.padding) + self._content_width()
        return QSize(width, control(self._size.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = _CHECKED if self.isChecked() else _LOOKS[self._kind]
        _paint_ground(self, look, painter)
        ink = current().color(look.ink if self.isEnabled() else "text-disabled")
        gap, height = px(self._size.gap), self.height()
        left = max(px(4), (self.width() - self._content_width()) // 2)
        if self._icon and not self._trailing:
            left += self._paint_icon(painter, left, ink) + (gap if self._words else 0)
        painter.setFont(self._font())
        painter.setPen(ink)
        words = QFontMetrics(self._font()).horizontalAdvance(self._words)
        painter.drawText(
            QRect(left, 0, words + 2, height), Qt.AlignmentFlag.AlignVCenter, self._words
        )
        left += words + (gap if self._words else 0)
        if self._icon and self._trailing:
            left += self._paint_icon(painter, left, ink) + gap
        if self._key_cap:
            self._paint_key_cap(painter, left, ink)
        if self.menu() is not None:
            edge = icon_size("small")
            paint_icon(painter, QRect(left, (height - edge) // 2, edge, edge), "caret-down", ink)

    def _paint_icon(self, painter: QPainter, left: int, ink: QColor) -> int:
        edge = self._icon_edge()
        colour = current().color(self._icon_role) if self._icon_role and self.isEnabled() else ink
        place = QRect(left, (self.height() - edge) // 2, edge, edge)
        paint_icon(painter, place, self._icon or "", colour)
        return edge

    def _paint_key_cap(self, painter: QPainter, left: int, ink: QColor) -> None:
        height = paint.key_cap_height()
        rect = QRect(
            left, (self.height() - height) // 2, paint.key_cap_width(self._key_cap), height
        )
        if self._kind == "primary" or not self.isEnabled():
            paint.key_cap(painter, rect, self._key_cap, ink, None, ink)
        else:
            theme = current()
            ground, border = theme.color("raised"), theme.color("border")
            paint.key_cap(painter, rect, self._key_cap, theme.color("text-muted"), ground, border)

    def _font(self) -> QFont:
        return font(self._size.kind, weight=self._size.weight)

    def _icon_edge(self) -> int:
        return icon_size("small") if self._size.height == "button_small" else icon_size()

    def _content_width(self) -> int:
        gap = px(self._size.gap)
        width = QFontMetrics(self._font()).horizontalAdvance(self._words)
        if self._icon:
            width += self._icon_edge() + (gap if self._words else 0)
        if self._key_cap:
            width += gap + paint.key_cap_width(self._key_cap)
        if self.menu() is not None:
            width += gap + icon_size("small")
        return width


class IconButton(QToolButton):
    """A button of one icon; ``name`` and ``key`` make its tool tip and accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        key: str = "",
        *,
        checkable: bool = False,
        size: str = "normal",
        role: str = "text-muted",
    ) -> None:
        super().__init__()
        self._icon = icon
        self._role = role
        self._size = _SIZES[size]
        self.setCheckable(checkable)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._key = key
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change what the button is called."""
        self._name = name
        self.setAccessibleName(name)
        self._describe()

    def set_key(self, key: str) -> None:
        """Change the key in the tool tip; "" leaves it out. Commands.bind calls it."""
        self._key = key
        self._describe()

    def set_icon(self, name: str, role: str = "text-muted") -> None:
        """Change the icon and the role of its colour."""
        self._icon, self._role = name, role
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _presses(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        edge = control(self._size.height)
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = _LOOKS["quiet"]
        role = self._role
        if self.isChecked():
            look, role = _Look("selected", "selected", "pressed", "", "accent"), "accent"
        _paint_ground(self, look, painter)
        small = self._size.height == "button_small"
        edge = icon_size("small") if small else icon_size()
        rect = QRect(0, 0, edge, edge)
        rect.moveCenter(self.rect().center())
        ink = current().color(role if self.isEnabled() else "text-disabled")
        paint_icon(painter, rect, self._icon, ink)

    def _describe(self) -> None:
        self.setToolTip(f"{self._name} ({self._key})" if self._key else self._name)
