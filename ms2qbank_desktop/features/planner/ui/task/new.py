"""The dialog that adds a task of one's own: once, or again and again."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.planner.models import MOST_MINUTES, TaskKind
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field, NumberField
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted, day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.features.planner.service.things import Thing
    from ms2qbank_desktop.ui.context import UiContext

_KINDS = (
    (TaskKind.OTHER, "Something else"),
    (TaskKind.QUESTIONS, "Questions"),
    (TaskKind.CARDS, "Card reviews"),
    (TaskKind.VIDEO, "Video"),
    (TaskKind.ARTICLE, "Article"),
    (TaskKind.SELF_ASSESSMENT, "Self-assessment"),
    (TaskKind.BREAK, "Break"),
)
_REPEATS = (("Once", 0), ("Every day", 1), ("Every week", 7), ("Every two weeks", 14))
_SPREADS = (("All on this day", 0), ("One a day", 1), ("One a week", 7))
_MINUTES = 30
_MOST_TIMES = 60
_WIDTH, _MOST_ABOUT = 520, 104
"""Of the dialog and height of its links, in pixels at 100 % text."""


def new_task(
    ctx: UiContext,
    day: date | None = None,
    kind: TaskKind = TaskKind.OTHER,
    then: Callable[[list[int]], object] | None = None,
) -> None:
    """Ask for a task, on ``day`` at first (None: today); ``then`` gets the ids of those added."""
    today = ctx.clock.study_day(ctx.clock.now())
    dialog = NewTaskDialog(ctx, day or today, kind)
    if then is not None:
        dialog.added.append(then)
    dialog.open()


class NewTaskDialog(Dialog):
    """What, when, how long, how often, and what it is about. ``added``: called with the ids.

    ``things`` fill it in; several of them are a task each unless that is unticked, ``together``
    says what they are called then.
    """

    def __init__(
        self,
        ctx: UiContext,
        day: date,
        kind: TaskKind,
        things: Sequence[Thing] = (),
        together: str = "",
    ) -> None:
        super().__init__(ctx.window, "New task", do="Add")
        self._ctx = ctx
        self._things = tuple(things)
        self._about: list[Place] = [thing.place for thing in things]
        self.added: list[Callable[[list[int]], object]] = []
        self.name = QLineEdit()
        self.kind = DropDown()
        for one, words in _KINDS:
            self.kind.addItem(words, one)
        self.kind.setCurrentIndex([one for one, _ in _KINDS].index(kind))
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.day.lineEdit().setTextMargins(px(8), 0, px(8), 0)
        self.minutes = NumberField(1, MOST_MINUTES)
        self.minutes.setValue(_MINUTES)
        self.repeat = DropDown()
        for words, step in _REPEATS:
            self.repeat.addItem(words, step)
        self.times = NumberField(2, _MOST_TIMES)
        self.times.setValue(7)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(px(64))
        self.link = Button("Link…", "secondary", "link", size="small")
        self._chips = Flow()
        self._shelf = scrolled(self._chips, "What the task is about")
        self._shelf.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields = {
            "title": Field("Title", self.name),
            "minutes": Field("Minutes", self.minutes),
        }
        self._times = Field("Times", self.times)
        self.each = CheckRow("A task for each of them")
        self.each.setVisible(False)
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.repeat.currentIndexChanged.connect(self._on_repeat)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.link.clicked.connect(self._pick)
        self.each.toggled.connect(self._on_each)
        self._on_repeat()
        self._on_kind()
        self._fill(together)
        self.name.setFocus()

    def _fill(self, together: str) -> None:
        """Write down what is known of the things."""
        if not self._things:
            return
        alone = len(self._things) == 1
        kinds = {thing.place.kind for thing in self._things}
        name = LOOKS[self._things[0].place.kind].name.lower() if len(kinds) == 1 else "thing"
        number = counted(len(self._things), name)
        self.name.setText(self._things[0].title if alone else together or number)
        self.name.setCursorPosition(0)
        minutes = sum(thing.minutes for thing in self._things)
        self.minutes.setValue(min(MOST_MINUTES, minutes))
        self.each.setVisible(not alone)
        self.each.setChecked(not alone)

    def accept(self) -> None:
        for field in self.fields.values():
            field.set_fault("")
        drafts = self._drafts()
        kind, note = self.kind.currentData(), self.note.toPlainText()
        tasks, user_id = self._ctx.service(TaskService), self._ctx.user_id

        def work(_progress: Progress) -> list[int]:
            return [
                tasks.add(user_id, day, title, minutes, kind=kind, note=note, about=about)
                for day, title, minutes, about in drafts
            ]

        self._ctx.tasks.run("Adding", work, done=self._on_added, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if isValid(self):
            field = error.field if isinstance(error, UserFault) else ""
            self._ctx.messages.show(error, field=self.fields.get(field))

    def _on_added(self, ids: list[int]) -> None:
        if not isValid(self):
            return
        super().accept()
        self._tell(ids)
        for then in self.added:
            then(ids)

    def _drafts(self) -> list[tuple[date, str, int, tuple[Place, ...]]]:
        """Return day, title, minutes and links of each task that is asked for."""
        days = self._days()
        if self.each.isChecked() and (things := self._kept()):
            return [
                (day, thing.title, thing.minutes, (thing.place,))
                for day, thing in zip(days, things, strict=True)
            ]
        title, minutes = self.name.text(), self.minutes.value()
        return [(day, title, minutes, tuple(self._about)) for day in days]

    def _kept(self) -> list[Thing]:
        """Return the things that were not taken out."""
        return [thing for thing in self._things if thing.place in self._about]

    def _days(self) -> list[date]:
        chosen = self.day.date()
        first = date(chosen.year(), chosen.month(), chosen.day())
        step = int(self.repeat.currentData())
        number = self.times.value() if step else 1
        if self.each.isChecked():
            number = len(self._kept()) or 1
        return [first + timedelta(step * at) for at in range(number)]

    def _tell(self, ids: list[int]) -> None:
        tasks, user_id = self._ctx.service(TaskService), self._ctx.user_id

        def undo() -> None:
            for task_id in ids:
                tasks.remove(user_id, task_id)

        today = self._ctx.clock.study_day(self._ctx.clock.now())
        words = f"Task added, {day_words(self._days()[0], today)}"
        if len(ids) > 1:
            words = f"{counted(len(ids), 'task')} added"
        self._ctx.messages.toast(words, undo)

    def _pick(self) -> None:
        picker = LinkPicker(self._ctx, "What is it about?", self._take, without=self._about)
        picker.setParent(self, picker.windowFlags())
        picker.open()

    def _take(self, place: Place) -> None:
        self._about.append(place)
        if not self.name.text().strip():
            self.name.setText(self._title_of(place))
        self._show_about()

    def _drop(self, place: Place) -> None:
        self._about.remove(place)
        self._show_about()

    def _show_about(self) -> None:
        chips: list[QWidget] = []
        for place in self._about:
            chip = Chip(self._title_of(place), "outline", LOOKS[place.kind].icon, removable=True)
            chip.remove_requested.connect(partial(self._drop, place))
            chips.append(chip)
        self._chips.show_widgets([*chips, self.link])
        height = self._chips.heightForWidth(px(_WIDTH - 60))
        self._shelf.setFixedHeight(min(px(_MOST_ABOUT), height))

    def _title_of(self, place: Place) -> str:
        known = (thing.title for thing in self._things if thing.place == place)
        if title := next(known, ""):
            return title
        end = self._ctx.service(LinkService).described(self._ctx.user_id, [place]).get(place)
        return end.title if end else LOOKS[place.kind].name

    def _on_repeat(self) -> None:
        self._times.setEnabled(bool(self.repeat.currentData()) and not self.each.isChecked())

    def _on_each(self, each: bool) -> None:
        """Tasks of their own have their own titles and minutes, and are spread, not repeated."""
        for field in self.fields.values():
            field.setEnabled(not each)
        self.link.setVisible(not each)
        self.repeat.clear()
        for words, step in _SPREADS if each else _REPEATS:
            self.repeat.addItem(words, step)
        self._on_repeat()

    def _on_kind(self) -> None:
        """Let the title say what most tasks of a kind are called, until something is typed."""
        known = {words for _, words in _KINDS}
        if self.name.text() in known | {""}:
            plain = self.kind.currentData() in {TaskKind.OTHER, TaskKind.VIDEO, TaskKind.ARTICLE}
            self.name.setText("" if plain else self.kind.currentText())

    def _lay_out(self) -> None:
        kinds, days, often = row(gap=12), row(gap=12), row(gap=12)
        kinds.addWidget(self.fields["title"], 2)
        kinds.addWidget(Field("Kind", self.kind), 1)
        days.addWidget(Field("Day", self.day), 1)
        days.addWidget(self.fields["minutes"], 1)
        often.addWidget(Field("How often", self.repeat), 1)
        often.addWidget(self._times, 1)
        about = column(Label("About", weight=500), self._shelf, gap=4)
        self.body.add(kinds, days, often, self.each, about, Field("Note", self.note))
        self.setMinimumWidth(px(_WIDTH))
        self._show_about()
