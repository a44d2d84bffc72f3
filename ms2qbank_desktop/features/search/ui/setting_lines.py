"""Settings as lines of the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.search.text import words
from ms2qbank_desktop.ui.widgets.foundwords import word_spans

from .palette_rows import Line

if TYPE_CHECKING:
    from ms2qbank_desktop.core.setting import Setting


def line(setting: Setting, value: str | int, text: str) -> Line:
    """Return a setting as a line of the palette, with its present value."""
    marks = tuple(word_spans(setting.title, words(text)))
    detail = f"{setting.group} · {setting.said(value)}"
    return Line("gear", setting.title, detail, setting.help, marks, setting=setting.key)
