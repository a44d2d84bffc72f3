"""Articles of the library on the topic of the question that was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.siderow import SideRow

from .explanation_view import Heading

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.library.models import ArticleLine
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NUMBER = 3
_REST_MS = 120
"""Items that are only passed by are not looked for."""


class ReadUp(QWidget):
    """Up to three articles; it is hidden while it has none. A click or Enter opens one over the
    block, which goes on where it was."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._question_id = 0
        self._zoom: int | None = None
        self._task: Task | None = None
        self.heading = Heading("Read about it")
        self.rows: list[SideRow] = []
        self._lines = column(gap=0)
        self.setLayout(column(self.heading, self._lines, gap=6))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        self.hide()

    def show_about(self, question_id: int) -> None:
        """Show what there is to read on a question once it has stood for a moment."""
        if question_id != self._question_id:
            self._question_id = question_id
            self.hide()
            self._rest.start()

    def set_zoom(self, zoom: int) -> None:
        """Give the words the text zoom of the exam, in per cent."""
        self._zoom = zoom
        self.heading.set_zoom(zoom)
        for one in self.rows:
            one.set_zoom(zoom)

    def _read(self) -> None:
        question_id, ctx = self._question_id, self._ctx

        def work(_progress: Progress) -> list[ArticleLine]:
            from ms2qbank_desktop.features.library.service.articles import LibraryService

            topic = ctx.service(QuestionService).get(question_id).topic
            return ctx.service(LibraryService).about(ctx.user_id, topic, _NUMBER)

        def done(found: list[ArticleLine]) -> None:
            if task is self._task:
                self._show(found)

        self._task = task = ctx.tasks.run("Looking for articles on it", work, done=done, owner=self)

    def _show(self, found: list[ArticleLine]) -> None:
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = []
        for line in found:
            shown = SideRow(LOOKS[Kind.ARTICLE].icon, line.title, line.collection)
            if self._zoom is not None:
                shown.set_zoom(self._zoom)
            shown.clicked.connect(lambda _on=False, at=line.id: self._open(at))
            self._lines.addWidget(shown)
            self.rows.append(shown)
        self.setVisible(bool(found))

    def _open(self, article_id: int) -> None:
        self._ctx.commands.request("beside-article", Place(Kind.ARTICLE, article_id))
