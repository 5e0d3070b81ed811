"""What some tests need beside Python. An absent program skips them by name; in CI its absence is a failure."""

import os
import shutil
from pathlib import Path

import pytest

NODE_MODULES = Path(__file__).parent.parent / "theme" / "node_modules"


def require(found: object, name: str, line: str) -> None:
    """Skip the running test unless ``found``; ``line`` is the command that would make it run."""
    if found:
        return
    message = f"{name} fehlt; damit läuft der Test: {line}"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def chromium() -> str:
    """Path of the browser."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    require(path, "Chromium", "apt-get install chromium fonts-liberation2 fonts-dejavu-core")
    return path


def java() -> str:
    """Path of the Java runtime."""
    path = shutil.which("java") or ""
    require(path, "Java", "apt-get install openjdk-17-jre-headless")
    return path


def node_module(path: str) -> Path:
    """A file of an npm package that only tests use."""
    found = NODE_MODULES / path
    require(found.exists(), path, ".venv/bin/python manage.py theme_build --dev")
    return found


def postgresql() -> str:
    """Address of a server on which test databases may be created."""
    url = os.environ.get("TEST_POSTGRESQL_URL", "")
    line = "TEST_POSTGRESQL_URL=postgres://user:password@127.0.0.1/postgres make test"
    require(url, "PostgreSQL", line)
    return url


def elasticsearch() -> str:
    """Address of a server on which indices may be created."""
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    require(url, "Elasticsearch", "TEST_ELASTICSEARCH_URL=http://127.0.0.1:9200 make test")
    return url


def servers() -> Path:
    """The folder with scripts that start servers."""
    path = Path(os.environ.get("SERVERS_DIR") or Path(__file__).parents[2] / "shared" / "servers")
    require((path / "elasticsearch" / "start").exists(), "Ordner mit Servern", "SERVERS_DIR=… make test")
    return path


def oidc() -> dict[str, str]:
    """Issuer, client and secret of a Keycloak with the realm of the servers folder."""
    found = {key: os.environ.get(f"TEST_OIDC_{key.upper()}", "") for key in ("issuer", "client_id", "client_secret")}
    line = "TEST_OIDC_ISSUER=http://127.0.0.1:8180/realms/… TEST_OIDC_CLIENT_ID=… TEST_OIDC_CLIENT_SECRET=… make test"
    require(all(found.values()), "Keycloak", line)
    return found


def ozg() -> Path:
    """The folder with the extracts of the OZG database."""
    path = os.environ.get("TEST_OZG_DIR", "")
    require(path, "Auszug der OZG-Datenbank", "TEST_OZG_DIR=… make test")
    return Path(path)


def suche() -> Path:
    """The folder with the corpus that judged queries are asked over."""
    path = os.environ.get("TEST_SUCHE_DIR", "")
    require(path, "Korpus für die Suche", "TEST_SUCHE_DIR=… make test")
    return Path(path)


def verapdf() -> str:
    """Class path of the checker of PDF/UA."""
    path = os.environ.get("VERAPDF_DIR", "")
    line = "mvn -f tests/verapdf.xml dependency:copy-dependencies -DoutputDirectory=DIR; VERAPDF_DIR=DIR make test"
    require(path, "veraPDF", line)
    return f"{path}/*"
