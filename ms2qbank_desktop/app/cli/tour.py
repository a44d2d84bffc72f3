"""Save a picture of every screen, seen on a copy of the profile."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.declared import THEME

if TYPE_CHECKING:
    from . import Output

NAME = "tour"


def add(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder for the pictures")
    parser.add_argument("--size", type=_size, default=(1280, 800), metavar="WxH")
    parser.add_argument("--theme", choices=THEME.choices[1:], default="light")
    parser.add_argument("--zoom", type=int, default=100, metavar="80-200")


def run(options: argparse.Namespace, output: Output) -> int:
    """Visit every screen without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ms2qbank_desktop.app.tour import Tour

    tour = Tour(options.data_dir, options.dir, options.size, options.theme, options.zoom)
    files = [str(file) for file in tour.run(options.user)]
    output.result({"files": files}, files)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, by, height = text.lower().partition("x")
    if not by or not width.isdecimal() or not height.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not WIDTHxHEIGHT")
    return int(width), int(height)
