"""Videos of an older program that are only known by an address: opened after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext


def ask_online(ctx: UiContext, entry: VideoEntry) -> None:
    """Ask whether the browser may open the address of a video."""
    url = ctx.service(CatalogueService).video(ctx.user_id, entry.id).url
    address = QUrl(url)
    if address.scheme() not in ("http", "https"):
        return
    dialog = Dialog(ctx.window, "Open this address in the browser?", do="Open in the browser")
    words = f"“{entry.title}” is no file on this computer, it lies at {url}"
    dialog.body.add(Label(words, "body", "text-muted", wrap=True, selectable=True))
    dialog.accepted.connect(lambda: QDesktopServices.openUrl(address))
    dialog.open_once()
