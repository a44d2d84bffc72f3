"""Reads the token files in ``resources/themes``: shared numbers, and the colours of each theme."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES = ("light", "dark", "sepia", "contrast", "contrast-dark")


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """A type size: factor of the base size, weight as in QFont, line height in per cent."""

    size: float
    weight: int
    line: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths in device-independent pixels at 100 % text zoom, durations in milliseconds."""

    radius: Mapping[str, int]
    border: Mapping[str, int]
    type: Mapping[str, TypeStyle]
    control: Mapping[str, int]
    icon: Mapping[str, int]
    layout: Mapping[str, int]
    motion: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ThemeTokens:
    """The colours of one theme as ``#RRGGBB`` or ``#RRGGBBAA``."""

    roles: Mapping[str, str]
    series: tuple[str, ...]
    grid: str
    axis: str
    band: str
    heat: tuple[str, ...]
    heat_text: tuple[str, ...]


@cache
def _read(name: str) -> dict[str, Any]:
    with (paths.resources() / "themes" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def theme_metrics(name: str) -> Metrics:
    """Return the numbers all themes share, and the borders that the theme ``name`` has."""
    data = dict(_read("metrics"))
    data["type"] = {kind: TypeStyle(**style) for kind, style in data["type"].items()}
    data["border"] = data["border"] | _read(name).get("border", {})
    return Metrics(**data)


@cache
def theme_tokens(name: str) -> ThemeTokens:
    """Return the colours of the theme ``name``, one of :data:`THEMES`."""
    data = _read(name)
    palette, chart = data["palette"], data["chart"]
    return ThemeTokens(
        roles={role: palette.get(value, value) for role, value in data["roles"].items()},
        series=tuple(chart["series"]),
        grid=chart["grid"],
        axis=chart["axis"],
        band=chart["band"],
        heat=tuple(chart["heat"]),
        heat_text=tuple(chart["heat-text"]),
    )
