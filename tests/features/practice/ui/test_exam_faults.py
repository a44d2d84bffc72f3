"""A disk that takes nothing more: the screen stays at what is saved, and says why."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.examinee import Examinee

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the system")


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Let the system refuse every write of this process beyond the first bytes of a file."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def banners(examinee: Examinee) -> int:
    """Return how many banners are on the screen."""
    return sum(banner.isVisible() for banner in examinee.shell.findChildren(Banner))


def test_an_answer_that_is_not_saved_is_not_shown(examinee: Examinee) -> None:
    examinee.begin(3, Mode.TUTOR)
    examinee.press("A")
    with no_room():
        examinee.press("C", "Shift+D", "M", "Return")
    assert examinee.states() == "chosen idle idle idle idle"
    assert examinee.sees("Item 1 of 3")
    assert examinee.sees("Mark")
    assert not examinee.explanation.isVisible()
    assert banners(examinee) == 1
    examinee.press("C", "Return")
    assert examinee.item.answer == {2}
    assert examinee.item.submitted
    assert examinee.states() == "idle missed incorrect idle idle"


def test_the_next_item_opens_before_it_is_written_and_is_written_when_there_is_room(
    examinee: Examinee,
) -> None:
    examinee.begin(3)
    with no_room():
        examinee.press("Right")
        assert examinee.position == 0
    assert examinee.sees("Item 2 of 3")
    assert banners(examinee) == 1
    examinee.press("C")
    assert examinee.position == 1
    assert examinee.item.answer == {2}


def test_a_block_is_not_left_while_it_cannot_be_saved(examinee: Examinee) -> None:
    block_id = examinee.begin(2)
    examinee.press("B", "Ctrl+E")
    examinee.clock.pass_time(1)
    with no_room():
        examinee.click("Suspend")
        examinee.press("Ctrl+E")
    assert examinee.frame.review.isVisible()
    assert examinee.practice.block(examinee.ui.user_id, block_id).ended_at is None
    examinee.press("Ctrl+E")
    examinee.wait(lambda: examinee.shell.taken_over is None)
    assert [item.given for item in examinee.result(block_id).items] == ["B", ""]


def test_the_clock_says_once_that_seconds_are_not_saved_and_goes_on(examinee: Examinee) -> None:
    examinee.begin(3)
    with no_room():
        for _ in range(2):
            examinee.clock.pass_time(5)
            examinee.tick()
            examinee.wait(lambda: examinee.sees("04:2[05]"))
        assert banners(examinee) == 1
        shown = [banner for banner in examinee.shell.findChildren(Banner) if banner.isVisible()]
        shown[0].close_banner()
        examinee.clock.pass_time(5)
        examinee.tick()
        examinee.wait(lambda: examinee.sees("04:15"))
        assert banners(examinee) == 0
    examinee.clock.pass_time(5)
    examinee.tick()
    examinee.wait(lambda: examinee.sees("04:10"))
    assert examinee.item.time_ms == 20_000


def test_a_block_that_cannot_be_opened_leaves_the_window_as_it_was(examinee: Examinee) -> None:
    block_id = examinee.make(2)
    commands = {command.id for command in examinee.shell.commands.all()}
    with pytest.raises(UserFault):
        examinee.open(block_id + 1)
    assert examinee.shell.taken_over is None
    assert {command.id for command in examinee.shell.commands.all()} == commands
    examinee.open(block_id)
    assert examinee.sees("Item 1 of 2")


def test_a_block_opens_without_room_on_the_disk_and_says_so(examinee: Examinee) -> None:
    block_id = examinee.make(2)
    with no_room():
        examinee.open(block_id)
        examinee.wait(lambda: banners(examinee) == 1)
    examinee.press("C")
    assert examinee.item.answer == {2}
