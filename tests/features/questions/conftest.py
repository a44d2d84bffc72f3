from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.features.questions.profile import Profile, open_profile
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """An open profile of this test's own."""
    profile = open_profile(prepared(tmp_path / "profile"), tmp_path / "files")
    yield profile
    profile.store.close()
