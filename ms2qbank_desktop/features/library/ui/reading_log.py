"""How far an article is read, written down while somebody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.features.library.service.articles import LibraryService

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.library.models import Reading
    from ms2qbank_desktop.ui.context import UiContext

    from .article_view import ArticleView

EVERY_MS = 5_000
AWAY_S = 60.0
"""Without a key or a move of the mouse, after which nobody reads any more."""
_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress}
)


class ReadingLog(QObject):
    """Writes at most every five seconds, and when it is told to ``stop``. Time counts while the
    text can be seen, its window is the active one, and somebody is there. ``logged`` carries the
    Reading."""

    logged = Signal(object)

    def __init__(self, ctx: UiContext, view: ArticleView) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._library = ctx.service(LibraryService)
        self._view = view
        self._article = 0
        self._read_s = 0.0
        self._since = self._last_sign = 0.0
        self._written: tuple[float, str, int] | None = None
        self._beat = QTimer(self)
        self._beat.setInterval(EVERY_MS)
        self._beat.timeout.connect(self.write)
        for watched in (view, view.viewport()):
            watched.installEventFilter(self)

    def watch(self, pages: QWidget) -> None:
        """Take what is done on pages that lie over the text for signs that somebody is there."""
        pages.installEventFilter(self)

    def start(self, article_id: int) -> None:
        """Begin with an article, which is open now."""
        self._article, self._read_s, self._written = article_id, 0.0, None
        self._since = self._last_sign = self._ctx.clock.monotonic()
        self._beat.start()

    def stop(self) -> None:
        """Write what is left and end."""
        if self._article:
            self.write()
        self.forget()

    def forget(self) -> None:
        """End without writing."""
        self._beat.stop()
        self._article = 0

    def write(self) -> None:
        """Write down how far it is read, if somebody has read on."""
        if not self._article or not self._view.is_filled:
            return
        self._count()
        spot, behind = self.spot(), self._behind()
        share = self._view.share_seen()
        if self._read_s < 1.0 and (share, spot, behind) == self._written:
            return
        time_ms, self._read_s = round(self._read_s * 1000), 0.0
        self._written = share, spot, behind
        reading: Reading = self._library.read(
            self._ctx.user_id,
            self._article,
            share=share,
            spot=spot,
            behind=behind,
            time_ms=time_ms,
        )
        self.logged.emit(reading)

    def finish(self) -> None:
        """Write down that the article is read to its end, wherever the reader is."""
        self.write()
        if self._article:
            reading = self._library.read(
                self._ctx.user_id, self._article, share=1.0, spot="", time_ms=0
            )
            self.logged.emit(reading)

    def spot(self) -> str:
        """Return the heading that stands at the top, "" above the first."""
        at = self._view.heading_at(self._view.top())
        return self._view.headings[at].text if at >= 0 else ""

    def _behind(self) -> int:
        """Return the characters from the first heading called as ``spot`` to the top line."""
        spot = self.spot()
        start = self._view.position_behind(spot, 0)
        return max(0, self._view.top() - start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._count()
            self._last_sign = self._ctx.clock.monotonic()
        elif watched is self._view and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._count(visible=event.type() == QEvent.Type.Hide)
        return super().eventFilter(watched, event)

    def _count(self, *, visible: bool | None = None) -> None:
        """Add the time since the last count, as far as somebody was there."""
        now = self._ctx.clock.monotonic()
        seen = self._view.isVisible() if visible is None else visible
        active = QApplication.activeWindow() is not None
        if seen and active:
            self._read_s += max(0.0, min(now, self._last_sign + AWAY_S) - self._since)
        self._since = now
