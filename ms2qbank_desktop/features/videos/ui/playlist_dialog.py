"""Name and description of a playlist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class PlaylistDialog(NameDialog):
    """Asks for both and saves them with ``save``, whose UserFault is shown at the name."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do: str,
        save: Callable[[str, str], object],
        *,
        name: str = "",
        description: str = "",
        fact: str = "",
    ) -> None:
        """``fact``: one line about what it will hold."""
        line = QLineEdit(description)
        super().__init__(parent, title, do, lambda name: save(name, line.text()), name, fact=fact)
        self.description = line
        self.body.add(Field("Description", self.description, "May be left empty"))
