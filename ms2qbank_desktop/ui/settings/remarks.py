"""What the screen of settings adds to the help of a setting, by what is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.ui.theme.typography import DYSLEXIA_FONTS, reading_family

if TYPE_CHECKING:
    from collections.abc import Callable

_GET_ONE = (
    f"Install {', '.join(DYSLEXIA_FONTS[:-1])} or {DYSLEXIA_FONTS[-1]}, "
    "free at opendyslexic.org and fonts.google.com, and start the program again."
)


def _of_reading_font(value: str) -> str:
    family, usual = reading_family(value), reading_family("system")
    if value == "dyslexia" and not family.startswith(DYSLEXIA_FONTS):
        stands_in = f"{family} stands in" if family != usual else f"texts stay in {usual}"
        return f"No font made for dyslexia is installed: {stands_in}. {_GET_ONE}"
    if value == "serif" and family == usual:
        return f"No font with serifs is installed: texts stay in {usual}."
    return f"Now in {family}."


_REMARKS: dict[str, Callable[[Any], str]] = {"reading_font": _of_reading_font}


def remark(key: str, value: Any) -> str:
    """Return what is to be said while the setting ``key`` stands at ``value``; "" for nothing."""
    return _REMARKS[key](value) if key in _REMARKS else ""
