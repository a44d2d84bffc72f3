"""What a write announces reaches pages on the thread of the window, later."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.ui.changes import Changes, touches

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_change_written_by_a_worker_arrives_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    hub = ChangeHub()
    changes = Changes(hub)
    heard: list[tuple[frozenset[str], QThread]] = []
    changes.happened.connect(lambda topics: heard.append((topics, QThread.currentThread())))
    worker = threading.Thread(target=hub.announce, args=({"attempts"},))
    worker.start()
    worker.join()
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(frozenset({"attempts"}), QApplication.instance().thread())]  # type: ignore[union-attr]
    changes.close()


def test_a_write_of_the_window_itself_is_told_after_it_has_returned() -> None:
    hub = ChangeHub()
    changes = Changes(hub)
    heard: list[frozenset[str]] = []
    changes.happened.connect(heard.append)
    hub.announce({"blocks"})
    assert heard == []
    QApplication.processEvents()
    assert heard == [frozenset({"blocks"})]
    changes.close()
    hub.announce({"blocks"})
    QApplication.processEvents()
    assert len(heard) == 1


def test_a_topic_covers_its_parts_and_nothing_else() -> None:
    assert touches({"cards:deck/12"}, frozenset({"cards"}))
    assert touches({"cards:deck/12"}, frozenset({"cards:deck/12"}))
    assert not touches({"cards"}, frozenset({"cards:deck/12"}))
    assert not touches({"cardsharks"}, frozenset({"cards"}))
