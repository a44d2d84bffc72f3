"""Lets a widget follow a setting, whoever changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from ms2qbank_desktop.core.settings import Settings


def follow(settings: Settings, key: str, owner: QObject, call: Callable[[Any], object]) -> None:
    """Have ``call`` told each new value of ``key`` as long as ``owner`` lives."""
    stop = settings.watch(key, call)
    owner.destroyed.connect(lambda: stop())
