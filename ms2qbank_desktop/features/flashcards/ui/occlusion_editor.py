"""Hiding parts of a picture: the picture, the tools, and how the others are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.flashcards.text.occlusion import Outline, shapes, written
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.document import read_picture
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .occlusion_canvas import OcclusionCanvas

if TYPE_CHECKING:
    from pathlib import Path

_TOOLS = (
    (None, "cursor", "Select and move"),
    (Outline.RECTANGLE, "rectangle", "Rectangle"),
    (Outline.ELLIPSE, "circle", "Ellipse"),
    (Outline.POLYGON, "polygon", "Polygon"),
)


class OcclusionEditor(QWidget):
    """``field``: the shapes as an image occlusion field has them."""

    changed = Signal()
    picture_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.canvas = OcclusionCanvas()
        self.canvas.changed.connect(self._on_changed)
        self.canvas.selection_changed.connect(self._on_selection_changed)
        self.tools: dict[Outline | None, IconButton] = {}
        for tool, icon, name in _TOOLS:
            button = IconButton(icon, name, checkable=True, size="small")
            button.clicked.connect(lambda _checked=False, tool=tool: self.use(tool))
            self.tools[tool] = button
        self.group = Button("Same card", "quiet", "link", size="small")
        self.group.setToolTip("Put the selected shapes on one card (G)")
        self.group.clicked.connect(self.canvas.group)
        self.delete = IconButton("trash", "Delete the selected shapes", "Del", size="small")
        self.delete.clicked.connect(self.canvas.remove)
        self.undo = IconButton("arrow-counter-clockwise", "Undo", "Ctrl+Z", size="small")
        self.undo.clicked.connect(self.canvas.undo)
        modes = [("all", "Hide all"), ("one", "Hide one")]
        self.mode = Segmented(modes, "What each card hides", size="small")
        self.mode.set_value("all")
        self.mode.chosen.connect(lambda mode: self.canvas.set_hide_all(mode == "all"))
        picture = Button("Picture…", "secondary", "image", size="small")
        picture.clicked.connect(self.picture_requested)
        self._words = Label("", "caption", "text-muted", wrap=True)
        bar = row(*self.tools.values(), self.undo, self.delete, self.group, None, gap=2)
        self.setLayout(column(row(picture, None, self.mode), bar, self.canvas, self._words, gap=8))
        self.use(Outline.RECTANGLE)
        self._on_selection_changed()

    @property
    def field(self) -> str:
        """The shapes, written."""
        return "<br>".join(written(shape) for shape in self.canvas.shapes)

    def show_shapes(self, path: Path | None, field: str) -> None:
        """Show a picture with the shapes of a field."""
        data = path.read_bytes() if path is not None and path.is_file() else None
        there = shapes(field)
        if there:
            self.mode.set_value("all" if any(one.hide_all for one in there) else "one")
            self.canvas.hide_all = self.mode.value == "all"
        self.canvas.show_picture(read_picture(data, 2 * px(900)), there)
        self._on_selection_changed()

    def use(self, tool: Outline | None) -> None:
        """Draw with another tool; None selects and moves."""
        self.canvas.tool = tool
        for one, button in self.tools.items():
            button.setChecked(one is tool)
        drawing = Qt.CursorShape.ArrowCursor if tool is None else Qt.CursorShape.CrossCursor
        self.canvas.setCursor(drawing)

    def _on_changed(self) -> None:
        self._on_selection_changed()
        self.changed.emit()

    def _on_selection_changed(self) -> None:
        self.group.setEnabled(len(self.canvas.selected) > 1)
        self.delete.setEnabled(bool(self.canvas.selected))
        cards = {number for one in self.canvas.shapes for number in one.numbers if number}
        number = "1 card" if len(cards) == 1 else f"{len(cards)} cards"
        words = f"{number}. Ctrl with a click selects several; G puts them on one card."
        empty = "Choose a picture, or paste one, and draw over what is to be asked."
        self._words.setText(words if self.canvas.shapes else empty)
