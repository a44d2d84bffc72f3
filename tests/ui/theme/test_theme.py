"""The theme files hold together, and the program follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter, QPalette
from PySide6.QtWidgets import QLabel

from ms2qbank_desktop.ui import theme
from ms2qbank_desktop.ui.theme import typography
from ms2qbank_desktop.ui.theme.theme import load
from ms2qbank_desktop.ui.theme.tokens import THEMES, theme_tokens
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

GROUNDS = ("window", "surface", "raised", "sunken", "hover", "pressed", "selected")
VERDICTS = ("correct-subtle", "incorrect-subtle", "warning-subtle", "accent-subtle")
READABLE = 4.5
VISIBLE = 3.0
RAISED = {READABLE: 7.0, VISIBLE: 4.5}
"""What the themes of high contrast promise instead (WCAG 2.2 AAA, 1.4.6)."""
LINES = ("border", "border-strong", "correct-border", "incorrect-border", "accent-border", "marked")
# foreground, its grounds, the ratio WCAG 2.2 AA asks for (1.4.3 and 1.4.11)
PAIRS = (
    ("text", (*GROUNDS, *VERDICTS, "selection"), READABLE),
    ("highlight-text", ("highlight-yellow", "highlight-green", "highlight-blue"), READABLE),
    ("text-muted", (*(g for g in GROUNDS if g != "pressed"), *VERDICTS), READABLE),
    ("link", (*(g for g in GROUNDS if g != "pressed"), *VERDICTS[:3]), READABLE),
    ("text-on-accent", ("accent", "accent-hover", "accent-pressed"), READABLE),
    ("text-on-verdict", ("correct", "incorrect"), READABLE),
    ("correct", ("window", "surface", "raised", "hover", "selected", "correct-subtle"), READABLE),
    (
        "incorrect",
        ("window", "surface", "raised", "hover", "selected", "incorrect-subtle"),
        READABLE,
    ),
    ("danger", ("window", "surface", "raised", "hover", "incorrect-subtle"), READABLE),
    ("warning", ("window", "surface", "raised", "hover", "selected", "warning-subtle"), READABLE),
    ("marked", ("window", "surface", "raised", "selected"), VISIBLE),
    ("border-strong", ("window", "surface", "raised", "hover"), VISIBLE),
    ("focus-ring", ("window", "surface", "raised", "sunken"), VISIBLE),
)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.2."""
    linear = [
        v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4
        for v in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def least(name: str, ratio: float) -> float:
    """Return what the theme ``name`` has to reach where others have to reach ``ratio``."""
    return RAISED[ratio] if name.startswith("contrast") else ratio


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_can_be_read_on_every_ground_it_stands_on(name: str) -> None:
    colours = load(name)
    weak = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, grounds, asked in PAIRS
        for ground in grounds
        if (ratio := contrast(colours.color(ink), colours.color(ground))) < least(name, asked)
    }
    assert weak == {}


@pytest.mark.parametrize("name", THEMES)
def test_chart_series_axis_and_heat_numbers_can_be_seen(name: str) -> None:
    colours = load(name)
    surface = colours.color("surface")
    visible, readable = least(name, VISIBLE), least(name, READABLE)
    assert all(contrast(series, surface) >= visible for series in colours.chart.series)
    assert contrast(colours.chart.axis, surface) >= readable
    steps = zip(colours.heat, colours.heat_text, strict=True)
    assert all(contrast(ink, ground) >= readable for ground, ink in steps)


@pytest.mark.parametrize("name", ["contrast", "contrast-dark"])
def test_lines_and_what_is_switched_off_can_be_seen_in_high_contrast(name: str) -> None:
    colours = load(name)
    weak = {
        f"{line} on {ground}": round(ratio, 2)
        for line in (*LINES, "text-disabled", "focus-ring")
        for ground in ("window", "surface", "raised", "sunken", "hover")
        if (ratio := contrast(colours.color(line), colours.color(ground))) < RAISED[VISIBLE]
    }
    assert weak == {}


def test_high_contrast_has_a_thicker_focus_and_frames_what_is_selected(qapp: QApplication) -> None:
    def selected_row() -> set[str]:
        picture = QImage(8, 30, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        paint.row_ground(painter, picture.rect(), selected=True)
        painter.end()
        return {picture.pixelColor(4, y).name() for y in range(30)}

    for name in ("light", "contrast", "dark", "contrast-dark"):
        theme.apply(qapp, name)
        roles = {"selected", "accent"} if name.startswith("contrast") else {"selected"}
        assert selected_row() == {theme.current().color(role).name() for role in roles}
        assert theme.metrics().border["focus"] == (3 if "accent" in roles else 2)
        assert theme.current().dark is name.endswith("dark")


def test_all_themes_name_the_same_roles_and_every_role_is_a_colour() -> None:
    roles = {name: set(theme_tokens(name).roles) for name in THEMES}
    assert all(named == roles["light"] for named in roles.values())
    assert all(c.isValid() for name in THEMES for c in load(name).roles.values())


def test_the_scrim_lets_the_page_shine_through() -> None:
    assert load("light").color("scrim").alpha() == 0x66


def test_a_theme_reaches_palette_and_labels(qapp: QApplication, qtbot: QtBot) -> None:
    label = Label("late", ink="incorrect")
    qtbot.addWidget(label)
    label.show()
    for name in ("dark", "sepia", "light"):
        theme.apply(qapp, name)
        assert theme.current().name == name
        assert qapp.palette().color(QPalette.ColorRole.Window) == load(name).color("window")
        ink = label.palette().color(QPalette.ColorRole.WindowText)
        assert ink == load(name).color("incorrect")


def test_zoom_scales_text_controls_and_gaps_but_never_below_a_pixel(
    qapp: QApplication, qtbot: QtBot
) -> None:
    button = Button("Start block", "primary")
    label = Label("Questions", "heading1")
    layout = column(button, label, gap=12)
    holder = QLabel()
    holder.setLayout(layout)
    qtbot.addWidget(holder)
    holder.show()
    before = (button.sizeHint(), label.font().pointSizeF(), layout.spacing())
    theme.apply(qapp, "light", 200)
    assert button.sizeHint().height() == 2 * before[0].height()
    assert label.font().pointSizeF() == pytest.approx(2 * before[1])
    assert layout.spacing() == 2 * before[2]
    theme.apply(qapp, "light", 80)
    assert theme.px(1) == 1


def test_density_changes_rows_and_leaves_the_text(qapp: QApplication) -> None:
    sizes = {}
    for density in ("compact", "normal", "comfortable"):
        theme.apply(qapp, "light", 100, density)
        sizes[density] = (theme.control("table_row"), theme.font("body").pointSizeF())
    assert [row for row, _ in sizes.values()] == [28, 32, 36]
    assert len({points for _, points in sizes.values()}) == 1


def test_figures_are_tabular_but_in_running_text() -> None:
    assert theme.font("body").featureTags()
    assert not theme.font("reading").featureTags()


def test_listeners_hear_of_a_change_once_everything_is_in_force(qapp: QApplication) -> None:
    heard: list[tuple[str, int, bool]] = []
    sheet = qapp.styleSheet()
    listen = theme.signals().changed.connect(
        lambda: heard.append((theme.current().name, theme.px(10), qapp.styleSheet() != sheet))
    )
    theme.apply(qapp, "dark", 150)
    theme.signals().changed.disconnect(listen)
    assert heard == [("dark", 15, True)]


def test_the_theme_of_the_system_is_followed_while_it_is_chosen(qapp: QApplication) -> None:
    # The offscreen platform has no scheme of its own: the signal stands for the system.
    turned = qapp.styleHints().colorSchemeChanged
    theme.apply(qapp, "system", 125)
    turned.emit(Qt.ColorScheme.Dark)
    assert (theme.current().name, theme.zoom()) == ("dark", 125)
    turned.emit(Qt.ColorScheme.Light)
    assert theme.current().name == "light"
    theme.apply(qapp, "sepia")
    turned.emit(Qt.ColorScheme.Dark)
    assert theme.current().name == "sepia"


def test_a_desktop_that_asks_for_high_contrast_gets_it(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    asked, turned = hints.accessibility().contrastPreferenceChanged, hints.colorSchemeChanged
    theme.apply(qapp, "system", 125)
    asked.emit(Qt.ContrastPreference.HighContrast)
    assert (theme.current().name, theme.zoom()) == ("contrast", 125)
    turned.emit(Qt.ColorScheme.Dark)
    assert theme.current().name == "contrast-dark"
    theme.apply(qapp, "sepia")
    assert theme.current().name == "sepia"
    asked.emit(Qt.ContrastPreference.NoPreference)
    theme.apply(qapp, "system")
    assert theme.current().name == "light"


def test_only_running_text_has_the_font_that_is_chosen_for_it(qapp: QApplication) -> None:
    others = ("body", "heading1", "mono")
    plain = {kind: typography.font(kind).family() for kind in ("reading", *others)}
    installed = set(QFontDatabase.families())
    theme.apply(qapp, "light", 100, "normal", "serif")
    found = typography.font("reading").family()
    assert "Ser" in found or not installed & {"DejaVu Serif", "Noto Serif"}
    assert {kind: typography.font(kind).family() for kind in others}.items() <= plain.items()
    theme.apply(qapp, "light")
    assert typography.font("reading").family() == plain["reading"]
