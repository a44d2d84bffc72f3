"""The commands of the View menu: theme, size of text, height of rows, full screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.core.declared import THEME

from . import theme
from .command import Command
from .settings.following import follow

if TYPE_CHECKING:
    from ms2qbank_desktop.core.settings import Settings

_DENSITIES = (
    ("compact", "Compact rows"),
    ("normal", "Normal rows"),
    ("comfortable", "Comfortable rows"),
)
_LOOK = ("theme", "text_zoom", "density", "reading_font")
"""The settings that theme.apply takes, in its order."""
_ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


def apply_settings(settings: Settings) -> None:
    """Give the program the look of the settings."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, *map(settings.get, _LOOK))


def next_zoom(zoom: int, step: int) -> int:
    """Return the next larger (``step`` 1) or smaller (−1) of the offered text zooms."""
    beyond = [z for z in _ZOOMS if (z > zoom if step > 0 else z < zoom)]
    if not beyond:
        return zoom
    return beyond[0] if step > 0 else beyond[-1]


def view_commands(window: QWidget, settings: Settings) -> tuple[Command, ...]:
    """Return the commands of the View menu of ``window``, which lets the look follow whoever
    changes it."""
    for key in _LOOK:
        follow(settings, key, window, lambda _value: apply_settings(settings))

    def is_chosen(key: str, value: object) -> bool:
        return bool(settings.get(key) == value)

    def zoom_by(step: int) -> None:
        settings.set("text_zoom", next_zoom(settings.get("text_zoom"), step))

    def full_screen() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    themes = [
        Command(
            f"theme-{value}",
            "Colours of the system" if value == THEME.default else label,
            partial(settings.set, "theme", value),
            menu="View",
            section="theme",
            checked=partial(is_chosen, "theme", value),
            anywhere=True,
        )
        for value, label in THEME.options
    ]
    densities = [
        Command(
            f"density-{value}",
            label,
            partial(settings.set, "density", value),
            menu="View",
            section="density",
            checked=partial(is_chosen, "density", value),
        )
        for value, label in _DENSITIES
    ]
    zooms = [
        Command("zoom-in", "Larger text", partial(zoom_by, 1), "Ctrl++; Ctrl+=", menu="View"),
        Command("zoom-out", "Smaller text", partial(zoom_by, -1), "Ctrl+-", menu="View"),
        Command(
            "zoom-reset",
            "Normal text",
            partial(settings.set, "text_zoom", 100),
            "Ctrl+0",
            menu="View",
        ),
    ]
    screen = Command(
        "full-screen",
        "Full screen",
        full_screen,
        "F11",
        menu="View",
        section="screen",
        checked=window.isFullScreen,
        anywhere=True,
    )
    return (*zooms, *themes, *densities, screen)
