"""Gives the whole program its theme: palette, fonts, style sheet and focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette

from . import typography
from .focus import FocusRing
from .restyling import Restyling
from .stylesheet import style_sheet
from .theme import Theme, current, load, put_in_force, signals
from .tokens import THEMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text-muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text-on-accent",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "border-strong",
    QPalette.ColorRole.Dark: "border-strong",
    QPalette.ColorRole.Shadow: "border",
}
_INK = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


class _Look(QObject):
    """What was applied to one application; repeats it when the system asks for another look."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("look")
        self._app = app
        self._choice = "system"
        app.setStyle("Fusion")
        for effect in (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu):
            app.setEffectEnabled(effect, False)
        self._ring = FocusRing(app)
        self._restyling = Restyling(app)
        hints = app.styleHints()
        self._contrast = hints.accessibility().contrastPreference()
        hints.colorSchemeChanged.connect(self._on_scheme_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast_changed)

    def put_on(self, name: str, zoom: int, density: str, reading: str) -> None:
        self._choice = name
        self._tell_system(name)
        typography.set_scale(zoom, density, reading)
        self._paint(self._named(self._app.styleHints().colorScheme()))

    def _tell_system(self, name: str) -> None:
        """Have title bars and file dialogs of the system go with the theme."""
        if name == "system":
            self._app.styleHints().unsetColorScheme()
        else:
            scheme = Qt.ColorScheme.Dark if load(name).dark else Qt.ColorScheme.Light
            self._app.styleHints().setColorScheme(scheme)

    def _paint(self, name: str) -> None:
        put_in_force(name)
        theme = current()
        self._app.setFont(typography.font("body"))
        self._app.setPalette(_palette(theme))
        sheet = style_sheet(theme.roles)
        if sheet != self._app.styleSheet():  # Qt would read the same one anew
            self._restyling.put_on(sheet)
        signals().changed.emit()

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        name = self._named(scheme)
        if name != current().name:
            self._paint(name)

    def _on_contrast_changed(self, contrast: Qt.ContrastPreference) -> None:
        self._contrast = contrast
        self._on_scheme_changed(self._app.styleHints().colorScheme())

    def _named(self, scheme: Qt.ColorScheme) -> str:
        """Return the theme that was chosen, or the one that goes with the system."""
        if self._choice in THEMES:
            return self._choice
        dark = scheme == Qt.ColorScheme.Dark
        if self._contrast == Qt.ContrastPreference.HighContrast:
            return "contrast-dark" if dark else "contrast"
        return "dark" if dark else "light"


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, theme.color(name))
    for role in _INK:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text-disabled"))
    return palette


def apply(
    app: QApplication,
    name: str,
    zoom: int = 100,
    density: str = "normal",
    reading: str = "system",
) -> None:
    """Give the whole program a theme (system or one of THEMES), a text zoom and a density.

    ``zoom`` is in per cent, 80–200; ``density`` is compact, normal or comfortable; ``reading`` is
    the font of running text: system, serif or dyslexia. May be called again at any time;
    ``signals().changed`` follows.
    """
    look = app.findChild(_Look, "look", Qt.FindChildOption.FindDirectChildrenOnly) or _Look(app)
    look.put_on(name, zoom, density, reading)
