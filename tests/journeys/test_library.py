"""A student takes a folder in, finds an article, reads, marks, asks, and comes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.library.ui.article_import import import_paths
from ms2qbank_desktop.features.library.ui.reader_page import ReaderPage
from tests.support.bookworm import Bookworm

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
    student.press("BracketRight", "BracketRight")
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
