"""A result to look at: sitting a block to its end, and reading the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.result_page import ResultPage

if TYPE_CHECKING:
    from ms2qbank_desktop.features.practice.ui.result_model import Column
    from tests.support.examinee import Examinee


def see_result(examinee: Examinee) -> None:
    """Wait until the result stands there with its charts."""
    examinee.wait(lambda: examinee.shell.taken_over is None)
    pages = partial(examinee.shell.findChildren, ResultPage)
    examinee.wait(lambda: any(one.isVisible() and not one.under_way for one in pages()))


def sit_block(examinee: Examinee, mode: Mode = Mode.TIMED) -> int:
    """Answer B, A→B, B→C, A→D, nothing, B of 6 items, 20 s each; mark items 2 and 5."""
    block_id = examinee.begin(6, mode)
    for number, keys in enumerate(("B", "AB", "BC", "AD", "", "B")):
        examinee.press(*keys)
        if number in (1, 4):
            examinee.press("M")
        examinee.clock.pass_time(20)
        examinee.press("Right")
    examinee.press("Ctrl+E")
    see_result(examinee)
    return block_id


def column(examinee: Examinee, at: Column) -> list[str]:
    model = examinee.result_page.items.model
    return [model.index(row, at).data() for row in range(model.rowCount())]
