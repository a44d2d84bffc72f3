"""A student who highlights, erases and writes notes without end, and says what is on the disk.

Run as a program: ``python -m tests.support.scribbling DATA_DIR SEED``. After each call that
returned it prints one JSON line; whoever kills it compares the last one with the disk.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.annotations.models import (
    QUESTION,
    Colour,
    Passage,
    Span,
    Target,
)
from ms2qbank_desktop.features.annotations.service import AnnotationService

TARGET = Target(QUESTION, 7)
STEM = Passage("stem", "A man of 60 has a fever and a rash on both legs. " * 8)


def shown(service: AnnotationService, user_id: int) -> list[list[object]]:
    """Return the stretches that the disk has, as JSON does."""
    kept = service.highlights(user_id, TARGET)
    return [[span.start, span.end, span.colour.value] for span in service.shown(kept, STEM)]


def main(data_dir: Path, seed: int) -> None:
    """Scribble until killed."""
    chance = random.Random(seed)
    context = AppContext(data_dir)
    user_id = context.service(AccountService).acting().id
    service = context.service(AnnotationService)
    while True:
        start = chance.randrange(len(STEM.text))
        end = start + chance.randrange(1, 60)
        kind = chance.choice(["highlight", "highlight", "erase", "note"])
        if kind == "highlight":
            colour = chance.choice(list(Colour))
            service.highlight(user_id, TARGET, STEM, Span(start, end, colour))
        elif kind == "erase":
            service.erase(user_id, TARGET, STEM, start, end)
        else:
            service.write_note(user_id, TARGET, STEM.text[start:end])
        fact = {"shown": shown(service, user_id), "note": service.note(user_id, TARGET)}
        os.write(1, (json.dumps(fact) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
