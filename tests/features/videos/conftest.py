from collections.abc import Iterator
from pathlib import Path

import pytest

from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
from tests.support.bank import Desk, open_desk
from tests.support.video_library import Library


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    """A profile with twelve questions."""
    desk = open_desk(data_dir)
    yield desk
    desk.context.close()


@pytest.fixture(scope="session")
def inspector() -> Iterator[Inspector]:
    """One for all tests: to start VLC takes longer than most of them."""
    inspector = Inspector()
    yield inspector
    inspector.close()


@pytest.fixture
def library(desk: Desk, inspector: Inspector) -> Library:
    """The empty library of that profile."""
    return Library(desk, inspector)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for lectures."""
    folder = tmp_path / "lectures"
    folder.mkdir()
    return folder
