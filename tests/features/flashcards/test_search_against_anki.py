"""Searches find the cards that the real Anki finds by them.

Left out is what differs on purpose: ``card:Cloze`` finds all cards of a cloze note here, in Anki
the first; ``preset:`` takes wildcards here and counts cards lent to a filtered deck.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.accounts.service import AccountService
from ms2qbank_desktop.features.flashcards.searching.language import SearchFault
from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from tests.support.profile import prepared
from tests.support.real_anki import PYTHON, Anki, needs_anki
from tests.support.shared_data import REPOSITORY, shared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ORACLE = REPOSITORY / "tests" / "support" / "anki_search_oracle.py"
SEARCHES = (
    *("", "a", "aortic", "heart failure", '"heart failure"', "-a", "a or e", "(a e) or -o"),
    *("deck:*", "deck:Step*", "deck:renal", "deck:*renal", '"deck:step 1"', "deck:default"),
    *("deck:filtered", "-deck:filtered", "deck:*::b*", "tag:none", "tag:a", "tag:a::*", "tag:a*"),
    *("tag:cardio", "tag:cardio::*", "tag:high-yield", "tag:re:^a", "-tag:a", "tag:leech"),
    *("is:new", "is:learn", "is:review", "is:due", "is:suspended", "is:buried"),
    *(
        "is:buried-manually",
        "is:buried-sibling",
        "-is:new",
        "is:due -is:learn",
        "is:learn is:review",
    ),
    *("flag:0", "flag:1", "flag:4", "-flag:0", "note:*cloze*", "note:*basic*"),
    *(
        "card:1",
        "card:2",
        "card:3",
        '"card:card 1"',
        "front:*a*",
        "text:*",
        "text:_*",
    ),
    *("back:", "-back:", "extra:*", "front:re:a.c", "re:a.c", "re:\\bthe\\b", "w:the", "w:a*"),
    *("nc:a", "added:1", "added:30", "edited:1", "edited:5000", "rated:1", "rated:31", "rated:365"),
    *("rated:365:1", "rated:365:3", "introduced:1", "introduced:365", "resched:365"),
    *("prop:ivl>0", "prop:ivl>=10", "prop:ivl<10", "prop:ivl=4", "prop:ivl!=4", "prop:due=0"),
    *("prop:due>0", "prop:due<=0", "prop:due<-1", "prop:due!=0", "prop:reps>0", "prop:reps=1"),
    *("prop:lapses>0", "prop:lapses=0", "prop:ease>2.4", "prop:ease=2.5", "prop:ease!=2.5"),
    *("prop:ease<2.5", "prop:pos>=0", "prop:pos<10", "prop:s>5", "prop:s<=13", "prop:d>0.5"),
    *("prop:d<0.5", "prop:r>0.5", "prop:r<0.9", "prop:r<0.99", "prop:rated>-400", "prop:rated=0"),
    *("prop:resched>-400", "preset:odd", "nid:1", "cid:1"),
    *("is:nonsense", "prop:ivl", "flag:9", "rated:x", "(a", "a or", "-", '"', "prop:zzz=1"),
)


def asked(package: Path, searches: Sequence[str]) -> dict[str, list[str] | None]:
    """Return what Anki finds."""
    done = subprocess.run(
        [PYTHON, ORACLE, package],
        input=json.dumps(searches),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str] | None] = json.loads(done.stdout)
    return found


def ours(data_dir: Path, package: Path, searches: Sequence[str]) -> dict[str, list[str] | None]:
    """Return what we find."""
    context = AppContext(prepared(data_dir))
    user_id = context.service(AccountService).acting().id
    exchange, search = context.service(ExchangeService), context.service(SearchService)
    exchange.import_files(user_id, (package,), Silent())
    records = exchange.records(user_id, search.find(user_id, ""))
    names = {one.card.id: f"{one.guid} {one.card.ordinal}" for one in records}
    found: dict[str, list[str] | None] = {}
    for one in searches:
        try:
            found[one] = sorted(names[card] for card in search.find(user_id, one))
        except SearchFault:
            found[one] = None
    context.close()
    return found


def differences(data_dir: Path, package: Path) -> dict[str, object]:
    theirs, mine = asked(package, SEARCHES), ours(data_dir, package, SEARCHES)
    return {
        one: f"Anki {theirs[one]}, we {mine[one]}" for one in SEARCHES if theirs[one] != mine[one]
    }


@needs_anki
def test_a_sample_is_searched_as_anki_searches_it(data_dir: Path) -> None:
    assert differences(data_dir, shared("data/anki/sample-latest.apkg")) == {}


@needs_anki
def test_whatever_state_a_card_is_in_it_is_found_as_in_anki(data_dir: Path, tmp_path: Path) -> None:
    Anki().make(tmp_path)
    assert differences(data_dir, tmp_path / "rich.apkg") == {}


def test_every_search_that_is_compared_is_asked_once() -> None:
    assert len(SEARCHES) == len(set(SEARCHES)) > 100
