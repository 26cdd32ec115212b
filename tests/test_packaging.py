"""What an installation gets: the lock files, and what the image is built from."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from tests.conftest import CHECKOUT

LOCK_FILES = ("requirements.lock", "requirements-dev.lock")


def pinned(name: str) -> set[str]:
    """The packages of a lock file."""
    return set(re.findall(r"^([a-z0-9.-]+)==", (CHECKOUT / name).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", [*LOCK_FILES, "requirements-sbom.lock"])
def test_a_lock_file_pins_by_hash_and_names_no_index(name: str) -> None:
    """It is the same, whichever mirror it was made with."""
    lines = [line for line in (CHECKOUT / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if "://" in line or line.startswith("-")] == []
    for number, line in enumerate(lines):
        assert "==" not in line or lines[number + 1].startswith("    --hash=sha256:")


def test_the_lock_files_hold_every_dependency() -> None:
    """Those of running in the one, of tests and checks in the other; in both what running needs on some machines."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running, tests = map(pinned, LOCK_FILES)
    names = [
        {re.split(r"[\[<>=!]", each)[0].lower() for each in of}
        for of in (project["dependencies"], project["optional-dependencies"]["dev"])
    ]
    assert names[0] <= running
    assert names[1] <= running | tests
    texts = [(CHECKOUT / name).read_text(encoding="utf-8") for name in LOCK_FILES]
    assert not set(re.findall(r"^([a-z0-9.-]+)==[^;\n]+$", texts[0], re.MULTILINE)) & tests
    versions = [set(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE)) for text in texts]
    assert all(pin in versions[0] for pin in versions[1] if pin[0] in running)
    # jsonschema, which Chroma imports, compiles this grammar at each start where it finds it: a second and more.
    assert "rfc3987-syntax" not in running | tests
    assert not running & {"kubernetes", "mypy", "pytest", "ruff", "scipy"}


def test_the_image_is_built_from_what_is_there() -> None:
    """Each file that the Dockerfile copies exists, and none of them is kept out of what the build is sent."""
    dockerfile = (CHECKOUT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    sent = re.findall(r"^!(\S+)$", (CHECKOUT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.M)
    copied = [word for line in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE) for word in line.split()]
    assert sorted(copied) == sorted(sent)
    assert all((CHECKOUT / each).exists() for each in copied)


def test_what_compose_sets_are_settings() -> None:
    """By the names of `.env.example`; the extras that it builds with exist."""
    told = yaml.safe_load((CHECKOUT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    settings = re.findall(r"^(\w+)=", (CHECKOUT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    for service in ("bot", "ingest"):
        assert told["services"][service]["environment"].keys() <= {*settings}
        build = told["services"][service]["build"]
        assert (CHECKOUT / "deploy" / build["context"] / build["dockerfile"]).exists()
        assert {*build["args"]["EXTRAS"].split(",")} <= project["optional-dependencies"].keys()
    assert told["volumes"].keys() == {
        each.partition(":")[0] for service in told["services"].values() for each in service["volumes"]
    }
