"""What the header of every page of the tab holds: period, pack, mode, comparing, report."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.buttons import Button

from . import report_commands
from .looking import OWN, SPANS, compare_words, look_state, period, span_words
from .period_dialog import PeriodDialog
from .wording import mode_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext

    from .looking import LookState, Period

    Choices = Iterable[tuple[str, bool, Callable[[], object]]]


def header_buttons(ctx: UiContext) -> list[QWidget]:
    """Return the buttons of the header; all pages share them."""
    state = look_state(ctx)
    if not state.header:
        bar = _LookBar(ctx, state)
        state.header.extend((bar.span, bar.pack, bar.mode, bar.compare, bar.report))
    return state.header


class _LookBar:
    """Builds the buttons and keeps their words to what is chosen."""

    def __init__(self, ctx: UiContext, state: LookState) -> None:
        self._ctx = ctx
        self._state = state
        self._stats = ctx.service(StatsService)
        self.span = Button("", "quiet", "caret-down", trailing=True)
        self.pack = Button("", "quiet", "caret-down", trailing=True)
        self.mode = Button("", "quiet", "caret-down", trailing=True)
        self.compare = Button("", "secondary", "swap")
        self.compare.setCheckable(True)
        self.report = Button("Report (PDF)", "secondary", "file-text")
        for button, choices in (
            (self.span, self._spans),
            (self.pack, self._packs),
            (self.mode, self._modes),
            (self.compare, self._comparisons),
        ):
            button.clicked.connect(partial(self._unfold, button, choices))
        self.report.clicked.connect(partial(ctx.commands.run, report_commands.SAVE))
        state.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        choice, today = self._state.choice, self._state.today
        self.span.setText(span_words(choice, today))
        title = "All packs" if choice.pack_id is None else self._titles()[choice.pack_id]
        self.pack.setText(title if len(title) <= 24 else f"{title[:23]}…")
        self.mode.setText(mode_words(choice.mode) if choice.mode else "All modes")
        self.compare.setText(compare_words(self._state.look))
        self.compare.setChecked(choice.compare is not None)
        for button in (self.span, self.pack, self.mode, self.compare):
            button.updateGeometry()
        self.span.setAccessibleName(f"Period: {self.span.text()}")

    def _titles(self) -> defaultdict[int, str]:
        """Return the names of packs, also of those that were removed."""
        known = {one.id: one.info.title for one in self._ctx.service(QuestionService).packs()}
        return defaultdict(lambda: "A removed pack", known)

    def _spans(self) -> Choices:
        choice = self._state.choice
        for key, words in SPANS.items():
            yield words, choice.span == key, partial(self._take_span, key)
        yield "Own days…", choice.span == OWN, self._ask_span

    def _packs(self) -> Choices:
        chosen = self._state.choice.pack_id
        yield "All packs", chosen is None, partial(self._state.choose, pack_id=None)
        titles = self._titles()
        for pack_id in self._stats.packs(self._ctx.user_id):
            yield titles[pack_id], chosen == pack_id, partial(self._state.choose, pack_id=pack_id)

    def _modes(self) -> Choices:
        chosen = self._state.choice.mode
        yield "All modes", not chosen, partial(self._state.choose, mode="")
        for mode in self._stats.modes(self._ctx.user_id):
            yield mode_words(mode), chosen == mode, partial(self._state.choose, mode=mode)

    def _comparisons(self) -> Choices:
        choice = self._state.choice
        if choice.span != "all":
            words = "With the same length before"
            yield words, choice.compare == "before", partial(self._state.choose, compare="before")
        own = isinstance(choice.compare, tuple)
        yield "With other days…", own, self._ask_comparison
        if choice.compare is not None:
            yield "Do not compare", False, partial(self._state.choose, compare=None)

    def _take_span(self, key: str) -> None:
        """Look at another period; there is no "before" of all time."""
        compare = self._state.choice.compare
        self._state.choose(
            span=key, compare=None if key == "all" and compare == "before" else compare
        )

    def _ask_span(self) -> None:
        today = self._state.today
        known = period(self._state.choice, today) or (today - timedelta(29), today)
        if (days := self._ask("Which days?", *known)) is not None:
            self._state.choose(span=OWN, own=days)

    def _ask_comparison(self) -> None:
        before = self._state.look.before
        today = self._state.today
        first = self._state.look.scope.first or today - timedelta(29)
        known = (first - timedelta(30), first - timedelta(1))
        if before is not None and before.first is not None and before.last is not None:
            known = before.first, before.last
        if (days := self._ask("Compare with which days?", *known)) is not None:
            self._state.choose(compare=days)

    def _ask(self, title: str, first: date, last: date) -> Period | None:
        dialog = PeriodDialog(self._ctx.window, title, first, last)
        taken = dialog.exec() == PeriodDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.days if taken else None

    def _unfold(self, button: Button, choices: Callable[[], Choices]) -> None:
        menu = Menu(self._ctx.window)
        for words, chosen, take in choices():
            action = menu.addAction(words.replace("&", "&&"), take)
            action.setCheckable(True)
            action.setChecked(chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.aboutToHide.connect(self._say)
        place = button.mapToGlobal(button.rect().bottomLeft())
        menu.popup(place if button.isVisible() else QCursor.pos())  # folded into a menu itself
