"""What the next key will need, got ready while the student reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ms2qbank_desktop.ui.widgets.document import read_picture

from .question_view import PICTURE, with_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtGui import QImage

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .block_content import BlockContent
    from .exam_frame import ExamFrame

_ADDRESS = re.compile(rf'src="({PICTURE}[^"]*)"')
Scaled = tuple[str, int]
"""The address of a picture and the width that it is scaled down to."""


class Ahead(QObject):
    """Once an item is painted: does ``steps``, reads the items beside it, and on a worker their
    pictures, so that the views of ``frame`` have them ready."""

    def __init__(
        self,
        ctx: UiContext,
        content: BlockContent,
        frame: ExamFrame,
        steps: Iterable[Callable[[], object]],
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._content = content
        self._question = frame.question
        self._explanation = frame.explanation
        self._steps = tuple(steps)
        self._pictures: dict[Scaled, QImage] = {}
        self._task: Task | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._get_ready)

    def start(self) -> None:
        """Begin as soon as there is nothing else to do."""
        self._idle.start()

    def stop(self) -> None:
        """Get nothing ready any more."""
        self._idle.stop()
        if self._task is not None:
            self._task.cancel()

    def _get_ready(self) -> None:
        for step in self._steps:
            step()
        self._content.read_around()
        wanted = set(self._wanted())
        known = {key: image for key, image in self._pictures.items() if key in wanted}
        missing = wanted - known.keys()
        self._keep(known)
        if not missing:
            return
        picture = self._content.picture

        def work(_progress: Progress) -> dict[Scaled, QImage]:
            return {key: read_picture(picture(key[0]), key[1]) for key in missing}

        def done(found: dict[Scaled, QImage]) -> None:
            if task is self._task and not task.cancelled:
                self._keep(known | {key: one for key, one in found.items() if not one.isNull()})

        self._task = task = self._ctx.tasks.run("Reading pictures", work, done=done)

    def _wanted(self) -> Iterator[Scaled]:
        """Yield the pictures of the items read ahead, as wide as they will be shown."""
        for texts in self._content.near():
            stem = texts.vignette + with_pictures(texts.stem, texts.stem_images)
            for address in _ADDRESS.findall(stem):
                yield address, self._question.stem.picture_width
            if self._explanation is not None:
                why = with_pictures(texts.explanation, texts.explanation_images)
                for address in _ADDRESS.findall(why):
                    yield address, self._explanation.explanation.picture_width

    def _keep(self, pictures: dict[Scaled, QImage]) -> None:
        self._pictures = pictures
        views = [self._question.vignette, self._question.stem]
        if self._explanation is not None:
            views.append(self._explanation.explanation)
        for view in views:
            view.keep_pictures(pictures)
