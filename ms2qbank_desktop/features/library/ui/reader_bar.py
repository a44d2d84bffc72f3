"""The bar above an article: what it is, and its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.annotations.models import Colour
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.labels import Elided
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.models import Article
    from ms2qbank_desktop.ui.commands import Commands

SIZES = (80, 90, 100, 115, 130, 150, 175, 200)
"""Of the text, in per cent."""
_COLOURS = {Colour.YELLOW: "Yellow", Colour.GREEN: "Green", Colour.BLUE: "Blue"}


class ReaderBar(QWidget):
    """``size_wanted`` carries per cent, ``run`` the end of the id of a command, ``view_wanted``
    whether a PDF book is read as "pages" or "words"."""

    size_wanted = Signal(int)
    run = Signal(str)
    view_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self._facts = Elided("", "caption", "text-muted")
        self._of_words = self._of_pages = ""
        self._mark = Chip("not yet reviewed", "warning", "warning-circle")
        self._mark.setToolTip("Not yet reviewed by a physician")
        self._buttons = {
            "back": IconButton("arrow-left", "Back to where you were"),
            "forward": IconButton("arrow-right", "Forward again"),
            "find": IconButton("magnifying-glass", "Find in this article"),
            "size": IconButton("text-aa", "Size of the text"),
            "highlight": IconButton("highlighter-circle", "Highlight"),
            "bookmark": IconButton("bookmark-simple", "Bookmark"),
            "print": IconButton("printer", "Print, or save as PDF"),
            "beside": IconButton("columns", "What belongs to it", checkable=True),
        }
        self._views = Segmented((("words", "Words"), ("pages", "Pages")), "View", size="small")
        self._views.chosen.connect(self.view_wanted)
        across = row(gap=12, margins=(48, 4, 12, 4))
        across.addWidget(self._facts, 1)
        across.add(self._mark, self._views, row(*self._buttons.values(), gap=2))
        self.setLayout(column(across, line(), gap=0))
        self.show_path(back=False, forward=False)
        self.show_view("")
        self._sizes = Menu(self)
        self._colours = Menu(self)
        self._paper = Menu(self)
        self._fill_menus()
        for key in ("back", "forward", "find", "bookmark", "beside"):
            self._buttons[key].clicked.connect(lambda _on=False, key=key: self.run.emit(key))

    def bind(self, commands: Commands) -> None:
        """Have the buttons show the keys of their commands."""
        for key in ("back", "forward", "find", "bookmark", "highlight", "beside"):
            commands.bind(self._buttons[key], f"article-{key}")

    def show_article(self, article: Article) -> None:
        """Say what is read."""
        info = article.collection.info
        by = article.author or info.attribution
        facts = [f"{article.minutes} min", f"by {by}" if by else "", info.license, info.title]
        self._of_words = " · ".join(filter(None, facts))
        self._of_pages = f"{article.title} · {self._of_words}"
        self._facts.setText(self._of_words)
        self._facts.setToolTip("\n".join(filter(None, (*facts, info.source, article.url))))
        self._mark.setVisible(not article.reviewed)
        self.show_bookmarked(on=article.reading.bookmarked)

    def show_bookmarked(self, *, on: bool) -> None:
        """Say whether the article has a bookmark."""
        icon, role = ("bookmark-simple-fill", "accent") if on else ("bookmark-simple", "text-muted")
        self._buttons["bookmark"].set_icon(icon, role)
        self._buttons["bookmark"].set_name("Take the bookmark away" if on else "Bookmark")

    def show_path(self, *, back: bool, forward: bool) -> None:
        """Offer the ways back and forward; who has followed no link sees neither."""
        for key, there in (("back", back), ("forward", forward)):
            self._buttons[key].setVisible(back or forward)
            self._buttons[key].setEnabled(there)

    def show_view(self, view: str) -> None:
        """Say how a PDF book is read; "" for an article that has no pages. Pages do not begin with
        the title of their chapter: it is said here."""
        self._facts.setText(self._of_pages if view == "pages" else self._of_words)
        self._views.setVisible(bool(view))
        if view:
            self._views.set_value(view)

    def show_beside(self, *, on: bool) -> None:
        """Say whether the side panel is shown."""
        self._buttons["beside"].setChecked(on)

    def _fill_menus(self) -> None:
        for size in SIZES:
            self._sizes.addAction(f"{size} %").triggered.connect(
                lambda _on=False, size=size: self.size_wanted.emit(size)
            )
        for colour, name in _COLOURS.items():
            self._colours.addAction(f"Highlight {name.lower()}").triggered.connect(
                lambda _on=False, key=f"highlight-{colour}": self.run.emit(key)
            )
        self._colours.addSeparator()
        self._colours.addAction("Erase").triggered.connect(lambda: self.run.emit("erase"))
        self._paper.addAction("Print…").triggered.connect(lambda: self.run.emit("print"))
        self._paper.addAction("Save as PDF…").triggered.connect(lambda: self.run.emit("pdf"))
        self._buttons["size"].setMenu(self._sizes)
        self._buttons["highlight"].setMenu(self._colours)
        self._buttons["print"].setMenu(self._paper)
