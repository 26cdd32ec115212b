"""The bundled sample: short news reports of our own writing, to try Verbatim on. Its README says what they are."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_folder() -> Path:
    """The folder of the sample's articles, to be read like any folder of articles."""
    # The package is always installed as files (its weights are memory-mapped too), so this is a real path.
    return Path(str(files(__name__)))
