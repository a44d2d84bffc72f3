"""A chart of the tab: read by a function, with a sentence below and views to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.analytics.models import ENOUGH, EVERYTHING
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .looking import look_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .looking import Look
    from .readings import Figure

    Read = Callable[[StatsService, int, Look, str], Figure]


class FigureCard(ChartCard):
    """``read`` is asked anew for each look and each view. It is quick. ``about``: "questions" or
    "cards", which lead to it where there is too little of them."""

    def __init__(
        self,
        ctx: UiContext,
        title: str,
        empty: str,
        read: Read,
        *,
        height: int = 180,
        views: Sequence[tuple[str, str]] = (),
        about: str = "questions",
    ) -> None:
        super().__init__(title, empty, ctx.messages.show, height=height)
        self._ctx = ctx
        self._read = read
        self._look: Look | None = None
        self._advice = Label("", "caption", "text-muted", wrap=True)
        self.body.insertWidget(self.body.count() - 1, self._advice)
        self._advice.hide()
        self.begin = Begin(ctx, about)
        self.add_begin(self.begin)
        self.views: Segmented | None = None
        if views:
            self.views = Segmented(views, title, size="small")
            self.views.chosen.connect(lambda _view: self._show())
            self.add_control(self.views)

    def fill(self, look: Look) -> None:
        """Show what is looked at."""
        self._look = look
        self._show()

    def _show(self) -> None:
        if self._look is None:
            return
        view = self.views.value if self.views is not None else ""
        stats = self._ctx.service(StatsService)
        figure = self._read(stats, self._ctx.user_id, self._look, view)
        self.show_plot(figure.plot, figure.fact)
        if figure.plot is None:
            self.begin.offer(self._look)
        if self.views is not None:
            self.views.setVisible(figure.plot is not None)
        self._advice.setText(figure.advice)
        self._advice.setVisible(bool(figure.advice))


class Begin(Button):
    """Leads to something to look at: to all time if there is enough of it, else to studying."""

    def __init__(self, ctx: UiContext, about: str) -> None:
        super().__init__("", size="small")
        self._ctx = ctx
        self._about = about
        self._all_time = False
        self.clicked.connect(self._lead)

    def offer(self, look: Look) -> None:
        """Say what leads on from what is looked at."""
        stats, user_id = self._ctx.service(StatsService), self._ctx.user_id
        cards = self._about == "cards"
        known = stats.cards(user_id).asked if cards else stats.total(user_id).attempts
        self._all_time = look.scope != EVERYTHING and known >= ENOUGH
        words = "Open the decks" if cards else "Create a block"
        self.setText("Look at everything" if self._all_time else words)

    def _lead(self) -> None:
        if self._all_time:
            look_state(self._ctx).choose(span="all", pack_id=None, mode="", compare=None)
        elif self._about == "cards":
            self._ctx.navigate.open("flashcards", "decks")
        else:
            self._ctx.navigate.open("questions", "create")


class SlowFigureCard(ChartCard):
    """``read`` is asked on a worker, with the id of the view. ``views``: (id, words) to choose from
    a list. ``begin``: the word of what leads to a plot, and its deed."""

    def __init__(
        self,
        ctx: UiContext,
        title: str,
        empty: str,
        read: Callable[[UiContext, Look, str], Figure],
        *,
        height: int = 180,
        views: Sequence[tuple[str, str]] = (),
        begin: tuple[str, Callable[[UiContext], object]] | None = None,
        timeless: bool = False,
    ) -> None:
        super().__init__(title, empty, ctx.messages.show, height=height)
        self.timeless = timeless
        if begin is not None:
            button = Button(begin[0], size="small")
            button.clicked.connect(lambda: begin[1](ctx))
            self.add_begin(button)
        self._ctx = ctx
        self._read = read
        self._look: Look | None = None
        self._reading = Reading(self._start, self)
        self.views: DropDown | None = None
        if views:
            self.views = DropDown(title)
            for key, words in views:
                self.views.addItem(words, key)
            self.views.activated.connect(lambda _at: self._reading.ask())
            self.add_control(self.views)

    def fill(self, look: Look) -> None:
        """Show what is looked at, as soon as it is read."""
        self._look = look
        self._reading.ask()

    def _start(self) -> Task:
        look = self._look
        view = "" if self.views is None else self.views.currentData()
        assert look is not None  # noqa: S101 - only asked for with one

        def show(figure: Figure) -> None:
            self.show_plot(figure.plot, figure.fact)

        return self._ctx.tasks.run(
            f"Reading {self.title}", lambda _progress: self._read(self._ctx, look, view), done=show
        )
