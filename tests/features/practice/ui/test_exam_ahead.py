"""What the next key will need is there before the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.features.practice.ui.test_exam_content import picture, red_pixels
from tests.support.examinee import question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.support.examinee import Examinee


def test_the_picture_of_the_next_item_is_read_before_it_is_opened(
    seat: Callable[..., Examinee], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = [{"data": picture(tmp_path), "alt": "A smear"}]
    examinee = seat([question(1), question(2, images=images)])
    examinee.begin(2)
    ahead = examinee.exam._ahead  # noqa: SLF001
    examinee.wait(lambda: ahead._pictures)  # noqa: SLF001
    asked: list[str] = []
    monkeypatch.setattr(examinee.frame.question.stem._document, "_media", asked.append)  # noqa: SLF001
    examinee.press("Right")
    assert asked == []
    assert red_pixels(examinee.frame.question.stem) > 0


def test_a_highlight_made_just_now_is_there_after_going_on_and_back(examinee: Examinee) -> None:
    examinee.begin(3)
    stem = examinee.frame.question.stem
    stem.selectAll()
    examinee.press("Y")
    highlighter = examinee.exam.reading.highlighter
    made = highlighter._highlights  # noqa: SLF001
    assert made
    examinee.press("Right")
    assert highlighter._highlights == ()  # noqa: SLF001
    examinee.press("Left")
    assert highlighter._highlights == made  # noqa: SLF001
