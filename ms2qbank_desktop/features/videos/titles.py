"""Titles from file names, and which caption file belongs to which video."""

from __future__ import annotations

import re
from pathlib import PurePath

_ID_AT_THE_END = re.compile(r"\s*[\[(][\w-]{11}[\])]$")
"""As download programs append it."""
_TECHNICAL = re.compile(
    r"[\s._-]*\b(?:(?:480|720|1080|1440|2160)[pi]|4k|uhd|[hx]\.?26[45]|hevc|avc|vp9|av1|aac|ac3|"
    r"opus|mp3|web-?dl|webrip|bluray|dvdrip|hdtv)$",
    re.IGNORECASE,
)
_REMARKS = ("cc", "sdh")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,4})?", re.IGNORECASE)


def title_from(name: str) -> str:
    """Return a readable title for a file name.

    Underscores, and points and hyphens of a name without blanks, stand for blanks; codecs,
    resolutions and identities of download programs at its end are left out. Numbers stay: by
    them lectures are in order.
    """
    stem = PurePath(name).stem
    title = _ID_AT_THE_END.sub("", stem)
    while (shorter := _TECHNICAL.sub("", title)) != title:
        title = shorter
    title = title.replace("_", " ")
    if " " not in title.strip():
        title = title.replace(".", " ")
    if " " not in title.strip() and stem.count("-") > 1:
        title = title.replace("-", " ")
    title = " ".join(title.split()).strip("-–. ") or stem.strip() or name
    return title[:1].upper() + title[1:] if title.split()[0].islower() else title


def stems_for(caption: str) -> tuple[str, ...]:
    """Return the names, casefolded and without ending, of videos that a caption file may lie there
    for, the longest first: ``Lecture.en.srt`` is of ``lecture.en.mp4`` or else of ``lecture.mp4``.
    """
    stem = PurePath(caption).stem.casefold()
    shorter = stem.rpartition(".")[0]
    return tuple(filter(None, (stem, shorter, shorter.rpartition(".")[0])))


def language_of(caption: str, video: str) -> str:
    """Return the language that the name of a caption file says, "" if none: what follows the name
    of the video, or the last word of another name."""
    own, stem = PurePath(caption).stem, PurePath(video).stem
    if own.casefold().startswith(stem.casefold()):
        words = own[len(stem) :].split(".")
    else:
        words = own.split(".")[1:][-1:]
    found = (one.lower() for one in words if _LANGUAGE.fullmatch(one))
    return next((one for one in found if one not in _REMARKS), "")
