"""What can be said about a form before anybody fills it in: what is wrong, what its cases show, what it changes.

Works on definitions only; nothing here knows a page, a database or a request. It is asked when editors save and
publish, never when citizens apply.
"""

from antraege.pruefung.faelle import Fall, Fallergebnis, run
from antraege.pruefung.fund import Fund, Schwere, stops
from antraege.pruefung.pruefen import examine, examine_structure

__all__ = ["Fall", "Fallergebnis", "Fund", "Schwere", "examine", "examine_structure", "run", "stops"]
