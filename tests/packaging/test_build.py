"""build.spec makes a folder that runs without Python, and holds all that is loaded by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import sources
from tests.support.shared_data import REPOSITORY

SPEC = REPOSITORY / "build.spec"


def analysis_asked_for() -> dict[str, Any]:
    """Run build.spec up to the work itself; return what it asks PyInstaller to analyse."""
    asked: dict[str, Any] = {}

    def analysis(scripts: list[str], **options: object) -> SimpleNamespace:
        asked.update(options, scripts=scripts)
        return SimpleNamespace(binaries=[], datas=[], pure=[], scripts=[])

    nothing = dict.fromkeys(["PYZ", "EXE", "COLLECT"], lambda *_, **__: None)
    code = compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec")
    exec(code, {"SPECPATH": str(REPOSITORY), "Analysis": analysis, **nothing})  # noqa: S102
    return asked


def test_the_build_takes_in_every_module_of_slices_pages_and_commands() -> None:
    hidden = set(analysis_asked_for()["hiddenimports"])
    wanted = {
        ".".join(place.relative_to(REPOSITORY).with_suffix("").parts)
        for folder in ("features", "app/cli")
        for place in sources.python_files(sources.PACKAGE / folder)
        if place.name != "__init__.py"
    }
    assert wanted <= hidden


def test_the_build_takes_in_resources_icons_and_migrations() -> None:
    asked = analysis_asked_for()["datas"]
    data = {Path(source): target for source, target in asked}
    assert data[REPOSITORY / "resources"] == "resources"
    icons = [source for source, target in data.items() if target == "resources/icons"]
    assert sorted(icon.suffix for icon in icons) == [".json", ".ttf"]
    migrations = sources.PACKAGE / "storage" / "migrations"
    assert data[migrations / "env.py"] == "ms2qbank_desktop/storage/migrations"
    assert data[migrations / "versions" / "*.py"] == "ms2qbank_desktop/storage/migrations/versions"


@pytest.mark.campaign
def test_the_built_program_starts_and_draws_its_pages(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    subprocess.run(
        [*command, f"--distpath={dist}", f"--workpath={tmp_path / 'build'}", str(SPEC)],
        cwd=REPOSITORY,
        check=True,
    )
    program = dist / "MS2QBank" / "MS2QBank"
    # Of this machine it may use nothing but the home folder of the tests.
    bare = {"HOME": os.environ["HOME"], "QT_QPA_PLATFORM": "offscreen"}
    pictures = tmp_path / "pictures"
    result = subprocess.run(
        [str(program), "tour", str(pictures)],
        cwd=tmp_path,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    drawn = [place for place in pictures.iterdir() if place.suffix == ".png"]
    assert drawn
    assert all(place.name in result.stdout for place in drawn)
