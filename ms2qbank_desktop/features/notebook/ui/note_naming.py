"""The dialog that asks which notebook notes go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ms2qbank_desktop.ui.icons import icon
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.notebook.models import Notebook

_ID = Qt.ItemDataRole.UserRole
_NEW = 0


def paths(notebooks: Sequence[Notebook]) -> dict[int, str]:
    """Return the notebooks by their names from the outermost: "Systems / Renal"."""
    found: dict[int, str] = {}
    for one in notebooks:  # each comes before those inside it
        above = found.get(one.parent_id) if one.parent_id is not None else None
        found[one.id] = f"{above} / {one.name}" if above else one.name
    return found


class MoveDialog(Dialog):
    """Which notebook: typing narrows the list, arrows choose, Enter moves. ``move`` gets the id of
    the notebook, None for none; ``make`` gets the name of one that is to be made first."""

    def __init__(
        self,
        parent: QWidget,
        notebooks: Sequence[Notebook],
        move: Callable[[int | None], object],
        make: Callable[[str], object],
    ) -> None:
        super().__init__(parent, "Move to which notebook?", do="Move")
        self._move, self._make = move, make
        self._paths = paths(notebooks)
        self.search = SearchField("Name of a notebook", "Find a notebook")
        self.list = QListWidget()
        self.list.setAccessibleName("Notebooks")
        self.list.setMinimumSize(px(420), px(280))
        self.body.add(self.search, self.list)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self._fill("")
        self.search.setFocus()

    def accept(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        if item.data(_ID) == _NEW:
            self._make(self.search.text().strip())
        else:
            self._move(item.data(_ID))
        super().accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let up and down in the search field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
        return False

    def _fill(self, text: str) -> None:
        self.list.clear()
        words = text.strip().casefold()
        if not words:
            self._add("No notebook", None)
        for one, path in self._paths.items():
            if words in path.casefold():
                self._add(path, one)
        if words and words not in {path.casefold() for path in self._paths.values()}:
            self._add(f"New notebook “{text.strip()}”", _NEW)
        self.list.setCurrentRow(0)

    def _add(self, name: str, notebook_id: int | None) -> None:
        look = "plus" if notebook_id == _NEW else "folder"
        item = QListWidgetItem(icon(look, "text-muted"), name)
        item.setSizeHint(QSize(0, px(30)))
        item.setData(_ID, notebook_id)
        self.list.addItem(item)
