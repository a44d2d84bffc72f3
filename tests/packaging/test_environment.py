"""bootstrap makes a real virtual environment, with a real pip, of a project that needs no index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# The smallest build backend: a wheel of a .pth file that points to the checkout.
BACKEND = """
import os, zipfile

METADATA = "Metadata-Version: 2.1\\nName: ms2qbank-desktop\\nVersion: 1\\n"
WHEEL = "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"

def build_editable(folder, config_settings=None, metadata_directory=None):
    name, info = "ms2qbank_desktop-1-py3-none-any.whl", "ms2qbank_desktop-1.dist-info"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("checkout.pth", os.getcwd())
        wheel.writestr(info + "/METADATA", METADATA)
        wheel.writestr(info + "/WHEEL", WHEEL)
        wheel.writestr(info + "/RECORD", "")
    return name
"""
PROGRAM = "import sys; print('program', sys.prefix, *sys.argv[1:])"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    package = root / "ms2qbank_desktop"
    package.mkdir(parents=True)
    for name in ("ms2qbank_desktop/__init__.py", "ms2qbank_desktop/bootstrap.py"):
        shutil.copy(REPOSITORY / name, root / name)
    (package / "__main__.py").write_text(PROGRAM)
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "backend.py").write_text(BACKEND)
    return root


def run(clone: Path) -> str:
    programs = clone / "no-programs"  # so that no apt-get is found and the system is left alone
    result = subprocess.run(
        [sys.executable, "-m", "ms2qbank_desktop.bootstrap", "run", "tour", "out"],
        cwd=clone,
        env={**os.environ, "PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_an_environment_is_made_once_kept_renewed_and_rebuilt_when_half_made(clone: Path) -> None:
    half_made = clone / ".venv" / "lib" / "half-made.txt"
    half_made.parent.mkdir(parents=True)
    half_made.touch()
    started = f"program {clone / '.venv'} tour out\n"

    first = run(clone)
    assert first.startswith("Making .venv")
    assert first.endswith(started)
    assert not half_made.exists()

    assert run(clone) == started

    with (clone / "pyproject.toml").open("a") as project:
        project.write("# another dependency\n")
    changed = run(clone)
    assert changed.startswith("Installing Python packages")
    assert changed.endswith(started)
