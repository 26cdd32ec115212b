"""The one place where objects are put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.settings import Settings
from prompts import Prompts
from retrieval.embedding.minilm import MiniLM
from retrieval.errors import SettingsError


def settings(home: Path, **more: object) -> Settings:
    return Settings(verbatim_home=home, **more)  # type: ignore[arg-type]


def test_the_sample_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """A person's articles are never mixed with it."""
    chosen = settings(tmp_path)
    own, sample = wiring.library(chosen), wiring.library(chosen, sample=True)
    assert (own.home, sample.home) == (tmp_path, tmp_path / "sample")
    assert not list(tmp_path.iterdir()), "nothing is made before it is used"


def test_without_a_model_nothing_assists(tmp_path: Path) -> None:
    """And answers are the articles' own words."""
    chosen = settings(tmp_path)
    assert wiring.model(chosen) is None
    assert wiring.assistant(chosen, Prompts()) is None


def test_a_model_is_chosen_by_the_settings(tmp_path: Path) -> None:
    """With the limits that they set; its packages are imported by the first question."""
    model = wiring.model(settings(tmp_path, llm="openai-like:fake", llm_api_url="http://127.0.0.1:9", llm_seconds=7))
    assert model is not None
    assert (model.name, model.limits.seconds) == ("openai-like:fake", 7)


def test_prompts_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """The line names the setting."""
    (tmp_path / "answer.md").write_text("{unknown}")
    with pytest.raises(SettingsError, match="PROMPTS_DIR"):
        wiring.own_prompts(settings(tmp_path, prompts_dir=tmp_path)).load("answer")


def test_the_embedder_before_is_asked_where_its_answer_can_be_trusted() -> None:
    """A server of one's own may answer with the newer model's vectors whatever it is asked for."""
    settings = Settings(embedder="openai:new", embedder_api_key="key")
    before = wiring.other_embedder("openai:old", settings)
    assert before is not None
    assert before.name == "openai:old"
    own_server = settings.model_copy(update={"embedder_api_url": "http://127.0.0.1:1/v1"})
    assert wiring.other_embedder("openai:old", own_server) is None
    assert wiring.other_embedder("an older version's", settings) is None
    assert isinstance(wiring.other_embedder(MiniLM.name, own_server), MiniLM)
