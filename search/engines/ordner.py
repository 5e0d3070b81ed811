"""The folder of an embedded index: which generation is in use, and who may write.

Each rebuild makes a generation of its own beside the one in use; a small file names the current one and is replaced
in one step, so readers find either the old or the new index, never none. The generation before stays for those who
are just opening it.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import SuchindexBelegtError

POLL = 0.02
OTHER_VERSIONS_KEPT = 24 * 3600 * 10**9  # nanoseconds


class Ordner:
    def __init__(self, path: Path, version: str):
        self.path = path
        self.version = version

    def current(self) -> Path | None:
        """The generation in use, if it is of this version."""
        try:
            name = self._pointer.read_text().strip()
        except FileNotFoundError:
            return None
        return self.path / name if name.startswith(f"{self.version}-") else None

    @property
    def _pointer(self) -> Path:
        """Each version has its own: while a new one is installed, the old one still answers."""
        return self.path / f"aktuell-{self.version}"

    def new(self) -> Path:
        """An empty folder for the next generation."""
        name = f"{self.version}-{time.time_ns()}"
        (self.path / name).mkdir(parents=True)
        return self.path / name

    def activate(self, generation: Path) -> None:
        """Make ``generation`` the one in use; remove those before the last one, and what other versions have left."""
        before = self.current()
        pointer = self.path / f"neu.{os.getpid()}"
        pointer.write_text(generation.name)
        os.replace(pointer, self._pointer)
        for old in self.path.iterdir():
            if old.is_dir() and old not in {generation, before} and self._is_over(old):
                shutil.rmtree(old, ignore_errors=True)

    def _is_over(self, generation: Path) -> bool:
        version, _, begun = generation.name.rpartition("-")
        return version == self.version or not begun.isdecimal() or int(begun) < time.time_ns() - OTHER_VERSIONS_KEPT

    @contextmanager
    def lock(self, name: str, wait: float) -> Iterator[None]:
        """Hold the lock ``name`` of this folder; the system frees it when a process dies."""
        self.path.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + wait
        with (self.path / f"{name}.lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= deadline:
                        raise SuchindexBelegtError(name) from error
                    time.sleep(POLL)
            yield
