"""The screen after the last item: what is answered, what is open, and ending the block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .legend import Legend
from .review_grid import ReviewGrid
from .wording import number_word

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.practice.session import BlockSession

    from .item_model import ItemModel

_WIDTH = 932
_LOW = 420
"""Height below which only what matters stands here, in pixels at 100 % text."""


class ReviewScreen(QWidget):
    """All, incomplete or marked items as a grid.

    ``item_requested`` carries a position, ``walk_requested`` the positions to walk through.
    """

    item_requested = Signal(int)
    walk_requested = Signal(tuple)
    back_requested = Signal()
    end_requested = Signal()

    def __init__(self, session: BlockSession, items: ItemModel) -> None:
        super().__init__()
        self._session = session
        ground(self, "window")
        self._title = Label("", "heading1")
        self._advice = Label("", "body", "text-muted", wrap=True)
        self.filter = Segmented(
            [("all", "All"), ("incomplete", "Incomplete"), ("marked", "Marked")], "Items"
        )
        self.filter.chosen.connect(self._on_filter)
        self.incomplete = Button("Review incomplete")
        self.marked = Button("Review marked")
        self.incomplete.clicked.connect(partial(self.walk, "incomplete"))
        self.marked.clicked.connect(partial(self.walk, "marked"))
        self.grid = ReviewGrid(items)
        self.grid.item_requested.connect(self.item_requested)
        self.setFocusProxy(self.grid)
        self.back = Button("", "secondary")
        self.end = Button("End block", "primary")
        self.back.clicked.connect(self.back_requested)
        self.end.clicked.connect(self.end_requested)
        card = Card(flush=True)
        card.body.set_margins(1)
        card.body.add(self.grid)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._legend = Legend()
        self._column = QWidget()
        self._column.setLayout(
            column(
                column(self._title, self._advice, gap=4),
                row(self.filter, None, self.incomplete, self.marked, gap=12),
                card,
                self._legend,
                self._ending(),
                None,
                gap=16,
            )
        )
        self._across = row(gap=0)
        self._across.addStretch(1)
        self._across.addWidget(self._column, 100)
        self._across.addStretch(1)
        self.setLayout(self._across)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def open(self) -> None:
        """Show all items as they are now."""
        self.filter.set_value("all")
        self.update_items()
        self.grid.show_items(self._positions("all"), self._session.block.position)
        self.back.setText(f"Back to item {self._session.block.position + 1}")

    def update_items(self) -> None:
        """Show counts and title anew."""
        count = {key: len(self._positions(key)) for key in ("all", "incomplete", "marked")}
        for key, word in (("all", "All"), ("incomplete", "Incomplete"), ("marked", "Marked")):
            self.filter.set_label(key, f"{word} {count[key]}")
        self.incomplete.setEnabled(count["incomplete"] > 0)
        self.marked.setEnabled(count["marked"] > 0)
        for button, why in (
            (self.incomplete, "Every item is answered"),
            (self.marked, "No item is marked"),
        ):
            button.setToolTip("" if button.isEnabled() else why)
        left = count["incomplete"]
        if left:
            verb = "is" if left == 1 else "are"
            self._title.setText(f"{number_word(left)} item{'s' * (left > 1)} {verb} still open")
        elif count["all"] == 1:
            self._title.setText("The item is answered")
        else:
            self._title.setText(f"All {count['all']} items are answered")

    def show_time(self, time: str) -> None:
        """Say how much time is left, "" without a limit."""
        left = f"You have {time} left. " if time else ""
        self._advice.setText(
            f"{left}Open an item with Enter or a click; it brings you back here with Esc."
        )

    def walk(self, key: str) -> None:
        """Ask to walk through the incomplete or the marked items."""
        if positions := self._positions(key):
            self.walk_requested.emit(tuple(positions))

    def _positions(self, key: str) -> list[int]:
        items = self._session.block.items
        if key == "incomplete":
            return [item.position for item in items if not item.answer]
        if key == "marked":
            return [item.position for item in items if self._session.is_marked(item)]
        return [item.position for item in items]

    def _ending(self) -> Card:
        card = Card()
        words = Label("Ending closes the block. Open items count as omitted.", "body", wrap=True)
        whole = row(Glyph("info", "accent"), gap=12)
        whole.addWidget(words, 1)
        whole.add(self.back, self.end)
        card.body.add(whole)
        return card

    def _on_filter(self, key: str) -> None:
        self.grid.show_items(self._positions(key), self._session.block.position)

    def _fit(self) -> None:
        """Keep the room for the items and the end where there is little, as with large text."""
        low = self.height() < px(_LOW)
        self._legend.setVisible(not low)
        self._across.set_margins((24, 8, 24, 8) if low else (24, 32, 24, 24))

    def _on_theme_changed(self) -> None:
        self._column.setMaximumWidth(px(_WIDTH))
        self._fit()
