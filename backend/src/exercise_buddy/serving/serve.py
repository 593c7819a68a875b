"""Serves the application until stopped."""

import os
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from exercise_buddy.core.settings import Settings, refuse_unsafe
from exercise_buddy.main import create_app
from exercise_buddy.serving.backups import backups, with_backup_metrics
from exercise_buddy.serving.database import database_url, prepared
from exercise_buddy.serving.defaults import with_public_url
from exercise_buddy.serving.ports import bound
from exercise_buddy.serving.server import Server
from exercise_buddy.serving.terminal import address_of, announce

FACTORY = "exercise_buddy.main:create_app_from_environment"


def serve(settings: Settings, host: str, port: int, *, open_browser: bool) -> None:
    """Serve until stopped; raises ServingError, EmbeddedError or UnsafeSettingsError if it cannot start."""
    refuse_unsafe(settings, host)
    with bound(host, port) as listening, database_url(settings) as url:
        port = listening.getsockname()[1]
        alongside = backups(settings, url)
        settings = prepared(with_public_url(settings, port), url, listening)
        settings = settings.model_copy(update={"database_url": SecretStr(url)})
        address = address_of(host, port)
        app = create_app(settings)
        alongside = with_backup_metrics(app, settings, alongside)
        Server(app, settings, lambda: announce(address, open_browser=open_browser), alongside).run([listening])


def serve_reloading(settings: Settings, host: str, port: int) -> None:
    """Serve, restarting whenever the code changes. New processes get the settings through the environment."""
    refuse_unsafe(settings, host)
    bound(host, port).close()
    with database_url(settings) as url:
        secret = prepared(settings, url).jwt_secret
        os.environ["PUBLIC_URL"] = with_public_url(settings, port).public_url
        os.environ["DATABASE_URL"] = url
        os.environ["JWT_SECRET"] = secret.get_secret_value() if secret else ""
        if settings.web_dir is not None:
            os.environ["WEB_DIR"] = str(settings.web_dir)
        folder = str(Path(__file__).parent.parent)
        uvicorn.run(FACTORY, factory=True, host=host, port=port, reload=True, reload_dirs=[folder], log_config=None)
