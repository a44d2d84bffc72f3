"""Switch, chips, bars, banners, empty states, header, card and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.banner import Banner, BannerArea
from ms2qbank_desktop.ui.widgets.bars import ProgressBar, SplitBar
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.header import PageHeader
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_switch_turns_by_mouse_and_space(qtbot: QtBot) -> None:
    switch = Switch("Shuffle questions")
    qtbot.addWidget(switch)
    switch.show()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(30, 9))
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.accessibleName() == "Shuffle questions"


def test_a_tag_asks_to_be_removed_by_its_cross_and_by_delete(qtbot: QtBot) -> None:
    tag = Chip("acid–base", "tag", removable=True)
    asked: list[bool] = []
    tag.remove_requested.connect(lambda: asked.append(True))
    qtbot.addWidget(tag)
    tag.resize(tag.sizeHint())
    tag.show()
    qtbot.mouseClick(tag, Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    assert asked == []
    qtbot.mouseClick(tag, Qt.MouseButton.LeftButton, pos=QPoint(tag.width() - 10, 12))
    qtbot.keyClick(tag, Qt.Key.Key_Delete)
    assert asked == [True, True]


def test_a_split_bar_is_divided_by_its_values(qtbot: QtBot) -> None:
    bar = SplitBar([(3, "correct"), (1, "incorrect-border")])
    qtbot.addWidget(bar)
    bar.resize(200, 6)
    image = bar.grab().toImage()
    assert image.pixelColor(140, 3) == theme.current().color("correct")
    assert image.pixelColor(160, 3) == theme.current().color("incorrect-border")


def test_an_empty_bar_shows_its_track(qtbot: QtBot) -> None:
    bar = ProgressBar("Answered")
    bar.set_share(0.0)
    qtbot.addWidget(bar)
    bar.resize(200, 6)
    assert bar.grab().toImage().pixelColor(100, 3) == theme.current().color("sunken")
    bar.set_share(0.35)
    assert bar.accessibleName() == "Answered 35 %"


def test_the_banner_area_takes_no_room_without_banners(qtbot: QtBot) -> None:
    page = QWidget()
    area = BannerArea()
    page.setLayout(column(area, QLabel("page"), None))
    qtbot.addWidget(page)
    page.show()
    assert not area.isVisible()
    done: list[str] = []
    area.add(Banner("The disk is full.", action=("Free space", lambda: done.append("freed"))))
    area.add(Banner("VLC is missing."))
    area.add(Banner("The disk is full."))
    QApplication.processEvents()
    banners = [b for b in area.findChildren(Banner) if b.isVisible()]
    assert [b.accessibleName() for b in banners] == ["VLC is missing.", "The disk is full."]
    for banner in banners:
        cross = banner.findChild(IconButton)
        assert cross is not None
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert not area.isVisible()


def test_the_button_of_a_banner_does_what_it_says(qtbot: QtBot) -> None:
    done: list[str] = []
    banner = Banner("The disk is full.", action=("Free space", lambda: done.append("freed")))
    qtbot.addWidget(banner)
    banner.show()
    button = banner.findChild(Button)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["freed"]


def test_an_empty_state_says_what_to_do_and_offers_it(qtbot: QtBot) -> None:
    button = Button("Import")
    state = EmptyState("question", "No questions yet", "Import a pack.", button)
    qtbot.addWidget(state)
    state.resize(500, 400)
    state.show()
    assert button.isVisible()
    state.set_words("Nothing found", "Take a filter away.")
    assert "Nothing found" in [label.text() for label in state.findChildren(QLabel)]


def test_quiet_buttons_fold_into_a_menu_in_a_narrow_window(qtbot: QtBot) -> None:
    header = PageHeader("Questions")
    quiet, primary = Button("Import", "quiet"), Button("Start", "primary")
    pressed: list[bool] = []
    quiet.clicked.connect(lambda: pressed.append(True))
    header.set_actions([quiet, primary])
    qtbot.addWidget(header)
    header.resize(1300, 60)
    header.show()
    assert quiet.isVisible()
    header.resize(1000, 60)
    assert not quiet.isVisible()
    assert primary.isVisible()
    more = next(b for b in header.findChildren(IconButton) if b.accessibleName() == "More")
    more.menu().aboutToShow.emit()
    more.menu().actions()[0].trigger()
    assert pressed == [True]


def test_with_large_text_other_buttons_fold_too_so_that_the_sub_pages_have_their_words(
    qtbot: QtBot,
) -> None:
    header = PageHeader("Analytics")
    pages = Segmented([(word, word) for word in ("Overview", "Questions", "Cards", "Time")])
    quiet, save = Button("Compare", "quiet"), Button("Report", "primary")
    inner = Menu(save)
    save.setMenu(inner)
    header.set_sub_pages(pages)
    header.set_actions([quiet, save])
    window = QWidget()
    qtbot.addWidget(window)
    header.setParent(window)
    window.resize(1300, 60)
    window.show()
    whole = pages.sizeHint().width()
    header.resize(whole + 120, 60)
    QApplication.processEvents()
    assert pages.width() == whole
    assert not save.isVisible()
    more = next(b for b in header.findChildren(IconButton) if b.accessibleName() == "More")
    more.menu().aboutToShow.emit()
    items = more.menu().actions()
    assert [(item.text(), item.menu()) for item in items] == [("Compare", None), ("Report", inner)]
    header.resize(1300, 60)
    assert save.isVisible()


def test_what_steers_a_page_stands_in_its_header_as_long_as_the_page_does(qtbot: QtBot) -> None:
    header = PageHeader("Planner")
    qtbot.addWidget(header)
    week, month = Button("Week"), Button("Month")
    header.set_control(week)
    header.show()
    assert week.isVisible()
    header.set_control(month)
    assert month.isVisible()
    assert not week.isVisible()
    header.set_control(None)
    assert not month.isVisible()
    for one in (week, month):
        qtbot.addWidget(one)


def test_buttons_that_two_pages_share_stay_in_the_header(qtbot: QtBot) -> None:
    header = PageHeader("Planner")
    qtbot.addWidget(header)
    shared, other = Button("Task"), Button("Import")
    header.set_actions([shared])
    header.show()
    header.set_actions([shared])
    assert shared.isVisible()
    header.set_actions([other])
    assert other.isVisible()
    assert not shared.isVisible()
    qtbot.addWidget(shared)


def test_a_card_without_a_title_has_no_header(qtbot: QtBot) -> None:
    plain, titled = Card(), Card("Systems", "3 of 11")
    for card in (plain, titled):
        card.body.add(Label("content"))
        qtbot.addWidget(card)
        card.show()
    assert plain.sizeHint().height() < titled.sizeHint().height()
    titled.set_fact("4 of 11")
    assert "4 of 11" in [label.text() for label in titled.findChildren(QLabel)]


def test_a_long_line_ends_in_dots_and_says_all_in_its_tool_tip(qtbot: QtBot) -> None:
    label = Elided("Loop diuretic and an aminoglycoside: hearing loss")
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    QApplication.processEvents()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_label_never_reads_html(qtbot: QtBot) -> None:
    label = Label("<img src=x> & <b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
