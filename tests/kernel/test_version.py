"""Which program this is: counted from the commits, and still known where there are none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gremien_app.base.kernel import version


def git(root: Path, *arguments: str) -> str:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, "-C", root, *arguments], env=plain, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path, text: str) -> str:
    (root / "gremien_app" / "code.py").write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", text)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "gremien_app").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    commit(root, "eins")
    return root


def test_every_commit_raises_the_version_and_names_itself(checkout: Path) -> None:
    first = version.release_of(checkout)
    commit_ = commit(checkout, "zwei")
    second = version.release_of(checkout)

    assert first.version.startswith("0.1.1+g")
    assert second.version == f"0.1.2+g{commit_[:10]}"
    assert (second.commit, second.is_altered) == (commit_, False)


def test_what_is_not_committed_is_told_apart_by_its_content(checkout: Path) -> None:
    clean = version.release_of(checkout)
    (checkout / "gremien_app" / "code.py").write_text("anders", encoding="utf-8")
    changed = version.release_of(checkout)
    (checkout / "gremien_app" / "neu.py").write_text("neu", encoding="utf-8")
    added = version.release_of(checkout)

    assert changed.version.startswith(f"{clean.version}.d")
    assert len({clean.version, changed.version, added.version}) == 3
    assert (clean.is_altered, changed.is_altered, added.is_altered) == (False, True, True)
    assert "keinem Commit" in str(changed)


def test_a_clone_without_its_history_still_grows(checkout: Path, tmp_path: Path) -> None:
    commit(checkout, "zwei")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", checkout.as_uri(), str(shallow))

    told = version.release_of(shallow)

    seconds = git(checkout, "log", "-1", "--format=%ct")
    assert told.version == f"0.1.0.post{seconds}+g{told.commit[:10]}"


def test_a_package_tells_what_its_build_wrote(checkout: Path, tmp_path: Path) -> None:
    told = version.release_of(checkout)
    package = tmp_path / "package"
    (package / "gremien_app").mkdir(parents=True)
    (package / "gremien_app" / version.BUILT).write_text(version.as_built(told), encoding="utf-8")

    assert version.release_of(package) == told


def test_a_package_inside_a_foreign_checkout_is_not_taken_for_it(checkout: Path) -> None:
    inside = checkout / "vendor"
    (inside / "gremien_app").mkdir(parents=True)
    (inside / "gremien_app" / version.BUILT).write_text(
        version.as_built(version.Release("0.1.7+gabc", "abc")), encoding="utf-8"
    )

    assert version.release_of(inside).version == "0.1.7+gabc"


def test_a_downloaded_archive_knows_its_commit(tmp_path: Path) -> None:
    (tmp_path / ".git_archival.txt").write_text("a" * 40 + " 1800000000\n", encoding="ascii")

    assert version.release_of(tmp_path).version == "0.1.0.post1800000000+gaaaaaaaaaa"


def test_a_copied_folder_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "gremien_app").mkdir()
    (tmp_path / ".git_archival.txt").write_text("$Format:%H %ct$\n", encoding="ascii")
    code = tmp_path / "gremien_app" / "code.py"
    code.write_text("eins", encoding="utf-8")
    one = version.release_of(tmp_path)
    code.write_text("zwei", encoding="utf-8")
    two = version.release_of(tmp_path)

    assert one.version.startswith("0.1.0+s")
    assert one.version != two.version
    assert one.commit == ""
