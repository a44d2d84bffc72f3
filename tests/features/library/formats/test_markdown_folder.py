"""Folders of Markdown files with front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.body import picture_addresses, words
from ms2qbank_desktop.features.library.formats import front_matter
from ms2qbank_desktop.features.library.models import Term
from tests.features.library.formats.reading import read, write
from tests.support.pictures import PNG
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

FULL = """---
id: cells
title: "Cells: a \\"first\\" look"   # seen by nobody
book: Physiology
chapter_no: 2
chapter: The cell
summary: >
  What holds
  it together.
system: Multisystem
subject: 'Physiology'
topics: [Membranes, "Lipids, and more"]
tags:
  - basic
  - cell
license: CC BY 4.0
attribution: The authors
source: A repository
url: https://example.org/cells
author: [A. One, B. Two]
unknown: {a: b}
---

# Cells: a "first" look

A **membrane**.
"""


def test_front_matter_says_what_an_article_is(tmp_path: Path) -> None:
    found = read(write(tmp_path / "notes", {"a.md": FULL}))
    (draft,) = found.drafts
    assert (draft.key, draft.title) == ("cells", 'Cells: a "first" look')
    assert (draft.chapter, draft.summary) == ("2 The cell", "What holds it together.")
    assert (draft.system, draft.subject) == ("Multisystem", "Physiology")
    assert draft.topics == ("Membranes", "Lipids, and more")
    assert (draft.tags, draft.author) == (("basic", "cell"), "A. One, B. Two")
    assert (draft.url, draft.reviewed) == ("https://example.org/cells", True)
    assert draft.body == "A **membrane**."
    (info,) = found.infos
    assert (info.title, info.license, info.attribution, info.source) == (
        *("Physiology", "CC BY 4.0", "The authors"),
        "A repository",
    )


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# From the heading\n\nText", "From the heading", "Text"),
        ("From the line\n====\nText", "From the line", "Text"),
        ("Text\n\n# Later #\n\nMore", "Later", "Text\n\n# Later #\n\nMore"),
        ("Text", "from the name", "Text"),
        ("---\ntitle: Own\n---\n# Other\nText", "Own", "# Other\nText"),
        ("--- \ntitle: no end\n", "from the name", "--- \ntitle: no end"),
        ("\ufeff# With a mark\r\nText\r\n", "With a mark", "Text"),
    ],
)
def test_the_title_is_that_of_the_front_matter_then_the_heading_then_the_name(
    tmp_path: Path, text: str, title: str, body: str
) -> None:
    (draft,) = read(write(tmp_path, {"from_the_name.md": text})).drafts
    assert (draft.title, draft.body) == (title, body)


def test_pictures_are_taken_from_the_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    text = (
        "![a](media/a.png) ![b](<b c.png>) ![up](../secret.png) ![in](media/../../secret.png) "
        "![abs](/etc/hosts) ![net](https://example.org/x.png) ![gone](gone.png) ![link](link.png)"
    )
    files: dict[str, str | bytes] = {
        "book/a.md": text,
        "book/media/a.png": PNG,
        "book/b c.png": PNG,
        "secret.png": PNG,
    }
    book = write(tmp_path, files) / "book"
    (book / "link.png").symlink_to(tmp_path / "secret.png")
    (draft,) = read(book).drafts
    assert draft.pictures == {"media/a.png": PNG, "b c.png": PNG}
    assert len(picture_addresses(draft.body)) == 8


def test_files_are_in_natural_order_and_those_about_the_folder_are_left_out(
    tmp_path: Path,
) -> None:
    names = ("10 last.md", "2 next.md", "1 first.md", "README.md", "LICENSE.md", ".hidden/x.md")
    found = read(write(tmp_path, dict.fromkeys(names, "Text")))
    assert found.titles == ["1 first", "2 next", "10 last"]
    assert [item.ordinal for item in found.items] == [1, 2, 3]


def test_each_folder_is_a_collection_unless_they_are_chapters(tmp_path: Path) -> None:
    apart = write(tmp_path / "a", {"Renal/x.md": "Text", "Heart/y.md": "Text"})
    assert sorted(info.title for info in read(apart).infos) == ["Heart", "Renal"]
    one = read(write(tmp_path / "Book", {"ch01 Cells/x.md": "Text", "ch02/y.md": "Text"}))
    assert [info.title for info in one.infos] == ["Book"]
    assert [draft.chapter for draft in one.drafts] == ["ch01 Cells", "ch02"]
    with_own = read(write(tmp_path / "c", {"own.md": "Text", "Renal/x.md": "Text"}))
    assert [info.title for info in with_own.infos] == ["c"]


def test_a_folder_is_called_as_it_is(tmp_path: Path) -> None:
    found = read(write(tmp_path / "Step_1 v2.10", {"a.md": "Text"}))
    assert [info.title for info in found.infos] == ["Step 1 v2.10"]


def test_single_files_of_a_folder_keep_their_place_in_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "Book", {"a.md": "Text", "b.md": "Text", "deep/c.md": "Text"})
    (item,) = read(folder, "b.md").items
    assert (item.ordinal, item.draft.title) == (2, "b")


def test_the_license_of_a_folder_is_that_of_its_license_file(tmp_path: Path) -> None:
    text = "\n\nAttribution-NonCommercial-ShareAlike 4.0 International\n\nMore"
    found = read(write(tmp_path, {"LICENSE-CC.txt": text, "a.md": "Text"}))
    assert [info.license for info in found.infos] == ["CC BY-NC-SA 4.0"]
    other = read(write(tmp_path / "b", {"LICENSE": "MIT License\n\nPermission", "a.md": "Text"}))
    assert [info.license for info in other.infos] == ["MIT License"]


def test_key_terms_become_the_glossary(tmp_path: Path) -> None:
    terms = "- **atom**: the *least* part\n* **ion** – charged\n"
    text = f"Text\n\n## Key Terms\n\n{terms}\n## Next\n- **no**: x"
    (draft,) = read(write(tmp_path, {"a.md": text})).drafts
    assert draft.glossary == (Term("atom", "the least part"), Term("ion", "charged"))


def test_two_files_of_one_id_are_two_articles(tmp_path: Path) -> None:
    text = "---\nid: same\n---\nText"
    found = read(write(tmp_path, {"a.md": text, "b.md": text}))
    assert [draft.key for draft in found.drafts] == ["same", "b"]


def test_an_article_tagged_or_said_to_be_unreviewed_is_not_reviewed(tmp_path: Path) -> None:
    texts = {"a.md": "---\ntags: [unreviewed]\n---\nX", "b.md": "---\nreviewed: false\n---\nX"}
    assert [draft.reviewed for draft in read(write(tmp_path, texts)).drafts] == [False, False]


def test_what_is_no_text_or_empty_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": b"a\0b",
        "b.md": "",
        "c.md": "Fine",
        "d.md": "x" * (9 << 20),
    }
    found = read(write(tmp_path, files))
    assert found.titles == ["c"]
    assert [problem.file.rpartition("/")[2] for problem in found.problems] == [
        *("a.md", "b.md", "d.md")
    ]


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("a: 1\nB-c: x y", {"a": "1", "b_c": "x y"}),
        ("a: 'it''s'\nb: \"q\\n\"", {"a": "it's", "b": "q\n"}),
        ("a: []\nb: [x, 'y, z']", {"a": [], "b": ["x", "y, z"]}),
        ("a:\n  - x\n  - 'y'\nb: z", {"a": ["x", "y"], "b": "z"}),
        ("a: |\n  one\n  two\n# no\nb:", {"a": "one\ntwo", "b": ""}),
        ("no key\n: x\na: https://x.org/#y", {"a": "https://x.org/#y"}),
    ],
)
def test_front_matter_reads_words_texts_and_lists(
    block: str, values: dict[str, front_matter.Value]
) -> None:
    assert front_matter.split(f"---\n{block}\n---\nBody") == (values, "Body")


def test_the_shared_book_and_topics_have_the_expected_counts() -> None:
    book = read(shared("data/articles/openstax-ap2e"))
    addresses = [one for draft in book.drafts for one in picture_addresses(draft.body)]
    assert (len(book.items), book.problems) == (93, [])
    assert (len(addresses), len(set(addresses))) == (371, 370)
    assert sum(len(draft.pictures) for draft in book.drafts) == 24
    assert sum(len(draft.glossary) for draft in book.drafts) == 1736
    assert [(info.title, info.license) for info in book.infos] == [
        ("Anatomy and Physiology 2e", "CC-BY-4.0")
    ]
    topics = read(shared("data/articles/medlineplus-topics"))
    assert (len(topics.items), topics.problems) == (327, [])


def test_the_words_of_the_shared_book_are_those_expected_without_what_is_not_read() -> None:
    folder = shared("data/articles/openstax-ap2e")
    by_blanks = sum(len(file.read_text("utf-8").split()) for file in folder.glob("*.md"))
    assert by_blanks == 267_138  # as expected.json counts: front matter, marks and alt texts too
    ours = sum(words(draft.body) for draft in read(folder).drafts)
    assert ours == 231_164
