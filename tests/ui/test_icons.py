"""Icons come from the Phosphor font, in the colour of their role."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from ms2qbank_desktop.ui import icons, theme
from tests.support import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

TAKES_ICON = {  # callable: place of the icon's name among the arguments
    "icon": 0,
    "Glyph": 0,
    "IconButton": 0,
    "EmptyState": 0,
    "set_icon": 0,
    "paint_icon": 2,
    "Button": 2,
    "Chip": 2,
}


def names_used() -> Iterator[tuple[str, str]]:
    """Yield each icon name written in the package, and where."""
    for place in sources.python_files(sources.PACKAGE):
        for node in ast.walk(sources.syntax_tree(place)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            at = TAKES_ICON.get(called)
            written = [k.value for k in node.keywords if k.arg == "icon"]
            if at is not None and len(node.args) > at:
                written.append(node.args[at])
            for value in written:
                parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                for part in parts:
                    if (
                        isinstance(part, ast.Constant)
                        and isinstance(part.value, str)
                        and part.value
                    ):
                        yield part.value, f"{sources.shown(place)}:{node.lineno}"


def inks(image: QImage) -> set[str]:
    """Return the colours of the fully opaque pixels."""
    opaque = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                opaque.add(colour.name())
    return opaque


def test_every_icon_that_is_used_exists() -> None:
    used = list(names_used())
    assert len(used) > 20
    assert [f"{where} {name}" for name, where in used if not icons.is_icon(name)] == []


def test_an_icon_is_painted_in_the_colour_of_its_role_and_follows_the_theme(
    qapp: QApplication,
) -> None:
    flag = icons.icon("flag-fill", "marked")
    for name in ("light", "dark", "sepia"):
        theme.apply(qapp, name)
        image = flag.pixmap(QSize(18, 18)).toImage()
        assert inks(image) == {theme.current().color("marked").name()}


def test_a_disabled_icon_is_muted() -> None:
    image = icons.icon("stop-fill").pixmap(QSize(18, 18), QIcon.Mode.Disabled).toImage()
    assert inks(image) == {theme.current().color("text-disabled").name()}


def test_an_icon_is_sharp_on_a_dense_screen() -> None:
    pixmap = icons.icon("gear").pixmap(QSize(18, 18), 2.0)
    assert pixmap.size() == QSize(36, 36)
    assert pixmap.devicePixelRatio() == 2.0


def test_an_unknown_name_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_painting_an_icon_fills_its_square() -> None:
    image = QImage(40, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    icons.paint_icon(painter, image.rect(), "square-fill", theme.current().color("text"))
    painter.end()
    left = [x for x in range(40) if image.pixelColor(x, 10).alpha() > 0]
    assert left[0] in range(10, 14)
    assert left[-1] in range(26, 30)


@pytest.mark.benchmark
def test_the_first_icon_costs_less_than_15_ms_and_no_qtawesome() -> None:
    program = """
import sys, time
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ms2qbank_desktop.ui import theme
start = time.thread_time()  # the machine is shared
from ms2qbank_desktop.ui import icons
icons.icon("house").pixmap(QSize(18, 18))
print(time.thread_time() - start, "qtawesome" in sys.modules)
"""
    spent = []
    for _ in range(3):
        start = time.monotonic()
        result = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        seconds, imported = result.stdout.split()
        assert imported == "False"
        spent.append(float(seconds))
        assert time.monotonic() - start < 30
    assert min(spent) < 0.015
