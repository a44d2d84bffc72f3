"""The pages of a PDF file as pictures, painted on a worker, the nearest first."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.library.pdf_file import Letters, PdfFile, Unreadable
from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QColor

    from ms2qbank_desktop.ui.context import UiContext

KEPT_BYTES = 64 << 20
LARGEST = 6_000_000
"""Dots of one picture; a larger page is painted so and drawn out."""
_DIMMED = 0.16
"""How much of the ground shines through a page in a dark theme: white paper would dazzle."""


class Painted(NamedTuple):
    """A page on the worker's way home. ``letters`` is None where they are known already."""

    page: int
    width: int
    image: QImage
    letters: Letters | None


class PagePictures(QObject):
    """Pages are counted from 0 within the article. ``sized``: the sizes of its pages are known;
    ``arrived``: a page can be painted, by its number; ``failed`` carries what was raised."""

    sized = Signal()
    arrived = Signal(int)
    failed = Signal(object)

    def __init__(self, ctx: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.sizes: list[tuple[float, float]] = []
        self._letters: dict[int, Letters] = {}
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._wanted: list[tuple[int, int]] = []
        self._path: Path | None = None
        self._first = self._opening = self._look = 0
        self._busy = False

    def open(self, path: Path, first: int, number: int) -> None:
        """Begin with ``number`` pages of a file from ``first`` on."""
        self._path, self._first = path, first
        self._opening += 1
        self._letters, self.sizes, self._wanted = {}, [], []
        self._kept.clear()
        self._ctx.tasks.run(
            "Opening the book",
            lambda _progress: _sizes(path, first, number),
            done=partial(self._on_sized, self._opening),
            failed=partial(self._on_failed, self._opening),
            owner=self,
        )

    def letters(self, page: int) -> Letters | None:
        """Return the characters of a page; None until it has been painted once."""
        return self._letters.get(page)

    def picture(self, page: int, width: int) -> QImage | None:
        """Return a page ``width`` dots wide, in another width until that is painted, else None."""
        if (page, width) in self._kept:
            self._kept.move_to_end((page, width))
            return self._kept[page, width]
        return next((one for (at, _), one in self._kept.items() if at == page), None)

    def want(self, pages: Sequence[int], width: int) -> None:
        """Have these pages painted, the first ones first, and no others."""
        self._wanted = [(at, width) for at in pages]
        self._go_on()

    def forget(self) -> None:
        """Have all pages painted anew: the theme is another one."""
        self._kept.clear()
        self._look += 1

    def _go_on(self) -> None:
        self._wanted = [one for one in self._wanted if one not in self._kept]
        if self._busy or not self._wanted or self._path is None or not self.sizes:
            return
        page, width = self._wanted.pop(0)
        across, down = self.sizes[page]
        share = min(1.0, (LARGEST / (width * width * down / across)) ** 0.5)
        size = max(1, round(width * share)), max(1, round(width * share * down / across))
        known = page in self._letters
        tint, dark = current().color("surface"), current().dark
        path, at = self._path, self._first + page
        self._busy = True
        task = self._ctx.tasks.run(
            "Painting a page",
            lambda _progress: Painted(
                page, width, *_painted(path, at, size, tint, dark=dark, known=known)
            ),
            done=partial(self._on_painted, (self._opening, self._look)),
            failed=partial(self._on_failed, self._opening),
            owner=self,
        )
        task.ended.connect(self._on_ended)

    def _on_sized(self, opening: int, sizes: list[tuple[float, float]]) -> None:
        if opening == self._opening:
            self.sizes = sizes
            self.sized.emit()

    def _on_painted(self, asked: tuple[int, int], painted: Painted) -> None:
        if asked != (self._opening, self._look):
            return
        for old in [one for one in self._kept if one[0] == painted.page]:
            del self._kept[old]
        self._kept[painted.page, painted.width] = painted.image
        if painted.letters is not None:
            self._letters[painted.page] = painted.letters
        while sum(map(QImage.sizeInBytes, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)
        self.arrived.emit(painted.page)

    def _on_failed(self, opening: int, error: BaseException) -> None:
        if opening == self._opening and self._path is not None:
            self._path = None  # the other pages would fail as this one did
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._busy = False
        self._go_on()


def _sizes(path: Path, first: int, number: int) -> list[tuple[float, float]]:
    with _opened(path) as file:
        return file.sizes()[first : first + number]


def _painted(
    path: Path, at: int, size: tuple[int, int], tint: QColor, *, dark: bool, known: bool
) -> tuple[QImage, Letters | None]:
    """Return a page in the paper of the theme, and its characters unless they are known; white
    paper and no characters for a page that cannot be read. Runs on a worker."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    letters = None if known else Letters("", array("f"))
    with _opened(path) as file, suppress(Unreadable):  # the words say that it cannot be read
        file.paint(at, *size, memoryview(image.bits()), image.bytesPerLine())
        letters = letters and file.letters(at)
    painter = QPainter(image)
    if dark:
        painter.setOpacity(_DIMMED)
    else:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(image.rect(), tint)
    painter.end()
    return image, letters


@contextmanager
def _opened(path: Path) -> Iterator[PdfFile]:
    try:
        file = PdfFile(path)
    except Unreadable as error:
        raise EnvironmentFault(
            f"The file of this book cannot be read ({path}). {error}",
            advice="Import the PDF file again, or read its words.",
        ) from error
    with file:
        yield file
