"""Writes bookmarks as Markdown or CSV, each with a link that names file and second.

The links are media fragments (W3C Recommendation of 25 September 2012, section 4.2.1): browsers
and some players open ``file:///lecture.mp4#t=61.2`` at that second.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.videos.models import Bookmark, Video

    Listing = Iterable[tuple[Video, Sequence[Bookmark]]]

COLUMNS = ("video", "time", "at_ms", "note", "colour", "tags", "link")


def write(path: Path, bookmarks: Listing) -> int:
    """Write bookmarks, video by video, and return how many. The ending says the format: .md or
    .csv. UserFault for another, EnvironmentFault if the file cannot be written."""
    sections = [(video, list(marks)) for video, marks in bookmarks]
    match path.suffix.lower():
        case ".md" | ".markdown":
            text = as_markdown(sections)
        case ".csv":
            text = as_csv(sections)
        case _:
            raise UserFault(
                f"Bookmarks cannot be written as {path.name}.",
                field="out",
                advice="Give the file a name that ends in .md or .csv.",
            )
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise EnvironmentFault(
            f"{path} cannot be written ({error.strerror}).", advice="Choose another folder."
        ) from error
    return sum(len(marks) for _, marks in sections)


def as_markdown(bookmarks: Listing) -> str:
    """Return a heading for each video and a line for each bookmark, its time being the link."""
    parts = ["# Bookmarks\n"]
    for video, marks in bookmarks:
        parts.append(f"\n## {_one_line(video.about.title)}\n\n")
        for one in marks:
            note = "\n  ".join(one.note.split("\n"))
            tags = "".join(f" `{tag}`" for tag in one.tags)
            line = f"- [{clock_time(one.at_ms)}]({link(video, one.at_ms)}) {note}{tags}"
            parts.append(f"{line.rstrip()}\n")
    return "".join(parts)


def as_csv(bookmarks: Listing) -> str:
    """Return a table with COLUMNS."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(COLUMNS)
    for video, marks in bookmarks:
        table.writerows(
            (
                video.about.title,
                clock_time(one.at_ms),
                one.at_ms,
                one.note,
                one.colour,
                " ".join(one.tags),
                link(video, one.at_ms),
            )
            for one in marks
        )
    return file.getvalue()


def link(video: Video, at_ms: int) -> str:
    """Return the address of a moment: of the file, or online where there is none."""
    second = f"{at_ms / 1000:.3f}".rstrip("0").rstrip(".")
    path = Path(video.path)
    if video.path and path.is_absolute():
        return f"{path.as_uri()}#t={second}"
    return f"{video.url or quote(video.path)}#t={second}"


def _one_line(title: str) -> str:
    return " ".join(title.split())
