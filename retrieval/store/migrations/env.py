"""What Alembic runs: the migrations on the connection, and in the transaction, that ``sql.migrate`` was given."""

from alembic import context

told = context.config.attributes
context.configure(connection=told["connection"], version_table=told["version_table"])
context.run_migrations()
