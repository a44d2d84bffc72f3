from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.features.questions.profile import Profile, open_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile folder at head, made once: the migration is slower than most tests."""
    root = tmp_path_factory.mktemp("template") / "profile"
    open_profile(root, root).store.close()
    return root


@pytest.fixture
def profile(empty_profile: Path, tmp_path: Path) -> Iterator[Profile]:
    """An open profile of this test's own."""
    shutil.copytree(empty_profile, tmp_path / "profile")
    profile = open_profile(tmp_path / "profile", tmp_path / "files")
    yield profile
    profile.store.close()
