"""The screen saver is held off while a lecture plays, and only then."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.ui.awake import Awake

if TYPE_CHECKING:
    from collections.abc import Callable


def test_it_is_asked_once_and_let_go_once() -> None:
    told: list[str] = []

    def keep() -> Callable[[], None]:
        told.append("hold")
        return partial(told.append, "let go")

    awake = Awake(keep)
    awake.hold()
    awake.hold()
    assert awake.held
    awake.let_go()
    awake.let_go()
    assert told == ["hold", "let go"]
    assert not awake.held


def test_a_system_that_cannot_is_borne_in_silence() -> None:
    def keep() -> None:
        raise OSError("no bus")

    awake = Awake(keep)
    awake.hold()
    assert not awake.held
    awake.let_go()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the bus is Linux's")
def test_without_a_session_bus_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    awake = Awake()
    awake.hold()
    assert not awake.held
