"""What a person meets in a fresh clone: the two commands, the lock, the version."""

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import whence

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _commands() -> list[str]:
    return re.findall(r"^```(?:sh|bash)\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)


def test_readme_has_two_commands_of_one_line() -> None:
    run, test = _commands()[:2]
    for command in (run, test):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && ")
    assert run.endswith(".venv/bin/whence read --example")
    assert "--require-hashes -r requirements.lock" in test
    assert test.endswith(".venv/bin/pytest -q -n auto")


def test_continuous_integration_takes_its_first_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    taken = re.search(r"awk '.*' README\.md", script)
    assert taken
    done = subprocess.run(
        ["bash", "-c", taken[0]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == _commands()[1]


def test_the_lock_has_hashes_and_no_addresses() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^-", LOCK, re.MULTILINE)
    for pinned in re.split(r"^(?=\w)", re.sub(r"(?m)^ *#.*\n", "", LOCK), flags=re.MULTILINE)[1:]:
        assert re.match(r"[\w.-]+==[\w.]+", pinned)
        assert "--hash=sha256:" in pinned, pinned.split(" ")[0]


@pytest.mark.parametrize(
    "wanted", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
)
def test_every_dependency_is_locked_and_has_a_reason(wanted: str) -> None:
    match = re.match(r"[\w-]+", wanted)
    assert match
    assert re.search(rf"^{match[0]}==", LOCK, re.MULTILINE)
    assert match[0] in (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_the_version_is_one() -> None:
    assert version("whence") == whence.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (?:\[)?(\d+\.\d+\.\d+|Unreleased)", changelog, re.MULTILINE)
    assert first
    assert first[1] in {whence.__version__, "Unreleased"}


def test_every_option_of_the_command_stands_in_the_manual() -> None:
    manual = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    options = re.findall(r'"(--[a-z]+)"', (ROOT / "src/whence/cli.py").read_text(encoding="utf-8"))
    for option in {*options, "--html", "--date", "--language", "--model"}:
        assert f"`{option}" in manual, option
