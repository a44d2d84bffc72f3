"""A student who answers without end and says aloud what the program has acknowledged.

Run as a program: ``python -m tests.support.answering DATA_DIR SEED``. After each call that
returned it prints one JSON line; whoever kills it compares the lines with what is on disk.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.attempts.models import Confidence, QuestionFilter, letters
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession


def say(**fact: object) -> None:
    """Write one line in one piece, past Python's buffers."""
    os.write(1, (json.dumps(fact) + "\n").encode())


def main(data_dir: Path, seed: int) -> None:
    """Answer blocks until killed."""
    chance = random.Random(seed)
    context = AppContext(data_dir)
    user_id = context.service(AccountService).acting().id
    practice = context.service(PracticeService)
    attempts = context.service(AttemptService)
    while True:
        request = BlockRequest(QuestionFilter(), chance.choice(list(Mode)), 8, time_factor=1.5)
        block_id = practice.create_block(user_id, request)
        session = BlockSession(practice, attempts, context.clock, user_id, block_id)
        say(block=block_id)
        for _ in range(40):
            act(session, chance)
        session.end()
        say(ended=block_id)


def act(session: BlockSession, chance: random.Random) -> None:
    """Do one random thing and say what it left."""
    place = chance.randrange(5)
    kind = chance.choice(
        [
            *("choose", "choose", "strike", "mark", "go", "tick", "submit"),
            *("hint", "phrases", "scroll", "rate"),
        ]
    )
    if kind == "choose":
        session.choose(place)
    elif kind == "strike":
        session.strike(place)
    elif kind == "mark":
        session.toggle_mark()
    elif kind == "go":
        session.go(chance.randrange(len(session.block.items)))
    elif kind == "tick":
        session.tick()
    elif kind == "hint":
        session.use_hint()
    elif kind == "phrases":
        session.use_phrases()
    elif kind == "scroll":
        session.scroll_to(chance.randrange(1000))
        session.tick()
    elif kind == "rate":
        session.rate(chance.choice(list(Confidence)))
    else:
        session.submit()
    item = session.item
    say(
        block=session.block.id,
        position=session.block.position,
        answer=letters(item.answer),
        struck=letters(item.struck),
        submitted=item.submitted,
        hint_used=item.hint_used,
        phrases_used=item.phrases_used,
        scroll=item.scroll,
        confidence=session.confidence,
        question=item.question_id,
        marked=session.is_marked(item),
        item_ms=item.time_ms,
        block_ms=session.block.elapsed_ms,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
