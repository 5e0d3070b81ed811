"""What a request costs before anything else: looking up how far the journal of changes has come."""

from django.db import connection

QUERIES = 0 if connection.vendor == "sqlite" else 1  # SQLite tells without a query
