"""The tour: a picture of every screen, and the profile stays as it is."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.support.bank import open_desk

ROOT = Path(__file__).resolve().parents[2]


def tour(data_dir: Path, target: Path, *options: str) -> list[Path]:
    command = [sys.executable, "-m", "ms2qbank_desktop", "--data-dir", str(data_dir), "tour"]
    done = subprocess.run(
        [*command, str(target), *options, "--json"], capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return [Path(file) for file in json.loads(done.stdout)["files"]]


@pytest.mark.journey
def test_a_tour_of_a_full_profile_shows_every_screen_in_the_size_asked_for(
    data_dir: Path, tmp_path: Path
) -> None:
    open_desk(data_dir).context.close()
    before = hashlib.sha256((data_dir / "ms2qbank.db").read_bytes()).hexdigest()
    files = tour(data_dir, tmp_path / "out", "--size", "1280x800", "--theme", "dark")
    names = {file.stem.partition("-")[2] for file in files}
    assert {"questions-create", "questions-blocks", "questions-packs"} <= names
    assert {"practice-tutor-answered", "practice-timed", "practice-result"} <= names
    assert "questions-columns" in names
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1280, 800)
    assert hashlib.sha256((data_dir / "ms2qbank.db").read_bytes()).hexdigest() == before


@pytest.mark.journey
def test_a_tour_of_a_new_profile_shows_the_starter_pack_and_leaves_no_profile(
    data_dir: Path, tmp_path: Path
) -> None:
    files = tour(data_dir, tmp_path / "out")
    assert {"practice-result", "questions-packs"} <= {f.stem.partition("-")[2] for f in files}
    assert not (data_dir / "ms2qbank.db").exists()
