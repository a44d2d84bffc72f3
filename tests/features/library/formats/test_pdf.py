"""PDF books: chapters from the outline, a heading for each page, words in paragraphs."""

from __future__ import annotations

import os
import random
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.formats.pdf import NO_WORDS, divided
from ms2qbank_desktop.features.library.formats.pdf_words import bared, paragraphs
from ms2qbank_desktop.features.library.pdf_file import Chapter, Line, PdfFile, Unreadable
from tests.support.pdfs import claiming, pdf, with_damaged_page

from .reading import read, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")
OUTLINE = ((0, "Filter", 2), (1, "Podocytes", 3), (0, "Tubule", 4))
NUMBERS = [str(at + 1) for at in range(130)]


def book(pages: int = 6) -> list[list[str]]:
    words = ("sodium", "water", "chloride", "urea", "glucose", "protein", "acid", "salt")
    return [[f"This page tells of {words[at % 8]} alone."] for at in range(pages)]


def line(text: str, top: float, *, left: float = 50, right: float = 300, size: float = 10) -> Line:
    return Line(text, left, top, right, top + size)


def test_chapters_are_articles_and_pages_are_headings_by_their_labels(tmp_path: Path) -> None:
    data = pdf(book(), author="Ada", outline=OUTLINE, labels={0: "/S /r", 2: "/S /D"})
    found = read(write(tmp_path, {"renal.pdf": data}), "renal.pdf")
    (info,) = found.infos
    assert (info.title, info.attribution, info.source) == ("Renal book", "Ada", "renal.pdf")
    assert found.titles == ["Pages i–ii", "Filter", "Tubule"]
    assert [item.ordinal for item in found.items] == [1, 3, 5]
    assert [item.pages for item in found.items] == [2, 2, 2]
    assert [draft.summary for draft in found.drafts] == ["", "Pages 1–2", "Pages 3–4"]
    first = found.drafts[0].body
    assert first.startswith("## Page i\n\nThis page tells of sodium alone.\n\n## Page ii\n\n")
    assert found.drafts[0].author == "Ada"


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - a.docx", "notes.indd", "12"])
def test_a_title_that_nobody_gave_is_that_of_the_file(tmp_path: Path, title: str) -> None:
    found = read(write(tmp_path, {"My_kidney notes.pdf": pdf(book(), title=title)}))
    assert found.infos[0].title == "My kidney notes"
    assert found.titles == ["My kidney notes"]
    assert found.drafts[0].summary == "Pages 1–6"


def test_without_an_outline_twenty_pages_are_an_article() -> None:
    parts = divided((), NUMBERS[:45], "Book")
    assert [part.title for part in parts] == ["Pages 1–20", "Pages 21–40", "Pages 41–45"]
    assert [part.title for part in divided((), NUMBERS[:21], "Book")] == ["Pages 1–20", "Page 21"]


def test_a_long_part_is_divided_by_what_is_in_it_and_else_by_pages() -> None:
    inner = (Chapter("Heart", 10), Chapter("Lung", 12), Chapter("Gas", 12))
    outline = (Chapter("Part one", 4, inner), Chapter("Index", 110))
    parts = divided(outline, NUMBERS, "Book")
    assert [(part.chapter, part.title, part.first, part.end) for part in parts] == [
        ("", "Pages 1–4", 0, 4),
        ("", "Part one", 4, 10),
        ("Part one", "Heart", 10, 12),
        ("Lung · Gas", "Pages 13–32", 12, 32),
        ("Lung · Gas", "Pages 33–52", 32, 52),
        ("Lung · Gas", "Pages 53–72", 52, 72),
        ("Lung · Gas", "Pages 73–92", 72, 92),
        ("Lung · Gas", "Pages 93–110", 92, 110),
        ("", "Index", 110, 130),
    ]


def test_an_outline_under_one_root_is_that_of_the_chapters() -> None:
    outline = (Chapter("The book", 0, (Chapter("One", 0), Chapter("Two", 5))),)
    assert [part.title for part in divided(outline, NUMBERS[:9], "Book")] == ["One", "Two"]


def test_every_page_is_in_one_article_whatever_the_outline_says() -> None:
    chaos = (
        Chapter("B", 70, (Chapter("b", 3), Chapter("c", 99))),
        Chapter("A", 1),
        Chapter("A", 1, (Chapter("a", 1), Chapter("z", 129))),
    )
    parts = divided(chaos, NUMBERS, "Book")
    pages = [at for part in parts for at in range(part.first, part.end)]
    assert pages == list(range(130))
    assert all(part.title and part.end - part.first <= 60 for part in parts)


def test_divided_words_and_lines_of_a_paragraph_come_together(tmp_path: Path) -> None:
    page = ["Water fol-", "lows salt in the thick as-", "cending limb.", "", "", "Next one."]
    found = read(write(tmp_path, {"a.pdf": pdf([page])}))
    assert found.drafts[0].body == (
        "## Page 1\n\nWater follows salt in the thick ascending limb.\n\nNext one."
    )


def test_columns_titles_lists_and_indented_lines_are_told_apart() -> None:
    lines = [
        line("The nephron", 40, size=16),
        line("Water follows salt wher-", 70),
        line("ever it goes.", 82),
        line("A second paragraph be-", 94, left=62),
        line("gins indented, and goes on", 106),
        line("in the next column.", 70, left=320),
        line("• first", 94, left=320),
        line("• second one", 106, left=320),
        line("goes on", 118, left=332),
        line("X-", 150, left=320),
        line("Ray of the thorax", 162, left=320),
    ]
    assert paragraphs(lines) == "\n\n".join(
        (
            "**The nephron**",
            "Water follows salt wherever it goes.",
            "A second paragraph begins indented, and goes on in the next column.",
            "- first",
            "- second one goes on",
            "X-Ray of the thorax",
        )
    )


def test_signs_of_markdown_and_ligatures_are_plain_words() -> None:
    text = "# 5 * 3 is $15$ of [[ofﬁce]] `code` <b>\x00 and_so_on\ue123"
    assert paragraphs([line(text, 50)]) == (
        r"\# 5 \* 3 is \$15\$ of \[[office]] \`code\` \<b> and_so_on"
    )


def test_headers_and_footers_of_most_pages_are_left_out_and_others_stay() -> None:
    pages = [
        [
            line(f"Chapter {at} Kidney" if at % 2 else f"{at} Guyton", 20),
            line("Same title", 70),
            line(f"Words of page {'abcdefgh'[at]}", 90),
            line("Only once" if at == 3 else f"Edition {at}", 550),
            line(str(at), 570),
        ]
        for at in range(8)
    ]
    shown = [[one.text for one in page] for page in bared(pages, [600.0] * 8)]
    for at, letter in enumerate("abcdefgh"):
        last = ["Only once"] if at == 3 else []
        assert shown[at] == ["Same title", f"Words of page {letter}", *last]


def test_pages_without_words_are_kept_and_counted(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"scan.pdf": pdf([["Some words."], [], []])}))
    (item,) = found.items
    assert (item.pages, item.wordless) == (3, 2)
    assert item.draft.body.count(f"*{NO_WORDS}*") == 2
    assert item.draft.body.count("## Page ") == 3


def test_a_page_that_cannot_be_read_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.pdf": with_damaged_page(pdf(book(3)), 1)}) / "a.pdf"
    found = read(tmp_path, "a.pdf")
    (problem,) = found.problems
    assert (problem.file, problem.where) == (str(path), "page 2")
    assert problem.why == "This page is damaged."
    assert found.items[0].pages == 3
    assert found.items[0].wordless == 0
    assert "## Page 2\n\n*This page is damaged.*\n\n## Page 3" in found.drafts[0].body


ENCRYPTED = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32)


def locked(data: bytes) -> bytes:
    """Return a file that wants a password, which nobody has."""
    return data.replace(b"trailer\n<<", b"trailer\n<< /Encrypt %s" % ENCRYPTED)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no PDF file, or it is damaged"),
        (b"<html>hello</html>", "no PDF file, or it is damaged"),
        (b"%PDF-1.4\n" + b"\0" * 2000, "no PDF file, or it is damaged"),
        (claiming(0), "It has no pages."),
        (claiming(300_000), "It has too many pages."),
    ],
)
def test_what_is_no_book_is_told_with_its_file_and_reason(
    tmp_path: Path, content: bytes, why: str
) -> None:
    write(tmp_path, {"bad.pdf": content, "good.pdf": pdf(book(2))})
    found = read(tmp_path)
    (problem,) = found.problems
    assert problem.file == str(tmp_path / "bad.pdf")
    assert why in problem.why
    assert found.titles == ["Renal book"]


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    found = read(write(tmp_path, {"secret.pdf": locked(pdf(book(2)))}))
    (problem,) = found.problems
    assert "password" in problem.why
    assert found.items == []


def test_half_of_a_file_is_read_as_far_as_it_goes_or_told(tmp_path: Path) -> None:
    data = pdf(book(8), outline=OUTLINE)
    for at in range(0, len(data), len(data) // 40):
        found = read(write(tmp_path, {"a.pdf": data[:at] + b"\xff" * 30}), "a.pdf")
        assert found.problems or found.items


def test_damaged_bytes_are_read_or_told_and_never_raise(tmp_path: Path) -> None:
    sound, chance = pdf(book(6), outline=OUTLINE, labels={0: "/S /r"}), random.Random(7)
    for _ in range(60):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 20, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = read(write(tmp_path, {"a.pdf": bytes(data)}), "a.pdf")
        assert found.problems or found.items


def test_books_lie_in_folders_and_archives_beside_others(tmp_path: Path) -> None:
    folder = write(tmp_path / "all", {"a.md": "# One\n\nWords", "books/b.pdf": pdf(book(2))})
    assert read(folder).titles == ["One", "Renal book"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(folder / "books/b.pdf", "b.pdf")
        archive.writestr("c.pdf", b"nothing")
    packed = read(tmp_path / "all.zip")
    assert packed.titles == ["Renal book"]
    (problem,) = packed.problems
    assert (problem.file, problem.where) == (str(tmp_path / "all.zip"), "c.pdf")


def test_an_outline_that_goes_round_ends(tmp_path: Path) -> None:
    data = pdf(book(4), outline=((0, "One", 0), (0, "Two", 2)))
    number = re.findall(rb"/Next (\d+) 0 R", data)[-1]
    round_about = data.replace(b"/Next " + number, b"/Next " + b"%d" % (int(number) - 1))
    path = write(tmp_path, {"a.pdf": round_about}) / "a.pdf"
    with PdfFile(path) as file:
        assert [entry.title for entry in file.outline()] == ["One"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there names can be any bytes")
def test_a_file_below_a_folder_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    path = write(folder, {"a.pdf": pdf(book(2))}) / "a.pdf"
    with PdfFile(path) as file:
        assert file.pages == 2


def test_labels_that_do_not_tell_pages_apart_are_numbers(tmp_path: Path) -> None:
    data = pdf(book(4), labels={0: "/S /D", 2: "/S /D"})
    with PdfFile(data) as file:
        assert file.labels() == ["1", "2", "3", "4"]
    with PdfFile(pdf(book(3), labels={0: "/S /D /St 41"})) as file:
        assert file.labels() == ["41", "42", "43"]
    with pytest.raises(Unreadable):
        PdfFile(tmp_path / "gone.pdf")
    file.close()
    with pytest.raises(Unreadable):
        file.lines(0)
