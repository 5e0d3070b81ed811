"""A web process of its own for tests: takes orders as lines of JSON on standard input, answers in the same way.

Start it with ``Arbeiter(environment)``; it uses the database that the environment names.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).parent.parent


class Arbeiter:
    """The test's end of such a process."""

    def __init__(self, environment: dict[str, str]):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.arbeiter"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, order: str, *args: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([order, *args]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the process ended at {order} {args}"
        return json.loads(answer)

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=20)


def manage(environment: dict[str, str], *arguments: str, text: str = "") -> None:
    """Run a management command in a process of its own."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def environment(folder: Path) -> dict[str, str]:
    """Of a portal that keeps its data in ``folder``."""
    own = {"DATEN_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONWARNINGS": "ignore"}
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own


def main() -> None:
    import django

    django.setup()

    from cms import seitencache
    from tests.seitenwelt import Welt, ask

    stop, hammers = Event(), []

    def hammer(adressen: list[str], threads: int) -> None:
        def run() -> None:
            while not stop.is_set():
                for adresse in adressen:
                    ask(adresse, {})

        for _number in range(threads):
            hammers.append(Thread(target=run))
            hammers[-1].start()

    def rest() -> None:
        stop.set()
        for thread in hammers:
            thread.join()

    world: list[Welt] = []
    orders = {
        "build": lambda: world.append(Welt()),
        "kept": lambda: len(seitencache.speicher),
        "ask": lambda adresse, headers: ask(adresse, headers),
        "hammer": hammer,
        "rest": rest,
        "write": lambda *args: world[0].write(*args),
    }
    for line in sys.stdin:
        order, *args = json.loads(line)
        print(json.dumps(orders[order](*args)), flush=True)
    rest()


if __name__ == "__main__":
    main()
