"""The starter pack keeps the rules of item writing, as far as a program can see them."""

from __future__ import annotations

import json
import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from ms2qbank_desktop.features.questions.models import Editorial
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from tests.features.questions.profile import Profile

STARTER = REPOSITORY / "resources" / "seed" / "starter-questions.json"

DISCIPLINES = {
    "Pathology": 36,
    "Physiology": 27,
    "Pharmacology": 21,
    "Microbiology": 12,
    "Immunology": 9,
    "Biochemistry & Nutrition": 9,
    "Anatomy & Embryology": 6,
    "Genetics": 6,
    "Behavioral Sciences": 3,
    "Biostatistics": 3,
}
SYSTEMS = {
    "Human Development",
    "Blood & Lymphoreticular/Immune Systems",
    "Behavioral Health & Nervous Systems/Special Senses",
    "Musculoskeletal, Skin & Subcutaneous Tissue",
    "Cardiovascular System",
    "Respiratory & Renal/Urinary Systems",
    "Gastrointestinal System",
    "Reproductive & Endocrine Systems",
    "Multisystem Processes & Disorders",
    "Biostatistics & Epidemiology/Population Health",
    "Social Sciences: Communication and Interpersonal Skills",
}
DIFFICULTIES = {1: 24, 2: 39, 3: 39, 4: 21, 5: 9}
BANNED = re.compile(r"\b(all of the above|none of the above|except|which is true|always|never)\b")
NEGATIVE = re.compile(r"\b(not|except|least|false|true)\b")
UNTIDY = re.compile(r"\s°|\(N\b|\u03bc|\d{4}")  # "N:" for normal, the Greek mu, no comma

PLACE = re.compile(r"(?:Chapter|Section|Parts|Tool \d+,|Opinion [\d.]+,) on ")
BOOK = re.compile(r".+\. .+, \d+(?:st|nd|rd|th) edition|.+\. Code of Medical Ethics")

Item = dict[str, Any]
SCHEMA: dict[str, Any] = json.loads(
    (REPOSITORY / "resources" / "schema" / "questions-1.json").read_text(encoding="utf-8")
)
FIELDS = set(SCHEMA["$defs"]["question"]["properties"]) - {"images", "case"}
PACK: dict[str, Any] = json.loads(STARTER.read_text(encoding="utf-8"))
ITEMS: list[Item] = PACK["questions"]
every_item = pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])


def words(text: str) -> int:
    """Count words; the rules of a Markdown table are none."""
    return sum(any(map(str.isalnum, word)) for word in text.replace("|", " ").split())


def key(item: Item) -> int:
    """Return the place of the right choice."""
    return [choice["correct"] for choice in item["choices"]].index(True)


def prose(item: Item) -> str:
    parts = [item[field] for field in ("stem", "explanation", "objective", "hint")]
    parts += [choice[field] for choice in item["choices"] for field in ("text", "rationale")]
    return "\n".join(parts)


def rank(text: str) -> tuple[float, str]:
    """Order of choices: numbers by value, words by letter without quotes and Greek prefixes."""
    if re.fullmatch(r"[\d.]+%?", text):
        return float(text.rstrip("%")), ""
    return 0.0, re.sub(r"^[^a-z]+", "", text.casefold())


def test_it_fits_the_schema_of_our_format() -> None:
    jsonschema.validate(PACK, SCHEMA)


def test_it_comes_into_an_empty_bank_without_a_problem(profile: Profile) -> None:
    report = profile.take(STARTER)
    assert (report.added, report.problems, report.duplicates) == (132, [], [])
    assert profile.faults_inside() == []


def test_the_bank_holds_its_keys_and_key_phrases_as_written(profile: Profile) -> None:
    profile.take(STARTER)
    held = {question.external_id: question for question in profile.questions()}
    assert {name: question.correct for name, question in held.items()} == {
        item["id"]: {key(item)} for item in ITEMS
    }
    for item in ITEMS:
        question = held[item["id"]]
        assert [question.stem[it.start : it.end] for it in question.key_phrases] == [
            item["stem"][start:end] for start, end in item["key_phrases"]
        ]


def test_the_bank_shows_it_as_unreviewed_and_names_author_and_license(profile: Profile) -> None:
    profile.take(STARTER)
    (pack,) = profile.bank.packs()
    assert (pack.questions, pack.unreviewed) == (132, 132)
    assert (pack.info.license, pack.info.attribution) == ("CC BY 4.0", "MS2QBank Desktop")
    assert {question.editorial for question in profile.questions()} == {Editorial.UNREVIEWED}
    assert {question.author for question in profile.questions()} == {"MS2QBank"}


def test_it_is_sorted_by_ids_that_differ() -> None:
    names = [item["id"] for item in ITEMS]
    assert names == sorted(set(names))


def test_disciplines_systems_and_difficulties_have_their_shares() -> None:
    assert Counter(item["subject"] for item in ITEMS) == DISCIPLINES
    assert Counter(item["system"] for item in ITEMS) == dict.fromkeys(SYSTEMS, 12)
    assert Counter(item["difficulty"] for item in ITEMS) == DIFFICULTIES


def test_each_letter_is_right_in_12_to_28_percent() -> None:
    letters = Counter("ABCDE"[key(item)] for item in ITEMS)
    shares = {letter: letters[letter] / len(ITEMS) for letter in "ABCDE"}
    assert {letter: share for letter, share in shares.items() if not 0.12 <= share <= 0.28} == {}


def test_the_key_is_the_longest_choice_in_at_most_30_percent() -> None:
    longest = []
    for item in ITEMS:
        lengths = [len(choice["text"]) for choice in item["choices"]]
        right = lengths.pop(key(item))
        if right > max(lengths):
            longest.append(item["id"])
    assert len(longest) <= 0.3 * len(ITEMS)


def test_an_item_says_where_to_look_it_up_and_a_book_is_named_in_one_way() -> None:
    references = [reference for item in ITEMS for reference in item["references"]]
    assert [r for r in references if not PLACE.match(r["title"])] == []
    assert [r for r in references if not BOOK.fullmatch(r["source"])] == []
    sources = {r["source"] for r in references}
    assert len({source.rpartition(". ")[2].partition(",")[0] for source in sources}) == len(sources)


def test_no_two_stems_share_85_percent_of_their_words() -> None:
    stems = {item["id"]: item["stem"].casefold().split() for item in ITEMS}
    alike = [
        (one, other)
        for one, other in combinations(stems, 2)
        if SequenceMatcher(None, stems[one], stems[other], autojunk=False).ratio() >= 0.85
    ]
    assert alike == []


@every_item
def test_an_item_has_all_fields_and_five_choices_in_order(item: Item) -> None:
    assert set(item) == FIELDS
    assert all(item.values())
    texts = [choice["text"] for choice in item["choices"]]
    assert len(set(texts)) == 5
    assert texts == sorted(texts, key=rank)
    assert sum(choice["correct"] for choice in item["choices"]) == 1
    assert 2 <= len(item["tags"]) <= 5


@every_item
def test_an_item_keeps_its_word_counts(item: Item) -> None:
    vignette, lead_in = item["stem"].rsplit("\n\n", 1)
    assert 60 <= words(vignette) <= words(vignette) + words(lead_in) <= 130
    assert 80 <= words(item["explanation"]) <= 160
    rationales = {choice["text"]: words(choice["rationale"]) for choice in item["choices"]}
    assert {text: n for text, n in rationales.items() if not 30 <= n <= 60} == {}


@every_item
def test_an_item_asks_a_closed_question_without_banned_words(item: Item) -> None:
    lead_in = item["stem"].rsplit("\n\n", 1)[1]
    assert lead_in.endswith("?")
    assert NEGATIVE.search(lead_in.casefold()) is None
    assert BANNED.findall(prose(item).casefold()) == []
    assert item["choices"][key(item)]["text"].casefold() not in item["hint"].casefold()


@every_item
def test_an_item_writes_units_and_numbers_in_house_style(item: Item) -> None:
    assert UNTIDY.findall(prose(item)) == []


@every_item
def test_the_key_phrases_of_an_item_are_whole_words_of_its_stem(item: Item) -> None:
    stem = item["stem"]
    assert 2 <= len(item["key_phrases"]) <= 4
    last = 0
    for start, end in item["key_phrases"]:
        assert last <= start < end <= len(stem)
        assert re.fullmatch(r"\S(.*\S)?", stem[start:end])
        assert re.match(r"\w\w", stem[max(start - 1, 0) : start + 1]) is None
        assert re.match(r"\w\w", stem[end - 1 : end + 1]) is None
        last = end
