"""Choosing a question of the bank: the last ones answered, or by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem
from shiboken6 import isValid

from ms2qbank_desktop.features.attempts.models import BankOrder, QuestionFilter, SortKey, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.attempts.models import BankRow
    from ms2qbank_desktop.ui.context import UiContext

_NUMBER = 50
_REST_MS = 120
_ANSWERED = frozenset({Status.INCORRECT, Status.CORRECT, Status.OMITTED})
_LAST = BankOrder(SortKey.LAST, descending=True)


class QuestionPicker(Dialog):
    """Calls ``taken`` with the id of the question that is chosen."""

    def __init__(self, ctx: UiContext, title: str, taken: Callable[[int], None]) -> None:
        super().__init__(ctx.window, title, do="Attach")
        self._ctx = ctx
        self._taken = taken
        self.search = SearchField("Words of the question, or its id", "Search questions")
        self.list = QListWidget()
        self.list.setAccessibleName("Questions")
        self.list.setWordWrap(True)
        self.list.setMinimumSize(px(560), px(320))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = Label("", "caption", "text-muted")
        self.body.add(self.search, self.list, self.told)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)
        self.search.textChanged.connect(self._on_text_changed)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.accept)
        self.accepted.connect(self._give)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        super().keyPressEvent(event)

    def _read(self) -> None:
        service, text = self._ctx.service(AttemptService), self.search.text().strip()
        user_id = self._ctx.user_id
        wanted = QuestionFilter(BankFilter(text=text), frozenset() if text else _ANSWERED)

        def work(_progress: object) -> list[BankRow]:
            ids = service.browse(user_id, wanted, _LAST)[:_NUMBER]
            return service.browse_rows(user_id, ids)

        def done(lines: list[BankRow]) -> None:
            if isValid(self) and text == self.search.text().strip():
                self._show(lines, text)

        self._ctx.tasks.run("Finding questions", work, done=done)

    def _show(self, lines: list[BankRow], text: str) -> None:
        self.list.clear()
        for one in lines:
            facts = " · ".join(fact for fact in (one.system, one.topic, one.status.value) if fact)
            item = QListWidgetItem(f"{one.stem}\n{facts}")
            item.setData(Qt.ItemDataRole.UserRole, one.question_id)
            self.list.addItem(item)
        if lines:
            self.list.setCurrentRow(0)
        nothing = "No question has these words." if text else "Nothing answered yet: type words."
        self.told.setText(nothing if not lines else "" if text else "Answered last")
        self._on_chosen()

    def _on_text_changed(self) -> None:
        self.do.setEnabled(False)  # Enter would take a question of the words before
        self._rest.start()

    def _on_chosen(self) -> None:
        self.do.setEnabled(self.list.currentItem() is not None)

    def _give(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._taken(item.data(Qt.ItemDataRole.UserRole))
