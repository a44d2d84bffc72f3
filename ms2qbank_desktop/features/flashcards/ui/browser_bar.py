"""The bar of what can be done with the cards that are selected in the browser."""

from __future__ import annotations

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.selectionbar import SelectionBar

from .browser_menus import FlagMenu


class ActionBar(SelectionBar):
    """The last 48 px of the table while cards are selected."""

    def __init__(self) -> None:
        self.tags = Button("Tags…", "secondary", "tag")
        self.move_to = Button("Move…", "secondary", "folder")
        flag = Button("Flag", "secondary", "flag")
        self.suspend = Button("Suspend", "secondary", "pause")
        super().__init__(self.tags, self.move_to, flag, self.suspend)
        self.flags = FlagMenu(self)
        flag.setMenu(self.flags)
