"""What a thing is linked to, where there is no room for it beside the thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled

from .links_panel import LinksSection

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Kind
    from ms2qbank_desktop.ui.context import UiContext

_WIDTH, _HEIGHT = 460, 320
"""In pixels at 100 % text."""


class LinksDialog(Dialog):
    """The ``section`` of one thing; what is opened from it takes its place."""

    def __init__(self, ctx: UiContext, kind: Kind, thing: int, title: str) -> None:
        super().__init__(ctx.window, title, do="Close")
        self.keep.hide()
        self.section = LinksSection(ctx, kind, thing)
        self.section.list.followed.connect(self.accept)
        sheet = QWidget()
        sheet.setLayout(column(self.section, None, gap=0))
        self.body.addWidget(scrolled(sheet, "Links"), 1)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(_WIDTH), px(_HEIGHT))
