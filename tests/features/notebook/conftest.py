import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bank import Desk, open_desk
from tests.support.vaults import picture


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    """A profile with twelve questions."""
    desk = open_desk(data_dir)
    yield desk
    desk.context.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A second profile, empty."""
    (tmp_path / "elsewhere").mkdir()
    desk = open_desk(tmp_path / "elsewhere" / "profile")
    yield desk
    desk.context.close()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A small vault that this program did not write."""
    folder = tmp_path / "My vault"
    (folder / "Systems" / "Renal").mkdir(parents=True)
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "secret.md").write_text("hidden")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "loop.png").write_bytes(picture(1))
    (folder / "slides.pdf").write_bytes(b"%PDF")
    (folder / "Start.md").write_text(
        "---\ntitle: Beginning\ntags: [med, step-1]\naliases:\n  - First\n"
        "created: 2024-01-02T03:04:05Z\n---\nSee [[Nephron]] #renal\n\n![[slides.pdf]]\n"
    )
    (folder / "Systems" / "Renal" / "Nephron.md").write_text(
        "![[loop.png|300]] ![loop](../../pictures/loop.png)\n\n```\n![[loop.png]]\n```\n- [ ] a\n"
    )
    for path in folder.rglob("*.md"):
        os.utime(path, (1_760_000_000, 1_760_000_000))  # before the clock of the desk
    return folder
