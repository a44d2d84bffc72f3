"""What the planning dialogs share: a deck, slow work with progress, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.flashcards.scheduling.limits import branch
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row

from .wording import path

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.flashcards.models import Deck
    from ms2qbank_desktop.features.flashcards.study_models import Change
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Step, Task

T = TypeVar("T")


class PlanDialog(Dialog):
    """Fields above, chart and words below; ``do`` is alive once there is a plan to carry out.

    The one job of the dialog is cancelled when another begins or the dialog ends.
    """

    def __init__(self, ctx: UiContext, title: str, do: str, deck_id: int | None) -> None:
        super().__init__(ctx.window, title, do=do, keep="Close")
        self.ctx = ctx
        self.decks = ctx.service(DeckService)
        self.tree = [one for one in self.decks.decks(ctx.user_id) if not one.filtered]
        self.presets = self.decks.presets(ctx.user_id)
        self.deck_list = DropDown("Deck")
        self.deck_list.addItems([path(deck.name) for deck in self.tree])
        places = [deck.id for deck in self.tree]
        wanted = self._largest() if deck_id is None else deck_id
        self.deck_list.setCurrentIndex(places.index(wanted) if wanted in places else 0)
        self.words = Label("", wrap=True)
        self.words.setMinimumHeight(px(40))
        self._bar = ProgressBar("Progress", thin=True)
        self._stop = Button("Stop", "quiet", size="small")
        self._stop.clicked.connect(self.stop)
        self._task: Task | None = None
        self.do.setEnabled(False)
        self.finished.connect(self.stop)
        room = QSize(px(720), px(560))
        self.resize(room.boundedTo(ctx.window.size() - QSize(40, 40)))

    @property
    def deck(self) -> Deck:
        """The chosen deck; there is one, or the dialog is not opened."""
        return self.tree[self.deck_list.currentIndex()]

    def _largest(self) -> int:
        """Return the deck that most likely is meant: of the top ones that with most cards."""
        counts = self.ctx.service(StudyService).overview(self.ctx.user_id)
        usual = [one for one in counts if not one.depth and not one.deck.filtered]
        return max(usual, key=lambda one: one.total).deck.id if usual else 0

    def chart(self, title: str, empty: str) -> ChartCard:
        return ChartCard(title, empty, self.ctx.messages.show, height=200)

    def lay_progress(self) -> None:
        """Add the words and the progress below what is there; the first list has the keyboard."""
        first = self.findChild(DropDown)
        if first is not None:
            first.setFocus()
        across = row(gap=12)
        across.addWidget(self._bar, 1)
        across.add(self._stop)
        self.body.add(self.words, across, None)
        self._show_running(running=False)

    def work(
        self, name: str, work: Callable[[Progress], T], done: Callable[[T], None], steps: int = 0
    ) -> None:
        """Run ``work`` and give what it returns to ``done``; ``steps``: how many it reports."""
        self.stop()
        self.do.setEnabled(False)
        self._steps = steps

        def ended(value: T) -> None:
            if self._task is task:
                self._task = None
                self._show_running(running=False)
                done(value)

        def failed(error: BaseException) -> None:
            if self._task is not task:
                return
            self._task = None
            self._show_running(running=False)
            if isinstance(error, Fault):
                self.words.set_ink("incorrect")
                self.words.setText(f"{error.message} {error.advice}".strip())
            else:
                self.ctx.messages.show(error)

        self.words.set_ink("text-muted")
        self.words.setText(f"{name}…")
        task = self._task = self.ctx.tasks.run(name, work, done=ended, failed=failed, owner=self)
        task.stepped.connect(self._on_step)
        self._bar.set_share(0.0)
        self._show_running(running=True)

    def stop(self) -> None:
        """Cancel what is being computed."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.words.setText("Stopped.")
        self._show_running(running=False)

    def say(self, text: str) -> None:
        """Say what came out."""
        self.words.set_ink("")
        self.words.setText(text)

    def save_decks(self, **values: object) -> Callable[[], None]:
        """Give the deck and those below it options of their own; return what takes it back."""
        from dataclasses import replace

        before = branch(self.tree, self.deck)
        user_id, decks = self.ctx.user_id, self.decks
        for deck in before:
            decks.save_deck(user_id, replace(deck, **values))  # type: ignore[arg-type]

        def undo() -> None:
            for deck in before:
                decks.save_deck(user_id, deck)

        return undo

    def undo_of(self, change: Change) -> Callable[[], None]:
        """Return what takes back a change of cards, on a worker."""
        study, user_id, tasks = self.ctx.service(StudyService), self.ctx.user_id, self.ctx.tasks

        def undo() -> None:
            tasks.run(
                f"Undo {change.title.lower()}",
                lambda _progress: study.undo(user_id, change),
                done=lambda _nothing: None,
            )

        return undo

    def _on_step(self, step: Step) -> None:
        total = step.total or self._steps
        if self._task is not None and total:
            self._bar.set_share(min(1.0, step.done / total))

    def _show_running(self, *, running: bool) -> None:
        for part in (self._bar, self._stop):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.setVisible(running)
