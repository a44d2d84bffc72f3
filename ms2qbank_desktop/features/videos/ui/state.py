"""What a player is doing."""

from __future__ import annotations

from enum import Enum, auto


class State(Enum):
    """What the engine does. ENDED still shows the last picture; FAILED was told why."""

    EMPTY = auto()
    OPENING = auto()
    PLAYING = auto()
    PAUSED = auto()
    ENDED = auto()
    FAILED = auto()
