"""The OpenAPI document, for tests that go through all of it."""

from pydantic import SecretStr

from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app

DOCUMENT = create_app(Settings(database_url=SecretStr("postgresql://"), jwt_secret=SecretStr("-" * 32))).openapi()
