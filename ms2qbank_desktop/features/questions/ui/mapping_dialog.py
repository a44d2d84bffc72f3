"""What the columns of a table mean: the guess, to be put right before the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from ms2qbank_desktop.features.questions.formats.columns import SEVERAL, complaint
from ms2qbank_desktop.features.questions.service import FIELDS
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.questions.models import ColumnMap, ColumnPreview

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SHOWN_ROWS = 3


class MappingDialog(Dialog):
    """One row a column: its name, what it means, and how its first cells look.

    ``files`` have the columns that ``preview`` shows and are imported alike.
    """

    def __init__(
        self, parent: QWidget | None, files: tuple[Path, ...], preview: ColumnPreview
    ) -> None:
        super().__init__(parent, f"What do the columns of {files[0].name} mean?", do="Import")
        self._preview = preview
        self.columns = {name: ColumnField(name) for name in preview.columns}
        for name, field in self.columns.items():
            field.choose(preview.mapping.get(name, ""))
            field.drop.currentIndexChanged.connect(self._check)
        self._facts = Label("", "body", "text-muted", wrap=True)
        self._others = len(files) - 1
        table = QWidget()
        table.setLayout(self._grid())
        self._fault = Label("", "caption", "incorrect", wrap=True)
        self._mark = Glyph("warning-circle", "incorrect", "small")
        below = row(self._mark, gap=4)
        below.addWidget(self._fault, 1)
        self.body.add(self._facts, line())
        self.body.addWidget(scrolled(table, "Columns"), 1)
        self.body.add(line(), below)
        room = QSize(px(960), px(600))
        self.resize(room.boundedTo(parent.size()) if parent else room)
        self._check()

    @property
    def mapping(self) -> ColumnMap:
        """Column name -> field id, "" for a column that is left out."""
        return {name: field.value for name, field in self.columns.items()}

    @property
    def complaint(self) -> str:
        """What stands in the way of the import, "" if nothing does."""
        return self._fault.text()

    @property
    def facts(self) -> str:
        """How the file is written, in one line."""
        return self._facts.text()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        shown = self._preview.rows[:_SHOWN_ROWS]
        titles = ["Column", "Means", *(f"Row {number + 1}" for number in range(len(shown)))]
        for at, title in enumerate(titles):
            grid.addWidget(Label(title, "caption", "text-muted", weight=500), 0, at)
            grid.setColumnStretch(at, 0 if at == 1 else 2 if at else 1)
        for place, (name, field) in enumerate(self.columns.items()):
            top = 2 * place + 1
            grid.addWidget(line(), top, 0, 1, len(titles))
            grid.addWidget(Elided(name, weight=500), top + 1, 0)
            grid.addWidget(field, top + 1, 1)
            for at, cells in enumerate(shown, start=2):
                sample = " ".join(cells[place].split())
                grid.addWidget(Elided(sample, ink="text-muted"), top + 1, at)
        grid.setRowStretch(2 * len(self.columns) + 1, 1)
        return grid

    def _check(self) -> None:
        """Say what is wrong: twice the same beside the field, what is missing below all."""
        seen: set[str] = set()
        twice = False
        for field in self.columns.values():
            double = field.value in seen and field.value not in SEVERAL
            field.set_fault("Another column means this already." if double else "")
            twice = twice or double
            if field.value:
                seen.add(field.value)
        chosen = {name: value for name, value in self.mapping.items() if value}
        missing = "" if twice else complaint(chosen)
        self._fault.setText(missing)
        for part in (self._fault, self._mark):
            part.setVisible(bool(missing))
        self.do.setEnabled(not twice and not missing)
        self.do.setToolTip(missing or ("Two columns mean the same." if twice else ""))
        self._facts.setText(self._facts_of(chosen))

    def _facts_of(self, chosen: ColumnMap) -> str:
        preview = self._preview
        delimiter = _DELIMITERS.get(preview.delimiter, repr(preview.delimiter))
        facts = [
            preview.encoding.upper(),
            f"separated by {delimiter}",
            "the first row names the columns" if preview.header else "no row of names",
        ]
        guessed = {name: field for name, field in preview.mapping.items() if field == "answer"}
        if preview.answers and guessed == {n: f for n, f in chosen.items() if f == "answer"}:
            facts.append(f"answers are {preview.answers}")
        if self._others:
            more = counted(self._others, "more file")
            facts.append(f"{more} with the same columns")
        return " · ".join(facts)


class ColumnField(QWidget):
    """What one column means; a fault stands below."""

    def __init__(self, column_name: str) -> None:
        super().__init__()
        self.drop = DropDown(f"Meaning of {column_name}")
        self.drop.addItem("Leave out", "")
        for field, label in FIELDS:
            self.drop.addItem(label, field)
        self.drop.setMinimumWidth(px(200))
        self._fault = Label("", "caption", "incorrect")
        self._fault.hide()
        self.setLayout(column(self.drop, self._fault, gap=4, margins=(0, 4, 0, 4)))
        self.setFocusProxy(self.drop)

    @property
    def value(self) -> str:
        """The field id, "" to leave the column out."""
        return str(self.drop.currentData())

    @property
    def fault(self) -> str:
        """What is wrong with the choice, "" if nothing is."""
        return self._fault.text()

    def choose(self, field: str) -> None:
        """Choose a field id."""
        self.drop.setCurrentIndex(max(0, self.drop.findData(field)))

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the choice; "" takes it back."""
        if text == self._fault.text():
            return
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        self.drop.setAccessibleDescription(text)
        self.drop.setProperty("fault", "true" if text else "false")
        self.drop.style().unpolish(self.drop)
        self.drop.style().polish(self.drop)
