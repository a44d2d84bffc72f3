"""The settings of this computer, kept in one small JSON file."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from .declared import SETTINGS
from .errors import EnvironmentFault, UserFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)


class Settings:
    """The values in ``settings.json``; unknown or broken values fall back to the default."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._declared = {setting.key: setting for setting in SETTINGS}
        self._values = self._load()
        self._watchers: dict[str, dict[object, Callable[[Any], object]]] = {}

    @property
    def folder(self) -> Path:
        """The data folder, where database and media lie, too."""
        return self._path.parent

    def get(self, key: str) -> Any:
        """Return the value of ``key`` or its default; KeyError if it is not declared."""
        setting = self._declared[key]
        try:
            return setting.check(self._values.get(key, setting.default))
        except UserFault:
            return setting.default

    def set(self, key: str, value: object) -> None:
        """Check and keep ``value``, then tell who watches it; what cannot be kept changes nothing.

        The file is replaced whole, so a crash leaves old or new; what the command line has set
        meanwhile stays in it.
        """
        checked = self._declared[key].check(value)
        if self._values.get(key) == checked:
            return
        before = self.get(key)
        values = {**(self._load() or self._values), key: checked}
        temporary = self._path.with_suffix(".tmp")
        try:
            temporary.write_text(json.dumps(values, indent=1), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            raise EnvironmentFault(
                f"Settings cannot be saved in {self._path.parent} ({error.strerror}).",
                advice="Free some space or make the folder writable.",
            ) from error
        self._values[key] = checked
        if checked != before:
            for call in tuple(self._watchers.get(key, {}).values()):
                call(self.get(key))  # one that was called before may have set another value

    def watch(self, key: str, call: Callable[[Any], object]) -> Callable[[], None]:
        """Have ``call`` told each new value of ``key`` by whoever sets it, on their thread.

        Who cannot do as it is set takes the value back and raises a Fault: :meth:`set` passes it
        on. Return what ends the watching. KeyError if ``key`` is not declared.
        """
        watchers = self._watchers.setdefault(self._declared[key].key, {})
        token = object()
        watchers[token] = call

        def stop() -> None:
            watchers.pop(token, None)

        return stop

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.info("settings %s not readable, defaults are used: %s", self._path, error)
            return {}
        return values if isinstance(values, dict) else {}
