"""How long the window is busy with a note of 100 kB and 300 links: opening it, a key, its
Markdown. In time of the thread: another process does not count."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.ui.rich.text import RichText
from ms2qbank_desktop.ui import theme
from tests.benchmarks.measuring import quantiles, tell, worked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.benchmarks.measuring import Pace

TURN_MS, MARKDOWN_MS = 16.0, 5.0
TYPED = "the quick brown fox jumps over the lazy dog, and the line is at its end here " * 2


def long_note() -> str:
    """Return a note of 100 kB with 300 links, lists, tables and formulas."""
    parts: list[str] = []
    while sum(map(len, parts)) < 100_000:
        at = len(parts)
        link = f"[[Renal {at}@12:34]]" if at % 2 else f"[[Nephron {at}|here]] and [[Loop {at}]]"
        parts.append(
            f"## Part {at}\n\n{'The tubule takes back **sodium**, and *water* follows it. ' * 5}"
            f"{link} say more.\n\n- one item\n- another\n  - deeper\n- [ ] task\n\n"
        )
        if at % 10 == 0:
            parts.append("| a | b |\n|---|---|\n| 1 | $x^2$ |\n\n")
    return "".join(parts)


@pytest.mark.benchmark
def test_a_key_in_a_note_of_100_kb_takes_less_than_a_frame(
    qapp: QApplication, qtbot: QtBot, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    theme.apply(qapp, "light")
    body = long_note()
    assert len(body) >= 100_000
    assert len(wiki.wiki_links(body)) >= 300
    text = RichText(lambda _name: None)
    qtbot.addWidget(text)
    text.resize(760, 800)
    text.show()
    qapp.processEvents()
    turns = [worked(lambda: text.set_markdown(body))]
    while text.loading.under_way:
        turns.append(worked(qapp.processEvents))
    qtbot.waitUntil(lambda: not text.objects.busy)
    assert text.markdown() == body
    keys: list[float] = []
    markdowns: list[float] = []
    for place in (0.01, 0.5, 0.99):
        cursor = text.textCursor()
        cursor.setPosition(int(text.document().characterCount() * place))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        text.setTextCursor(cursor)
        text.ensureCursorVisible()
        qapp.processEvents()
        for letter in TYPED:
            keys.append(worked(partial(QTest.keyClicks, text, letter)) + worked(qapp.processEvents))
            markdowns.append(worked(text.markdown))
        keys += [
            worked(partial(QTest.keyClick, text, key)) + worked(qapp.processEvents)
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace) * 5
        ]
    opening = {"turns": len(turns), "all": round(sum(turns)), **quantiles(turns)}
    told = {"opening": opening, "key": quantiles(keys), "markdown": quantiles(markdowns)}
    tell(capsys, {"slack": pace.slack, **told})
    assert opening["p95"] <= pace.slack * TURN_MS
    assert told["key"]["median"] <= pace.slack * TURN_MS  # others make the tail: it is printed only
    assert told["markdown"]["median"] <= pace.slack * MARKDOWN_MS


@pytest.mark.benchmark
def test_the_window_never_waits_for_a_long_page_that_is_pasted(
    qapp: QApplication, qtbot: QtBot, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    theme.apply(qapp, "light")
    part = "<h2>Head</h2><p>The <b>tubule</b> takes <a href='https://x.y/{0}'>water</a> {0} {1}</p>"
    data = QMimeData()
    data.setHtml("".join(part.format(at, "more words " * 18) for at in range(720))[:200_000])
    text = RichText(lambda _name: None)
    qtbot.addWidget(text)
    text.resize(760, 800)
    text.show()
    qapp.processEvents()
    turns = [worked(lambda: text.insertFromMimeData(data))]
    while text.long_paste.busy:
        turns.append(worked(qapp.processEvents))
    saved = worked(text.markdown)
    working = quantiles([turn for turn in turns if turn > 1])  # in the others the worker worked
    told = {"all": round(sum(turns)), **working, "first Markdown": round(saved, 1)}
    tell(capsys, {"slack": pace.slack, "200 kB pasted": told})
    assert len(text.markdown()) > 150_000
    assert working["p95"] <= pace.slack * TURN_MS
