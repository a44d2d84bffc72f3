"""The block that can be gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.home import queries
from ms2qbank_desktop.features.practice.models import Spent
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.home.models import OpenBlock
    from tests.support.bank import Desk


def found(desk: Desk, user_id: int | None = None) -> OpenBlock | None:
    with desk.context.store.read() as session:
        return queries.open_block(session, user_id or desk.user_id)


def test_the_newest_block_that_has_not_ended_can_be_gone_on_with(data_dir: Path) -> None:
    desk = open_desk(data_dir)
    assert found(desk) is None
    first, second, third = (desk.block(3) for _ in range(3))
    desk.practice.end_block(desk.user_id, third, Spent(0, 0))
    desk.practice.visit(desk.user_id, second, 2, Spent(5_000, 5_000))
    left = found(desk)
    assert left is not None
    assert (left.block.id, left.item, left.block.left_ms) == (second, 3, 3 * 90_000 - 5_000)
    desk.practice.remove_block(desk.user_id, second)
    again = found(desk)
    assert again is not None
    assert again.block.id == first
    assert found(desk, 1) is None
    desk.context.close()
