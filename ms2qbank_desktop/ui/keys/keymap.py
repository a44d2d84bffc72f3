"""Which keys a command has now: those of the preset, and over them what the user chose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .presets import PRESETS
from .words import split_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.ui.command import Command

    from .presets import Preset

Keys = tuple[str, ...]


def overlap(one: Command, other: Command) -> bool:
    """Say whether both can be run at the same time, as far as their contexts tell."""
    if one.anywhere or other.anywhere:
        return True
    first, second = one.context.split(), other.context.split()
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _wish(command: Command) -> tuple[str, str, bool]:
    """Return what decides about the keys of a command."""
    return command.keys, command.context, command.anywhere


class KeyMap(QObject):
    """Keeps the preset and the user's own keys in the settings of this computer.

    ``changed``: some command has other keys now. Ids that no command has are kept and ignored:
    another version of the program, or a page that was not opened yet, may know them.
    """

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._commands: dict[str, Command] = {}
        self._keys: dict[str, Keys] = {}
        self._taken: dict[str, list[Command]] = {}
        self._preset = self._read_preset()
        self._own: dict[str, object] = self._read_own()
        self._past: list[tuple[Preset, dict[str, object]]] = []

    @property
    def preset(self) -> Preset:
        """The preset in use."""
        return self._preset

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command that was ever made known, in that order."""
        return tuple(self._commands.values())

    @property
    def has_own(self) -> bool:
        """Whether the user chose keys for some command."""
        return any(map(self.is_own, self._commands))

    @property
    def can_undo(self) -> bool:
        """Whether something was changed since the start."""
        return bool(self._past)

    def know(self, commands: Iterable[Command]) -> None:
        """Take in commands whose keys can be chosen; known ids are replaced."""
        given = {command.id: command for command in commands}
        added = [key for key in given if key not in self._commands]
        replaced = [self._commands[key] for key in given if key in self._commands]
        self._commands |= given
        if any(map(self.is_own, added)) or any(_wish(o) != _wish(given[o.id]) for o in replaced):
            self._resolve()
        elif added:  # those that come last take nothing from the others
            self._keys |= self._deal(added)
            self.changed.emit()

    def keys(self, key: str) -> Keys:
        """Return the keys of a command by its id; none for an unknown one."""
        return self._keys.get(key, ())

    def is_own(self, key: str) -> bool:
        """Say whether the user chose the keys of this command."""
        return self._own_keys(key) is not None

    def conflicts(self, key: str, wanted: str) -> list[Command]:
        """Return the commands that have the key ``wanted`` where the command ``key`` runs."""
        command = self._commands[key]
        return [
            other
            for other in self._commands.values()
            if other.id != key and wanted in self._keys[other.id] and overlap(command, other)
        ]

    def choose(self, key: str, keys: Keys) -> None:
        """Give a command these keys and take them from commands that run at the same time."""
        command = self._commands[key]
        own: dict[str, object] = {}
        for other, chosen in self._own.items():
            rival = self._commands.get(other)
            if rival and overlap(rival, command) and isinstance(chosen, list):
                own[other] = [one for one in chosen if one not in keys]
            else:
                own[other] = chosen
        own.pop(key, None)
        own[key] = list(keys)
        self._change(self._preset, own)

    def reset(self, key: str) -> None:
        """Give a command the keys of the preset again."""
        self._change(self._preset, {k: chosen for k, chosen in self._own.items() if k != key})

    def reset_all(self) -> None:
        """Give every command the keys of the preset again."""
        unknown = {k: chosen for k, chosen in self._own.items() if k not in self._commands}
        self._change(self._preset, unknown)

    def use(self, preset: Preset) -> None:
        """Start from another preset; the user's own keys stay over it."""
        self._change(preset, self._own)

    def undo(self) -> None:
        """Take the last change back."""
        preset, own = self._past.pop()
        self._apply(preset, own)

    def _change(self, preset: Preset, own: dict[str, object]) -> None:
        self._past.append((self._preset, self._own))
        self._apply(preset, own)

    def _apply(self, preset: Preset, own: dict[str, object]) -> None:
        self._preset, self._own = preset, own
        self._resolve()
        self._settings.set("key_preset", preset.id)
        self._settings.set("own_keys", json.dumps(own))

    def _resolve(self) -> None:
        """Deal the keys out: the last own choice first, then the preset; first come, first served.

        So no key is ever dead between two commands, however they came to want the same one.
        """
        own = [key for key in reversed(self._own) if key in self._commands]
        order = dict.fromkeys([*(key for key in own if self.is_own(key)), *self._commands])
        self._taken = {}
        dealt = self._deal(order)
        if dealt != self._keys:
            self._keys = dealt
            self.changed.emit()

    def _deal(self, order: Iterable[str]) -> dict[str, Keys]:
        """Give these commands what is still free, one after the other."""
        dealt: dict[str, Keys] = {}
        for key in order:
            command = self._commands[key]
            chosen = self._own_keys(key)
            wanted = self._preset_keys(command) if chosen is None else chosen
            rivals = self._taken.get
            free = [one for one in wanted if not any(overlap(command, c) for c in rivals(one, ()))]
            dealt[key] = tuple(free)
            for one in free:
                self._taken.setdefault(one, []).append(command)
        return dealt

    def _preset_keys(self, command: Command) -> Keys:
        return split_keys(self._preset.keys.get(command.id, command.keys))

    def _own_keys(self, key: str) -> Keys | None:
        chosen = self._own.get(key)
        if isinstance(chosen, list) and all(isinstance(one, str) for one in chosen):
            return tuple(chosen)
        return None

    def _read_preset(self) -> Preset:
        kept = self._settings.get("key_preset")
        return next((preset for preset in PRESETS if preset.id == kept), PRESETS[0])

    def _read_own(self) -> dict[str, object]:
        try:
            own = json.loads(self._settings.get("own_keys"))
        except ValueError:
            return {}
        return own if isinstance(own, dict) else {}
