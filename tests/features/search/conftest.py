from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bank import Desk, open_desk
from tests.support.seeking import Seeker


@pytest.fixture
def seeker(data_dir: Path) -> Iterator[Seeker]:
    """Somebody who looks for things in a profile without questions."""
    desk = open_desk(data_dir, questions=0)
    yield Seeker(desk)
    desk.context.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A second profile, empty."""
    (tmp_path / "elsewhere").mkdir()
    desk = open_desk(tmp_path / "elsewhere" / "profile", questions=0)
    yield desk
    desk.context.close()
