"""What must hold before the portal can serve, listed in ``settings.BEREITSCHAFT``."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def database() -> bool:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """Every migration of the code is applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
