"""The window: painted before there are services, driven by keys, given away to an exam."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec
from ms2qbank_desktop.core.settings import Settings
from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.changes import Changes
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.context import UiContext
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.shell import Shell
from ms2qbank_desktop.ui.tabpage import TabPage
from ms2qbank_desktop.ui.widgets.banner import Banner, BannerArea
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier


class Page(QWidget):
    """A sub-page that says when it was built and read."""

    topics = frozenset({"questions"})

    def __init__(self, name: str, diary: list[str]) -> None:
        super().__init__()
        self._name, self._diary = name, diary
        self.styled = 0
        self.field = QLineEdit()
        self.setLayout(column(self.field, None))
        diary.append(f"built {name}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.styled += event.type() is QEvent.Type.StyleChange

    def refresh(self) -> None:
        self._diary.append(f"read {self._name}")

    def header_facts(self) -> str:
        return f"facts of {self._name}"

    def header_actions(self) -> list[QWidget]:
        return [Button(f"Do {self._name}")]


class House:
    """A shell with two tabs over a profile of its own."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.diary: list[str] = []
        self.folder = folder
        self.settings = Settings(folder / "settings.json")
        self.hub = ChangeHub()
        self.changes = Changes(self.hub)
        self.shell = self.open_shell()

    def build(self, name: str) -> Callable[[Any], QWidget]:
        return lambda _ctx: Page(name, self.diary)

    def features(self) -> list[FeatureSpec]:
        def tab(key: str, icon: str | None, order: int, *pages: str) -> FeatureSpec:
            specs = tuple(
                PageSpec(page, key if icon else "questions", page.title(), at, self.build(page))
                for at, page in enumerate(pages)
            )
            return FeatureSpec(key, key.title(), icon, order, tuple, lambda _: (), pages=specs)

        return [
            tab("videos", "monitor-play", 4),
            tab("library", "books", 5, "articles"),
            tab("questions", "question", 2, "create", "blocks"),
            tab("practice", None, 3, "results"),
        ]

    def open_shell(self) -> Shell:
        shell = Shell(self.features(), self.settings, self.folder / "logs")
        self.qtbot.addWidget(shell)
        shell.show()
        shell.activateWindow()
        self.qtbot.waitUntil(shell.isActiveWindow)
        return shell

    def ready(self) -> None:
        self.ctx = UiContext(
            service=lambda kind: kind(),
            settings=self.settings,
            changes=self.changes,
            tasks=self.shell.tasks,
            messages=self.shell.messages,
            commands=self.shell.commands,
            navigate=self.shell,
            clock=Clock(),
            window=self.shell,
            user_id=1,
        )
        self.shell.ready(self.ctx)

    def said(self) -> list[str]:
        return [label.text() for label in self.shell.findChildren(Label) if label.isVisible()]

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    made = House(qtbot, tmp_path)
    yield made
    made.shell.close()
    made.changes.close()


def test_the_frame_is_there_before_services_and_bars_only_after_a_while(house: House) -> None:
    loading = house.shell.findChild(LoadingPage)
    assert loading is not None
    assert not house.shell.top.menu_button.hasFocus()
    assert loading.isVisible()
    assert house.diary == []
    blank = loading.grab().toImage()
    house.qtbot.waitUntil(lambda: loading.grab().toImage() != blank)
    house.ready()
    assert not loading.isVisible()
    assert house.diary == ["built create", "read create"]


def test_only_features_with_an_icon_and_a_page_have_a_tab(house: House) -> None:
    tabs = house.shell.top.tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == ["Questions", "Library"]


def test_a_page_is_styled_once_while_it_is_opened(house: House) -> None:
    house.ready()
    (page,) = house.shell.findChildren(Page)
    assert page.styled == 1


def test_tabs_are_reached_by_keys_and_built_at_their_first_visit(house: House) -> None:
    house.ready()
    house.qtbot.keyClick(house.shell, Qt.Key.Key_2, CTRL)
    assert house.shell.tab == "library"
    assert house.diary[-2:] == ["built articles", "read articles"]
    house.qtbot.keyClick(house.shell, Qt.Key.Key_1, CTRL)
    house.qtbot.keyClick(house.shell, Qt.Key.Key_2, CTRL)
    assert house.diary.count("built articles") == 1


def test_arrows_move_along_the_tabs_and_f6_goes_between_the_regions(house: House) -> None:
    house.ready()
    tabs = house.shell.top.tabs
    tabs.setFocus()
    house.qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert house.shell.tab == "library"
    house.qtbot.keyClick(tabs, Qt.Key.Key_F6)
    page = house.shell.findChildren(TabPage)[-1]
    focus = house.shell.focusWidget()
    assert page.isAncestorOf(focus)
    house.qtbot.keyClick(focus, Qt.Key.Key_F6)
    assert house.shell.focusWidget() is tabs


def test_a_sub_page_shows_its_facts_and_actions(house: House) -> None:
    house.ready()
    house.shell.open("questions", "blocks")
    house.settle()
    assert "facts of blocks" in house.said()
    shown = [b.text() for b in house.shell.findChildren(Button) if b.isVisible()]
    assert shown == ["Do blocks"]


def test_a_changed_topic_is_read_at_once_by_the_visible_page_and_later_by_the_others(
    house: House,
) -> None:
    house.ready()
    house.shell.open("questions", "results")
    house.shell.open("questions", "create")
    house.diary.clear()
    house.hub.announce({"questions"})
    house.qtbot.waitUntil(lambda: house.diary == ["read create"])
    house.hub.announce({"decks"})
    house.settle()
    assert house.diary == ["read create"]
    house.shell.open("questions", "results")
    assert house.diary == ["read create", "read results"]


def test_a_detail_lies_over_the_page_until_escape(house: House) -> None:
    house.ready()
    detail = Page("result", house.diary)
    house.shell.open_detail(detail, "Block 31", "Timed, 20 questions")
    house.settle()
    assert detail.isVisible()
    assert {"Block 31", "facts of result"} <= set(house.said())
    detail.field.setFocus()
    house.qtbot.keyClick(detail.field, Qt.Key.Key_Escape)
    house.settle()
    assert "Block 31" not in house.said()
    assert "Questions" in house.said()


def test_the_arrow_of_a_detail_leads_back(house: House) -> None:
    house.ready()
    house.shell.open_detail(QWidget(), "Block 31")
    back = next(b for b in house.shell.findChildren(IconButton) if b.accessibleName() == "Back")
    house.qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    house.settle()
    assert "Block 31" not in house.said()


def test_an_exam_gets_the_whole_window_and_ordinary_commands_sleep(house: House) -> None:
    house.ready()
    exam = QWidget()
    house.shell.take_over(exam)
    ran: list[str] = []
    following = Command("exam-next", "Next", lambda: ran.append("next"), "Ctrl+2", context="exam")
    house.shell.commands.add(following)
    house.settle()
    assert house.shell.taken_over is exam
    assert exam.size() == house.shell.size()
    assert not house.shell.top.isVisible()
    assert not house.shell.status.isVisible()
    house.qtbot.keyClick(house.shell, Qt.Key.Key_2, CTRL)
    assert ran == ["next"]
    assert house.shell.tab == "questions"
    house.shell.commands.remove("exam-next")
    house.shell.give_back()
    house.settle()
    assert house.shell.taken_over is None
    assert house.shell.top.isVisible()
    house.qtbot.keyClick(house.shell, Qt.Key.Key_2, CTRL)
    assert house.shell.tab == "library"


def test_banners_go_to_what_is_uppermost(house: House) -> None:
    house.ready()

    class Exam(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.banners = BannerArea()
            self.setLayout(column(self.banners, None))

    exam = Exam()
    house.shell.take_over(exam)
    house.shell.messages.banner("The disk is full.")
    assert exam.banners.findChild(Banner) is not None
    house.shell.give_back()
    house.shell.messages.banner("VLC is missing.")
    house.settle()
    assert "VLC is missing." in house.said()


def test_a_page_that_cannot_be_built_leaves_the_others_alive(house: House) -> None:
    def fail(_ctx: object) -> QWidget:
        raise EnvironmentFault("The media folder is gone.")

    house.build = lambda name: fail if name == "blocks" else (lambda _: Page(name, house.diary))  # type: ignore[method-assign]
    house.shell.close()
    house.shell = house.open_shell()
    house.ready()
    house.shell.open("questions", "blocks")
    house.settle()
    assert "This page could not be opened" in house.said()
    assert "The media folder is gone." in house.said()
    house.shell.open("questions", "results")
    assert house.diary[-1] == "read results"


def test_without_services_the_window_says_why(house: House) -> None:
    house.shell.fail(EnvironmentFault("The database is newer.", advice="Update the program."))
    house.settle()
    assert {"The database is newer.", "Update the program."} <= set(house.said())


def test_files_dropped_on_the_window_are_told(house: House, tmp_path: Path) -> None:
    house.ready()
    dropped: list[list[Path]] = []
    house.shell.files_dropped.connect(dropped.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "renal.json"))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    QApplication.sendEvent(house.shell, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(300, 300), copy, data, left, none)
    QApplication.sendEvent(house.shell, drop)
    assert dropped == [[tmp_path / "renal.json"]]
    text = QMimeData()
    text.setText("not a file")
    refused = QDragEnterEvent(QPoint(300, 300), copy, text, left, none)
    QApplication.sendEvent(house.shell, refused)
    assert not refused.isAccepted()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_alt_alone_opens_the_menu_and_alt_with_a_letter_does_not(house: House) -> None:
    house.ready()
    menu = house.shell.top.menu
    house.qtbot.keyPress(house.shell, Qt.Key.Key_Alt)
    house.qtbot.keyClick(house.shell, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    house.qtbot.keyRelease(house.shell, Qt.Key.Key_Alt)
    assert not menu.isVisible()
    house.qtbot.keyClick(house.shell, Qt.Key.Key_Alt)
    assert menu.isVisible()
    assert "View" in [action.text() for action in menu.actions()]
    menu.close()


def test_size_and_tab_come_back_at_the_next_start(house: House) -> None:
    house.ready()
    house.shell.resize(1100, 700)
    house.shell.open("library")
    house.shell.close()
    house.shell = house.open_shell()
    assert house.shell.size().height() == 700  # the screen of the tests is narrower than 1100
    assert house.shell.tab == "library"
    assert house.diary[-1] == "read articles"
    house.ready()
    assert house.diary[-1] == "read articles"


def test_the_guest_of_the_window_hears_of_the_end_before_the_store_closes(house: House) -> None:
    house.ready()
    told: list[str] = []

    class Exam(QWidget):
        def hideEvent(self, _event: QHideEvent) -> None:
            told.append("exam")

    house.shell.closing.connect(lambda: told.append("store"))
    house.shell.take_over(Exam())
    house.shell.close()
    assert told == ["exam", "store"]


def test_text_grows_by_key_and_the_choice_is_kept(house: House) -> None:
    house.ready()
    house.qtbot.keyClick(house.shell, Qt.Key.Key_Plus, CTRL)
    assert theme.zoom() == house.settings.get("text_zoom") == 110
    house.qtbot.keyClick(house.shell, Qt.Key.Key_Minus, CTRL)
    assert theme.zoom() == 100
    house.shell.commands.run("theme-dark")
    assert theme.current().name == house.settings.get("theme") == "dark"


def test_a_change_of_zoom_leaves_the_window_as_if_it_had_started_so(
    house: House, qapp: QApplication
) -> None:
    house.ready()
    house.shell.top.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    house.settle()
    before = house.shell.grab().toImage()
    for zoom in (200, 80, 100):
        theme.apply(qapp, "light", zoom)
        house.settle()
    assert house.shell.grab().toImage() == before


@pytest.mark.parametrize(("width", "words"), [(1400, 2), (1000, 1)])
def test_in_a_narrow_window_only_the_current_tab_keeps_its_word(
    house: House, width: int, words: int
) -> None:
    house.ready()
    house.shell.resize(width, 700)
    house.settle()
    tabs = house.shell.top.tabs
    wide = [at for at in range(tabs.count()) if tabs.tabRect(at).width() > 60]
    assert len(wide) == words
    house.shell.open("library")
    house.settle()
    assert tabs.tabRect(1).width() > 60
