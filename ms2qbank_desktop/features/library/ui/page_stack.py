"""Pages below each other, in pixels from the top of the first one."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class PageStack:
    """Pages of one width, apart by a ``gap``. It is empty until it is laid out."""

    def __init__(self, gap: int) -> None:
        self._gap = gap
        self._tops = [gap]
        self.width = 0

    def lay_out(self, sizes: Sequence[tuple[float, float]], width: int) -> None:
        """Give pages of these sizes, in any unit, another width."""
        self.width = width
        self._tops = [self._gap]
        for across, down in sizes:
            self._tops.append(self._tops[-1] + round(width * down / across) + self._gap)

    def __len__(self) -> int:
        return len(self._tops) - 1

    @property
    def whole(self) -> int:
        """The height of all."""
        return self._tops[-1]

    def top(self, page: int) -> int:
        return self._tops[page]

    def height(self, page: int) -> int:
        return self._tops[page + 1] - self._tops[page] - self._gap

    def page_at(self, y: int) -> int:
        """Return the page at a height, 0 where there are none."""
        return min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self) - 1))

    def pages(self, first: int, last: int) -> range:
        """Return the pages between two heights."""
        return range(self.page_at(first), self.page_at(last) + 1) if len(self) else range(0)

    def share_above(self, y: int) -> tuple[int, float]:
        """Return the page at a height, and how much of it is above, 0–1."""
        page = self.page_at(y)
        past = y - self._tops[page]
        return page, max(0.0, past / (self.height(page) + self._gap)) if len(self) else 0.0

    def y_of(self, page: int, share: float) -> int:
        """Return the height at which so much of a page is above; of none, the gap is seen."""
        return self._tops[page] + (
            round(share * (self.height(page) + self._gap)) if share else -self._gap
        )
