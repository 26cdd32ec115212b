"""An index that Chroma can't read is made anew, of what is known of it; after a kill or a full disk it goes on."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexFull
from retrieval.library import Library
from retrieval.store import chroma_files, snapshot
from retrieval.store.engine import Engine
from retrieval.store.index import Index
from retrieval.store.records import Record
from tests.fakes.embedder import FakeEmbedder
from tests.integrity import contents, copied, faults
from tests.retrieval.conftest import FakeAnalyser, Open, write

REPORTS = 6
REPAIR = """
import sys, time
from pathlib import Path
from retrieval.ingestion import pipeline
from retrieval.store.index import Index
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
pipeline.GROUP = pipeline.WRITTEN = 2
put = Index.put

def slowly(self, found):
    put(self, found)
    print("put", flush=True)
    time.sleep(float(sys.argv[2]))

Index.put = slowly
print(Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=FakeAnalyser()).repair())
"""
LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from retrieval.errors import IndexFull
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
library = Library(Path(sys.argv[1]), embedder=FakeEmbedder(), analyser=FakeAnalyser())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    library.repair()
except IndexFull as error:
    print(error.message)
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with reports of a statement each."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(REPORTS):
        said = f"“I can wait {number} days,” said Mara Lindqvist."
        text = f"Report {number} of the ice.\n\n{said}\n\nShe did, {number} days."
        write(folder / f"{number}.txt", text, day=f"2025-02-1{number}")
    return folder


@pytest.fixture
def home(opened: Open, texts: Path, tmp_path: Path) -> Path:
    """A home whose vectors can't be read, in a place where nothing in this process has opened it."""
    library = opened(tmp_path / "made")
    library.ingest([texts])
    library.close()
    home = shutil.copytree(tmp_path / "made", tmp_path / "home")
    next((home / "chroma").glob("*/length.bin")).write_bytes(b"")
    return home


@pytest.fixture
def clean(opened: Open, tmp_path: Path, home: Path) -> Library:
    return opened(tmp_path / "made")


def is_clean(library: Library, clean: Library) -> bool:
    """Whether a collection is whole, trusted and as a clean build."""
    assert faults(library) == []
    assert library.verify().findings == []
    assert not library.index.state.is_doubted
    assert [each.mark for each in library.index.records()] == [each.mark for each in clean.index.records()]
    return contents(library) == contents(clean)


def test_what_is_known_is_not_made_anew(
    home: Path, clean: Library, opened: Open, embedder: FakeEmbedder, analyser: FakeAnalyser
) -> None:
    """Neither embedder nor analyser is asked for anything."""
    embedder.calls.clear()
    analyser.analysed.clear()
    assert [each.part for each in opened(home).repair()] == ["index"]
    assert (embedder.calls, analyser.analysed) == ([], [])
    assert is_clean(opened(home), clean)


def changed_vectors(change: Callable[[np.ndarray], None]) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        file = _shown(home) / "vectors.npy"
        vectors = np.load(file)
        change(vectors)
        np.save(file, vectors)

    return damage


def _shown(home: Path) -> Path:
    folder = snapshot.current(home / "snapshots")
    assert folder is not None
    return folder


def one_is_no_number(vectors: np.ndarray) -> None:
    vectors[3] = np.nan


def one_is_too_long(vectors: np.ndarray) -> None:
    vectors[3] *= 1.1


def one_is_written_over_another(vectors: np.ndarray) -> None:
    vectors[3] = vectors[4]


def all_are_shorter(home: Path) -> None:
    file = _shown(home) / "vectors.npy"
    np.save(file, np.full((len(np.load(file)), 100), 0.1, dtype=np.float32))


def in_chroma(statement: str) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        with closing(sqlite3.connect(home / "chroma" / "chroma.sqlite3")) as file, file:
            assert file.execute(statement).rowcount == 1

    return damage


def a_catalog_with_a_damaged_page(home: Path) -> None:
    file = _shown(home) / "catalog.sqlite"
    with closing(sqlite3.connect(file)) as catalog:
        ((page,),) = catalog.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'by_path'")
    with file.open("r+b") as raw:
        raw.seek((page - 1) * 4096 + 8)
        raw.write(b"\xff" * 40)


def another_version(home: Path) -> None:
    folder = _shown(home)
    other = folder.rename(folder.with_name(f"{folder.name[:-1]}x"))
    (home / "snapshots" / "CURRENT").write_text(other.name)


ANOTHER_SPEAKER = """
    UPDATE embedding_metadata SET string_value = replace(string_value, 'Mara', 'Moira')
    WHERE key = 'statements' AND id = (SELECT min(id) FROM embedding_metadata WHERE key = 'statements')
"""
DAMAGES: dict[str, tuple[Callable[[Path], None], int, int]] = {
    "a vector that is no number": (changed_vectors(one_is_no_number), 1, 0),
    "a vector too long": (changed_vectors(one_is_too_long), 1, 0),
    "a vector that is another's": (changed_vectors(one_is_written_over_another), 2, 0),
    "vectors of other dimensions": (all_are_shorter, 3 * REPORTS, 0),
    "a record that tells another speaker": (in_chroma(ANOTHER_SPEAKER), 0, 1),
    "a snapshot of another version": (another_version, 3 * REPORTS, REPORTS),
    "a catalog with a damaged page": (a_catalog_with_a_damaged_page, 3 * REPORTS, REPORTS),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_can_not_be_relied_on_is_made_anew(
    home: Path, clean: Library, opened: Open, embedder: FakeEmbedder, analyser: FakeAnalyser, name: str
) -> None:
    """And nothing else."""
    damage, texts, articles = DAMAGES[name]
    damage(home)
    embedder.calls.clear()
    analyser.analysed.clear()
    opened(home).repair()
    assert sum(len(asked) for _, asked in embedder.calls) == texts
    assert len(analyser.analysed) == articles
    assert is_clean(opened(home), clean)


def test_a_kill_in_the_middle(
    home: Path, clean: Library, opened: Open, tmp_path: Path, program_environment: dict[str, str]
) -> None:
    """What was there is as it was; the next ingest goes on without being asked to."""
    before = (home / "chroma" / "chroma.sqlite3").read_bytes()
    command = [sys.executable, "-c", REPAIR, str(home), "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=program_environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"put\n"
        process.send_signal(signal.SIGKILL)
    assert (home / "chroma" / "chroma.sqlite3").read_bytes() == before
    ended = subprocess.run([*command[:-1], "0"], capture_output=True, check=True, env=program_environment)
    assert ended.stdout.count(b"put") == REPORTS / 2
    assert sorted(each.name for each in home.iterdir() if each.name.startswith("chroma")) == [
        "chroma",
        "chroma.damaged-1",
    ]
    assert is_clean(copied(opened, home, tmp_path / "after"), clean)


@pytest.mark.parametrize("kill", ["set_aside", "take_place", "derive"])
def test_a_kill_at_the_end(
    home: Path, clean: Library, opened: Open, monkeypatch: pytest.MonkeyPatch, kill: str
) -> None:
    """Before, between and after the two renamings: who starts next finds everything, whatever is asked for first."""
    from retrieval.maintenance import repair

    place, name = {
        "set_aside": (repair, "set_aside"),
        "take_place": (chroma_files, "take_place"),
        "derive": (Engine, "derive"),
    }[kill]
    with monkeypatch.context() as patch:

        def killed(*arguments: object, **_: object) -> None:
            if arguments != (home / "chroma.mending",):  # what is opened there
                raise SystemExit

        patch.setattr(place, name, killed)
        with pytest.raises(SystemExit):
            opened(home).repair()
    library = opened(home)
    if kill == "set_aside":
        library.repair()
    library.refresh()
    assert is_clean(library, clean)
    assert not chroma_files.mended(home / "chroma").exists()


def test_ctrl_c_in_the_middle(home: Path, clean: Library, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left of it, and the same program can start it again."""
    library = opened(home)
    put = Index.put

    def interrupted(self: Index, found: list[Record]) -> None:
        put(self, found)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Index, "put", interrupted)
        with pytest.raises(KeyboardInterrupt):
            library.repair()
    assert [each.name for each in home.glob("chroma*")] == ["chroma"]
    assert len(library.repair()) == 1
    assert is_clean(library, clean)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
@pytest.mark.parametrize("room", [100_000, 250_000])
def test_a_disk_that_is_full(
    home: Path, clean: Library, opened: Open, tmp_path: Path, program_environment: dict[str, str], room: int
) -> None:
    """One line says so, what was begun takes no room, and with more of it the same command mends the index."""
    command = [sys.executable, "-c", LITTLE_ROOM, str(home), str(room)]
    ended = subprocess.run(command, capture_output=True, check=True, env=program_environment, text=True)
    assert "no room left" in ended.stdout
    assert [each.name for each in home.glob("chroma*")] == ["chroma"]
    after = copied(opened, home, tmp_path / "after")
    assert len(after.repair()) == 1
    assert is_clean(after, clean)


def test_a_disk_that_is_full_behind_it(
    home: Path, clean: Library, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is mended, and who starts next derives what questions read."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(np.lib.format, "write_array_header_1_0", full)
        with pytest.raises(IndexFull):
            opened(home).repair()
    library = opened(home)
    library.refresh()
    assert is_clean(library, clean)
