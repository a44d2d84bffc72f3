"""The one generated style sheet: Qt's own widgets in our colours and sizes.

Widgets of the kit paint themselves; labels say their kind and ink by dynamic properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from .theme import metrics
from .typography import control, points, px

if TYPE_CHECKING:
    from collections.abc import Mapping

_INKS = (
    "text-muted",
    "text-disabled",
    "text-on-accent",
    "accent",
    "link",
    "correct",
    "incorrect",
    "warning",
    "marked",
    "danger",
)

_RULES = """
QWidget {{ outline: 0 }}
QFrame[kind="line"] {{ background: {border}; border: 0 }}
QWidget[ground="window"] {{ background: {window} }}
QWidget[ground="surface"] {{ background: {surface} }}
QWidget[ground="raised"] {{ background: {raised} }}
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] {{ background: transparent;
  border: 0 }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border-strong};
  padding: {p4}px {p8}px }}

QLineEdit, QAbstractSpinBox, QComboBox {{ min-height: {field}px; max-height: {field}px;
  padding: 0 {p10}px; border: 1px solid {border-strong}; border-radius: {radius}px;
  background: {surface}; color: {text}; placeholder-text-color: {text-muted};
  selection-background-color: {selection}; selection-color: {text} }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border: 2px solid {focus-ring};
  min-height: {field_inner}px; max-height: {field_inner}px; padding: 0 {p9}px }}
QLineEdit[fault="true"], QAbstractSpinBox[fault="true"], QComboBox[fault="true"],
QPlainTextEdit[fault="true"] {{ border-color: {incorrect} }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {text-disabled};
  border-color: {border} }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; min-height: 0;
  background: transparent }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ padding: 0 }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; height: 0; border: 0;
  subcontrol-origin: border }}
QLineEdit[kind="search"] {{ padding: 0 {p32}px 0 {p32}px }}
QLineEdit[kind="search"]:focus {{ padding: 0 {p31}px 0 {p31}px }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{ border: 0; padding: 0;
  background: transparent; min-height: 0; font-size: {large}pt }}
QComboBox {{ padding-right: {p28}px }}
QComboBox:focus {{ padding-right: {p27}px }}
QComboBox::drop-down {{ width: 0; border: 0 }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {border-strong};
  padding: {p4}px; selection-background-color: {selected}; selection-color: {text} }}
QComboBox QAbstractItemView::item {{ min-height: {row_inner}px; padding: 0 {p6}px }}
QComboBox QAbstractItemView::item:selected {{ background: {selected}; color: {text} }}
QPlainTextEdit, QTextEdit[kind="field"] {{ padding: {p4}px {p6}px;
  border: 1px solid {border-strong}; border-radius: {radius}px; background: {surface};
  color: {text}; placeholder-text-color: {text-muted};
  selection-background-color: {selection}; selection-color: {text} }}
QPlainTextEdit:focus, QTextEdit[kind="field"]:focus {{ border: 2px solid {focus-ring};
  padding: {p3}px {p5}px }}
QPlainTextEdit[kind="page"], QPlainTextEdit[kind="page"]:focus {{ border: 0; border-radius: 0;
  padding: 0 }}
QLineEdit[kind="title"], QLineEdit[kind="title"]:focus {{ min-height: {title}px;
  max-height: {title}px; border: 0; padding: 0; background: transparent;
  font-size: {heading1}pt; font-weight: 600 }}

QMenu {{ background: {raised}; color: {text}; border: 1px solid {border-strong};
  padding: {p4}px }}
QMenu[kind="menu"] {{ border-radius: {card}px }}
QMenu::item {{ padding: {p6}px {p24}px {p6}px {p12}px; border-radius: {small}px }}
QMenu::item:selected {{ background: {selected} }}
QMenu::item:disabled {{ color: {text-disabled} }}
QMenu::separator {{ height: 1px; background: {border}; margin: {p4}px {p8}px }}
QMenu::icon {{ padding-left: {p8}px }}
QMenu::indicator {{ width: {p16}px; height: {p16}px; left: {p8}px }}

QTextBrowser[kind="text"] {{ background: transparent; border: 0 }}
QAbstractItemView {{ background: {surface}; border: 0; color: {text};
  selection-background-color: {selected}; selection-color: {text} }}
QHeaderView {{ background: {raised}; border: 0 }}
QHeaderView::section {{ background: {raised}; color: {text-muted}; border: 0;
  border-bottom: 1px solid {border}; padding: 0 {p10}px; min-height: {header}px;
  font-size: {caption}pt; font-weight: 500 }}
QTableCornerButton::section {{ background: {raised}; border: 0 }}

QScrollBar {{ background: transparent; border: 0; margin: 0 }}
QScrollBar:vertical {{ width: {bar}px }}
QScrollBar:horizontal {{ height: {bar}px }}
QScrollBar::handle {{ background: {thumb}; border-radius: {thumb_radius}px; margin: {bar_gap}px }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {border-strong} }}
QScrollBar::handle:vertical {{ min-height: {p32}px }}
QScrollBar::handle:horizontal {{ min-width: {p32}px }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0 }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent }}
QSplitter::handle {{ background: transparent }}
"""


def _code(colour: QColor) -> str:
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"


def _blend(over: QColor, under: QColor, share: float) -> QColor:
    mixed = [
        round(a * share + b * (1 - share))
        for a, b in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


def _label_rules(roles: Mapping[str, QColor]) -> list[str]:
    rules = [
        f'QLabel[kind="{kind}"] {{ font-size: {points(kind):.2f}pt; font-weight: {style.weight} }}'
        for kind, style in metrics().type.items()
    ]
    rules += [f'QLabel[ink="{ink}"] {{ color: {_code(roles[ink])} }}' for ink in _INKS]
    rules.append('QLabel[weight="500"] { font-weight: 500 }')
    rules.append('QLabel[weight="600"] { font-weight: 600 }')
    return rules


def style_sheet(roles: Mapping[str, QColor]) -> str:
    """Return the style sheet for the colours ``roles`` at the present zoom and density."""
    radius = metrics().radius
    bar = control("scrollbar")
    gap = px(2)
    values: dict[str, str | int] = {role: _code(colour) for role, colour in roles.items()}
    values |= {f"p{n}": px(n) for n in (3, 4, 5, 6, 8, 9, 10, 12, 16, 24, 27, 28, 31, 32)}
    values |= {
        "field": control("field") - 2,
        "field_inner": control("field") - 4,
        "row_inner": control("tree_row"),
        "header": control("table_header") - 1,
        "caption": f"{points('caption'):.2f}",
        "large": f"{points('heading2'):.2f}",
        "heading1": f"{points('heading1'):.2f}",
        "title": px(34),
        "radius": radius["control"],
        "card": radius["card"],
        "small": radius["small"],
        "bar": bar,
        "bar_gap": gap,
        "thumb": _code(_blend(roles["border-strong"], roles["surface"], 0.55)),
        "thumb_radius": (bar - 2 * gap) // 2,
    }
    return _RULES.format(**values) + "\n".join(_label_rules(roles))
