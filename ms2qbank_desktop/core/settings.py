"""Settings of this computer, declared as data and kept in one small JSON file."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import EnvironmentFault, UserFault

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices``: allowed values; ``bounds``: inclusive limits of a number."""

    key: str
    default: str | int | bool
    help: str
    choices: tuple[str | int, ...] = ()
    bounds: tuple[int, int] | None = None

    def check(self, value: object) -> Any:
        """Return ``value`` if it fits, else raise UserFault naming what is allowed."""
        if type(value) is not type(self.default):
            raise UserFault(f"{self.key} must be {type(self.default).__name__}.", field=self.key)
        if self.choices and value not in self.choices:
            allowed = ", ".join(map(str, self.choices))
            raise UserFault(f"{self.key} must be one of {allowed}.", field=self.key)
        if self.bounds and not self.bounds[0] <= int(str(value)) <= self.bounds[1]:
            low, high = self.bounds
            raise UserFault(f"{self.key} must lie between {low} and {high}.", field=self.key)
        return value


SETTINGS = (
    Setting("theme", "system", "Colours", ("system", "light", "dark", "sepia")),
    Setting("text_zoom", 100, "Size of text and controls in per cent", bounds=(80, 200)),
    Setting("density", "normal", "Height of rows", ("compact", "normal", "comfortable")),
    Setting("window_geometry", "", "Size and place of the window, as Qt saves it"),
    Setting("last_tab", "", "Tab that was open last"),
    Setting("exam_zoom", 100, "Size of text in a block in per cent", bounds=(80, 200)),
    Setting("article_zoom", 100, "Size of text of articles in per cent", bounds=(80, 200)),
    Setting("explanation_beside", True, "Explanation beside the question, else below"),
    Setting("exam_list_shown", True, "List of items at the left of a block"),
    Setting("exam_time_shown", True, "Time of a block"),
    Setting("strike_eye_shown", True, "Button that strikes a choice out, beside each choice"),
    Setting("ask_confidence", True, "Ask after an answer how sure it was"),
    Setting("study_zoom", 100, "Size of flashcards in per cent", bounds=(80, 200)),
    Setting("decks_folded", "[]", "Decks whose inner decks are hidden, as JSON"),
    Setting("lab_units", "conventional", "Units of lab values", ("conventional", "si")),
    Setting("block_mode", "tutor", "Mode of the last block", ("tutor", "timed", "custom")),
    Setting("block_size", 20, "Number of questions of the last block", bounds=(1, 200)),
    Setting("custom_reveals", True, "Custom block: explanation after each answer"),
    Setting("custom_pausable", True, "Custom block: can be paused"),
    Setting("custom_limited", True, "Custom block: has a time limit"),
    Setting("custom_seconds", 90, "Custom block: seconds for an item", bounds=(10, 600)),
    Setting("extra_time", 100, "Time of a block in per cent of the usual", (100, 125, 150, 200)),
    Setting("spaced_questions", True, "Missed questions come back when they are due"),
    Setting("vary_due", True, "Another question of the topic in place of a due one"),
    Setting(
        "bank_columns",
        "number subject difficulty status mark correct last",
        "Columns of the table of questions",
    ),
    Setting("bank_order", "number", "What the table of questions is sorted by; - for downwards"),
    Setting("card_columns", "flag deck due interval lapses", "Columns of the table of cards"),
    Setting("card_order", "-created", "What the table of cards is sorted by; - for downwards"),
    Setting("card_searches", "{}", "Saved searches for cards by name, as JSON"),
    Setting("video_view", "grid", "How the library of videos is shown", ("grid", "list")),
    Setting(
        "video_order",
        "watched",
        "What the library of videos is sorted by",
        ("watched", "added", "title", "shortest", "longest", "views"),
    ),
    Setting("shuffle_questions", True, "Questions of a block in random order"),
    Setting("shuffle_choices", False, "Choices of a question in random order"),
    Setting("video_speed", 100, "Speed of videos in per cent", bounds=(25, 400)),
    Setting("video_volume", 100, "Loudness of videos in per cent", bounds=(0, 200)),
    Setting("video_muted", False, "Videos without sound"),
    Setting("video_auto_next", True, "The next video of a playlist starts by itself"),
    Setting("video_pause_to_type", False, "Videos pause while a note is typed"),
    Setting("video_panels_shown", True, "Bookmarks, transcript and notes beside a video"),
    Setting("caption_size", 100, "Size of captions in per cent", (75, 100, 125, 150, 200)),
    Setting("caption_colour", "white", "Colour of captions", ("white", "yellow")),
    Setting("caption_box", True, "Captions on a dark ground"),
    Setting("caption_at_top", False, "Captions at the top of the picture"),
    Setting("note_order", "changed", "Order of notes", ("changed", "created", "title")),
    Setting("note_panel_shown", True, "Links and outline beside a note"),
    Setting("notebooks_folded", "[]", "Notebooks and tags that are folded, as JSON"),
    Setting("key_preset", "standard", "Set of keys to start from"),
    Setting("own_keys", "{}", "Keys of commands by id, as JSON, over those of the preset"),
    Setting("search_recent", "{}", "What was opened and run last, as JSON"),
    Setting("planner_plan", 0, "Plan that the planner shows, by its id; 0 for the newest"),
    Setting("planner_file", "{}", "Calendar file that is kept up to date, as JSON"),
    Setting("focus_minutes", 25, "Focus timer: minutes of work", bounds=(1, 240)),
    Setting("focus_break", 5, "Focus timer: minutes of rest", bounds=(1, 120)),
    Setting("reminders", False, "Notifications of the desktop: tasks left, focus timer"),
    Setting("reminder_hour", 18, "Hour at which open tasks are reminded of", bounds=(0, 23)),
    Setting("streak_forgives", False, "One missed day does not end a streak"),
    Setting("by_blueprint", False, "Systems of a block in the shares of the exam"),
)


class Settings:
    """The values in ``settings.json``; unknown or broken values fall back to the default."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._declared = {setting.key: setting for setting in SETTINGS}
        self._values = self._load()

    def get(self, key: str) -> Any:
        """Return the value of ``key`` or its default; KeyError if it is not declared."""
        setting = self._declared[key]
        try:
            return setting.check(self._values.get(key, setting.default))
        except UserFault:
            return setting.default

    def set(self, key: str, value: object) -> None:
        """Check and keep ``value``; the file is replaced whole, so a crash leaves old or new."""
        checked = self._declared[key].check(value)
        if self._values.get(key) == checked:
            return
        self._values[key] = checked
        temporary = self._path.with_suffix(".tmp")
        try:
            temporary.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            raise EnvironmentFault(
                f"Settings cannot be saved in {self._path.parent} ({error.strerror}).",
                advice="Free some space or make the folder writable.",
            ) from error

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.info("settings %s not readable, defaults are used: %s", self._path, error)
            return {}
        return values if isinstance(values, dict) else {}
