from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bank import Desk, open_desk


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    """A profile with twelve questions."""
    desk = open_desk(data_dir)
    yield desk
    desk.context.close()
