"""The collections that are labelled. That of the sample is ``sample_library``."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.library import Library


@pytest.fixture(scope="session")
def real_library(shared_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The raw articles beside the checkout with the real embedder and the real analysis. Not to be changed."""
    from bot import wiring
    from bot.settings import Settings

    home = tmp_path_factory.mktemp("real-home")
    library = wiring.library_in(home, Settings(verbatim_home=home))
    report = library.ingest([shared_articles])
    assert not report.failed
    return library
