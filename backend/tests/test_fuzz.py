"""Schemathesis over the whole API: no 5xx, and answers as the OpenAPI document says."""

import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from pydantic import SecretStr
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from schemathesis.filters import HasAPIOperation
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from exercise_buddy.core.http.telemetry.observability import Metrics
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.conftest import copied
from tests.document import DOCUMENT
from tests.servers.live import served
from tests.support import CHEAP_BCRYPT, V1, new_user, new_workout, put

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES_IN_TESTS = 4
"""Besides every other case at a boundary of the document, of 37 an endpoint, which are the same each time."""
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
"""Where it is set: so many for each endpoint, other ones each time, and every boundary. benchmarks/api/fuzz.py does."""
bounded = settings(
    max_examples=EXAMPLES or EXAMPLES_IN_TESTS,
    deadline=None,
    derandomize=not EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PATIENCE_SECONDS = 120
"""Schemathesis gives up after ten, in which a busy machine does not start the process that reads files."""
ENDS_THE_ACCOUNT_OR_ITS_SESSIONS = {"delete_current_user", "change_password", "logout_all"}


def write_report(metrics: Metrics) -> None:
    """How many answers of each status the server counted itself, into the file that FUZZ_REPORT names."""
    report = os.environ.get("FUZZ_REPORT")
    if not report:
        return
    answers: Counter[str] = Counter()
    for family in metrics.registry.collect():
        for sample in family.samples:
            if sample.name == "http_requests_total":
                answers[sample.labels["status"]] += int(sample.value)
    Path(report).write_text(json.dumps(dict(sorted(answers.items()))))


@pytest.fixture(scope="module")
async def address(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    async with copied(postgres) as url:
        app = create_app(
            Settings(database_url=SecretStr(url), jwt_secret=SecretStr("f" * 40), rate_limits=False, log_level="ERROR")
        )
        put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
        put(app, live_stream_seconds=0.05)
        with served(app) as address:
            yield address
            write_report(app.state.resources.metrics)


@pytest.fixture(scope="module")
def token(address: str) -> str:
    """Of a user with a workout."""
    with httpx.Client(base_url=address + V1) as client:
        assert client.post("/auth/register", json=new_user()).status_code == HTTPStatus.CREATED
        login = {"identifier": "ada", "password": new_user()["password"]}
        token = str(client.post("/auth/login", json=login).json()["access_token"])
        client.headers["Authorization"] = f"Bearer {token}"
        started_at = "2026-03-18T11:00:00Z"
        assert client.post("/workouts", json=new_workout(started_at=started_at)).status_code == HTTPStatus.CREATED
    return token


def asks_who_it_is(context: HasAPIOperation) -> bool:
    return bool(context.operation.definition.raw.get("security"))


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Keeps its connection, and no cookie: each request is a stranger's."""
    with requests.Session() as session:
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        yield session


schema = schemathesis.openapi.from_dict(DOCUMENT)
# Without a token these answer 401 whatever they are sent: test_access asks each of them.
behind_a_token = schema.include(asks_who_it_is)
open_to_all = schema.exclude(asks_who_it_is)


def is_at_a_boundary(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.phase.name is TestPhase.COVERAGE


def ask_all(endpoints: BaseSchema, ask: Callable[[Case[Any]], None], subtests: pytest.Subtests) -> None:
    """Send every endpoint its requests.

    `endpoints.parametrize()` makes them up before the tests begin, in each of the processes that share the tests, and
    its way to do so later needs an older pytest.
    """

    boundaries = count()

    @bounded
    def one(case: Case[Any]) -> None:
        if EXAMPLES or not is_at_a_boundary(case) or next(boundaries) % 2 == 0:
            ask(case)

    for result in get_all_tests(schema=endpoints, test_func=one, settings=None, given_kwargs={}):
        if isinstance(result, Err):
            raise result.err()
        endpoint, send = result.ok()
        with subtests.test(operation=endpoint.label):
            send()


def test_signed_in(address: str, token: str, session: requests.Session, subtests: pytest.Subtests) -> None:
    def ask(case: Case[Any]) -> None:
        name = case.operation.definition.raw["operationId"]
        headers = {} if name in ENDS_THE_ACCOUNT_OR_ITS_SESSIONS else {"Authorization": f"Bearer {token}"}
        case.call_and_validate(
            base_url=address, session=session, checks=CHECKS, headers=headers, timeout=PATIENCE_SECONDS
        )

    ask_all(behind_a_token, ask, subtests)


def test_not_signed_in(address: str, session: requests.Session, subtests: pytest.Subtests) -> None:
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(base_url=address, session=session, checks=CHECKS, timeout=PATIENCE_SECONDS)

    ask_all(open_to_all, ask, subtests)
