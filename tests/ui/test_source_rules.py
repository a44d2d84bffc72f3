"""Colours live in the theme files, and one style sheet is generated from them."""

from __future__ import annotations

import ast
import re

from tests.support import sources

HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
WINDOW_CODE = [
    place
    for place in sources.python_files(sources.PACKAGE)
    if {"ui", "app"} & set(place.relative_to(sources.PACKAGE).parts)
]


def test_only_the_theme_sets_a_style_sheet() -> None:
    found = [
        sources.shown(place)
        for place in WINDOW_CODE
        for node in ast.walk(sources.syntax_tree(place))
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet"
    ]
    assert found == ["ms2qbank_desktop/ui/theme/restyling.py"]


def test_no_colour_is_written_outside_the_theme_files() -> None:
    found = [
        f"{sources.shown(place)}:{node.lineno} {node.value[:40]}"
        for place in WINDOW_CODE
        for node in ast.walk(sources.syntax_tree(place))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HEX_COLOUR.search(node.value)
    ]
    assert found == []
