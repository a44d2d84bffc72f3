"""Pictures of the exam's texts, seen larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.ui.widgets.textview import TextView

from .image_viewer import ImageViewer
from .question_view import PICTURE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.tasks import Tasks
    from ms2qbank_desktop.ui.widgets.document import MediaLoader


class ExamPictures(QObject):
    """Opens pictures over a frame. ``media`` gives one by its address in a text."""

    def __init__(self, frame: QWidget, tasks: Tasks, media: MediaLoader) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks = tasks
        self._media = media

    def show(self, address: str) -> None:
        """Open the viewer on a picture; the next Enter is the exam's again."""
        text = QApplication.focusWidget()
        if isinstance(text, TextView):
            text.setTextCursor(QTextCursor(text.document()))
        ImageViewer(self._frame, self._tasks, self._media(address)).open_over()

    def open_focused(self) -> bool:
        """Open the picture that the keyboard is on; False if it is on none."""
        text = QApplication.focusWidget()
        cursor = text.textCursor() if isinstance(text, TextView) else None
        if cursor is None or not cursor.hasSelection():
            return False
        address = cursor.charFormat().anchorHref()
        if address.startswith(PICTURE):
            self.show(address)
            return True
        return False

    def finish(self) -> None:
        """Close the viewers; called before the frame goes."""
        for viewer in self._frame.findChildren(ImageViewer):
            viewer.close()
