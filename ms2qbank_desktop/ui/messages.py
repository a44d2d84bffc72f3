"""The one place that presents faults, and what is said in passing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ms2qbank_desktop import __version__
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.core.log import write_crash_report

from .widgets.banner import Action, Banner, BannerArea
from .widgets.dialog import Dialog
from .widgets.labels import Label
from .widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from .widgets.field import Field

log = logging.getLogger(__name__)


class Messages(QObject):
    """Shows faults of three kinds, banners and toasts. ``show`` may be called from any thread.

    It also serves as the program's excepthook, so pages need not catch what they cannot mend.
    """

    _arrived = Signal(object)

    def __init__(self, window: QWidget, reports: Path) -> None:
        super().__init__(window)
        self._window = window
        self._reports = reports
        self._area: BannerArea | None = None
        self._toast: Toast | None = None
        self._seen: set[str] = set()
        self._dialog: Dialog | None = None
        self._arrived.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def set_area(self, area: BannerArea | None) -> None:
        """Name the place of banners: the page that is open now."""
        self._area = area

    def show(self, error: BaseException, *, field: Field | None = None) -> None:
        """Present a fault.

        A UserFault goes to ``field`` if there is one, else it and an EnvironmentFault become a
        banner with the advice. Anything else is a bug: it goes to a crash report, and one dialog
        says so the first time; the program keeps running.
        """
        if QThread.currentThread() is not self.thread():
            self._arrived.emit(error)
        elif isinstance(error, UserFault) and field is not None:
            field.set_fault(str(error))
        elif isinstance(error, Fault):
            self.banner(error.message, error.advice, kind="fault")
        else:
            self._show_bug(error)

    def banner(
        self, text: str, advice: str = "", *, kind: str = "info", action: Action | None = None
    ) -> Banner:
        """Say something that stays true (info, good, warning, fault) under the page's header."""
        banner = Banner(text, advice, kind=kind, action=action)
        if self._area is None:
            banner.setParent(self._window)
            log.warning("no place for a banner: %s", text)
        else:
            self._area.add(banner)
        return banner

    def toast(
        self, text: str, undo: Callable[[], None] | None = None, *, action: Action | None = None
    ) -> None:
        """Say in one line what was done: for 6 s, or 10 s with Undo or another word to press."""
        if self._toast is not None:
            self._toast.end()
        self._toast = Toast(self._window, text, ("Undo", undo) if undo else action)
        self._toast.ended.connect(self._on_toast_ended)

    @property
    def saying(self) -> bool:
        """Whether a toast is up, which another one would put out."""
        return self._toast is not None

    def _show_bug(self, error: BaseException) -> None:
        log.error("unexpected %s", type(error).__name__, exc_info=error)
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        kind = f"{type(error).__name__} {where.tb_frame.f_code.co_qualname if where else ''}"
        report = self._write_report(error)
        if kind in self._seen or self._dialog is not None:
            return
        self._seen.add(kind)
        self._dialog = self._bug_dialog(report)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    def _write_report(self, error: BaseException) -> Path | None:
        try:
            return write_crash_report(self._reports, error, Clock().now(), __version__)
        except OSError as failure:
            log.warning("no crash report: %s", failure)
            return None

    def _bug_dialog(self, report: Path | None) -> Dialog:
        saved = "What you had done is saved, and the program keeps running."
        written = f"A report without your content is in {report}." if report else ""
        do = "Show the report" if report else "Go on"
        dialog = Dialog(self._window, "Something went wrong", do=do, keep="Close")
        dialog.body.add(Label(f"{saved} {written}", "body", "text-muted", wrap=True))
        if report:
            address = QUrl.fromLocalFile(str(report))
            dialog.accepted.connect(lambda: QDesktopServices.openUrl(address))
        return dialog

    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_toast_ended(self) -> None:
        self._toast = None
