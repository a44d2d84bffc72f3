"""The bar of what can be done with the questions that are selected in the bank."""

from __future__ import annotations

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.selectionbar import SelectionBar


class ActionBar(SelectionBar):
    """The last 48 px of the table while questions are selected."""

    def __init__(self) -> None:
        self.block = Button("Make block", "primary")
        self.tag = Button("Tag…", "secondary", "tag")
        self.mark = Button("Mark", "secondary", "flag")
        self.suspend = Button("Suspend", "secondary", "pause")
        self.suspend.setToolTip("Leave them out of blocks and counts until they are asked for")
        self.export = Button("Export…", "secondary", "export")
        super().__init__(self.block, self.tag, self.mark, self.suspend, self.export)
