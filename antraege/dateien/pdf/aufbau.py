"""Lets pypdf look at a PDF in a process of its own."""

import subprocess
import sys
from pathlib import Path

from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.pdf.leser import GUT

LESER = Path(__file__).with_name("leser.py")
LONGEST = 15.0  # seconds, when the machine is busy; its computing time is limited by itself


def require_harmless(content: bytes, *, has_embedded: bool) -> None:
    command = [sys.executable, "-E", str(LESER), *(["--eingebettet"] if has_embedded else [])]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DateiError(Grund.ZU_UMFANGREICH) from error
    word = done.stdout.decode(errors="replace").strip()
    if done.returncode < 0 or word not in {GUT, *Grund}:  # stopped, or out of memory at a bad moment
        raise DateiError(Grund.ZU_UMFANGREICH)
    if word != GUT:
        raise DateiError(Grund(word))
