"""What the chats need to outlive the process: questions under way, turns, answers, access.

One database for one bot: a SQLite file in the home, or PostgreSQL where ``DATABASE_URL`` names one. ``State.open``
migrates it at start-up.

A table is added in three steps:

1. a class in :mod:`bot.state.tables` or in a module of its own that ``tables`` names in ``_MODULES``. It derives from
   ``Base`` and says whose its rows are: ``of_person = "person_id"`` names the column with a person's id, ``None`` says
   that they are no person's. A class that doesn't say can't be imported. ``State.forget``, behind /forget_me, deletes a
   person's rows by it, in every table;
2. a migration ``migrations/versions/mNNNN_what.py``: NNNN is the next number and its ``revision``, ``down_revision``
   the one before, ``upgrade`` only (a database that is newer than the program is refused). A test holds the
   migrations equal to the classes;
3. a class with the questions that the chat asks of it, as in :mod:`bot.state.admissions`: each method one transaction,
   by ``with state.writing() as session`` or ``state.reading()``. They block: call them from a thread
   (``asyncio.to_thread``), never on the event loop.

What is written for every question goes through ``state.write``, which keeps many small writes in one transaction.
"""
