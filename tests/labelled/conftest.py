"""The collections that are labelled. That of the sample is ``sample_library``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from retrieval.library import Library
from tests.conftest import BuildOnce


@pytest.fixture(scope="session")
def real_library(shared_articles: Path, built_once: BuildOnce) -> Library:
    """The raw articles beside the checkout with the real embedder and the real analysis. Not to be changed."""
    from bot import wiring
    from bot.settings import Settings

    def fill(home: Path) -> None:
        with closing(wiring.library_in(home, Settings(verbatim_home=home))) as library:
            assert not library.ingest([shared_articles]).failed

    home = built_once("real-home", fill)
    return wiring.library_in(home, Settings(verbatim_home=home))
