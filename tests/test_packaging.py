"""The wheel carries everything and runs without the checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from gremien_app.base.kernel.version import release_of

ROOT = Path(__file__).resolve().parent.parent
VENDOR = "gremien_app/static/vendor"
FETCHED = {
    f"{VENDOR}/kern/kern.min.css",
    f"{VENDOR}/kern/kern-grid.min.css",
    f"{VENDOR}/kern/LICENSE.md",
} | {
    f"{VENDOR}/fonts/FiraSans-{cut}.woff2"
    for cut in ("Regular", "Italic", "Medium", "SemiBold", "Bold")
}
FETCHED |= {
    f"gremien_app/static/{name}"
    for name in ("built/kern.css.br", "built/fonts/Bold-latin.woff2", "css/gremien.css.gz")
}
UNWANTED = ("tests/", "instance/", ".venv/", "node_modules/", ".git/")

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("GREMIEN_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=plain | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(target: str, source: Path, folder: Path, **environment: str) -> Path:
    """Build with the tools of this environment; hatchling is what pip would call."""
    hatchling = (sys.executable, "-m", "hatchling", "build")
    run(*hatchling, "-t", target, "-d", folder, cwd=source, **environment)
    (package,) = folder.iterdir()
    return package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's package in a folder of its own; its dependencies come from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--no-index", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


def python(installed: Path, cwd: Path, *arguments: str | Path) -> str:
    """Run Python with the installed package only: ``-S`` leaves the editable one's path out."""
    path = os.pathsep.join((str(installed), sysconfig.get_path("purelib")))
    return run(sys.executable, "-S", *arguments, cwd=cwd, PYTHONPATH=path)


def checkout_files(folder: str, under: str) -> set[str]:
    return {
        f"{under}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_wheel_carries_code_templates_migrations_data_and_design(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = (
        checkout_files("gremien_app", "gremien_app")
        | checkout_files("templates", "gremien_app/templates")
        | checkout_files("migrations", "gremien_app/migrations")
        | checkout_files("deploy", "gremien_app/deploy")
        | FETCHED
        | {"gremien_app/built.json"}
    )

    assert wanted - names == set()
    assert {n for n in names if n.startswith(UNWANTED) or n.endswith((".pyc", ".db"))} == set()


def test_the_wheel_holds_no_second_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    (info,) = tops - {"gremien_app"}
    assert re.fullmatch(r"gremien-0\.1\.\d+.*\.dist-info", info)


def test_the_source_package_builds_the_same_wheel_without_the_network(
    wheel: Path, source_package: Path, tmp_path: Path
) -> None:
    with tarfile.open(source_package) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    unreachable = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_cache": str(tmp_path / "cache"),
    }
    rebuilt = build("wheel", source, tmp_path / "dist", **unreachable)

    assert sorted(zipfile.ZipFile(rebuilt).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_the_installed_package_is_used_and_knows_its_version(
    installed: Path, tmp_path: Path
) -> None:
    code = "import gremien_app; print(gremien_app.__file__)"
    file = python(installed, tmp_path, "-c", code)
    told = python(installed, tmp_path, "-m", "gremien_app.cli", "--version")
    (info,) = installed.glob("gremien-*.dist-info")
    here = release_of(ROOT)

    assert Path(file.strip()).parent == installed / "gremien_app"
    assert told == f"Gremien {here}\n"
    assert info.name == f"gremien-{here.version}.dist-info"


def test_the_demo_runs_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    told = python(
        installed, tmp_path, "-m", "gremien_app.cli", "demo", "--no-serve", "--data", data
    )
    code = (
        "from pathlib import Path; from gremien_app import create_app;"
        "from gremien_app.config import load_settings;"
        f"client = create_app(load_settings(Path({str(data)!r}))).test_client();"
        "print(*(client.get(path).status_code for path in ("
        "'/', '/anmelden', '/kalender/alle.ics', '/healthz',"
        "'/static/vendor/kern/kern.min.css', '/static/vendor/fonts/FiraSans-Regular.woff2')))"
    )

    assert "geschaeftsfuehrung@demo.example" in told
    assert python(installed, tmp_path, "-c", code).split() == ["200"] * 6


def test_the_command_is_installed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel)
    entry = next(n for n in names.namelist() if n.endswith("entry_points.txt"))

    assert "gremien = gremien_app.cli:main" in names.read(entry).decode()


def test_lock_files_fix_every_package_by_checksum_and_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = [p for p in text.split("\n") if p and not p.startswith((" ", "#"))]

        assert all("==" in p and p.endswith("\\") for p in packages)
        assert "http" not in text


def test_the_same_versions_run_in_tests_and_in_production() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return {line.split(" ")[0] for line in text.split("\n") if line[:1].isalnum()}

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_npm_packages_are_fixed_by_checksum_and_name_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity": "sha512-' in text
    assert "http" not in text


def test_make_alone_explains_itself() -> None:
    if shutil.which("make") is None:
        pytest.skip("make fehlt (make is missing)")
    told = run("make", "--no-print-directory", cwd=ROOT)

    assert [line.split()[1] for line in told.splitlines() if line.startswith("make ")] == [
        "demo",
        "test",
        "check",
        "zugriff",
        "datenformat",
        "torture",
        "lock",
        "clean",
    ]
