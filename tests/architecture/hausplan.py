"""Where the house stands, and which of its files are kept in the repository."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APPS = ("search", "antraege", "leistungen", "cms", "theme")  # each may use those after it, never those before
TEXT = {
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".json",
    ".yaml",
    ".yml",
    ".toml",
    ".lock",
    ".txt",
    ".cfg",
    ".ini",
    ".svg",
    "",
}


@cache
def files() -> tuple[Path, ...]:
    """All files of the repository, also those not yet committed, without what git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(path for name in sorted(set(names)) if name and (path := ROOT / name).is_file())


def of_app(app: str, suffix: str) -> list[Path]:
    return [path for path in files() if path.suffix == suffix and path.relative_to(ROOT).parts[0] == app]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
