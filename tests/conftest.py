"""What every test gets: no network, no home but a passing one, and the collections that many tests read."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import certifi
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text

from retrieval.embedding import in_worker
from retrieval.ingestion import attribution_workers
from retrieval.library import Library
from retrieval.readers import sandbox
from retrieval.system.worker_process import Worker
from tests.fakes import offline
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.postgresql import postgresql, programs

gc.disable()  # until everything is imported: it would find nothing
offline.forbid()
# Programs that tests start would compile all that they import, which takes longer than most tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A suite that was started in the background ignores Ctrl-C, and so would the programs that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one: databases in it wait for no disk, which halves the time of the suite."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2_000_000_000:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)  # also for the programs that tests start

CHECKOUT = Path(__file__).resolve().parents[1]
os.environ["PYTHONPATH"] = str(CHECKOUT)  # for the programs that tests start
SHARED = CHECKOUT.parent / "shared"
"""Beside the checkout, where it is there: articles and labels that are not ours to ship."""

BuildOnce = Callable[[str, Callable[[Path], object]], Path]

_EXAMPLES = 100

_numbers = itertools.count(1)

# The suite tries the same examples each time, however slow the machine is; ``make fuzz`` searches by chance, and twenty
# times as long.
settings.register_profile(
    "suite",
    max_examples=_EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fuzz", settings.get_profile("suite"), max_examples=20 * _EXAMPLES, derandomize=False)
settings.load_profile("suite")


def examples(count: int, **others: Any) -> settings:
    """Settings of a property that is tried on ``count`` examples, and on as many times more as the profile has."""
    return settings(max_examples=count * settings.default.max_examples // _EXAMPLES, **others)


def pytest_collection_finish() -> None:
    """Look for no garbage among what was imported: that was an eighth of the tests' time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A person's home, settings and ``.env`` neither change a test nor are changed by one."""
    from bot.settings import Settings

    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*Settings.model_fields, "no_color", "force_color", "columns", "lines", "xdg_config_home"):
            patch.delenv(name.upper(), raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("VERBATIM_HOME", str(home / "verbatim"))
        patch.setenv("VERBATIM_ENV_FILE", os.devnull)
        patch.chdir(home)
        # No test speaks TLS; of all the authorities that every client of httpx loads, which takes 30 ms, one is enough.
        first, end, _ = certifi.contents().partition("-----END CERTIFICATE-----\n")
        (home / "authority.pem").write_text(first + end)
        patch.setenv("SSL_CERT_FILE", str(home / "authority.pem"))
        yield


_guards: list[Worker] = []


@pytest.fixture(autouse=True)
def _one_guard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads files takes half a second to start: tests whose subject it isn't hand it on."""
    if "readers" in request.path.parts:
        return
    start = sandbox._started

    def hand_on(reader: sandbox.GuardedReader, *_: object) -> None:
        if reader._worker is not None:
            _guards.append(reader._worker)
            reader._worker = None

    monkeypatch.setattr(sandbox, "_started", lambda: _guards.pop() if _guards else start())
    monkeypatch.setattr(sandbox.GuardedReader, "__exit__", hand_on)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with articles and labels of others."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not there")
    return SHARED


@pytest.fixture(scope="session")
def shared_articles(shared: Path) -> Path:
    """Two raw articles, as a person has them."""
    folder = shared / "articles"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder


@pytest.fixture
def embedder() -> FakeEmbedder:
    """An embedder without a model."""
    return FakeEmbedder()


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> BuildOnce:
    """Fills a folder of a name, in one of the processes that run the tests; each of them gets a copy of its own."""

    def build(name: str, filling: Callable[[Path], object]) -> Path:
        def fill(home: Path) -> None:
            with pytest.MonkeyPatch.context() as patch:
                # Each worker would load the models once more; that it finds the same, its own tests show.
                patch.setattr(attribution_workers, "WORTH_A_WORKER", sys.maxsize)
                patch.setattr(in_worker, "WORTH_A_WORKER", sys.maxsize)
                filling(home)

        own = tmp_path_factory.mktemp(name)
        if worker_id == "master":
            fill(own)
            return own
        built = tmp_path_factory.getbasetemp().parent / name
        with FileLock(f"{built}.lock"):
            if not built.exists():
                part = built.with_suffix(".part")
                fill(part)
                part.rename(built)
        return shutil.copytree(built, own, dirs_exist_ok=True)

    return build


@pytest.fixture(scope="session")
def sample_home(built_once: BuildOnce) -> Path:
    """A ``VERBATIM_HOME`` in which the sample is indexed, as ``ask --sample`` leaves it. Not to be changed."""
    from bot import wiring
    from bot.settings import Settings
    from retrieval.sample import sample_folder

    def fill(home: Path) -> None:
        with closing(wiring.library(Settings(verbatim_home=home), sample=True)) as library:
            report = library.ingest([sample_folder()], ours=True)
        assert not report.failed
        assert len(report.new) == 8

    return built_once("sample-home", fill)


@pytest.fixture(scope="session")
def sample_library(sample_home: Path) -> Library:
    """The sample with the real embedder and the real analysis. Not to be changed."""
    from bot import wiring
    from bot.settings import Settings

    return wiring.library(Settings(verbatim_home=sample_home), sample=True)


@pytest.fixture
def sample_copy(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample's collection, to do anything to; it is a ``VERBATIM_HOME`` by itself."""
    return shutil.copytree(sample_home / "sample", tmp_path / "collection")


@pytest.fixture(scope="session")
def program_environment() -> dict[str, str]:
    """The environment for a program that a test starts."""
    return {**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Its address, with ``{name}`` for a database."""
    binaries = programs()
    if binaries is None:
        pytest.skip("there is no PostgreSQL server here (initdb, postgres)")
    pytest.importorskip("psycopg", reason="PostgreSQL's driver isn't installed")
    with postgresql(binaries) as address:
        yield address


@pytest.fixture
def postgresql_database(postgresql_server: str) -> str:
    """The ``DATABASE_URL`` of an empty database."""
    name = f"database{next(_numbers)}"
    server = postgresql_server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgresql_server.format(name=name)
