"""The viewer of a picture, over the exam: zoom, contrast, invert."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QSlider, QStackedWidget, QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label, names
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .image_canvas import STEP, ImageCanvas, readable

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QKeyEvent

    from ms2qbank_desktop.ui.tasks import Tasks

_PAN = 60
_ONE_ROW = 900
"""Width in pixels at 100 % text from which all tools stand beside each other."""
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class ImageViewer(QDialog):
    """Shows the picture in ``data``, decoded on a worker; says so if there is none.

    Keys: + and − zoom, 0 fits, 1 is 100 %, arrows move, I inverts, Esc closes.
    """

    def __init__(self, parent: QWidget, tasks: Tasks, data: bytes | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Picture")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.canvas = ImageCanvas()
        self.fit = Button("Fit", "quiet", "frame-corners", "0")
        self.whole = Button("100 %", "quiet", key_cap="1")
        self.larger = IconButton("plus", "Larger", "+")
        self.smaller = IconButton("minus", "Smaller", "−")
        self.percent = Label("", ink="text-muted")
        self.contrast = QSlider(Qt.Orientation.Horizontal)
        self.invert = Button("Invert", "quiet", "circle-half", "I")
        self.reset = Button("Reset", "quiet", "arrow-counter-clockwise")
        self.close_button = Button("Close", "secondary", key_cap="Esc")
        self._views = QStackedWidget()
        self._lay_out()
        self._connect()
        self._on_scaled()
        self._on_altered()
        self._closed = False
        self.finished.connect(self._on_finished)
        if data is None:
            self._show_levels(())
        else:
            tasks.run(
                "Opening the picture", lambda _progress: readable(data), done=self._show_levels
            )
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_over(self) -> None:
        """Open over the window of the parent, as large as it allows."""
        parent = self.parentWidget()
        if parent is not None:
            gap = px(24)
            inner = parent.window().geometry().adjusted(gap, gap, -gap, -gap)
            if inner.width() < px(_ONE_ROW):
                self._tools.setDirection(QBoxLayout.Direction.TopToBottom)
            self.setGeometry(inner)
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            self.canvas.pan(arrow[0] * px(_PAN), arrow[1] * px(_PAN))
            return
        match event.text():
            case "+" | "=":
                self.larger.click()
            case "-" | "−" | "_":
                self.smaller.click()
            case "0":
                self.fit.click()
            case "1":
                self.whole.click()
            case "i" | "I":
                self.invert.click()
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        ground(self, "raised")
        self.contrast.setRange(-100, 100)
        self.contrast.setPageStep(20)
        self.contrast.setFixedWidth(px(160))
        self.invert.setCheckable(True)
        label = Label("Contrast")
        names(label, self.contrast)
        missing = EmptyState(
            "image", "No picture", "The file is missing, or it is no picture that can be shown."
        )
        self._views.addWidget(self.canvas)
        self._views.addWidget(missing)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setFixedWidth(px(52))
        sizes = row(self.smaller, self.percent, self.larger, self.fit, self.whole, None, gap=4)
        light = row(label, self.contrast, self.invert, self.reset, None, gap=8)
        self._tools = row(sizes, light, gap=8)
        bar = row(gap=16, margins=(12, 8, 12, 8))
        bar.addLayout(self._tools, 1)
        bar.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = column(gap=0)
        layout.addWidget(self._views, 1)
        layout.add(line())
        layout.addLayout(bar)
        self.setLayout(layout)

    def _connect(self) -> None:
        canvas = self.canvas
        self.larger.clicked.connect(partial(canvas.zoom_by, STEP))
        self.smaller.clicked.connect(partial(canvas.zoom_by, 1 / STEP))
        self.fit.clicked.connect(canvas.fit)
        self.whole.clicked.connect(canvas.show_pixels)
        self.contrast.valueChanged.connect(canvas.set_contrast)
        self.contrast.valueChanged.connect(self._on_altered)
        self.invert.toggled.connect(canvas.set_inverted)
        self.invert.toggled.connect(self._on_altered)
        self.reset.clicked.connect(self._on_reset)
        self.close_button.clicked.connect(self.close)
        canvas.scaled.connect(self._on_scaled)

    def _show_levels(self, levels: tuple[QImage, ...]) -> None:
        if self._closed:  # before the picture was decoded
            return
        self._views.setCurrentIndex(0 if levels else 1)
        for control in (
            self.larger,
            self.smaller,
            self.fit,
            self.whole,
            self.contrast,
            self.invert,
        ):
            control.setEnabled(bool(levels))
        if levels:
            self.canvas.show_levels(levels)

    def _on_finished(self) -> None:
        self._closed = True

    def _on_scaled(self) -> None:
        self.percent.setText(f"{round(self.canvas.scale * self.devicePixelRatioF() * 100)} %")

    def _on_altered(self) -> None:
        self.reset.setEnabled(bool(self.contrast.value()) or self.invert.isChecked())

    def _on_reset(self) -> None:
        self.contrast.setValue(0)
        self.invert.setChecked(False)
