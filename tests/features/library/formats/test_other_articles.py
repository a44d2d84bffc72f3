"""HTML files, MedQuAD, and the articles of the old web system."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.formats.base import BadFile
from tests.features.library.formats.reading import read, write
from tests.support.pictures import PNG

if TYPE_CHECKING:
    from pathlib import Path

MEDQUAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000559" source="GHR" url="https://ghr.nlm.nih.gov/condition/x">
<Focus>Fabry disease</Focus><FocusAnnotations><UMLS><SemanticGroup>Disorders</SemanticGroup></UMLS>
<Synonyms><Synonym>Angiokeratoma</Synonym><Synonym>GLA deficiency</Synonym></Synonyms>
</FocusAnnotations><QAPairs>
<QAPair pid="1"><Question qid="1-1" qtype="information">What is it ?</Question>
<Answer>Stored  fat.
Signs are:         - pain * in hands.    -  Rash.   Then it ends.
 - # one

More.</Answer></QAPair>
<QAPair pid="2"><Question>Empty ?</Question><Answer/></QAPair></QAPairs></Document>"""
PAGE = """<!doctype html><title>Tubule &amp; loop</title><meta name=author content="A. B">
<meta content="renal, kidney" name="keywords"><nav>menu</nav><script>alert(1)</script>
<h1>Tubule &amp; loop</h1><h2>Parts</h2>
<p onclick="x()">Some <b>bold </b>and <i>it</i>, H<sub>2</sub>O<br>- no list
<a href="javascript:alert(1)">bad</a> <a href="https://x.org/a b">good</a></p>
<ul><li>one<ol start=3><li>in</ol><li>two</ul>
<table><tr><th>a|b<th>c<tr><td>1<td>2</table>
<img src="pics/a%20b.png" alt="A [b]"><img src="http://x.org/c.png" alt="net"><img src="../s.png">
<blockquote>q</blockquote><pre>a *b*</pre><style>p{background:url(http://x.org)}</style>"""


def test_html_is_sanitised_and_becomes_markdown(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"book/a.html": PAGE, "book/pics/a b.png": PNG, "s.png": PNG}
    (draft,) = read(write(tmp_path, files) / "book").drafts
    assert (draft.title, draft.author, draft.tags) == (
        *("Tubule & loop", "A. B"),
        ("renal", "kidney"),
    )
    assert draft.pictures == {"pics/a b.png": PNG}
    assert draft.body == (
        "## Parts\n\n"
        "Some **bold** and *it*, H<sub>2</sub>O  \n"
        "\\- no list bad [good](https://x.org/a%20b)\n\n"
        "- one\n\n  3. in\n- two\n\n"
        "| a\\|b | c |\n|---|---|\n| 1 | 2 |\n\n"
        "![A \\[b\\]](pics/a%20b.png)[net]![](../s.png)\n\n"
        "> q\n\n```\na *b*\n```"
    )


@pytest.mark.parametrize("text", ["<div>" * 5000 + "x", "<b id=1><p>x" * 5000, "<p></p>", ""])
def test_html_that_is_nested_to_hurt_or_empty_is_refused(tmp_path: Path, text: str) -> None:
    found = read(write(tmp_path, {"a.html": text}))
    assert (found.items, len(found.problems)) == ([], 1)


def test_medquad_becomes_questions_with_their_answers(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "q/1.xml": MEDQUAD,
        "q/LICENSE": "Attribution 4.0 International",
    }
    found = read(write(tmp_path, files))
    (draft,) = found.drafts
    assert (draft.key, draft.title, draft.tags) == (
        *("GHR-0000559", "Fabry disease"),
        ("Disorders",),
    )
    assert draft.url == "https://ghr.nlm.nih.gov/condition/x"
    assert draft.body == (
        "*Also called:* Angiokeratoma, GLA deficiency\n\n## What is it ?\n\nStored fat.\n\n"
        "Signs are:\n\n- pain \\* in hands.\n- Rash.\n\nThen it ends.\n\n- \\# one\n\nMore."
    )
    assert [(info.source, info.license) for info in found.infos] == [("GHR", "CC BY 4.0")]


def test_a_medquad_file_without_answers_or_with_entities_is_told(tmp_path: Path) -> None:
    empty = MEDQUAD.replace("Stored", "").partition("<QAPair ")[0] + "</QAPairs></Document>"
    hostile = MEDQUAD.replace("<Document", '<!DOCTYPE D [<!ENTITY a "b">]><Document')
    found = read(write(tmp_path, {"1.xml": empty, "2.xml": hostile, "other.xml": "<note/>"}))
    assert [problem.why for problem in found.problems] == [
        "It was left out: It holds no answers.",
        "It was left out: It declares entities, which no article needs.",
    ]


@pytest.mark.parametrize("wrapped", [True, False])
def test_articles_of_the_old_system_are_read(tmp_path: Path, *, wrapped: bool) -> None:
    rows = [
        {
            "article_id": "a1",
            "title": "Heart  failure",
            "summary": "Short",
            "body": "# Long\r\ntext",
            "tags": '["high-yield", "high-yield"]',
            "author": None,
            "bookmarked": True,
        },
        {"id": 7, "title": "", "body": "x", "tags": ["a"]},
        {"article_id": "a2", "title": "No body"},
        "nothing",
    ]
    document = {"articles": rows} if wrapped else rows
    found = read(write(tmp_path, {"articles.json": json.dumps(document), "x.json": "{}"}))
    first, second = found.drafts
    assert (first.key, first.title, first.tags) == ("a1", "Heart failure", ("high-yield",))
    assert (first.body, first.summary, first.author) == ("# Long\ntext", "Short", "")
    assert (second.key, second.title, second.tags) == ("7", "7", ("a",))
    assert [problem.where for problem in found.problems] == ["article 3", "article 4"]
    assert [info.key for info in found.infos] == ["web-articles"]


def test_broken_json_is_told(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"articles.json": '[{"title": "a", "body": "b"'}))
    assert [problem.why for problem in found.problems] == ["It is no sound JSON."]


def test_a_folder_without_articles_says_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"no articles in it\. Known are: OpenStax"):
        read(write(tmp_path, {"x.txt": "Text"}))
