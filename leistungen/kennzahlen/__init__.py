"""The state of the published catalogue in figures: what the council's page, its lists, CSV, PDF and the report show.

A figure is a ``Kennzahl`` that settings list by dotted path (``KATALOG_KENNZAHLEN``).
"""
