"""The command line as another program calls it, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.app import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Cli:
    """Runs commands over one data folder; ``command``: the words that all of them begin with."""

    def __init__(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...] = ()
    ) -> None:
        self.data_dir = data_dir
        self._capsys = capsys
        self._command = command

    def __call__(self, *arguments: str | Path, code: int = 0) -> Any:
        """Return the JSON document of a command that must end with ``code``."""
        ended = self._run(*arguments, "--json")
        said = self._capsys.readouterr()
        assert (ended, said.err) == (code, "")
        return json.loads(said.out)

    def told(self, *arguments: str | Path) -> list[str]:
        """Return the lines a person reads."""
        assert self._run(*arguments) == 0
        return self._capsys.readouterr().out.splitlines()

    def _run(self, *arguments: str | Path) -> int:
        return cli.run(["--data-dir", str(self.data_dir), *self._command, *map(str, arguments)])
