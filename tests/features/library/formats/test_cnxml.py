"""OpenStax books: modules, collections, exercises, glossaries."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.body import picture_addresses
from ms2qbank_desktop.features.library.formats import xml
from ms2qbank_desktop.features.library.formats.base import BadFile, BadItem
from ms2qbank_desktop.features.library.formats.mathml import formula
from ms2qbank_desktop.features.library.models import Term
from ms2qbank_desktop.features.questions.models import Choice, Markup
from tests.features.library.formats.reading import module, read, write
from tests.support.pictures import PNG
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

COLLECTION = """<col:collection xmlns:col="http://cnx.rice.edu/collxml"
  xmlns:md="http://cnx.rice.edu/mdml"><col:metadata><md:content-id>col1</md:content-id>
  <md:title>Physiology</md:title>
  <md:license url="http://creativecommons.org/licenses/by/4.0/">CC</md:license></col:metadata>
  <col:content><col:module document="m3"/><col:subcollection><md:title>Unit</md:title><col:content>
  <col:subcollection><md:title>Cells</md:title><col:content><col:module document="m2"/>
  <col:module document="m9"/></col:content></col:subcollection>
  <col:subcollection><md:title>Tissue</md:title><col:content><col:module document="m1"/>
  </col:content></col:subcollection></col:content></col:subcollection></col:content>
</col:collection>"""
LIST = "<list><item>b</item></list>"
FIGURE = """<figure id="f"><title>T</title><media alt="A [b]"><image src="../media/x y.png"/>
</media><caption>c</caption></figure>"""
TABLE = f"""<table id="t"><tgroup><thead><row><entry namest="c1" nameend="c2">a|b</entry></row>
</thead><tbody><row><entry>c</entry><entry>d{LIST}</entry></row></tbody></tgroup></table>"""
CHOICES = "<list><item>one</item><item>two <sub>2</sub></item><item>three</item></list>"


def body(tmp_path: Path, content: str) -> str:
    (draft,) = read(write(tmp_path, {"m1/index.cnxml": module(content)})).drafts
    return draft.body


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("<para>a <term>b</term> <emphasis>c </emphasis>d</para>", "a **b** **c** d"),
        ('<para><emphasis effect="italics">a</emphasis></para>', "*a*"),
        ("<para><term>H<sub>2</sub></term>O</para>", "<b>H<sub>2</sub></b>O"),
        ("<para>H<sub>2</sub>O x<sup>2</sup></para>", "H<sub>2</sub>O x<sup>2</sup>"),
        ("<para>1. a * b [x](y) $5 &lt;b&gt;</para>", r"1\. a \* b [x\](y) \$5 \<b>"),
        (
            "<section><title>A</title>x<section><title>B</title>y</section></section>",
            "## A\n\nx\n\n### B\n\ny",
        ),
        (
            f'<list list-type="enumerated"><item>a{LIST}</item><item>c</item></list>',
            "1. a\n   - b\n2. c",
        ),
        ("<para>a<list><item>b</item></list>c</para>", "a\n\n- b\n\nc"),
        ('<para>a<link url="https://x.org/(a)">b</link></para>', "a[b](https://x.org/%28a%29)"),
        ('<para><link url="javascript:alert(1)">b</link></para>', "b"),
        (
            '<note class="anatomy interactive"><para>a</para><para>b</para></note>',
            "> **Anatomy Interactive**\n>\n> a\n>\n> b",
        ),
        (
            f'<para>(<link target-id="f"/>)</para>{FIGURE}',
            "([[#Figure 1|Figure 1]])\n\n![A \\[b\\]](media/x%20y.png)\n\n**Figure 1.** *T.* c",
        ),
        (
            TABLE,
            "**Table 1.**\n\n| a\\|b |  |\n|---|---|\n| c | d<br>• b |",
        ),
        ("<para>a<newline/># b</para>", "a  \n\\# b"),
        ('<section class="references"><title>R</title></section><para>x</para>', "x"),
    ],
)
def test_content_becomes_markdown(tmp_path: Path, content: str, markdown: str) -> None:
    assert body(tmp_path, content) == markdown


@pytest.mark.parametrize(
    ("math", "markdown"),
    [
        ("<mtext>CO only</mtext>", "CO only"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "${x}^{2}$"),
        ("<mfrac><mn>1</mn><msqrt><mi>β</mi></msqrt></mfrac>", r"$\frac{1}{\sqrt{\beta }}$"),
        ("<mi>log</mi><mo>×</mo><mi>Δ</mi><mo>→</mo><mi>pH</mi>", ""),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"$\bar{x}$"),
        (
            "<mfenced><mi>a</mi><mi>b</mi></mfenced><mo>≤</mo><mtext>5 %</mtext>",
            r"$( a , b ) \leq \text{5 \%}$",
        ),
        ("<msubsup><mtext>O</mtext><mn>2</mn><mo>−</mo></msubsup>", r"${\text{O}}_{2}^{-}$"),
    ],
)
def test_a_formula_becomes_tex(math: str, markdown: str) -> None:
    made = formula(xml.parsed(f"<math>{math}</math>".encode()))
    assert made == (markdown or r"$\log \times \Delta \rightarrow \mathrm{pH}$")


def test_an_exercise_with_choices_is_a_question_and_others_are_read(tmp_path: Path) -> None:
    content = (
        '<section><title>Review</title><exercise id="e1"><problem><para>Which?</para>'
        f"{CHOICES}</problem><solution><label/><para>B. Because.</para></solution></exercise>"
        "<exercise><problem><para>Why?</para></problem><solution><para>So.</para></solution>"
        f"</exercise><exercise><problem><para>Hm?</para>{CHOICES}</problem><solution><para>A cell"
        "</para></solution></exercise></section>"
    )
    found = read(write(tmp_path / "Book", {"m1/index.cnxml": module(content)}))
    (question,) = found.exercises
    assert (question.stem, question.markup) == ("Which?", Markup.MARKDOWN)
    assert question.choices == (
        Choice("one"),
        Choice("two <sub>2</sub>", correct=True),
        Choice("three"),
    )
    assert (question.explanation, question.external_id) == ("Because.", "m1/e1")
    assert (question.topic, question.references[0].source) == ("Cells", "Book")
    body = found.drafts[0].body
    assert body.startswith("## Review\n\nWhy?\n\n> **Answer.** So.\n\nHm?")
    assert "Which" not in body


def test_a_question_has_no_links_to_figures(tmp_path: Path) -> None:
    content = (
        f'{FIGURE}<exercise id="e1"><problem><para>What shows <link target-id="f"/>?</para>'
        f"{CHOICES}</problem><solution><para>B.</para></solution></exercise>"
    )
    (question,) = read(write(tmp_path / "B", {"m1/index.cnxml": module(content)})).exercises
    assert question.stem == "What shows Figure 1?"


def test_a_glossary_becomes_terms(tmp_path: Path) -> None:
    rest = (
        "<glossary><definition><term>atom</term><meaning>least <sub>part</sub></meaning>"
        "</definition><definition><term>empty</term><meaning/></definition></glossary>"
    )
    (draft,) = read(write(tmp_path, {"m1/index.cnxml": module("", rest=rest)})).drafts
    assert draft.glossary == (Term("atom", "least part"),)


def test_a_collection_orders_the_modules_in_chapters(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"modules/m{number}/index.cnxml": module(f"<para>{number}</para>", f"Title {number}")
        for number in (1, 2, 3, 4)
    }
    found = read(write(tmp_path, {**files, "collections/p.collection.xml": COLLECTION}))
    (info,) = found.infos
    assert (info.key, info.title, info.license) == ("cnxml:col1", "Physiology", "CC BY 4.0")
    assert [(draft.title, draft.chapter) for draft in found.drafts] == [
        *(("Title 3", ""), ("Title 2", "1 Cells"), ("Title 1", "2 Tissue")),
    ]


def test_pictures_of_a_book_are_found_in_its_media_folder(tmp_path: Path) -> None:
    content = "".join(
        f'<figure><media alt=""><image src="{source}"/></media></figure>'
        for source in ("../../media/a.png", "../../../secret.png", "http://x.org/a.png")
    )
    files: dict[str, str | bytes] = {
        "book/modules/m1/index.cnxml": module(content),
        "book/media/a.png": PNG,
        "secret.png": PNG,
    }
    (draft,) = read(write(tmp_path, files) / "book").drafts
    assert draft.pictures == {"media/a.png": PNG}
    assert picture_addresses(draft.body) == ["media/a.png", "secret.png"]


def test_a_link_to_another_module_names_it(tmp_path: Path) -> None:
    link = '<para>see <link document="m2" target-id="x"/></para>'
    files: dict[str, str | bytes] = {
        "m1/index.cnxml": module(link),
        "m2/index.cnxml": module("<para>x</para>", "A &amp; B"),
    }
    assert read(write(tmp_path, files)).drafts[0].body == "see [[A & B]]"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><d>&c;</d>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]><d>&x;</d>',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><d/>',
        "<d>&unknown;</d>",
        "<d>" * 200 + "</d>" * 200,
        "<d>",
        "",
        '<?xml version="1.0" encoding="nothing"?><d/>',
    ],
)
def test_hostile_or_broken_xml_is_refused(text: str) -> None:
    with pytest.raises(BadItem):
        xml.parsed(text.encode())


def test_entities_of_a_dtd_that_is_not_read_are_those_of_html() -> None:
    text = (
        '<!DOCTYPE d PUBLIC "-//CNX//DTD CNXML" "http://example.org/c.dtd"><d>a&nbsp;b&alpha;</d>'
    )
    assert xml.parsed(text.encode()).text == "a\xa0bα"


def test_a_broken_module_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "m1/index.cnxml": "<document>",
        "m2/index.cnxml": module("<para>x</para>"),
        "m3/index.cnxml": "<html/>",
    }
    found = read(write(tmp_path, files))
    assert found.titles == ["Cells"]
    assert [problem.why.partition(":")[0] for problem in found.problems] == ["It was left out"] * 2


def test_folder_zip_and_tar_hold_the_same_book(tmp_path: Path) -> None:
    figure = '<figure><media alt="x"><image src="../../media/a.png"/></media></figure>'
    files: dict[str, str | bytes] = {"modules/m1/index.cnxml": module(figure), "media/a.png": PNG}
    folder = write(tmp_path / "book", files)
    with zipfile.ZipFile(tmp_path / "book.zip", "w") as archive:
        for name in files:
            archive.write(folder / name, f"top/{name}")
    with tarfile.open(tmp_path / "book.tar.gz", "w:gz") as packed:
        packed.add(folder, ".")
    expected = read(folder)
    for name in ("book.zip", "book.tar.gz"):
        found = read(tmp_path / name)
        assert [info.key for info in found.infos] == ["cnxml:book"]
        assert next(iter(found.drafts[0].pictures.values())) == PNG
        assert found.titles == expected.titles


def test_an_archive_cannot_write_or_read_outside_of_itself(tmp_path: Path) -> None:
    text = module("<para>x</para>").encode()
    bad = (
        "../m1/index.cnxml",
        "/m2/index.cnxml",
        "a/../../m3/index.cnxml",
        "C:/m4/index.cnxml",
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (*bad, "m5/index.cnxml"):
            archive.writestr(name, text)
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as packed:
        for name in (*bad, "m5/index.cnxml"):
            member = tarfile.TarInfo(name)
            member.size = len(text)
            packed.addfile(member, io.BytesIO(text))
        link = tarfile.TarInfo("m6/index.cnxml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hosts"
        packed.addfile(link)
    for name in ("a.zip", "a.tgz"):
        assert [draft.key for draft in read(tmp_path / name).drafts] == ["m5"]
    assert sorted(place.name for place in tmp_path.iterdir()) == ["a.tgz", "a.zip"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    size = 48 << 20
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m1/index.cnxml", bytes(size))
    assert read(tmp_path / "a.zip").problems[0].why == "It was left out: It is larger than 8 MB."
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as packed:
        member = tarfile.TarInfo("m1/index.cnxml")
        member.size = size
        packed.addfile(member, io.BytesIO(bytes(size)))
    with pytest.raises(BadFile, match="far more"):
        read(tmp_path / "a.tar.gz")


def test_an_archive_of_endless_names_is_refused(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + bytes(8) + (1 << 30).to_bytes(4, "little") + bytes(6)
    (tmp_path / "a.zip").write_bytes(end)
    with pytest.raises(BadFile, match="too many files"):
        read(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_broken_archive_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(BadFile, match="no sound"):
        read(tmp_path / name)


def test_the_shared_book_has_all_its_modules_terms_pictures_and_questions() -> None:
    found = read(shared("data/articles/openstax-ap2e-ch01-14-raw-cnxml.tar.gz"))
    assert (len(found.items), found.problems) == (93, [])
    assert sum(len(draft.glossary) for draft in found.drafts) == 1736
    assert sum(len(picture_addresses(draft.body)) for draft in found.drafts) == 372
    assert len(found.exercises) == 347
    assert all(any(choice.correct for choice in one.choices) for one in found.exercises)
