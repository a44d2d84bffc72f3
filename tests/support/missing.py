"""A student who makes everything of missed questions until killed.

``python -m tests.support.missing DATA_DIR``: prints the number of each question once all of it is
there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ms2qbank_desktop.features.notebook.models import Miss
from ms2qbank_desktop.features.planner.service.retests import RetestService
from ms2qbank_desktop.features.practice.service.misses import MissService
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk, open_desk

BLOCK = 1


def make_all(desk: Desk) -> None:
    """Make everything of each question of the bank, as the window does."""
    service = desk.context.service
    for question in desk.bank.select(BankFilter()):
        logged = service(MissService).log(desk.user_id, Miss(question, BLOCK), "A")
        service(RetestService).plan(desk.user_id, logged.entry, logged.places)
        os.write(1, f"{question}\n".encode())


if __name__ == "__main__":
    make_all(open_desk(Path(sys.argv[1]), 0))
