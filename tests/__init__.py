import os

# Before anything loads numpy: the suite runs a process for each core, and idle threads of OpenBLAS wait by turning.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
