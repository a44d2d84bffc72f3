"""Writes the sample of today's schema that later versions must be able to open.

``python -m tests.support.schema_sample`` when a schema is released; the file is kept for ever.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.storage.migrations import HEAD
from tests.support.bank import open_desk

SAMPLES = Path(__file__).resolve().parents[1] / "storage" / "schemas"


def write(target: Path) -> None:
    """Write a small profile: twelve questions, an ended block of five, a suspended one of four,
    and a recipe."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "profile"
        desk = open_desk(data_dir)
        ended = desk.session(desk.block(5))
        for place in (1, 0, 1):
            desk.clock.pass_time(20)
            ended.choose(place)
            ended.go(ended.block.position + 1)
        ended.toggle_mark()
        ended.end()
        suspended = desk.session(desk.block(4, Mode.TUTOR))
        suspended.choose(2)
        desk.clock.pass_time(15)
        suspended.suspend()
        renal = QuestionFilter(BankFilter(systems=frozenset({"Renal"})))
        recipe = BlockRequest(renal, Mode.TIMED, 20, by_blueprint=True)
        desk.practice.save_recipe(desk.user_id, "Renal by the minute", recipe)
        desk.context.close()
        data = DataPaths(data_dir).database.read_bytes()
    target.write_bytes(gzip.compress(data, mtime=0))


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    write(SAMPLES / f"schema-{HEAD:04}.db.gz")
