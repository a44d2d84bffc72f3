from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import Cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ms2qbank(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The program's commands over a profile of this test's own."""
    return Cli(data_dir, capsys)
