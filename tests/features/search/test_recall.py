"""How much of what was hidden is found, and whether an exact search finds neither more nor less."""

import random
import re

import pytest

from tests.support import planted_otherwise
from tests.support.planted import facts, plant
from tests.support.search_bench import Words
from tests.support.seeking import Seeker


@pytest.mark.parametrize(
    ("number", "noise"), [(100, 200), pytest.param(1_000, 5_000, marks=pytest.mark.campaign)]
)
def test_planted_facts_are_among_the_first_ten(seeker: Seeker, number: int, noise: int) -> None:
    planted = facts(number)
    with seeker.read_afterwards():
        where = plant(seeker.notes, seeker.user_id, planted, noise)
    missed = [fact for fact in planted if where[fact.text] not in seeker.ids(fact.query)[:10]]
    assert len(missed) <= number * 0.02, missed


@pytest.mark.parametrize(
    ("number", "noise"), [(140, 200), pytest.param(1_000, 5_000, marks=pytest.mark.campaign)]
)
def test_facts_planted_otherwise_are_among_the_first_ten_too(
    seeker: Seeker, number: int, noise: int
) -> None:
    planted = planted_otherwise.facts(number)
    with seeker.read_afterwards():
        where = planted_otherwise.plant(seeker, planted, noise)
    missed = [fact for fact in planted if where[fact.text] not in seeker.ids(fact.query)[:10]]
    assert len(missed) <= number * 0.02, missed


def test_exact_searches_find_what_reading_everything_finds(seeker: Seeker) -> None:
    words, chance = Words(11), random.Random(2)
    texts = [words.text(chance.randint(5, 60)) for _ in range(300)]
    with seeker.read_afterwards():
        notes = {seeker.note(text): _plain(text) for text in texts}
    frequent = sorted({word for text in notes.values() for word in text.split()})
    asked = [f'"{chance.choice(frequent)}"' for _ in range(12)]
    for text in chance.sample(list(notes.values()), 8):
        at = chance.randrange(len(text.split()) - 2)
        asked.append('"' + " ".join(text.split()[at : at + 2]) + '"')
    for query in asked:
        whole = query.replace('"', " ")
        there = {note for note, text in notes.items() if whole in f" {text} "}
        found = seeker.ids(f"{query} ", limit=1_000)
        assert (set(found), len(found)) == (there, len(there)), query
        assert seeker.find(query).counts == {"note": len(there)}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
