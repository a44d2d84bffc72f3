"""The tools of the exam: lab values, calculator, pictures."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.core import paths
from ms2qbank_desktop.features.practice import labs
from ms2qbank_desktop.ui.widgets.textview import TextView

from .calculator import CalculatorPanel
from .image_viewer import ImageViewer
from .labs_dock import LabsDock
from .question_view import PICTURE

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.document import MediaLoader

    from .exam_frame import ExamFrame


@cache
def _lab_table() -> labs.LabTable:
    return labs.load(paths.resources() / "labs.toml")


def _read_labs(_progress: Progress) -> labs.LabTable:
    return _lab_table()


class ExamTools(QObject):
    """Opens and closes the tools over a frame; each is made when it is first asked for.

    ``media`` gives a picture by its address in a text.
    """

    def __init__(self, ctx: UiContext, frame: ExamFrame, media: MediaLoader) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._frame = frame
        self._media = media
        self._reading = False
        self._left = False
        self.labs: LabsDock | None = None
        self.calculator: CalculatorPanel | None = None
        self._built = QTimer(self)  # making the dock and laying it out share no turn of the window
        self._built.setSingleShot(True)
        self._built.timeout.connect(self._on_labs_built)
        frame.labs.clicked.connect(self._on_labs_clicked)
        frame.calculator.clicked.connect(self._on_calculator_clicked)
        frame.picture_requested.connect(self.show_picture)
        frame.installEventFilter(self)

    def finish(self) -> None:
        """Close the viewer and let nothing open any more; called before the frame goes."""
        self._left = True
        for viewer in self._frame.findChildren(ImageViewer):
            viewer.close()

    def open_labs(self) -> None:
        """Open the lab values, or go to their search field."""
        if self.labs is not None:
            self._open(self.labs)
        elif not self._reading:
            self._reading = True
            self._ctx.tasks.run("Reading the lab values", _read_labs, done=self._on_labs_read)

    def open_calculator(self) -> None:
        """Open the calculator or go to it; close it if it has the keyboard."""
        panel = self.calculator
        if panel is None:
            panel = self.calculator = CalculatorPanel(self._frame.body)
            panel.close_requested.connect(self._on_calculator_closed)
        elif panel.hasFocus():
            self._close(panel)
            return
        self._open(panel)

    def show_picture(self, address: str) -> None:
        """Open the viewer on a picture of a text; the next Enter is the exam's again."""
        text = QApplication.focusWidget()
        if isinstance(text, TextView):
            text.setTextCursor(QTextCursor(text.document()))
        viewer = ImageViewer(self._frame, self._ctx.tasks, self._media(address))
        viewer.open_over()

    def open_focused_picture(self) -> bool:
        """Open the picture that the keyboard is on; False if it is on none."""
        text = QApplication.focusWidget()
        cursor = text.textCursor() if isinstance(text, TextView) else None
        if cursor is None or not cursor.hasSelection():
            return False
        address = cursor.charFormat().anchorHref()
        if address.startswith(PICTURE):
            self.show_picture(address)
            return True
        return False

    def close_innermost(self) -> bool:
        """Close the tool that has the keyboard, else the uppermost; False if none is open."""
        tools = [tool for tool in (self.calculator, self.labs) if tool and tool.isVisible()]
        focus = QApplication.focusWidget()
        tools.sort(key=lambda tool: not (focus and tool.isAncestorOf(focus)))
        if tools:
            self._close(tools[0])
        return bool(tools)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.labs is not None:
            self.labs.limit_width(self._frame.width())
        return super().eventFilter(watched, event)

    def _open(self, tool: QWidget) -> None:
        tool.show()
        if self.calculator is not None:
            self.calculator.raise_()
        tool.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tick()

    def _close(self, tool: QWidget) -> None:
        focus = QApplication.focusWidget()
        if focus and (focus is tool or tool.isAncestorOf(focus)):
            self._frame.question.setFocus(Qt.FocusReason.OtherFocusReason)
        tool.hide()
        self._tick()

    def _tick(self) -> None:
        """Let the buttons of the bar say what is open, and the calculator not cover the labs."""
        labs = self.labs if self.labs is not None and not self.labs.isHidden() else None
        panel = self.calculator
        self._frame.labs.setChecked(labs is not None)
        self._frame.calculator.setChecked(panel is not None and not panel.isHidden())
        if panel is not None:
            panel.keep_clear(labs.width() if labs else 0)

    def _on_labs_read(self, table: labs.LabTable) -> None:
        if self._left:
            return
        self._dock = LabsDock(table, self._ctx.settings.get("lab_units"))
        self._built.start()

    def _on_labs_built(self) -> None:
        dock = self.labs = self._dock
        dock.limit_width(self._frame.width())
        dock.units_chosen.connect(self._on_units_chosen)
        dock.left.connect(self._on_labs_left)
        dock.close_requested.connect(self._on_labs_closed)
        self._frame.add_dock(dock)
        self._open(dock)

    def _on_units_chosen(self, units: str) -> None:
        self._ctx.settings.set("lab_units", units)

    def _on_labs_left(self) -> None:
        self._frame.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_labs_closed(self) -> None:
        if self.labs is not None:
            self._close(self.labs)

    def _on_calculator_closed(self) -> None:
        if self.calculator is not None:
            self._close(self.calculator)

    def _on_labs_clicked(self) -> None:
        if self.labs is not None and self.labs.isVisible():
            self._close(self.labs)
        else:
            self.open_labs()

    def _on_calculator_clicked(self) -> None:
        if self.calculator is not None and self.calculator.isVisible():
            self._close(self.calculator)
        else:
            self.open_calculator()
