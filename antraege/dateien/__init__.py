"""What citizens attach: looked into before anything is kept. docs/dateien.md tells what is taken and why."""

from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.pruefen import Datei, examine
from antraege.dateien.typen import DATEITYPEN, Dateityp, accept

__all__ = ["DATEITYPEN", "Datei", "DateiError", "Dateityp", "Grund", "accept", "examine"]
