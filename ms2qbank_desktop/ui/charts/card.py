"""A chart with all that belongs to it: title, legend, value, table behind it, export."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row

from .chart import Chart
from .exporting import ENDINGS, save
from .legend import Legend
from .table import PlotTable, is_turning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .daychart import DayChart
    from .heatgrid import HeatGrid
    from .plot import Plot

    View = Chart | HeatGrid | DayChart


class ChartCard(Card):
    """Shows a plot, and with T the table behind it; ``empty`` is said where there is no plot.
    ``chart``: shows it, if not a Chart of that ``height``.

    ``show_fault`` presents what went wrong while a file was written.
    """

    def __init__(
        self,
        title: str,
        empty: str,
        show_fault: Callable[[BaseException], None],
        *,
        height: int = 180,
        chart: View | None = None,
    ) -> None:
        super().__init__(title)
        self.title = title
        self._show_fault = show_fault
        self._said = ""
        self.view: View = chart or Chart(title, height)
        self.table: PlotTable | None = None
        """Made when it is first asked for: a page has many charts."""
        self.legend = Legend()
        self._empty = Label(empty, "body", "text-muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        self._nothing.setLayout(column(None, self._empty, None, gap=8))
        for part in (self._nothing, self.view):
            self._stack.addWidget(part)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self._controls = row(gap=8)
        above = row(gap=12)
        above.addWidget(self.legend, 1)
        above.addStretch(0)
        above.addLayout(self._controls)
        self.body.add(above, self._stack, None)
        self.as_table = IconButton("table", "Show as table", "T")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._turn)
        self.export = IconButton("export", "Save the chart")
        self.export.clicked.connect(self._open_menu)
        self.add_action(self.as_table)
        self.add_action(self.export)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.view.place_shown.connect(
            lambda words: super(ChartCard, self).set_fact(words or self._said)
        )
        self.show_plot(None)

    @property
    def chart(self) -> Chart:
        """The chart; only of a card that was given none."""
        assert isinstance(self.view, Chart)  # noqa: S101 - what the card was made with
        return self.view

    def add_control(self, control: QWidget) -> None:
        """Put what chooses between views of the chart above it, beside the legend."""
        self._controls.addWidget(control)

    def add_begin(self, button: QWidget) -> None:
        """Put what leads to a plot below the words that say why there is none."""
        layout = self._nothing.layout()
        if isinstance(layout, Box):
            layout.insertLayout(2, row(None, button, None))

    def show_plot(self, plot: Plot | None, fact: str = "") -> None:
        """Show another plot; None or one without values: why there is none. ``fact``: what the
        chart amounts to, beside its title."""
        if plot is not None and plot.empty:
            plot = None
        self.view.show_plot(plot)
        self.legend.show_plot(plot)
        self._on_theme_changed()
        self.set_fact(fact if plot else "")
        for button in (self.as_table, self.export):
            button.setEnabled(plot is not None)
        self._turn()

    def set_fact(self, fact: str) -> None:
        self._said = fact
        super().set_fact(fact)

    def _say(self, words: str) -> None:
        super().set_fact(words or self._said)

    def _on_theme_changed(self) -> None:
        self._stack.setFixedHeight(self.view.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Here T is this key, though it may be that of a command of the window.
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and is_turning(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_turning(event):
            self.as_table.toggle()
            return
        if event.key() == Qt.Key.Key_Escape and self.as_table.isChecked():
            self.as_table.setChecked(False)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _turn(self) -> None:
        """Show what the state asks for; the keyboard goes along."""
        shown: QWidget = self._nothing
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._stack.isAncestorOf(focus)
        if self.view.plot is not None:
            shown = self._filled_table(self.view.plot) if self.as_table.isChecked() else self.view
        self._stack.setCurrentWidget(shown)
        self.as_table.set_name("Show as chart" if self.as_table.isChecked() else "Show as table")
        if had_focus and shown is not self._nothing:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filled_table(self, plot: Plot) -> PlotTable:
        if self.table is None:
            self.table = PlotTable(self.title)
            self._stack.addWidget(self.table)
        self.table.show_plot(plot)
        return self.table

    def _open_menu(self) -> None:
        menu = Menu(self)
        for ending, word in ENDINGS.items():
            menu.addAction(f"{word} ({ending[1:].upper()})…", partial(self._save, ending))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _save(self, ending: str) -> None:
        ask_target(
            self,
            f"Save {self.title}",
            f"{self.title}{ending}",
            self._write,
            [f"{ENDINGS[ending]} (*{ending})"],
        )

    def _write(self, target: Path) -> None:
        if self.view.plot is None:
            return
        try:
            save(self.view.plot, self.title, target)
        except Fault as fault:
            self._show_fault(fault)
