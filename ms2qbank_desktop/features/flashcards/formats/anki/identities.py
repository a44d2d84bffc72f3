"""Ids as Anki wants them: milliseconds since 1970, small enough for JavaScript."""

from __future__ import annotations

_EXACT = 1 << 53
"""JavaScript, in which Anki's windows are written, counts no further without gaps."""
_TIME_BITS = 21
"""Our ids are milliseconds, then so many other bits (core.ids)."""
_FIRST = 1_000_000_000_000
_SPAN = 500_000_000_000


class AnkiIds:
    """Gives each of our ids one of Anki's, always the same. Anki's own ids stay as they are."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms
        self.given: dict[int, int] = {}
        """All that were given until now."""
        self._taken: set[int] = set()

    def __call__(self, id_: int) -> int:
        """Return the Anki id of ``id_``, a new one at its first use."""
        found = self.given.get(id_)
        return self.new(id_) if found is None else found

    def new(self, id_: int) -> int:
        """Return the Anki id of ``id_``, which was not asked for before."""
        wanted = id_ if 0 < id_ < _EXACT else self._time(id_)
        while wanted in self._taken:
            wanted += 1
        self.settle(id_, wanted)
        return wanted

    def settle(self, id_: int, anki_id: int) -> None:
        """Decide that ``id_`` is ``anki_id``."""
        self.given[id_] = anki_id
        self._taken.add(anki_id)

    def _time(self, id_: int) -> int:
        """Return the millisecond in an id of ours; one derived from a name has none, so any."""
        made = (id_ >> _TIME_BITS) & (_EXACT - 1)
        return made if _FIRST <= made <= self._now_ms else _FIRST + made % _SPAN
