"""Numbers, times and letters of a block in the words the student reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.questions.models import LETTERS
from ms2qbank_desktop.ui.words import counted, short_when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.practice.models import BlockSummary

_NAMED_SYSTEMS = 3
"""Of so many further ones the most frequent system still says what a block is about."""

MODES = {Mode.TUTOR: "Tutor", Mode.TIMED: "Timed", Mode.CUSTOM: "Custom"}

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def mode_words(mode: Mode, time_factor: float) -> str:
    """Return "Timed", or "Timed ×1.5" with more time."""
    return MODES[mode] if time_factor == 1 else f"{MODES[mode]} ×{time_factor:g}"


def clock(milliseconds: int) -> str:
    """Return "04:38", or "1:04:38" from an hour on."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def countdown(milliseconds: int) -> str:
    """Return the time left, the begun second included: it is 00:00 only when time is up."""
    return clock(milliseconds + 999)


def stopwatch(milliseconds: int) -> str:
    """Return the time on one item, "1:42"."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02}"


def listed(words: Sequence[str]) -> str:
    """Return "A", "A and C", "A, C and D"."""
    *first, last = words or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def number_word(number: int) -> str:
    """Return a number that begins a sentence: "Three", "20"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def shown_letters(order: Sequence[int], places: Iterable[int]) -> list[str]:
    """Return the letters that choice ``places`` have on the screen, where ``order`` lists them."""
    return sorted(LETTERS[order.index(place)] for place in places)


def block_title(block: BlockSummary) -> str:
    """Return "Block 31, Renal and 2 more systems", or "Block 31, 11 systems" for many."""
    first, *others = [name for name in block.systems if name] or [""]
    if not first:
        return f"Block {block.number}"
    if len(others) > _NAMED_SYSTEMS:
        return f"Block {block.number}, {len(others) + 1} systems"
    more = f" and {counted(len(others), 'more system')}" if others else ""
    return f"Block {block.number}, {short_label(first)}{more}"


def block_facts(block: BlockSummary, now: datetime) -> str:
    """Return "Timed ×1.5, 20 questions, today 09:42 to 10:10" in local time."""
    when = short_when(block.created_at, now)
    ended = (block.ended_at or block.created_at).astimezone()
    if ":" in when and ended.date() == block.created_at.astimezone().date():
        when += f" to {ended:%H:%M}"
    mode = mode_words(block.mode, block.time_factor)
    return f"{mode}, {counted(block.size, 'question')}, {when}"


def blocks_before(number: int) -> str:
    """Return "block", "three blocks", "ten blocks", after the words "your last"."""
    return "block" if number == 1 else f"{number_word(number).lower()} blocks"
