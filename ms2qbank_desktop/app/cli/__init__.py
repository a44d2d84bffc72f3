"""The command line: one module per command, each with ``NAME``, ``add`` and ``run``.

With ``--json`` standard output is one JSON document and nothing else. Exit code 0: done,
1: nothing done because of a fault the user can mend, 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ms2qbank_desktop import __version__
from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.core.paths import default_data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


class Output:
    """Where a command writes: for people line by line, or one JSON document at the end."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream = stream
        self.as_json = as_json

    def result(self, document: Any, lines: Sequence[str]) -> None:
        """Give the outcome: ``document`` with --json, else ``lines``."""
        text = json.dumps(document, ensure_ascii=False, indent=1) if self.as_json else None
        self._stream.write((text if text is not None else "\n".join(lines)) + "\n")

    def fault(self, fault: Fault) -> None:
        """Say why nothing was done."""
        document = {"error": fault.message, "advice": fault.advice}
        if self.as_json:
            self.result(document, ())
        else:
            sys.stderr.write(f"{fault}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="ms2qbank", description="MS2QBank Desktop. Without a command the window opens."
    )
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--data-dir", type=Path, default=default_data_dir(), metavar="DIR")
    top.add_argument("--user", metavar="EMAIL", help="act for this profile")
    top.add_argument("--json", action="store_true", help="one JSON document on standard output")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for module in _modules():
        sub = commands.add_parser(
            module.NAME, help=str(module.__doc__).splitlines()[0], parents=[common]
        )
        module.add(sub, common)
        sub.set_defaults(run=module.run)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run ``arguments`` and return the exit code; wrong usage exits with 2 (argparse)."""
    options = parser().parse_args(arguments)
    output = Output(sys.stdout, as_json=options.json)
    try:
        if options.command is None:
            from ms2qbank_desktop.app.main import start

            return start(options.data_dir, options.user)
        return int(options.run(options, output))
    except Fault as fault:
        output.fault(fault)
        return 1


def _modules() -> tuple[ModuleType, ...]:
    from . import (
        articles,
        backup,
        cards,
        check,
        decks,
        export,
        import_,
        notes,
        plan,
        questions,
        report,
        restore,
        search,
        settings,
        stats,
        tour,
        videos,
    )

    studied = (questions, cards, decks, videos, articles, notes, plan)
    kept = (backup, restore, check, settings)
    return (import_, export, *studied, search, stats, report, *kept, tour)
