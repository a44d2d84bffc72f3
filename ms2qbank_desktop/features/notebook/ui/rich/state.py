"""What is on at the caret, for a tool bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormatState:
    """``heading``: its level, 0 for none; ``list``: bullet, number, task or ""; ``highlight``:
    yellow, green, blue or ""."""

    heading: int = 0
    list: str = ""
    table: bool = False
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    sub: bool = False
    sup: bool = False
    underline: bool = False
    highlight: str = ""
