"""Lists the settings of this computer, says what one is, or changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault

if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ms2qbank_desktop.core.setting import Setting

    from . import Output

NAME = "settings"
_BOOLS = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the options."""
    what = parser.add_subparsers(dest="what", metavar="list|get|set", required=True)
    what.add_parser("list", help="every setting, its value and what it allows", parents=[common])
    get = what.add_parser("get", help="the value of one", parents=[common])
    set_ = what.add_parser("set", help="give one another value", parents=[common])
    for command in (get, set_):
        command.add_argument("key", metavar="KEY", help="as list names it: text_zoom")
    set_.add_argument("value", metavar="VALUE", help="on, off, a number, or one of the choices")


def run(options: argparse.Namespace, output: Output) -> int:
    """List, say or change; UserFault for an unknown setting or a value it does not allow."""
    from ms2qbank_desktop.core.declared import shown_settings
    from ms2qbank_desktop.core.paths import DataPaths
    from ms2qbank_desktop.core.settings import Settings

    paths = DataPaths(options.data_dir)
    settings = Settings(paths.settings)
    if options.what == "list":
        shown = [(one, settings.get(one.key)) for one in shown_settings()]
        lines = [f"{one.key:20} {_written(value):14} {one.name}" for one, value in shown]
        output.result([_document(one, value) for one, value in shown], lines)
        return 0
    setting = next((one for one in shown_settings() if one.key == options.key), None)
    if setting is None:
        raise UserFault(
            f"There is no setting {options.key}.",
            advice="ms2qbank settings list names them.",
            field="key",
        )
    if options.what == "set":
        value = _read(setting, options.value)
        paths.ensure()
        settings.set(setting.key, value)
    value = settings.get(setting.key)
    output.result(_document(setting, value), [_written(value)])
    return 0


def _read(setting: Setting, text: str) -> Any:
    """Return the value that is written as ``text``."""
    if isinstance(setting.default, bool):
        if text.casefold() not in _BOOLS:
            raise UserFault(f"{setting.key} is on or off, not {text}.", field="value")
        return _BOOLS[text.casefold()]
    if isinstance(setting.default, int):
        try:
            return setting.check(int(text))
        except ValueError as error:
            raise UserFault(f"{setting.key} is a number, not {text}.", field="value") from error
    return setting.check(text)


def _written(value: object) -> str:
    """Return a value as ``set`` takes it."""
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _document(setting: Setting, value: object) -> dict[str, Any]:
    return {
        "key": setting.key,
        "value": value,
        "default": setting.default,
        "section": setting.group,
        "title": setting.title,
        "help": setting.help,
        "choices": list(setting.choices) or None,
        "bounds": list(setting.bounds) if setting.bounds else None,
    }
