"""Run by Alembic: works inside the transaction that storage.migrate has begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
