"""Looks into one media file: who it is, what it says of itself, its captions."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.features.videos.fingerprint import BLOCK, content_digest
from ms2qbank_desktop.features.videos.formats.known import read_file, read_inside
from ms2qbank_desktop.features.videos.formats.mp4 import missing_share
from ms2qbank_desktop.features.videos.models import Probe
from ms2qbank_desktop.features.videos.queries.files import Kept
from ms2qbank_desktop.features.videos.walking import is_text

if TYPE_CHECKING:
    from collections.abc import Container

    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
    from ms2qbank_desktop.features.videos.walking import Found

PROBE_S = 5.0
"""For one file: VLC needs some milliseconds for a sound one."""
NAMELESS = "Its name, or that of its folder, is not readable as text: give it another one."
EMPTY = "The file is empty."
NO_MEDIA = "There is nothing in this file that can be played."


@dataclass(slots=True)
class Looked:
    """What was seen of a file. ``probe`` is None if it was not probed, then ``inside`` says nothing
    either; ``why`` says why the file cannot be taken."""

    found: Found
    content: str = ""
    probe: Probe | None = None
    inside: list[Kept] = field(default_factory=list)
    beside: list[Kept] = field(default_factory=list)
    """Captions of tracks inside of it, and of files beside it."""
    problems: list[Problem] = field(default_factory=list)
    why: str = ""
    unprobed: bool = False
    """There is no VLC: it is to be looked into again once there is."""
    is_settled: bool = False
    """Another look would see the same: it was not given up for want of time, or of VLC."""

    @property
    def playable(self) -> bool:
        """Whether there is something to see or to hear in it."""
        return self.probe is not None and bool(self.probe.width or self.probe.audio_tracks)


class Look:
    """Looks into files, from any thread, several at a time."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self.fault: EnvironmentFault | None = None
        """Why there is no VLC."""

    def into(self, found: Found, known: Container[str] = ()) -> Looked:
        """Look into a file; one whose content is ``known`` is not probed again."""
        looked = Looked(found)
        if not found.size or not is_text(found.path):
            looked.why = EMPTY if is_text(found.path) else NAMELESS
            looked.is_settled = looked.why == EMPTY
            return looked
        try:
            with found.path.open("rb") as file:
                looked.content = content_digest(file, found.size)
                file.seek(0)
                zeros = b"\0" in file.read(BLOCK)
            if looked.content not in known:
                self._probe(looked, has_zeros=zeros)
        except OSError as error:
            looked.why = f"The file cannot be read ({error.strerror})."
        if looked.probe is not None:
            self._captions_inside(looked, looked.probe)
        self.captions_beside(looked)
        return looked

    def captions_beside(self, looked: Looked) -> None:
        """Read the caption files of a video."""
        found = looked.found
        for beside in found.captions:
            read = read_file(beside.path, found.path.name)
            looked.problems += read.problems
            looked.beside.append(
                Kept(read.source, read.language, read.captions, beside.modified_ns)
            )

    def _captions_inside(self, looked: Looked, probe: Probe) -> None:
        found = looked.found
        for read in read_inside(found.path, probe.subtitle_tracks):
            looked.problems += read.problems
            if read.captions:
                looked.inside.append(
                    Kept(read.source, read.language, read.captions, found.modified_ns)
                )

    def _probe(self, looked: Looked, *, has_zeros: bool) -> None:
        path, began = looked.found.path, time.monotonic()
        try:
            looked.probe = self._inspector.probe(path, PROBE_S)
            looked.is_settled = time.monotonic() - began < PROBE_S
        except EnvironmentFault as fault:
            self.fault, looked.unprobed, looked.probe = fault, True, Probe()
            # Without VLC a file of media is told from text by its zero bytes.
            looked.why = "" if has_zeros else NO_MEDIA
            return
        if not looked.playable:
            looked.why = looked.probe.problem or NO_MEDIA
        elif not looked.probe.problem and (share := missing_share(path)):
            problem = f"The file is cut off: its last {max(1, round(100 * share))} % are missing."
            looked.probe = replace(looked.probe, problem=problem)
        if looked.playable and looked.probe.problem:
            looked.problems.append(Problem(str(path), "", looked.probe.problem))
