"""The starter articles and the table of abbreviations: what their files keep to."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.drawing import check_drawing
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from ms2qbank_desktop.features.questions.typesetting import Source, typeset
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((REPOSITORY / "resources" / "seed" / "articles").glob("*.md"))
QUESTIONS = REPOSITORY / "resources" / "seed" / "starter-questions.json"
ABBREVIATIONS = REPOSITORY / "resources" / "abbreviations.tsv"
TEXTS = ("id", "title", "summary", "system", "subject", "license", "attribution", "source")
LISTS = ("topics", "tags")
SECTIONS = ("What it is", "Side by side", "Pitfalls on the exam", "Glossary", "References")
WORDS = range(500, 901)
"""How many words a body has, those for pictures left out, by the rules for articles of our own."""
FIGURES = REPOSITORY / "resources" / "seed" / "articles" / "figures"
LARGEST = 8_000
"""Bytes of a figure."""
TABLE = re.compile(r"^\|(?:-{3,}\|)+$", re.MULTILINE)
TERM = re.compile(r"^\*\*([^*\n]+)\*\*: \S.*$", re.MULTILINE)
LINK = re.compile(r"\[\[(.+?)\]\]")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$")
every_file = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


def parts(file: Path) -> tuple[dict[str, str], str]:
    """Return the front matter of an article by its keys, without quotes, and the body."""
    head, body = file.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    pairs = [line.split(": ", 1) for line in head.splitlines()]
    return {key: value.strip('"') for key, value in pairs}, body


def figures() -> list[Path]:
    return sorted(FIGURES.glob("*"))


def section(body: str, name: str) -> str:
    return body.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


HEADS = {file.stem: parts(file)[0] for file in FILES}
ROWS = [line.split("\t") for line in ABBREVIATIONS.read_text(encoding="utf-8").splitlines()[1:]]


def test_there_are_fourteen_articles_with_names_and_titles_of_their_own() -> None:
    assert {name: head["id"] for name, head in HEADS.items()} == {name: name for name in HEADS}
    assert len({head["title"] for head in HEADS.values()}) == len(HEADS) == 14


def test_every_system_of_the_exam_has_an_article_and_biostatistics_too() -> None:
    assert {head["system"] for head in HEADS.values()} == {system.name for system in SYSTEMS}
    assert "Biostatistics" in {head["subject"] for head in HEADS.values()}


@every_file
def test_the_front_matter_is_complete(file: Path) -> None:
    head, _ = parts(file)
    assert set(head) == {*TEXTS, *LISTS, "version"}
    assert [key for key in TEXTS if not head[key].strip()] == []
    assert [key for key in LISTS if not re.fullmatch(r"\[[^\[\]]+\]", head[key])] == []
    assert (head["license"], head["version"]) == ("CC BY 4.0", "2")
    assert len(re.findall(r"[.?!](?=\s|$)", head["summary"])) == 2


@every_file
def test_an_article_says_that_it_is_not_reviewed(file: Path) -> None:
    head, body = parts(file)
    assert "unreviewed" in head["tags"].strip("[]").split(", ")
    assert "not yet reviewed by a physician" in section(body, "References")


@every_file
def test_an_article_names_a_book_and_its_edition_to_look_it_up(file: Path) -> None:
    references = section(parts(file)[1], "References")
    assert re.search(r"To look it up: .+, \d+(?:st|nd|rd|th) edition", references)
    assert "hapter" in references


@every_file
def test_an_article_is_read_in_a_few_minutes_and_has_all_its_parts(file: Path) -> None:
    _, body = parts(file)
    assert len(PICTURE.sub("", body).split()) in WORDS
    assert [name for name in SECTIONS if not section(body, name).strip()] == []
    assert TABLE.search(section(body, "Side by side"))
    assert [kind for kind in ("Why", "How it shows") if f"\n## {kind}" not in body] == []
    assert "\n# " not in body  # the title stands in the front matter


@every_file
def test_a_glossary_has_six_to_ten_terms_each_on_a_line_of_its_own(file: Path) -> None:
    glossary = section(parts(file)[1], "Glossary").strip()
    terms = TERM.findall(glossary)
    assert glossary.count("\n\n") + 1 == len(set(terms)) == len(terms)
    assert 6 <= len(terms) <= 10


@every_file
def test_links_lead_to_other_starter_articles(file: Path) -> None:
    head, body = parts(file)
    others = {other["title"] for other in HEADS.values()} - {head["title"]}
    links = LINK.findall(body)
    assert links
    assert [link for link in links if link not in others] == []


@every_file
def test_every_figure_is_there_says_in_words_what_it_shows_and_follows_a_sentence(
    file: Path,
) -> None:
    body = parts(file)[1]
    for alt, address in PICTURE.findall(body):
        assert address.startswith("figures/")
        assert (file.parent / address).is_file()
        assert 8 <= len(alt.split()) <= 25
        assert re.search(rf"\n\n[A-Z][^\n]+[.:]\n\n!\[{re.escape(alt)}\]", body)


def test_most_articles_have_a_figure_and_every_figure_is_in_one_article() -> None:
    shown = [
        address.removeprefix("figures/")
        for file in FILES
        for _, address in PICTURE.findall(parts(file)[1])
    ]
    assert sorted(shown) == [one.name for one in figures()]
    assert len(shown) >= 11


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure.stem)
def test_a_figure_is_small_safe_and_read_as_text(figure: Path) -> None:
    data = figure.read_bytes()
    assert len(data) < LARGEST
    check_drawing(data)
    text = data.decode("utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg\")", text)
    assert re.search(r"<title>[^<]{8,}</title>\n<desc>[^<]{60,}</desc>", text)
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', text))) >= 11.5
    assert re.search(r'viewBox="-8 -8 476 \d+"', text)  # so that its type is that of the text


@every_file
def test_every_row_of_a_table_has_as_many_cells_as_its_head(file: Path) -> None:
    tables = re.findall(r"(?:^\|.*\|\n)+", parts(file)[1], re.MULTILINE)
    assert [t for t in tables if len({row.count("|") for row in t.splitlines()}) > 1] == []


@every_file
def test_every_formula_can_be_set(file: Path) -> None:
    _, body = parts(file)
    for display, inline in FORMULA.findall(body):
        assert typeset(Source(display or inline, bool(display))).width > 0
    assert "$" not in FORMULA.sub("", body)


def test_the_abbreviations_have_three_columns_and_begin_with_a_heading() -> None:
    text = ABBREVIATIONS.read_text(encoding="utf-8")
    assert text.startswith("# abbreviation\t")
    assert [row for row in ROWS if len(row) != 3 or not row[0] or not row[1]] == []
    assert [row for row in ROWS if any(cell != cell.strip() for cell in row)] == []


def test_no_abbreviation_stands_twice_whatever_its_case_and_they_are_sorted() -> None:
    folded = [row[0].casefold() for row in ROWS]
    assert [name for name, number in Counter(folded).items() if number > 1] == []
    assert folded == sorted(folded)
    assert len(folded) >= 330


def test_the_expansions_of_an_abbreviation_differ() -> None:
    meanings = {row[0]: [row[1], *filter(None, row[2].split("; "))] for row in ROWS}
    assert [name for name, found in meanings.items() if len(set(found)) < len(found)] == []
    assert [name for name, found in meanings.items() if name in found] == []
    assert meanings["MI"][:2] == ["myocardial infarction", "mitral insufficiency"]


def test_starter_questions_and_articles_name_their_topics_alike() -> None:
    pack = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    asked = {question["topic"] for question in pack["questions"]}
    topics = {name: set(json.loads(head["topics"])) for name, head in HEADS.items()}
    alone = {name for name, named in topics.items() if not named & asked}
    assert alone == {"microcytic-anemia-iron-studies", "nerve-injuries-upper-limb"}
    assert len(asked & set().union(*topics.values())) >= 25
