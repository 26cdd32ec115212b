"""What ``make bench`` runs: measurements, not tests. Nothing here is part of the package.

``make bench ONLY=speed``, or ``quality``, or a part by its name: ``question cold ingest memory adapter``, ``polnear
realtimeqa attribution``. The first run builds the indexes that it asks (up to half an hour on two cores) and keeps them
in ``BENCH_CACHE`` until the recipe of an index changes. ``BENCH_DATA`` names the folder of the labelled sets, and
``BENCH_PASSAGES=2000`` makes a quick look of the parts of ``speed``, ``BENCH_KILLS=5`` one of ``kills``;
``BENCH_SCALE=1000000`` is how many passages ``scale`` is measured at (half an hour).
"""
