"""A student takes a folder in, finds an article, reads, marks, asks, and comes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.ui.article_import import import_paths
from ms2qbank_desktop.features.library.ui.filing_dialog import FilingDialog
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from ms2qbank_desktop.features.library.ui.shelves import Shelf
from tests.support.bookworm import Bookworm
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

NEPHRON = """---
title: The nephron
summary: What each part takes back.
system: Renal
tags: [kidney]
license: CC BY 4.0
---

## Proximal tubule

{filler}

![Its cells](cells.png)

## Loop of Henle

The countercurrent needs $Na^+$ and time. {filler}

## Collecting duct

Vasopressin opens aquaporins. {filler}
"""

HEART = """---
title: Heart failure
---

## Why

{filler}

See [the drugs](drugs.md#loop-drugs).
"""
DRUGS = """# Diuretics

{filler}

## Loop drugs

Furosemide blocks NKCC2.[^1]

{filler}

[^1]: Any book.
"""


def marked(student: Bookworm) -> list[str]:
    """Return the words that are marked in the text."""
    return [one.cursor.selectedText() for one in student.reader.view.extraSelections()]


def test_a_folder_becomes_an_article_that_opens_where_it_was_left(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "kidney"
    folder.mkdir()
    text = NEPHRON.format(filler="Salt first, water follows. " * 120)
    (folder / "nephron.md").write_text(text, encoding="utf-8")
    student = Bookworm(data_dir, articles=())
    assert student.sees("No articles yet")
    import_paths(student.ui, [folder])
    student.settle()
    assert student.titles == ["The nephron"]
    student.search("countercurrent")
    student.press("Return")
    assert student.page.list.hasFocus()
    student.press("Return")
    student.wait_for("The nephron")
    assert student.reader.view.shown_text().count("Picture missing: Its cells") == 1
    assert "countercurrent" in marked(student)
    assert student.reader.log.spot() == "Proximal tubule"  # the lines above the word are seen too
    student.press("BracketRight")
    assert student.reader.log.spot() == "Loop of Henle"
    student.select("countercurrent")
    student.press("2", "B")
    student.clock.pass_time(20)
    student.press("Escape")
    student.settle()
    assert student.shell.findChildren(ReaderPage) == []
    (line,) = student.page.model.lines
    assert line.bookmarked
    assert 0.3 < line.share < 0.95
    student.leave()

    again = Bookworm(data_dir, articles=())
    again.page.list.setFocus()
    again.press("Return")
    again.wait_for("The nephron")
    assert again.reader.log.spot() == "Loop of Henle"
    ((span, words),) = again.reader.marks.spans()
    assert (words, span.colour.value) == ("countercurrent", "green")
    again.leave()


def test_a_link_is_followed_read_highlighted_noted_and_left_by_back(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "heart"
    folder.mkdir()
    filler = "\n\n".join(["Salt first, water follows. " * 30] * 4)
    (folder / "heart.md").write_text(HEART.format(filler=filler), encoding="utf-8")
    (folder / "drugs.md").write_text(DRUGS.format(filler=filler), encoding="utf-8")
    student = Bookworm(data_dir, articles=())
    import_paths(student.ui, [folder])
    student.settle()
    student.page.list.setFocus()
    student.press("Down", "F2")
    student.wait(lambda: student.shell.findChildren(FilingDialog))
    (dialog,) = student.shell.findChildren(FilingDialog)
    dialog.system.insert("Cardiovascular")
    dialog.do.click()
    student.settle()
    assert student.page.shelves.shelves()["Cardiovascular"] == "1"
    student.search("heart failure")
    student.press("Return", "Return")
    student.wait_for("Heart failure")
    reader = student.reader
    link = reader.view.document().find("the drugs")
    reader.view.go_to(link.position())
    line = reader.view.top()
    reader.links.follow(link.charFormat().anchorHref())
    student.wait_for("Diuretics")
    assert reader.log.spot() == "Loop drugs"
    student.select("Furosemide blocks NKCC2")
    student.press("Y", "Shift+N")
    assert quick_note(student).text == "> Furosemide blocks NKCC2"
    quick_note(student).editor.insertPlainText("Not thiazides.")
    student.press("Ctrl+Return")
    student.settle()
    student.press("Alt+Left")
    student.wait_for("Heart failure")
    assert reader.view.top() == line
    student.press("Escape")
    student.settle()
    student.page.filters.reset()
    student.page.shelves.choose(Shelf("highlighted"))
    student.settle()
    assert student.titles == ["Diuretics"]
    student.leave()
