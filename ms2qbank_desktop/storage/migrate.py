"""Brings a database file to the newest schema, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from .engine import APPLICATION_ID, make_engine
from .migrations import HEAD


def upgrade(database: Path) -> None:
    """Run the missing revisions in one transaction and stamp the file with HEAD."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    engine = make_engine(database)
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={HEAD}")
    finally:
        engine.dispose()
