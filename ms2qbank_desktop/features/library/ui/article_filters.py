"""The bar above the articles: what is searched for, and which subject, topic, tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QWidget

from ms2qbank_desktop.features.library.models import ArticleFilter, ArticleOrder
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, SearchField
from ms2qbank_desktop.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionComboBox

    from ms2qbank_desktop.features.library.models import ArticleCounts

_PAUSE_MS = 40
"""Between the last key and the search."""
_ONE_ROW_FROM = 900
"""Width in pixels at 100 % text from which everything stands in one row."""
_ORDERS = {
    ArticleOrder.CHAPTER: "As in the book",
    ArticleOrder.TITLE: "Title",
    ArticleOrder.NEWEST: "Newest",
    ArticleOrder.RECENTLY_READ: "Recently read",
    ArticleOrder.POPULAR: "Popular",
}


class NameChoice(DropDown):
    """One name, or any; each with its number. Words that are too long are elided."""

    _any, _width = "", 0  # asked for while Qt builds the field

    def __init__(self, name: str, any_words: str, width: int) -> None:
        super().__init__(name)
        self._any, self._width = any_words, width
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        self.show_names({})
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def names(self) -> frozenset[str]:
        """What is chosen, as a filter wants it."""
        value = self.currentData()
        return frozenset((value,)) if value else frozenset()

    def show_names(self, names: Mapping[str, int]) -> None:
        """Offer these names; what is chosen stays so, with 0 if it is not among them."""
        chosen = self.currentData() or ""
        items = {"": 0, **names} | ({chosen: names.get(chosen, 0)} if chosen else {})
        self.blockSignals(True)
        self.clear()
        for value, number in items.items():
            self.addItem(f"{value}  ({number:,})" if value else self._any, value)
        self.choose(chosen)
        self.blockSignals(False)
        self.setEnabled(len(items) > 1)

    def choose(self, name: str) -> None:
        """Choose a name."""
        self.setCurrentIndex(max(0, self.findData(name)))

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(76), super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        shown, room = self.currentData() or self._any, self.width() - px(36)
        metrics = QFontMetrics(self.font())
        option.currentText = metrics.elidedText(shown, self.view().textElideMode(), room)

    def showPopup(self) -> None:
        width = max(self.width(), self.view().sizeHintForColumn(0) + px(32))
        self.view().setMinimumWidth(min(width, px(420)))
        super().showPopup()

    def _on_theme_changed(self) -> None:
        self.setMinimumWidth(px(76))
        self.setMaximumWidth(px(self._width))


class ArticleFilters(QWidget):
    """``changed``: other articles are asked for; ``order_chosen``: in another order."""

    changed = Signal()
    order_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shelves = IconButton("list", "Shelves", checkable=True)
        self.search = SearchField("Title or words of the text", "Search the articles")
        self.search.setMinimumWidth(px(160))
        self.search.setMaximumWidth(px(420))
        self.subject = NameChoice("Subject", "Any subject", 124)
        self.topic = NameChoice("Topic", "Any topic", 140)
        self.tag = NameChoice("Tag", "Any tag", 116)
        self.order = DropDown("Order")
        for order, words in _ORDERS.items():
            self.order.addItem(words, order)
        self.reset_button = Button("Reset", "quiet", size="small")
        self._first = row(self.shelves, gap=8)
        self._first.addWidget(self.search, 1)
        self._second = row(gap=8)
        self._facets = (self.subject, self.topic, self.tag, self.order, self.reset_button)
        self._first.add(*self._facets)
        self._first.addStretch(0)
        self.setLayout(column(self._first, self._second, gap=8))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_changed)
        self.search.textChanged.connect(lambda: self._pause.start())
        for one in (self.subject, self.topic, self.tag):
            one.currentIndexChanged.connect(self._on_changed)
        self.order.activated.connect(
            lambda: self.order_chosen.emit(ArticleOrder(self.order.currentData()))
        )
        self.reset_button.clicked.connect(self.reset)
        self.reset_button.setEnabled(False)

    @property
    def wanted(self) -> ArticleFilter:
        """What is asked for, within any shelf."""
        return ArticleFilter(
            self.search.text().strip(),
            subjects=self.subject.names,
            topics=self.topic.names,
            tags=self.tag.names,
        )

    def show_counts(self, counts: ArticleCounts) -> None:
        """Offer the names there are."""
        self.subject.show_names(counts.subjects)
        self.topic.show_names(counts.topics)
        self.tag.show_names(counts.tags)

    def show_order(self, order: ArticleOrder) -> None:
        """Say in which order the articles stand; the best first only where words are searched."""
        best = self.order.findData(ArticleOrder.BEST)
        if self.wanted.text and best < 0:
            self.order.insertItem(0, "Best match", ArticleOrder.BEST)
        elif not self.wanted.text and best >= 0:
            self.order.removeItem(best)
        self.order.setCurrentIndex(self.order.findData(order))

    def reset(self) -> None:
        """Ask for all articles of the shelf."""
        for one in (self.search, self.subject, self.topic, self.tag):
            one.blockSignals(True)
        self.search.clear()
        for choice in (self.subject, self.topic, self.tag):
            choice.choose("")
        for one in (self.search, self.subject, self.topic, self.tag):
            one.blockSignals(False)
        self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(_ONE_ROW_FROM)
        wanted = self._first if wide else self._second
        if wanted.indexOf(self.subject) < 0:
            other = self._second if wide else self._first
            for at, one in enumerate(self._facets):
                other.removeWidget(one)
                wanted.insertWidget(at + (2 if wide else 0), one)
            if not wide:
                self._second.addStretch(1)

    def _on_changed(self) -> None:
        self._pause.stop()
        self.reset_button.setEnabled(self.wanted != ArticleFilter())
        self.changed.emit()
