"""The tools of the house style find nothing to say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.shared_data import REPOSITORY


def outcome(*command: str) -> tuple[int, str]:
    """Run a development tool in the repository; return its exit code and what it said."""
    program = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert program, f"{command[0]} is not installed"
    result = subprocess.run(
        [program, *command[1:]], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr


def test_ruff_finds_no_fault() -> None:
    code, said = outcome("ruff", "check", "--quiet")
    assert code == 0, said


def test_the_code_is_formatted_by_ruff() -> None:
    code, said = outcome("ruff", "format", "--check", "--quiet")
    assert code == 0, said


def test_mypy_strict_finds_no_fault() -> None:
    code, said = outcome("mypy", "--no-error-summary")
    assert code == 0, said


def test_every_import_contract_is_kept() -> None:
    code, said = outcome("lint-imports", "--no-cache", "--no-logo")
    assert code == 0, said
