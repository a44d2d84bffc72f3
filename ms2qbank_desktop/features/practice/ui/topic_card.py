"""The card of topics and tags: search, chips of the tags, and the list with live counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .topic_list import Name, TopicList, TopicModel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ms2qbank_desktop.features.attempts.models import NameCounts

_RING = 3


class TopicCard(Card):
    """Which topics (any of them) and tags (any or all of them) are wanted.

    ``changed`` comes after whatever the user ticked, took away or switched.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Topics", outset=_RING)
        self._known = 0
        self.names = TopicModel()
        self.search = _Search("Add a topic or tag")
        self.list = TopicList(self.names)
        self.chips = TagChips()
        self._none = Label("No topic or tag has these words.", "caption", "text-muted", wrap=True)
        self._none.setVisible(False)
        self.body.add(row(self.search, margins=(_RING, 0, _RING, 0)))
        self.body.add(row(self.chips, margins=(_RING, 0, _RING, 0)))
        self.body.add(row(self._none, margins=(_RING, 0, _RING, 0)))
        self.body.addWidget(self.list, 1)
        self.search.textChanged.connect(self.names.set_words)
        self.search.entered.connect(self._take_first)
        self.search.left_down.connect(self._go_to_list)
        self.names.toggled.connect(self._on_changed)
        self.names.modelReset.connect(self._on_listed)
        self.chips.removed.connect(lambda tag: self.names.toggle(Name(tag, tag=True)))
        self.chips.how.chosen.connect(self.changed)
        self._show_chosen()

    @property
    def topics(self) -> frozenset[str]:
        """The topics that are ticked."""
        return frozenset(name.text for name in self.names.chosen if not name.tag)

    @property
    def tags(self) -> frozenset[str]:
        """The tags that are ticked."""
        return frozenset(name.text for name in self.names.chosen if name.tag)

    @property
    def every_tag(self) -> bool:
        """Whether a question must carry all of the tags."""
        return len(self.tags) > 1 and self.chips.how.value == "all"

    def set_known(self, counts: NameCounts) -> None:
        """Say what the whole bank has; what it no longer has is no longer ticked."""
        self._known = len(counts.topics) + len(counts.tags)
        has = {Name(name) for name, _ in counts.topics}
        has |= {Name(name, tag=True) for name, _ in counts.tags}
        self.set_title("Topics" if counts.topics or not counts.tags else "Tags")
        self.setVisible(bool(has))
        if self.names.chosen - has:
            self.names.choose(self.names.chosen & has)
        self._show_chosen()

    def set_counts(self, counts: NameCounts) -> None:
        """Show how many questions stand behind each topic and tag."""
        self.names.set_counts(counts)

    def choose(
        self, topics: Collection[str], tags: Collection[str], *, every_tag: bool = False
    ) -> None:
        """Tick these and no others, without telling ``changed``."""
        self.names.choose({Name(one) for one in topics} | {Name(one, tag=True) for one in tags})
        self.chips.how.set_value("all" if every_tag else "any")
        self.search.clear()
        self._show_chosen()

    def _take_first(self) -> None:
        """Return in the search ticks the first name found."""
        if self.search.text().strip() and self.names.rowCount():
            self.names.toggle(self.names.name(self.names.index(0)))
            self.search.clear()

    def _go_to_list(self) -> None:
        if self.names.rowCount():
            self.list.setCurrentIndex(self.names.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _on_listed(self) -> None:
        self._none.setVisible(bool(self.search.text().strip()) and not self.names.rowCount())

    def _show_chosen(self) -> None:
        self.chips.set_tags(sorted(self.tags, key=str.casefold))
        ticked = len(self.names.chosen)
        self.set_fact(f"{ticked} of {self._known:,}" if ticked else "any")


class _Search(SearchField):
    """Return and arrow down go on to the list."""

    entered = Signal()
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TagChips(QWidget):
    """The chosen tags, in as many lines as they need, and with several whether any will do."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.how = Segmented([("any", "any"), ("all", "all")], "Any or all tags", size="small")
        self.how.set_value("any")
        self.how.setParent(self)
        self.shown: dict[str, Chip] = {}
        self._lay_out()
        signals().changed.connect(self._lay_out)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these tags."""
        if tuple(tags) == tuple(self.shown):
            return
        for chip in self.shown.values():
            chip.hide()
            chip.deleteLater()
        self.shown = {tag: Chip(tag, "tag", removable=True) for tag in tags}
        before: QWidget | None = None
        for tag, chip in self.shown.items():
            chip.setParent(self)
            chip.setToolTip(tag)
            chip.remove_requested.connect(partial(self.removed.emit, tag))
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
            chip.show()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def _lay_out(self) -> None:
        self.how.setVisible(len(self.shown) > 1)
        parts: list[QWidget] = [*self.shown.values()]
        if len(self.shown) > 1:
            parts.append(self.how)
        gap, left, top, high = px(6), 0, 0, 0
        for part in parts:
            size = part.sizeHint()
            width = min(size.width(), self.width())
            if left and left + width > self.width():
                left, top, high = 0, top + high + gap, 0
            part.setGeometry(left, top, width, size.height())
            left += width + gap
            high = max(high, size.height())
        self.setFixedHeight(top + high)
        self.setVisible(bool(parts))
